"""Every figure against cases worked out by hand: tests/golden/<figure>/<case>/.

A case is a folder with eingabe.csv (one row per Vorgang, or with anzahl), fall.json (zeitraum,
datenstand, erster_eingang, codes, and whatever the figure asks for) and erwartet.csv. Cases are
found by glob, so a new folder is a new test.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from notebooks import figures
from notebooks.data import Abschnitte, parse_zeitraum
from notebooks.data.abschnitte import abschnitte
from notebooks.data.berichtigt import VERGLICHEN
from tests.unit.notebooks.aufnahme import ANLIEGEN, EINHEIT, EINHEITEN, VORGANG

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
ARTEN = (
    "beschwerde",
    "dienstaufsichtsbeschwerde",
    "fachaufsichtsbeschwerde",
    "petition",
    "eingabe",
    "lob",
    "anregung",
    "hinweis",
)
ERGEBNISARTEN = ("begruendet", "unbegruendet", "kein-krm", "nicht-bewertbar")
ABHILFE = ("ganz", "teilweise", "nein", "nicht-moeglich")
FLAGGEN = (
    "einvernehmlich_geklaert entschuldigung verzicht_liegt_vor selbst_betroffen "
    "frist_gehalten abschliessend_gehalten ist_folgereaktion ist_notlage anonym "
    "als_dab_bezeichnet geklaert einheit_id tage"
).split()


@dataclass(frozen=True)
class Fall:
    """One case: its input frames by file name, its parameters."""

    frames: dict[str, pd.DataFrame]
    werte: dict[str, Any] = field(default_factory=dict)

    @property
    def eingabe(self) -> pd.DataFrame:
        return self.frames["eingabe"]

    @property
    def teile(self) -> Abschnitte:
        zeitraum = parse_zeitraum(self.werte.get("zeitraum", "2026-H1"))
        datenstand = date.fromisoformat(self.werte.get("datenstand", "2026-07-15"))
        return abschnitte(zeitraum, datenstand, self.werte.get("erster_eingang", "2020-01-01"))

    def codes(self, vorgabe: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.werte.get("codes", vorgabe))


def _einheiten(wurzel: str) -> pd.DataFrame:
    """The tree below `wurzel`, as the snapshot of a report on it would hold it."""
    kopf = next(zeile for zeile in EINHEITEN if zeile[1] == wurzel)
    innen = [z for z in EINHEITEN if kopf[4] is None or z[4] == kopf[0]]
    zeilen = [(*kopf[:4], None), *(z for z in innen if z != kopf)]
    return pd.DataFrame(zeilen, columns=list(EINHEIT))


def _haeufigste(f: Fall) -> pd.DataFrame:
    return figures.haeufigste(f.eingabe.fillna({"code": ""}), f.werte.get("hoechstens", 10))


def _seiten(f: Fall) -> pd.DataFrame:
    """Corrected cases with every field that is compared; what a case does not name is empty."""
    felder = [f"{seite}_{name}" for seite in ("damals", "heute") for name in VERGLICHEN]
    return f.eingabe.reindex(columns=[*dict.fromkeys([*f.eingabe.columns, *felder])])


FIGUREN: dict[str, Callable[[Fall], pd.DataFrame]] = {
    "abdeckung": lambda f: figures.abdeckung(f.eingabe, f.frames["strichliste"], f.teile),
    "abgaben": lambda f: figures.abgaben(f.eingabe, f.codes(("anfrage", "widerspruch")), f.teile),
    "abhilfe": lambda f: figures.abhilfe(f.eingabe, ABHILFE, f.teile),
    "anliegen_nach": lambda f: figures.anliegen_nach(
        f.eingabe,
        f.werte.get("feld", "anliegenart"),
        f.codes(("sachanliegen", "verhalten")),
        f.teile,
    ),
    "begruendet": lambda f: figures.begruendet(f.eingabe, f.teile),
    "begruendet_je_traeger": lambda f: figures.begruendet_je_traeger(f.eingabe, f.teile),
    "berichtigt": lambda f: figures.berichtigt(_seiten(f), f.teile.bericht),
    "berichtigt_art": lambda f: figures.berichtigt_art(_seiten(f), f.teile.bericht, ARTEN),
    "besonderheiten": lambda f: figures.besonderheiten(f.eingabe, f.teile),
    "bestand": lambda f: figures.bestand(f.eingabe, f.teile, f.codes(ARTEN[:2])),
    "bestandsrechnung": lambda f: figures.bestandsrechnung(
        f.eingabe, f.teile.bericht, f.codes(ARTEN)
    ),
    "dauer": lambda f: figures.dauer(figures.liegezeiten(f.eingabe, f.teile.bericht), ARTEN),
    "dienstaufsicht": lambda f: figures.dienstaufsicht(f.eingabe, f.eingabe, f.teile),
    "diskriminierung": lambda f: figures.diskriminierung(f.eingabe, f.teile),
    "eingaenge_monat": lambda f: figures.eingaenge_monat(
        f.eingabe, f.teile.bericht.von, f.teile.bericht.bis
    ),
    "eingaenge_vergleich": lambda f: figures.eingaenge_vergleich(
        f.eingabe, f.teile, f.werte.get("erster_eingang", "2020-01-01")
    ),
    "ergebnis_je_traeger": lambda f: figures.ergebnis_je_traeger(f.eingabe, f.teile),
    "ergebnisart": lambda f: figures.ergebnisart(f.eingabe, ERGEBNISARTEN, f.teile),
    "haeufigste": _haeufigste,
    "kaplan_meier": lambda f: figures.kaplan_meier(
        f.eingabe["tage"].to_numpy(float), f.eingabe["geklaert"].to_numpy(bool)
    ),
    "klaerung": lambda f: figures.klaerung(f.eingabe, f.teile),
    "leistungstraeger": lambda f: figures.leistungstraeger(f.eingabe, f.teile),
    "lob_neben_beschwerden": lambda f: figures.lob_neben_beschwerden(
        f.eingabe, figures.BESCHWERDEARTEN
    ),
    "monatskarte": lambda f: figures.monatskarte(f.eingabe),
    "nach_untereinheit": lambda f: figures.nach_untereinheit(
        f.eingabe, _einheiten(f.werte.get("wurzel", "JC")), f.teile
    ),
    "petitionen": lambda f: figures.petitionen(f.eingabe),
    "petitionen_dauer": lambda f: figures.petitionen_dauer(
        figures.liegezeiten(f.eingabe, f.teile.bericht)
    ),
    "petitionen_klaerung": lambda f: figures.petitionen_klaerung(f.eingabe, f.teile),
    "petitionen_ergebnis": lambda f: figures.petitionen_ergebnis(f.eingabe, ERGEBNISARTEN, f.teile),
    "regelkarte": lambda f: figures.regelkarte(f.eingabe),
    "strichliste_nach_thema": lambda f: figures.strichliste_nach_thema(
        f.eingabe, f.codes(("unterlagen", "erreichbarkeit-telefon")), f.teile
    ),
    "termintreue": lambda f: figures.termintreue(f.eingabe, f.teile),
    "termintreue_je_art": lambda f: figures.termintreue_je_art(f.eingabe, f.teile),
    "termintreue_daneben": lambda f: figures.termintreue_daneben(f.eingabe, f.teile),
    "termintreue_petitionen": lambda f: figures.termintreue_petitionen(f.eingabe, f.teile),
    "ueberfaellig": lambda f: figures.ueberfaellig(f.eingabe, f.teile.stichtag),
    "verlauf": lambda f: figures.verlauf(
        f.eingabe, f.teile.stichtag, f.werte.get("erster_eingang", "2020-01-01")
    ),
    "verteilung": lambda f: figures.verteilung(
        f.eingabe, "eingangsweg", "eingang_am", f.codes(("e-mail", "telefonisch")), f.teile
    ),
}
FAELLE = sorted(pfad.parent for pfad in GOLDEN.glob("*/*/erwartet.csv"))


def _lies(pfad: Path) -> pd.DataFrame:
    zahlen = {"anzahl": "int64", "von": "int64", "vor_anzahl": "int64", "vor_von": "int64"}
    kopf = pd.read_csv(pfad, nrows=0).columns
    texte = [s for s in (*VORGANG, *ANLIEGEN, "thema", "tag", "monat") if s not in FLAGGEN]
    typen = {**dict.fromkeys(texte, "str"), **zahlen}
    if "eingang_am" in kopf:  # in a list of Vorgänge nothing but anzahl is a number
        del typen["von"]
    return pd.read_csv(pfad, dtype={s: t for s, t in typen.items() if s in kopf})


def _lies_fall(ordner: Path) -> Fall:
    frames = {p.stem: _lies(p) for p in ordner.glob("*.csv") if p.stem != "erwartet"}
    werte = ordner / "fall.json"
    return Fall(frames, json.loads(werte.read_text(encoding="utf-8")) if werte.exists() else {})


@pytest.mark.parametrize("ordner", FAELLE, ids=lambda o: f"{o.parent.name}-{o.name}")
def test_figure_gives_what_was_worked_out_by_hand(ordner: Path) -> None:
    erwartet = pd.read_csv(ordner / "erwartet.csv", keep_default_na=False, na_values=["NaN"])
    ergebnis = FIGUREN[ordner.parent.name](_lies_fall(ordner)).reset_index(drop=True)
    assert list(ergebnis.columns) == list(erwartet.columns)
    pd.testing.assert_frame_equal(
        ergebnis, erwartet, check_dtype=False, check_index_type=False, atol=5e-7, rtol=0
    )


@pytest.mark.parametrize("name", sorted(FIGUREN))
def test_every_figure_has_five_cases_and_the_three_edges(name: str) -> None:
    faelle = {ordner.name for ordner in FAELLE if ordner.parent.name == name}
    assert len(faelle) >= 5
    assert {"leer", "einzeln", "gleich"} <= faelle


def test_every_golden_folder_belongs_to_a_figure() -> None:
    assert {ordner.parent.name for ordner in FAELLE} == set(FIGUREN)
