"""A month is judged once: what Greta read in the half-year stands in the year, too."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.verlauf import FELDER, Stand
from notebooks import charts, data, figures
from notebooks.prose import eingaenge
from notebooks.prose.formate import dezimal
from tests.unit.notebooks.aufnahme import schreibe_aufnahme
from tests.unit.notebooks.test_golden import Fall


def _monate(werte: list[int], ab: str = "2020-01") -> pd.DataFrame:
    namen = [str(m) for m in pd.period_range(ab, periods=len(werte), freq="M")]
    return pd.DataFrame({"monat": namen, "anzahl": werte})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=75), st.data())
def test_what_comes_later_changes_no_verdict(werte: list[int], mehr: st.DataObject) -> None:
    bis = mehr.draw(st.integers(1, len(werte)))
    pd.testing.assert_frame_equal(
        figures.monatskarte(_monate(werte)).head(bis), figures.monatskarte(_monate(werte[:bis]))
    )


def test_a_season_is_no_signal_and_the_scale_stays_that_of_the_counts() -> None:
    zufall = np.random.default_rng(3)
    habit = np.tile([30, 26, 24, 20, 18, 16, 15, 16, 20, 24, 28, 33], 6)
    karte = figures.monatskarte(_monate([int(n) for n in zufall.poisson(habit)]))
    spaet = karte.tail(36)
    assert set(spaet["karte"]) == {"bereinigt"}
    assert (spaet["regel"] != "").sum() <= 2
    je_monat = spaet.groupby(spaet["monat"].str[5:])["mittel"].first()
    assert je_monat["12"] > 1.5 * je_monat["07"]
    assert ((spaet["mittel"] - habit[-36:]).abs() < 8).all()


def test_limits_hold_their_promise_when_nothing_happens() -> None:
    """With an index out of three years the limits are as wide as they must be."""
    zufall = np.random.default_rng(11)
    draussen = judged = 0
    for _ in range(60):
        karte = figures.monatskarte(_monate([int(n) for n in zufall.poisson(25, 60)]))
        spaet = karte[(karte["karte"] == "bereinigt") & (karte["grundlage_von"] == "2020-01")]
        draussen += int(spaet["regel"].str.contains("außerhalb").sum())
        judged += len(spaet)
    assert judged > 1000
    assert draussen / judged < 0.03  # without the factor for the index it would be over 0.06


def test_a_lasting_step_is_a_signal_and_then_the_new_level() -> None:
    karte = figures.monatskarte(_monate([20, 24] * 12 + [29, 33] * 9))
    stufe = karte.iloc[24:36]
    assert list(stufe["regel"] != "").count(True) >= 6
    nach = karte.iloc[36:]
    assert set(nach["grundlage_von"]) == {"2022-01"}
    assert set(nach["regel"]) == {""}


def test_points_beyond_the_limit_count_as_near_it() -> None:
    """Two of three beyond two thirds on one side, one of them beyond the limit itself."""
    karte = figures.monatskarte(_monate([10, 11] * 6 + [14, 11, 13]))
    assert karte["regel"].iloc[12] == "außerhalb"
    assert karte["regel"].iloc[14] == "zwei von drei nah der Grenze"


def _faelle() -> list[dict[str, Any]]:
    monate = [str(m) for m in pd.period_range("2024-01", "2026-12", freq="M")]
    zahlen = zip(monate, [6, 9] * 18, strict=True)
    return [{"eingang_am": f"{m}-10"} for m, n in zahlen for _ in range(n)]


def test_half_year_and_year_agree_though_cases_changed_their_art_in_between(
    tmp_path: Path,
) -> None:
    """In September it turns out that twenty complaints of spring were no Kundenreaktionen."""
    faelle = _faelle()
    fruehling = [nr for nr, f in enumerate(faelle, 1) if "2026-03" <= f["eingang_am"] < "2026-06"]
    staende = {nr: _reclassified(faelle[nr - 1]["eingang_am"]) for nr in fruehling[:20]}
    pfad = schreibe_aufnahme(
        tmp_path / "a.sqlite", faelle, staende=staende, meta={"datenstand": "2027-01-15"}
    )
    halb, jahr = (_karte(pfad, zeitraum) for zeitraum in ("2026-H1", "2026"))
    assert len(halb) == 30
    pd.testing.assert_frame_equal(halb, jahr.head(30))


def _reclassified(eingang: str) -> tuple[Stand, ...]:
    leer = dict.fromkeys(FELDER)
    return (
        Stand(date.fromisoformat(eingang), {**leer, "art": "beschwerde"}),
        Stand(date(2026, 9, 1), {**leer, "art": "hinweis"}),
    )


def _karte(pfad: Path, zeitraum: str) -> pd.DataFrame:
    a = data.load(pfad, zeitraum)
    monate = figures.verlauf(a.monate, a.abschnitte.stichtag, "2024-01-01")
    return figures.monatskarte(monate)


@pytest.mark.parametrize("laenge", [30, 48])
def test_picture_sentence_and_alt_text_have_one_scale(laenge: int, tmp_path: Path) -> None:
    pfad = schreibe_aufnahme(tmp_path / "a.sqlite", [{"eingang_am": "2026-01-02"}])
    teile = data.load(pfad, "2026-H1").abschnitte
    ab = str(pd.Period("2026-06", "M") - (laenge - 1))
    karte = figures.monatskarte(_monate(([20, 26, 23, 25, 19] * 10)[:laenge], ab))
    bild = charts.monatskarte(karte, teile)
    assert bild is not None
    letzte = karte.iloc[-1]
    assert f"Mittel {dezimal(letzte['mittel'])}" in bild.alt
    assert "höchster 26" in bild.alt
    assert eingaenge.verlauf(karte, teile) in bild.alt


def test_the_table_says_of_each_month_of_the_report_how_it_was_judged() -> None:
    teile = Fall({}).teile
    tabelle = figures.urteile(figures.monatskarte(_monate([8, 14] * 6 + [9, 60], "2025-05")), teile)
    assert list(tabelle["monat"]) == [f"2026-0{nr}" for nr in range(1, 7)]
    assert list(tabelle["urteil"][:4]) == ["nicht beurteilt (zu kurz)"] * 4
    assert tabelle["urteil"].iloc[4] == "kein Signal"
    assert tabelle["urteil"].iloc[5].startswith("Signal: außerhalb")
    leer = figures.verlauf(_monate([]), teile.stichtag, None)
    assert figures.urteile(figures.monatskarte(leer), teile).empty
