"""Cases are deleted, and what was published stays: their sums stand in for them."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.rules.fakten import ZAHLEN, parts
from notebooks import data, figures, prose
from notebooks.data.aufnahme import Aufnahme
from notebooks.data.einzelfaelle import read_einzelfaelle
from notebooks.protect import profil
from notebooks.protect.rechnung import Rechnung
from notebooks.protect.zellen import places, require_counted
from tests.unit.notebooks.aufnahme import schreibe_aufnahme
from tests.unit.notebooks.test_geschichte import BAUM, ENDE, TAG, Fall

ZEITRAEUME = ["2024", "2025", "2025-H1", "2025-H2", "2024-Q4", "2025-Q1", "2026-Q1", "2025-03"]


@pytest.fixture(scope="module")
def vorher_nachher(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The snapshot of the house before and after forty of its closed cases were deleted."""
    zufall, ordner = random.Random(84), tmp_path_factory.mktemp("fakten")
    faelle = dict(enumerate((Fall(nr, zufall) for nr in range(300)), start=1))
    closed = [nr for nr, fall in faelle.items() if fall.verlauf[-1][1][-1].werte["abschluss_am"]]
    gone = set(closed[:40])
    assert len(gone) == 40
    summen: dict[Any, Counter[str]] = {}
    for nr in gone:
        for key, counted in parts(faelle[nr].eingang, faelle[nr].verlauf[-1][1]).items():
            summen.setdefault(key, Counter()).update(counted)
    fakten = [(k.zeitraum, k.monat, 1, k.art, *(n[z] for z in ZAHLEN)) for k, n in summen.items()]
    rest = {nr: fall for nr, fall in faelle.items() if nr not in gone}
    return _write(ordner / "vorher.sqlite", faelle), _write(
        ordner / "nachher.sqlite", rest, fakten=fakten
    )


def _write(pfad: Path, faelle: dict[int, Fall], **mehr: Any) -> Path:
    return schreibe_aufnahme(
        pfad,
        [{"id": nr, "eingang_am": fall.eingang.isoformat()} for nr, fall in faelle.items()],
        staende={nr: fall.verlauf[-1][1] for nr, fall in faelle.items()},
        einheiten=BAUM,
        meta={"datenstand": f"{ENDE + 90 * TAG}"},
        **mehr,
    )


def _published(a: Aufnahme) -> dict[str, pd.DataFrame]:
    teile, arten = a.abschnitte, a.codes.of("art")
    reaktionen = figures.kundenreaktionen(a.eingaenge)
    return {
        "bestand": figures.bestand(a.bewegung, teile, arten, a.bewegung_vor),
        "arten": figures.verteilung(reaktionen, "art", "eingang_am", arten, teile),
        "karte": a.monate,
        "monate": figures.eingaenge_monat(a.eingaenge, teile.bericht.von, teile.bericht.bis),
    }


@pytest.mark.parametrize("zeitraum", ZEITRAEUME)
def test_forty_deleted_cases_change_no_published_figure(
    vorher_nachher: tuple[Path, Path], zeitraum: str
) -> None:
    vorher, nachher = (data.load(pfad, zeitraum) for pfad in vorher_nachher)
    for name, frame in _published(vorher).items():
        pd.testing.assert_frame_equal(frame, _published(nachher)[name], obj=f"{zeitraum} {name}")
    assert nachher.fakten > 0, "some of the deleted cases must count here, or this proves nothing"


@pytest.mark.parametrize("zeitraum", ZEITRAEUME)
def test_a_reader_outside_may_get_a_report_that_counts_deleted_cases(
    vorher_nachher: tuple[Path, Path], zeitraum: str
) -> None:
    """Each number counts as many cases as it says, the deleted ones with them."""
    a = data.load(vorher_nachher[1], zeitraum)
    frames = _published(a)
    zahlen = {"bestand": frames["bestand"], "arten": frames["arten"],
              "petitionen": figures.petitionen(frames["bestand"]),
              "eingaenge-vergleich": figures.eingaenge_vergleich(a.eingaenge, a.abschnitte,
                                                                 a.erfasst_seit),
              "lob": figures.lob_neben_beschwerden(frames["arten"], figures.BESCHWERDEARTEN),
              "eingaenge-monat": frames["monate"]}  # fmt: skip
    stellen = places(zahlen, a.abschnitte)
    rechnung = Rechnung(profil("agentur"), {stelle.zelle for stelle in stellen}, a)
    require_counted(stellen, rechnung.inhalte)
    gezaehlt = [d for s in stellen for d in rechnung.inhalte.of(s.zelle) if d < -1000]
    assert gezaehlt, "some of the deleted cases must count here, or this proves nothing"


def test_a_deleted_case_that_came_in_is_the_same_one_in_half_year_and_year(
    vorher_nachher: tuple[Path, Path],
) -> None:
    a = data.load(vorher_nachher[1], "2025")
    halb = data.load(vorher_nachher[1], "2025-H1").abschnitte.bericht
    jahr, erstes = read_einzelfaelle(a, [a.abschnitte.bericht, halb])
    neu = {nr for nr, tag in erstes.geloescht["eingang_am"].items() if tag >= halb.von}
    assert neu
    assert neu <= set(jahr.geloescht.index)


def test_a_free_range_counts_what_is_still_there(vorher_nachher: tuple[Path, Path]) -> None:
    a = data.load(vorher_nachher[1], "2025-01-10..2025-02-20")
    assert a.fakten == 0


def test_a_sum_never_tells_when_a_single_case_came_and_went() -> None:
    fall = Fall(3, random.Random(2))
    for key, counted in parts(fall.eingang, fall.verlauf[-1][1]).items():
        assert set(vars(key)) == {"zeitraum", "monat", "art"}
        if key.monat:
            assert set(counted) == {"neu"}, "the month of the Eingang goes with nothing else"


@pytest.mark.parametrize(
    ("fakten", "vor", "anfang"),
    [
        (0, 0, ""),
        (1, 0, "Ein Vorgang dieses Zeitraums ist nach Ablauf der Aufbewahrung gelöscht"),
        (0, 1, "Aus der Vorperiode ist ein Vorgang gelöscht; verglichen wird mit den Summen"),
        (0, 12, "Aus der Vorperiode sind 12 Vorgänge gelöscht; verglichen wird mit den Summen"),
    ],
)
def test_the_report_says_how_many_cases_are_deleted(fakten: int, vor: int, anfang: str) -> None:
    satz = prose.berichtigt.geloescht(fakten, vor)
    assert satz.startswith(anfang)
    assert bool(satz) == bool(anfang)
