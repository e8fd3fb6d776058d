"""Bestandsrechnung: carried over + new + reopened − closed = open (question Q25)."""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte, Spanne
from notebooks.figures.signal import signal_anzahl
from notebooks.figures.zaehlen import KEINE_KUNDENREAKTION, SUMME

SPALTEN = ["uebernommen", "neu", "abgeschlossen", "offen", "wiedereroeffnet"]


def bestandsrechnung(bewegung: pd.DataFrame, spanne: Spanne, arten: Sequence[str]) -> pd.DataFrame:
    """Count Vorgänge by Art: art, uebernommen, neu, abgeschlossen, offen, wiedereroeffnet.

    A row for every Art of the list (also with zeros), then Arten outside it, then `gesamt` over all
    but Hinweise. All five are counted from the dates, none from the others, so that uebernommen +
    neu + wiedereroeffnet − abgeschlossen = offen can fail where the data contradict themselves.
    `bewegung` may flag cases that were closed when the span began (`wiedereroeffnet`).
    """
    eingang, abschluss = bewegung["eingang_am"], bewegung["abschluss_am"]
    wieder = bewegung.get("wiedereroeffnet", pd.Series(0, index=bewegung.index)) == 1
    vorher_da = eingang < spanne.von
    nicht_weg = abschluss.isna()
    lagen = {
        "uebernommen": vorher_da & ~wieder & (nicht_weg | (abschluss >= spanne.von)),
        "neu": ~vorher_da & (eingang <= spanne.bis),
        "abgeschlossen": (abschluss >= spanne.von) & (abschluss <= spanne.bis),
        "offen": (eingang <= spanne.bis) & (nicht_weg | (abschluss > spanne.bis)),
        "wiedereroeffnet": vorher_da & wieder & (nicht_weg | (abschluss >= spanne.von)),
    }
    je_art = {name: _je_art(bewegung[lage]) for name, lage in lagen.items()}
    fremde = sorted({art for zahlen in je_art.values() for art in zahlen} - set(arten))
    zeilen = [[art, *(je_art[s].get(art, 0) for s in SPALTEN)] for art in (*arten, *fremde)]
    zaehlende = [zeile[1:] for zeile in zeilen if zeile[0] != KEINE_KUNDENREAKTION]
    zeilen.append([SUMME, *(sum(spalte) for spalte in zip(*zaehlende, strict=True))])
    return pd.DataFrame(zeilen, columns=["art", *SPALTEN])


def _je_art(frame: pd.DataFrame) -> dict[str, int]:
    return {str(art): int(n) for art, n in frame.groupby("art")["anzahl"].sum().items()}


def bestand(
    bewegung: pd.DataFrame,
    teile: Abschnitte,
    arten: Sequence[str],
    bewegung_vor: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The Bestandsrechnung with the previous period (`vor_…`) and a signal on the new ones.

    `bewegung_vor`: the cases as they stood at the end of that period; without it the same ones.
    """
    damals = bewegung if bewegung_vor is None else bewegung_vor
    jetzt = bestandsrechnung(bewegung, teile.bericht, arten)
    vorher = bestandsrechnung(damals, teile.vor, arten).set_index("art")
    beide = jetzt.join(vorher.add_prefix("vor_"), on="art").fillna(0)
    beide["signal"] = [
        signal_anzahl(int(z.neu), teile.bericht.tage, int(z.vor_neu), teile.vor_tage)
        for z in beide.itertuples()
    ]
    return beide.astype({f"vor_{spalte}": "int64" for spalte in SPALTEN})


def bestand_schliesst(zeilen: pd.DataFrame) -> bool:
    """Whether uebernommen + neu + wiedereroeffnet − abgeschlossen = offen holds in every row."""
    zugang = zeilen["neu"] + zeilen["wiedereroeffnet"]
    soll = zeilen["uebernommen"] + zugang - zeilen["abgeschlossen"]
    return bool((soll == zeilen["offen"]).all())
