"""Counting for questions, charts of any count or share, the data dictionary."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from models.queries.snapshot_datei import create_datei
from models.queries.snapshot_schema import TABELLEN, VERGLEICH
from models.rules.fehler import RuleViolation
from notebooks.data.codes import Codes
from notebooks.erkundung import (
    anteil_je,
    anteilsbild,
    auffaellig,
    dauer_je,
    je_monat,
    trend,
    trendbild,
    vorn,
)
from notebooks.erkundung.felder import ZEILE, dictionary
from notebooks.erkundung.trend import satz


def _frame(*gruppen: tuple[str | None, int, int]) -> tuple[pd.DataFrame, pd.Series]:
    """Groups of (name, hits, rows)."""
    rows = [(name, nr < k) for name, k, n in gruppen for nr in range(n)]
    frame = pd.DataFrame(rows, columns=["team", "treffer"])
    return frame, frame["treffer"]


def _monate(*werte: tuple[int, int]) -> pd.DataFrame:
    """Months from January 2024 of (hits, rows)."""
    monate = pd.period_range("2024-01", periods=len(werte), freq="M").strftime("%Y-%m")
    return pd.DataFrame(
        {"monat": monate, "anzahl": [k for k, _ in werte], "von": [n for _, n in werte]}
    )


def test_a_team_with_more_is_named_and_one_with_few_is_not() -> None:
    frame, treffer = _frame(("A", 40, 50), ("B", 20, 100), ("C", 3, 3), (None, 1, 2))
    tabelle = anteil_je(frame, "team", treffer)
    urteile = dict(zip(tabelle["gruppe"], tabelle["urteil"], strict=True))
    assert urteile == {"A": "mehr", "B": "weniger", "C": "zu wenige", "ohne Angabe": "zu wenige"}
    assert vorn(tabelle) == "A"
    assert auffaellig(tabelle, "Dauer").startswith(
        "A: mehr „Dauer“ als bei den anderen (80,0\N{NO-BREAK SPACE}%, 40 von 50). B: weniger"
    )


def test_equal_teams_are_told_as_equal() -> None:
    frame, treffer = _frame(("A", 10, 50), ("B", 11, 50))
    said = auffaellig(anteil_je(frame, "team", treffer), "Dauer")
    assert said.startswith("Keine Gruppe hebt sich bei „Dauer“ von den anderen ab. 2 Vergleiche;")


def test_nothing_at_all_is_no_error() -> None:
    leer = pd.DataFrame({"team": [], "eingang_am": pd.to_datetime([])})
    treffer = pd.Series([], dtype=bool)
    tabelle = anteil_je(leer, "team", treffer)
    assert tabelle.empty
    assert vorn(tabelle) == "ohne Angabe"
    assert "Keine Gruppe ist groß genug" in anteilsbild(tabelle, "leer").text
    monate = je_monat(leer, "eingang_am", treffer, date(2026, 6, 30))
    for wie in ("anzahl", "anteil"):
        assert "keinen vollen Monat" in trendbild(trend(monate, wie), "leer", wie).text


def test_only_full_months_count_and_empty_ones_are_zero() -> None:
    tage = pd.to_datetime(["2026-01-05", "2026-03-01", "2026-03-31", "2026-04-02"])
    frame = pd.DataFrame({"tag": tage})
    treffer = pd.Series([True, True, False, True])
    monate = je_monat(frame, "tag", treffer, date(2026, 4, 15))
    assert monate.to_dict("list") == {
        "monat": ["2026-01", "2026-02", "2026-03"], "anzahl": [1, 0, 1], "von": [1, 0, 2],
    }  # fmt: skip
    assert je_monat(frame, "tag", treffer, date(2026, 4, 30))["monat"].iloc[-1] == "2026-04"
    assert len(je_monat(frame, "tag", treffer, date(2026, 4, 30), monate=2)) == 2


def test_strokes_count_as_many_as_they_are() -> None:
    frame = pd.DataFrame({"tag": pd.to_datetime(["2026-01-05"] * 2), "anzahl": [3, 4]})
    monate = je_monat(frame, "tag", pd.Series([True, False]), date(2026, 1, 31))
    assert monate[["anzahl", "von"]].to_numpy().tolist() == [[3, 7]]


def test_a_share_that_jumps_is_found_in_its_month() -> None:
    karte = trend(_monate(*[(20 + 4 * (nr % 2), 100) for nr in range(23)], (60, 100)), "anteil")
    assert karte["regel"].iloc[-1] == "außerhalb"
    assert satz(karte).endswith("Mehr als Zufall: Dezember 2025 (hoch: außerhalb).")


def test_months_that_stay_high_are_told_as_one_stretch() -> None:
    karte = trend(_monate(*[(20 + nr % 2, 100) for nr in range(12)],
                          *[(30 + nr % 2, 100) for nr in range(12)]), "anteil")  # fmt: skip
    said = satz(karte)
    assert "Januar 2025 bis Dezember 2025 (hoch: außerhalb, sieben auf einer Seite" in said
    assert said.count("hoch:") == said.count("niedrig:") == 1


def test_a_stretch_names_every_rule_it_breaks_once() -> None:
    werte = [(20 + nr % 2, 100) for nr in range(12)] + [(26, 100), (33, 100), (25, 100)]
    assert satz(trend(_monate(*werte), "anteil")).count("hoch:") == 1


def test_a_share_of_few_has_no_limits() -> None:
    assert set(trend(_monate(*[(2, 5)] * 14), "anteil")["karte"]) == {"zu klein"}
    assert set(trend(_monate(*[(2, 50)] * 14), "anteil")["karte"]) == {"ohne Streuung"}
    assert set(trend(_monate(*[(2, 50)] * 11), "anteil")["karte"]) == {"zu kurz"}
    assert set(trend(_monate((0, 0), *[(2, 50)] * 14), "anteil")["karte"]) == {"zu klein"}


def test_another_way_of_counting_is_refused() -> None:
    with pytest.raises(RuleViolation, match="möglich sind „anzahl“ und „anteil“"):
        trend(_monate((1, 2)), "prozent")


def test_open_cases_make_the_duration_longer() -> None:
    tag = pd.Timestamp("2026-01-01")
    frame = pd.DataFrame({
        "team": "A", "eingang_am": tag, "abschluss_am": pd.NaT,
        "datum_der_klaerung": [tag + pd.Timedelta(days=5)] * 10 + [pd.NaT] * 10,
    })  # fmt: skip
    row = dauer_je(frame, "team", date(2026, 2, 1)).iloc[0]
    assert (row["anzahl"], row["offen"], row["median"]) == (20, 10, 5)
    assert pd.isna(row["p90"])


def test_every_column_of_a_snapshot_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "leer.sqlite"
    create_datei(path)
    with closing(sqlite3.connect(path)) as connection:
        felder = dictionary(connection, Codes({}))
    columns = [(t, s.name) for t, spalten in (TABELLEN | VERGLEICH).items() for s in spalten]
    assert list(zip(felder["tabelle"], felder["spalte"], strict=True)) == columns
    assert not felder.eq("").any().any()
    assert {tabelle for tabelle, _ in columns} == set(ZEILE)
    assert set(felder["schutz"]) == {"C", "D"}
    assert set(felder["einheit"]) <= {
        "Tag",
        "ja/nein (1/0)",
        "Auswahl",
        "Text",
        "Schlüssel",
        "Anzahl",
    }
