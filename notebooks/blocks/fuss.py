"""What stands below every table and figure: unit, basis, coverage, and what a dot means."""

from collections.abc import Sequence

from notebooks.blocks.tabellen import (
    ABGABE,
    ABSCHLUSS,
    BEWEGUNG,
    EINGANG,
    FESTGELEGT,
    FRIST,
    GLIEDERUNG,
    LAUF,
    MONATE,
    STICHTAG,
    STRICHLISTE,
    Tabelle,
)
from notebooks.data import Abschnitte
from notebooks.prose import formate


def tabellenfuss(
    spec: Tabelle, zeilen: Sequence[Sequence[str]], teile: Abschnitte, abdeckung: str
) -> str:
    """The foot of a table; `zeilen`: its printed cells."""
    saetze = [f"Einheit: {spec.einheit}", f"Basis: {basis_of(spec.basis, teile)}"]
    if abdeckung:
        saetze.append(f"Abdeckung: {abdeckung}")
    if any(formate.VERDECKT in zeile[1:] for zeile in zeilen):
        saetze.append(formate.LEGENDE)
    return ". ".join(saetze) + "." + (f" {spec.hinweis}" if spec.hinweis else "")


def basis_of(basis: str, teile: Abschnitte) -> str:
    """By which day a case counts, and in which days."""
    spanne = formate.spanne(teile.bericht)
    texte = {
        EINGANG: f"Eingang {spanne}",
        ABSCHLUSS: f"Abschluss {spanne}",
        ABGABE: f"Abgabe {spanne}",
        BEWEGUNG: f"Eingang und Abschluss {spanne}",
        FRIST: f"Frist abgelaufen {spanne}",
        STICHTAG: f"offen am {formate.datum(teile.stichtag)}",
        STRICHLISTE: f"Strichliste {spanne}",
        FESTGELEGT: (
            f"festgelegt und geprüft {spanne}, offen am {formate.datum(teile.bericht.schluss)}"
        ),
        MONATE: "Eingang in vollen Monaten",
        GLIEDERUNG: f"Gliederung am {formate.datum(teile.stichtag)}",
        LAUF: f"Stand am {formate.datum(teile.stichtag)}, heute und damals bekannt",
    }
    return texte[basis]
