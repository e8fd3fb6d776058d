"""What holds for any cases: the Bestand closes, shares add up, intervals agree with scipy."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, binomtest, ecdf, false_discovery_control, hypergeom

from notebooks import data, figures
from notebooks.data.abschnitte import abschnitte
from notebooks.figures.intervalle import newcombe
from notebooks.figures.signal import p_anteil, p_anzahl
from notebooks.figures.signale import benjamini_hochberg
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

ARTEN = ("beschwerde", "dienstaufsichtsbeschwerde", "petition", "lob", "hinweis")
ERSTER, LETZTER = date(2024, 12, 1), date(2026, 7, 15)
ZEITRAEUME = ("2026", "2026-H1", "2026-Q1", "2026-03", "2025-12-20..2026-03-10", "2025-H2")


def _tag(von: date = ERSTER) -> st.SearchStrategy[str]:
    return st.dates(von, LETZTER).map(date.isoformat)


@st.composite
def vorgaenge(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some Vorgänge whose later dates never lie before their Eingang."""
    faelle = []
    for _ in range(draw(st.integers(0, 12))):
        eingang = draw(st.dates(ERSTER, LETZTER))
        spaeter = st.none() | _tag(eingang)
        faelle.append(
            {
                "art": draw(st.sampled_from(ARTEN)),
                "eingang_am": eingang.isoformat(),
                "abschluss_am": draw(spaeter),
                "frist_am": draw(st.none() | st.just((eingang + timedelta(14)).isoformat())),
                "antwort_versandt_am": draw(spaeter),
                "datum_der_klaerung": draw(spaeter),
                "eingangsweg": draw(st.sampled_from(["e-mail", "telefonisch", None])),
                "ergebnisart": draw(st.sampled_from(["begruendet", "unbegruendet", None])),
            }
        )
    return faelle


@pytest.fixture(scope="module")
def ordner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("aufnahmen")


viele = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@viele
@given(faelle=vorgaenge(), zeitraum=st.sampled_from(ZEITRAEUME))
def test_figures_agree_on_exact_days_and_on_the_loaded_coarse_ones(
    ordner: Path, faelle: list[dict[str, Any]], zeitraum: str
) -> None:
    pfad = ordner / "aufnahme.sqlite"
    pfad.unlink(missing_ok=True)
    aufnahme = data.load(schreibe_aufnahme(pfad, faelle, erfasst_seit="2020-01-01"), zeitraum)
    roh = _roh(faelle)
    teile = aufnahme.abschnitte
    ergebnisse = ("begruendet", "unbegruendet")
    for geladen, exakt in (
        (
            figures.bestand(aufnahme.bewegung, teile, ARTEN, aufnahme.bewegung_vor),
            figures.bestand(roh, teile, ARTEN),
        ),
        (
            figures.ergebnisart(aufnahme.abschluesse, ergebnisse, teile),
            figures.ergebnisart(roh, ergebnisse, teile),
        ),
    ):
        pd.testing.assert_frame_equal(geladen, exakt, check_dtype=False)
    for von, bis in ((teile.bericht.von, teile.bericht.bis), (teile.vor.von, teile.vor.bis)):
        pd.testing.assert_frame_equal(
            figures.eingaenge_monat(aufnahme.eingaenge, von, bis),
            figures.eingaenge_monat(roh, von, bis),
        )


def _roh(faelle: list[dict[str, Any]]) -> pd.DataFrame:
    spalten = ["art", "eingang_am", "abschluss_am", "ergebnisart"]
    frame = pd.DataFrame([{s: fall[s] for s in spalten} for fall in faelle], columns=spalten)
    return frame.astype("str").assign(anzahl=1)


@viele
@given(faelle=vorgaenge(), zeitraum=st.sampled_from(ZEITRAEUME))
def test_bestand_closes_and_everybody_counts_the_same_eingaenge(
    ordner: Path, faelle: list[dict[str, Any]], zeitraum: str
) -> None:
    pfad = ordner / "summen.sqlite"
    pfad.unlink(missing_ok=True)
    a = data.load(schreibe_aufnahme(pfad, faelle, erfasst_seit="2020-01-01"), zeitraum)
    teile = a.abschnitte
    bestand = figures.bestand(a.bewegung, teile, a.codes.of("art"), a.bewegung_vor)
    monate = figures.eingaenge_monat(a.eingaenge, teile.bericht.von, teile.bericht.bis)
    arten = figures.verteilung(
        figures.kundenreaktionen(a.eingaenge), "art", "eingang_am", ARTEN, teile
    )
    termine = figures.termintreue(a.faellige, teile)
    assert [
        p.name for p in figures.pruefe_zahlen(bestand, monate, arten, termine) if not p.ok
    ] == []
    klassen = termine[["anzahl", "verspaetet", "unbekannt", "noch_offen"]]
    assert (klassen.sum(axis=1) == termine["faellig"]).all()
    wege = figures.verteilung(a.eingaenge, "eingangsweg", "eingang_am", ("e-mail",), teile)
    einzelne = wege[~wege["code"].isin(["gesamt", "unbekannt"])]
    assert int(einzelne["anzahl"].sum()) == int(wege["von"].iloc[0])


