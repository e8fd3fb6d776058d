"""Every row of the worked examples, counted by hand before there was code."""

import csv
from datetime import date
from pathlib import Path

import pytest

from models.rules.fristen import Frist, Fristanlass, compute_fristen
from models.rules.kalender import Kalender
from models.rules.regelwerk import load_regelwerk

BEISPIELE = Path(__file__).parents[2] / "data" / "fristen_beispiele.csv"


def _rows() -> list[dict[str, str]]:
    lines = [line for line in BEISPIELE.read_text("utf-8").splitlines() if line[0] != "#"]
    return list(csv.DictReader(lines))


def _name(row: dict[str, str]) -> str:
    return f"{row['eingang']}-{row['land']}"


def _fristen(regelwerk: str, row: dict[str, str], eb_versandt: str = "") -> dict[str, Frist]:
    anlass = Fristanlass(
        art="beschwerde",
        eingang=date.fromisoformat(row["eingang"]),
        kalender=Kalender(row["land"]),
        eb_versandt=date.fromisoformat(eb_versandt) if eb_versandt else None,
    )
    return {frist.name: frist for frist in compute_fristen(load_regelwerk(regelwerk), anlass)}


def test_the_examples_are_all_there() -> None:
    assert len(_rows()) == 33


@pytest.mark.regel("BL-03", "BL-04")
@pytest.mark.parametrize("row", _rows(), ids=_name)
def test_it_counts_as_the_ba_does(row: dict[str, str]) -> None:
    fristen = _fristen("ba-2015", row)
    assert fristen["eingangsbestaetigung"].faellig_am.isoformat() == row["eb_3_arbeitstage"]
    antwort = fristen["antwort"]
    assert antwort.ende_rechnerisch.isoformat() == row["antwort_14_kalendertage"]
    assert antwort.faellig_am.isoformat() == row["antwort_14_kalendertage_verschoben"]


@pytest.mark.regel("BKW-27")
@pytest.mark.parametrize("row", _rows(), ids=_name)
def test_it_counts_as_bernkastel_wittlich_does(row: dict[str, str]) -> None:
    antwort = _fristen("bernkastel-wittlich-2012", row)["antwort"]
    assert antwort.faellig_am.isoformat() == row["antwort_10_arbeitstage"]


@pytest.mark.regel("MH-56")
@pytest.mark.parametrize("row", _rows(), ids=_name)
def test_it_counts_as_marzahn_hellersdorf_does(row: dict[str, str]) -> None:
    fristen = _fristen("marzahn-hellersdorf-2022", row)
    assert list(fristen) == ["antwort"]
    assert fristen["antwort"].faellig_am.isoformat() == row["antwort_14_kalendertage_verschoben"]


@pytest.mark.regel("BS-22", "BS-23")
@pytest.mark.parametrize("row", _rows(), ids=_name)
def test_it_counts_as_braunschweig_does(row: dict[str, str]) -> None:
    late, early = _fristen("braunschweig", row), _fristen("braunschweig", row, row["eingang"])
    bestaetigung = late["eingangsbestaetigung"]
    assert bestaetigung.ende_rechnerisch.isoformat() == row["eb_eine_woche"]
    assert bestaetigung.faellig_am.isoformat() == row["eb_eine_woche_verschoben"]
    assert early["antwort"].faellig_am.isoformat() == row["bs_antwort_wenn_eb_am_eingangstag"]
    assert late["antwort"].faellig_am.isoformat() == row["bs_antwort_wenn_eb_am_letzten_tag"]
    assert (early["antwort"].vorlaeufig, late["antwort"].vorlaeufig) == (False, True)
