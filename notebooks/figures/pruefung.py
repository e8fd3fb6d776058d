"""Checks that the figures of one report agree with each other; a red one stops the publication."""

from dataclasses import dataclass

import pandas as pd

from notebooks.figures.bestand import bestand_schliesst
from notebooks.figures.zaehlen import KEINE_KUNDENREAKTION, SUMME


@dataclass(frozen=True)
class Pruefung:
    """One check: its name, whether it holds, and a German sentence for when it does not."""

    name: str
    ok: bool
    satz: str


def pruefe_zahlen(
    bestand: pd.DataFrame, monate: pd.DataFrame, arten: pd.DataFrame, termine: pd.DataFrame
) -> tuple[Pruefung, ...]:
    """The Bestandsrechnung closes, months and Arten count the same Eingänge, both measures of
    punctuality the same deadlines."""
    neu = int(bestand.set_index("art").loc[SUMME, "neu"])
    ohne_hinweise = arten[~arten["code"].isin([SUMME, KEINE_KUNDENREAKTION])]
    return (
        Pruefung(
            "bestand_schliesst",
            bestand_schliesst(bestand),
            "Die Bestandsrechnung geht nicht auf: Ein Abschluss liegt vor seinem Eingang.",
        ),
        _gleich("monate", "Monatszahlen", int(monate["anzahl"].sum()), neu),
        _gleich("arten", "Zahlen nach Art", int(ohne_hinweise["anzahl"].sum()), neu),
        _gleich("termine", "Termintreue", *(int(n) for n in termine["faellig"])),
    )


def _gleich(name: str, was: str, ist: int, soll: int) -> Pruefung:
    satz = f"{was}: {ist} statt {soll} Kundenreaktionen; die Zahlen widersprechen sich."
    return Pruefung(name, ist == soll, satz)