@given(st.integers(1, 400), st.data())
def test_wilson_agrees_with_scipy(von: int, mehr: st.DataObject) -> None:
    treffer = mehr.draw(st.integers(0, von))
    soll = binomtest(treffer, von).proportion_ci(method="wilson")
    assert figures.wilson(treffer, von) == pytest.approx((soll.low, soll.high), abs=1e-9)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_newcombe_holds_the_difference_and_turns_its_sign(k: int, n: int, j: int, m: int) -> None:
    k, j = min(k, n), min(j, m)
    unten, oben = newcombe(k, n, j, m)
    assert unten - 1e-12 <= k / n - j / m <= oben + 1e-12
    assert newcombe(j, m, k, n) == pytest.approx((-oben, -unten))


def test_newcombe_gives_the_published_example() -> None:
    # Newcombe 1998, table II, 56/70 against 48/80, method 10.
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=60))
def test_kaplan_meier_agrees_with_scipy(zeiten: list[tuple[int, bool]]) -> None:
    tage = np.array([z[0] for z in zeiten], dtype=float)
    geklaert = np.array([z[1] for z in zeiten])
    kurve = figures.kaplan_meier(tage, geklaert)
    soll = ecdf(CensoredData.right_censored(tage, ~geklaert)).cdf
    assert kurve["anteil_geklaert"].to_numpy() == pytest.approx(soll.evaluate(kurve["tag"]))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 366), st.integers(1, 366))
def test_a_signal_turns_round_when_the_periods_are_swapped(n: int, m: int, t: int, u: int) -> None:
    worte = [("mehr", "weniger"), ("mehr je Tag", "weniger je Tag")]
    gegenteil = {a: b for paar in worte for a, b in (paar, paar[::-1])}
    hin, her = figures.signal_anzahl(n, t, m, u), figures.signal_anzahl(m, u, n, t)
    assert her == gegenteil.get(hin, hin)


def test_four_after_none_is_no_signal_but_eight_are() -> None:
    assert figures.signal_anzahl(4, 181, 0, 181) == "kein Signal"
    assert figures.signal_anzahl(8, 181, 0, 181) == "mehr"
    assert figures.signal_anteil(9, 9, 0, 9) == "kein Vergleich"
    assert figures.signal_anteil(10, 10, 0, 10) == "höher"


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 366), st.integers(1, 366))
def test_a_fall_never_reads_more(n: int, m: int, t: int, u: int) -> None:
    wort = figures.signal_anzahl(n, t, m, u)
    assert not (wort == "mehr" and n <= m)
    assert not (wort == "weniger" and n >= m)


def test_february_has_more_a_day_though_fewer_in_all() -> None:
    assert figures.signal_anzahl(1000, 28, 1010, 31) == "mehr je Tag"
    assert figures.signal_anzahl(1010, 31, 1000, 28) == "weniger je Tag"


@given(st.integers(0, 300), st.integers(1, 366), st.integers(0, 300), st.integers(1, 366))
def test_counts_are_tested_exactly(n: int, t: int, m: int, u: int) -> None:
    seiten = [
        binomtest(n, n + m, t / (t + u), alternative=seite).pvalue if n + m else 1.0
        for seite in ("less", "greater")
    ]
    soll = min(1.0, 2 * min(seiten))
    assert (p_anzahl(n, t, m, u) if n + m else 1.0) == pytest.approx(soll, abs=1e-9)


@given(st.integers(0, 200), st.integers(10, 200), st.integers(0, 200), st.integers(10, 200))
def test_shares_are_tested_exactly(k: int, n: int, j: int, m: int) -> None:
    k, j = min(k, n), min(j, m)
    verteilung = hypergeom(n + m, k + j, n)
    soll = min(1.0, 2 * min(verteilung.cdf(k), verteilung.sf(k - 1)))
    assert p_anteil(k, n, j, m) == pytest.approx(soll, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_the_list_of_signals_is_controlled_as_scipy_does(p: list[float]) -> None:
    angepasst = false_discovery_control(p)
    assume(not any(abs(wert - 0.05) < 1e-12 for wert in angepasst))
    assert benjamini_hochberg(p) == [wert <= 0.05 for wert in angepasst]


@pytest.mark.parametrize("zeitraum", ["2026", "2026-H2", "2026-Q3"])
def test_an_unfinished_period_is_compared_with_as_many_days(zeitraum: str) -> None:
    teile = abschnitte(data.parse_zeitraum(zeitraum), date(2026, 8, 9), "2020-01-01")
    assert teile.unfertig
    assert teile.vor.tage == teile.bericht.tage == teile.vorjahr.tage
    assert teile.stichtag == "2026-08-09"
