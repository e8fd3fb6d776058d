"""A notebook's own parameters: read from its cell, checked in one place, for form and command."""

import json
from pathlib import Path
from typing import Any

import pytest

from models.rules.fehler import RuleViolation
from notebooks.catalogue import BERICHTE
from notebooks.parameter import HAUS, Parameter, read_parameter

ZELLE = [
    'snapshot: str = ""  # Pfad der Momentaufnahme\n',
    'zeitraum: str = "2026-H1"  # 2026, 2026-H1 oder VON..BIS\n',
    "anzahl: int = 12  # Häufigste Anliegen (5 bis 30): So viele nennt das Kapitel.\n",
    'ordnung: str = "anzahl"  # Sortierung (anzahl, name)\n',
    'seit: str = ""  # Ab wann (Tag): Leer gilt der Beginn des Zeitraums.\n',
    'raute: str = "#"  # Zeichen (#, +): Womit Reihen beginnen.\n',
    "mit_bild: bool = True  # Bilder: Mit oder ohne Schaubilder.",
]


@pytest.fixture
def parameter(tmp_path: Path) -> dict[str, Parameter]:
    zelle = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": ZELLE}
    pfad = tmp_path / "eigenes.ipynb"
    pfad.write_text(json.dumps({"cells": [zelle]}), "utf-8")
    return {p.name: p for p in read_parameter(pfad)}


def test_the_cell_says_type_default_label_bounds_and_help(parameter: dict[str, Parameter]) -> None:
    assert parameter["anzahl"] == Parameter(
        "anzahl", int, 12, "Häufigste Anliegen", "So viele nennt das Kapitel.", (5, 30)
    )
    assert parameter["ordnung"].werte == ("anzahl", "name")
    assert parameter["seit"].ist_tag
    assert (parameter["mit_bild"].typ, parameter["mit_bild"].vorgabe) == (bool, True)
    assert parameter["raute"].label == "Zeichen"


@pytest.mark.parametrize("zeile", [
    "n: int = 5  # Zahl (10 bis 20): Zu klein.", "n: int = 5  # Zahl: Ohne Grenzen.",
    'w: str = "c"  # Wahl (a, b): Nicht dabei.', 'w: str = ""  # Wahl (a, ): Leer.',
    'frei: str = ""  # Vermerk: Was immer jemand schreibt.', "j: bool = 1  # Ja: Eine Zahl.",
    "n: int = True  # Zahl (0 bis 2): Kein Zahlwort.", "x: list = []  # Liste: Gibt es nicht.",
    "# nur ein Kommentar", "x: int  # Zahl (1 bis 2): Ohne Vorgabe.", "n: int = 5",
])  # fmt: skip
def test_a_notebook_that_declares_something_odd_is_refused(tmp_path: Path, zeile: str) -> None:
    zelle = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": [zeile]}
    pfad = tmp_path / "seltsam.ipynb"
    pfad.write_text(json.dumps({"cells": [zelle]}), "utf-8")
    with pytest.raises((ValueError, RuleViolation)):
        read_parameter(pfad)


@pytest.mark.parametrize(
    ("name", "text", "wert"),
    [("anzahl", " 7 ", 7), ("anzahl", "30", 30), ("ordnung", "name", "name"), ("seit", "", ""),
     ("seit", "2026-02-28", "2026-02-28"), ("mit_bild", "Nein", False)],
)  # fmt: skip
def test_what_is_written_becomes_a_value_of_its_type(
    parameter: dict[str, Parameter], name: str, text: str, wert: Any
) -> None:
    gelesen = parameter[name].read(text)
    assert (gelesen, type(gelesen)) == (wert, parameter[name].typ)


@pytest.mark.parametrize(
    ("name", "text", "satz"),
    [("anzahl", "4", "von 5 bis 30"), ("anzahl", "sieben", "von 5 bis 30"),
     ("anzahl", "٣٠", "von 5 bis 30"), ("anzahl", "9" * 30, "von 5 bis 30"),
     ("anzahl", "", "von 5 bis 30"),
     ("ordnung", "zufall", "Möglich ist: anzahl, name."), ("seit", "2026-02-30", "einen Tag"),
     ("seit", "20260228", "einen Tag"), ("mit_bild", "vielleicht", "ja oder nein"),
     ("ordnung", '"); import os', "Möglich ist")],
)  # fmt: skip
def test_anything_else_is_refused_with_the_name_of_its_parameter(
    parameter: dict[str, Parameter], name: str, text: str, satz: str
) -> None:
    with pytest.raises(RuleViolation, match=satz) as refused:
        parameter[name].read(text)
    assert refused.value.feld == name


@pytest.mark.parametrize("eintrag", BERICHTE, ids=lambda e: e.name)
def test_every_own_parameter_of_the_catalogue_takes_its_default_and_says_what_it_is(
    eintrag: Any,
) -> None:
    for eigener in eintrag.eigene:
        assert eigener.name not in HAUS
        assert eigener.check(eigener.vorgabe) == eigener.vorgabe
        assert eigener.label != eigener.name
        assert eigener.hilfe.endswith(".")
