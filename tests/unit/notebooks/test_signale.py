"""The signals of a report are decided together: chance does not fill Greta's list."""

import numpy as np
import pandas as pd

from notebooks import figures
from notebooks.figures.zaehlen import anteile, verteilung
from tests.unit.notebooks.test_golden import Fall

TEILE = Fall({}).teile


def _verteilung(je_code: dict[str, tuple[int, int]]) -> pd.DataFrame:
    zeilen = [(c, t, n) for c, (n, m) in je_code.items() for t, n in _tage(n, m)]
    frame = pd.DataFrame(zeilen, columns=["art", "eingang_am", "anzahl"])
    return verteilung(frame, "art", "eingang_am", tuple(je_code), TEILE)


def _tage(n: int, m: int) -> tuple[tuple[str, int], tuple[str, int]]:
    return (TEILE.bericht.von, n), (TEILE.vor.von, m)


def test_one_weak_signal_among_many_comparisons_is_withdrawn() -> None:
    ruhig = {f"k{nr}": (50, 50) for nr in range(30)}
    frame = _verteilung({"schwach": (22, 9), **ruhig})
    assert dict(zip(frame["code"], frame["signal"], strict=True))["schwach"] == "mehr"
    frames, bilanz = figures.decide({"kategorien": frame}, TEILE)
    assert set(frames["kategorien"]["signal"]) == {"kein Signal"}
    assert (bilanz.vergleiche, bilanz.einzeln, bilanz.signale) == (32, 1, 0)
    assert bilanz.zufall == 1.6


def test_a_strong_signal_stays_and_nothing_else_of_the_frame_changes() -> None:
    frame = _verteilung({"stark": (90, 20), "ruhig": (50, 50)})
    frames, bilanz = figures.decide({"arten": frame}, TEILE)
    assert list(frames["arten"]["signal"]) == ["mehr", "kein Signal", "mehr"]
    pd.testing.assert_frame_equal(
        frames["arten"].drop(columns="signal"), frame.drop(columns="signal")
    )
    assert bilanz.signale == 2


def test_the_same_comparison_in_two_tables_counts_once() -> None:
    frame = _verteilung({"beschwerde": (90, 20)})
    vergleich = pd.DataFrame(
        [
            ("bericht", TEILE.bericht.tage, 90, "kein Vergleich"),
            ("vor", TEILE.vor.tage, 20, "mehr"),
        ],
        columns=["spanne", "tage", "anzahl", "signal"],
    )
    bestand = pd.DataFrame(
        {"art": ["beschwerde", "gesamt"], "neu": 90, "vor_neu": 20, "signal": "mehr"}
    )
    zahlen = {"arten": frame, "eingaenge-vergleich": vergleich, "bestand": bestand}
    frames, bilanz = figures.decide(zahlen, TEILE)
    assert bilanz.vergleiche == 2
    assert set(frames["bestand"]["signal"]) == {"mehr"}


def test_shares_are_compared_as_shares_and_frames_without_signal_stay_the_same() -> None:
    frame = anteile([("begründet", 80, 100, 40, 100), ("Einigung", 3, 5, 4, 5)])
    ohne = pd.DataFrame({"monat": ["2026-01"], "anzahl": [5]})
    frames, bilanz = figures.decide({"begruendet": frame, "eingaenge-monat": ohne}, TEILE)
    assert list(frames["begruendet"]["signal"]) == ["höher", "kein Vergleich"]
    assert frames["eingaenge-monat"] is ohne
    assert bilanz.vergleiche == 1


def test_missing_details_are_never_a_signal() -> None:
    zeilen = [("e-mail", *t) for t in _tage(50, 50)] + [(None, *t) for t in _tage(80, 5)]
    frame = pd.DataFrame(zeilen, columns=["eingangsweg", "eingang_am", "anzahl"])
    wege = verteilung(frame, "eingangsweg", "eingang_am", ("e-mail",), TEILE)
    assert dict(zip(wege["code"], wege["signal"], strict=True))["unbekannt"] == "kein Vergleich"


def test_when_nothing_changed_hardly_a_report_shows_a_signal() -> None:
    zufall = np.random.default_rng(7)
    mit_signal, einzeln = 0, 0
    for _ in range(200):
        zahlen = zufall.poisson(30, (40, 2))
        frame = _verteilung({f"k{nr}": (int(n), int(m)) for nr, (n, m) in enumerate(zahlen)})
        _, bilanz = figures.decide({"kategorien": frame}, TEILE)
        mit_signal += bilanz.signale > 0
        einzeln += bilanz.einzeln
    assert einzeln > 100  # judged one by one, chance alone would have filled the lists
    assert mit_signal <= 16
