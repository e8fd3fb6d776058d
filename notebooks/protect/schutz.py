"""All frames of one report, as the readers of a profile may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from models.rules.fehler import RuleViolation
from notebooks.data.abschnitte import Spanne
from notebooks.data.aufnahme import Aufnahme
from notebooks.prose.formate import NACH_AUSSEN_AB
from notebooks.protect.profile import Profil
from notebooks.protect.zaehlung import MIT_SUMMEN
from notebooks.protect.zellen import GEZAEHLT, Stelle, Zelle, places, require_counted

GANZE_HAEUSER = ("dienststelle", "regionaldirektion", "zentrale")
PERSONEN_AB = 5
PROZENTE = ("unten", "oben", "bis_14", "bis_28")
DAUERN = ("median", "p90", "bis_14", "bis_28")
FEST = {"eingaenge-vergleich": ("von", "bis", "tage")}
NICHTS_SICHER = (
    "Der Bericht geht so nicht nach außen: Zusammen mit dem, was schon veröffentlicht ist, ließe "
    "sich eine Zahl ausrechnen, hinter der nur wenige Personen stehen. Bitte einen längeren oder "
    "einen anderen Zeitraum wählen."
)
GELOESCHTE = (
    "Seit dieser Zeitraum zuerst nach außen berichtet wurde, sind Vorgänge daraus nach Ablauf der "
    "Aufbewahrung gelöscht worden. Neben den veröffentlichten Zahlen verriete ein neuer Bericht, "
    "was über sie gespeichert war. Er geht nicht mehr nach außen; der veröffentlichte gilt weiter."
)
NUR_GANZE = (
    "Nach außen geht ein Bericht nur über die ganze Dienststelle: Wer ihn neben deren Bericht "
    "legt, könnte sonst auf die übrigen Teams schließen."
)


@dataclass(frozen=True)
class Freigegeben:
    """What a report may print, and every cell with its number, None where it is left out."""

    zahlen: dict[str, pd.DataFrame]
    zellen: tuple[tuple[Zelle, int | None], ...] = ()


def protect_frames(
    profil: Profil, zahlen: Mapping[str, pd.DataFrame], aufnahme: Aufnahme
) -> Freigegeben:
    """The same frames; what `profil` may not see is left empty, with everything derived from it.

    Raises RuleViolation where nothing safe can be printed.
    """
    if profil.schwelle is None:
        return Freigegeben(dict(zahlen))
    if aufnahme.meta.get("einheit_art") not in GANZE_HAEUSER:
        raise RuleViolation(NUR_GANZE, "einheit")
    # Linear programs take half a second to import; a report for the house never needs them.
    from notebooks.protect.rechnung import Rechnung
    from notebooks.protect.sperren import NichtsSicher

    alle = places(zahlen, aufnahme.abschnitte)
    ungleich = _no_longer_told(alle, aufnahme)
    stellen = [stelle for stelle in alle if stelle.zelle not in ungleich]
    rechnung = Rechnung(profil, {stelle.zelle for stelle in stellen}, aufnahme)
    require_counted(stellen, rechnung.inhalte)
    try:
        gesperrt = rechnung.left_out()
    except NichtsSicher:
        raise RuleViolation(NICHTS_SICHER, "empfaenger") from None
    frames = {name: blank(name, f, alle, gesperrt | ungleich) for name, f in zahlen.items()}
    for stelle in stellen:
        if rechnung.count_persons(rechnung.inhalte.of(stelle.zelle)) < PERSONEN_AB:
            _blank_times(frames[stelle.tabelle], stelle)
    zellen = {s.zelle: None if s.zelle in gesperrt else s.wert for s in stellen}
    zellen |= dict.fromkeys(ungleich)
    return Freigegeben(frames, tuple(sorted(zellen.items())))


def _no_longer_told(stellen: Sequence[Stelle], aufnahme: Aufnahme) -> set[Zelle]:
    """Cells of the Vorperiode that would differ from what was told, by the cases deleted since.

    RuleViolation where the report's own period has such.
    """
    teile = aufnahme.abschnitte
    erzaehlt = {f.spanne for f in aufnahme.ausgewiesen if f.tabelle not in MIT_SUMMEN}
    if aufnahme.fakten and _kurz(teile.bericht) in {_kurz(s) for s in erzaehlt}:
        raise RuleViolation(GELOESCHTE, "zeitraum")
    if not aufnahme.fakten_vor or _kurz(teile.vor) not in {_kurz(s) for s in erzaehlt}:
        return set()
    return {
        s.zelle for s in stellen
        if s.tabelle not in MIT_SUMMEN and _kurz(s.zelle.spanne) == _kurz(teile.vor)
    }  # fmt: skip


def _kurz(spanne: Spanne) -> tuple[str, str]:
    return spanne.von, spanne.bis


def blank(
    name: str, frame: pd.DataFrame, stellen: Sequence[Stelle], gesperrt: Iterable[Zelle]
) -> pd.DataFrame:
    """The frame without the cells left out and without what is worked out of them."""
    weg, ergebnis = set(gesperrt), frame.copy()
    eigene = [stelle for stelle in stellen if stelle.tabelle == name]
    gezaehlt = {stelle.spalte for stelle in eigene}
    leer = [stelle for stelle in eigene if stelle.zelle in weg]
    for stelle in leer:
        _empty(ergebnis, [stelle.reihe], stelle.spalte)
    reihen = sorted({stelle.reihe for stelle in leer})
    for spalte in frame.columns[1:]:
        if spalte not in gezaehlt and spalte not in FEST.get(name, ()):
            _empty(ergebnis, reihen, spalte)
    _blank_shaky(frame, ergebnis)
    if "code" in frame.columns and "von" not in GEZAEHLT.get(name, ()):
        _blank_few(frame, ergebnis)
    return ergebnis


def _blank_times(frame: pd.DataFrame, stelle: Stelle) -> None:
    """Without the times of a row that counts too few persons, however many cases."""
    if stelle.spalte == "anzahl":
        for spalte in DAUERN:
            if spalte in frame.columns:
                _empty(frame, [stelle.reihe], spalte)


def _blank_shaky(frame: pd.DataFrame, ergebnis: pd.DataFrame) -> None:
    """Without percentages of fewer than 20 cases."""
    nenner = frame.get("von", frame.get("anzahl"))
    if nenner is None or not pd.api.types.is_numeric_dtype(nenner):
        return
    reihen = [nr for nr, n in enumerate(nenner) if n < NACH_AUSSEN_AB]
    for spalte in PROZENTE:
        if spalte in frame.columns:
            _empty(ergebnis, reihen, spalte)


def _blank_few(frame: pd.DataFrame, ergebnis: pd.DataFrame) -> None:
    """Without the sum beside a Verteilung of few cases: charts would write a share there."""
    for spalte in ("von", "vor_von"):
        if spalte in frame.columns:
            reihen = [nr for nr, n in enumerate(frame[spalte]) if n < NACH_AUSSEN_AB]
            _empty(ergebnis, reihen, spalte)


def _empty(frame: pd.DataFrame, reihen: Sequence[int], spalte: str) -> None:
    if not reihen:
        return
    if pd.api.types.is_numeric_dtype(frame[spalte]):
        frame[spalte] = frame[spalte].astype("float64")
        frame.iloc[list(reihen), frame.columns.get_loc(spalte)] = float("nan")
    else:
        frame.iloc[list(reihen), frame.columns.get_loc(spalte)] = ""
