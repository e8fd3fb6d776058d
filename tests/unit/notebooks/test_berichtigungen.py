"""What was corrected after a report was published is listed, and explains it to the last case.

Late entries, deletions, moved Eingänge and Abschlüsse among 300 cases: for house and Bereich and in
each of twelve quarters, the published Bestandsrechnung and the listed differences give today's.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.rules.verlauf import Stand, begin, go_on
from notebooks import data, figures, prose
from notebooks.data.aufnahme import Aufnahme
from notebooks.figures.bestand import SPALTEN
from tests.unit.notebooks.aufnahme import schreibe_aufnahme
from tests.unit.notebooks.test_geschichte import (
    BAUM,
    EINHEITEN_MIT_BERICHT,
    ENDE,
    QUARTALE,
    TAG,
    Fall,
    snapshot,
)

SPAET = ENDE + 60 * TAG
ZAHL = 300
DANACH = date(2026, 7, 9)


@dataclass
class Berichtigter:
    """A case, and what became of it long after: `eingang` is the one known today."""

    fall: Fall
    eingang: date
    staende: list[Stand]
    nachgetragen: bool = False
    geloescht: bool = False


@cache
def faelle() -> tuple[Berichtigter, ...]:
    """Every fifth case is corrected in one of four ways, after all twelve quarters."""
    zufall = random.Random(20261129)
    alle = []
    for nr in range(ZAHL):
        fall = Fall(nr, zufall)
        heute = Berichtigter(fall, fall.eingang, fall.verlauf[-1][1])
        if nr % 5 == 0:
            _correct(heute, nr // 5 % 4, zufall)
        alle.append(heute)
    return tuple(alle)


def _correct(heute: Berichtigter, wie: int, zufall: random.Random) -> None:
    kopf = heute.fall.kopf
    if wie == 0:
        heute.nachgetragen = True
    elif wie == 1:
        heute.geloescht = True
    elif wie == 2:
        heute.eingang = heute.fall.eingang - zufall.randrange(1, 90) * TAG
        kopf = {**kopf, "eingang_am": heute.eingang}
        heute.staende = go_on(heute.staende, {"eingang_am": heute.eingang}, kopf, SPAET)
    elif closed := kopf.get("abschluss_am"):
        other = max(heute.eingang, closed - zufall.randrange(1, 90) * TAG)
        kopf = {**kopf, "abschluss_am": other}
        heute.staende = go_on(heute.staende, {"abschluss_am": other}, kopf, SPAET)


def today(ordner: Path, einheit: str, published: date) -> Path:
    """The snapshot of today with what it has to tell of the run that was published that day."""
    here = {nr: b for nr, b in enumerate(faelle(), start=1) if not b.geloescht}
    known = {
        nr: (b.fall, rows)
        for nr, b in enumerate(faelle(), start=1)
        if not b.nachgetragen and (rows := b.fall.known_on(published))
    }
    changed = [
        (nr, int(b.geloescht), 0)
        for nr, b in enumerate(faelle(), start=1)
        if b.geloescht or nr not in known or (b.eingang, b.staende) != _then(*known[nr])
    ]
    return schreibe_aufnahme(
        ordner / f"{einheit}-heute-{published}.sqlite",
        [{"id": nr, "eingang_am": b.eingang.isoformat()} for nr, b in here.items()],
        staende={nr: b.staende for nr, b in here.items()},
        einheiten=BAUM,
        meta=_meta(einheit),
        veroeffentlicht=[(7, f"{published}T04:00:00+00:00", 0)],
        geaendert=changed,
        damals=[(nr, *_then(*known[nr])) for nr, *_ in changed if nr in known],
    )


def _then(fall: Fall, rows: list[Stand]) -> tuple[date, list[Stand]]:
    return fall.eingang, rows


def _meta(einheit: str) -> dict[str, str]:
    key = str(EINHEITEN_MIT_BERICHT[einheit])
    return {"datenstand": f"{SPAET + 9 * TAG}", "einheit": einheit, "einheit_id": key}


def _bestand(a: Aufnahme) -> pd.DataFrame:
    zeilen = figures.bestand(a.bewegung, a.abschnitte, a.codes.of("art"), a.bewegung_vor)
    return zeilen.set_index("art")[SPALTEN]


@pytest.mark.parametrize("einheit", ["JC", "B2"])
def test_published_figures_and_listed_corrections_give_todays(tmp_path: Path, einheit: str) -> None:
    corrected = 0
    recorded = [b.fall for b in faelle() if not b.nachgetragen]
    for quartal in QUARTALE:
        published = data.parse_zeitraum(quartal).bis + timedelta(days=15)
        damals = data.load(snapshot(recorded, published, tmp_path, einheit), quartal)
        heute = data.load(today(tmp_path, einheit, published), quartal)
        teile, b = heute.abschnitte, heute.berichtigt
        je_art = figures.berichtigt_art(b.faelle, teile.bericht, heute.codes.of("art"))
        erklaert = _bestand(damals) + je_art.set_index("art")[SPALTEN]
        pd.testing.assert_frame_equal(erklaert, _bestand(heute), obj=f"{einheit} {quartal}")
        je_grund = figures.berichtigt(b.faelle, teile.bericht).set_index("grund")
        assert list(je_grund.loc["gesamt", SPALTEN]) == list(je_art.iloc[-1][SPALTEN])
        corrected += int(je_grund.loc["gesamt", "vorgaenge"])
    assert corrected > 10, "there must have been corrections, or this proves nothing"


def _erzaehlt(tmp_path: Path, **mehr: Any) -> str:
    """What the report on the first half of 2026 says was corrected."""
    fall = {"eingang_am": "2026-03-02"}
    a = data.load(schreibe_aufnahme(tmp_path / "a.sqlite", [fall], **mehr), "2026-H1")
    zeilen = figures.berichtigt(a.berichtigt.faelle, a.abschnitte.bericht)
    return prose.berichtigt.seither(zeilen, a.berichtigt, a.abschnitte)


def test_the_first_report_and_an_unchanged_one_say_so(tmp_path: Path) -> None:
    assert _erzaehlt(tmp_path).startswith("Das ist der erste veröffentlichte Stand")
    (tmp_path / "a.sqlite").unlink()
    gleich = _erzaehlt(tmp_path, veroeffentlicht=[(1012, "2026-07-10T04:00:00+00:00", 0)])
    assert gleich == (
        "Seit dem veröffentlichten Lauf 1.012 (Datenstand 10.07.2026, 06:00 Uhr) hat sich an den "
        "Vorgängen dieses Zeitraums nichts geändert."
    )


def test_a_late_entry_is_told_with_what_it_changes(tmp_path: Path) -> None:
    spaeter = _erzaehlt(
        tmp_path,
        veroeffentlicht=[(12, "2026-07-10T04:00:00+00:00", 0)],
        geaendert=[(1, 0, 0)],
    )
    assert spaeter.endswith(
        "wurde ein Vorgang nachgetragen. In der Summe der Bestandsrechnung sind es dadurch: neu 1 "
        "mehr und offen 1 mehr."
    )


def test_an_unfinished_period_is_not_compared(tmp_path: Path) -> None:
    assert _erzaehlt(tmp_path, meta={"datenstand": "2026-05-01"}).startswith(
        "Der Zeitraum läuft noch"
    )


def test_what_was_reopened_later_is_told_beside_the_figures(tmp_path: Path) -> None:
    fall = {"eingang_am": date(2026, 3, 2), "art": "beschwerde", "abschluss_am": date(2026, 4, 1)}
    offen = go_on(begin(fall), {"abschluss_am": None}, fall | {"abschluss_am": None}, DANACH)
    zeile = {"eingang_am": "2026-03-02"}
    pfad = schreibe_aufnahme(tmp_path / "a.sqlite", [zeile], staende={1: offen})
    a = data.load(pfad, "2026-H1")
    assert _bestand(a).loc["gesamt", "abgeschlossen"] == 1
    assert prose.berichtigt.danach(a.berichtigt, a.abschnitte) == (
        "Ein in diesem Zeitraum abgeschlossener Vorgang ist nach dem 30.06.2026 wiedereröffnet "
        "worden und heute offen; er zählt erst im Zeitraum der Wiedereröffnung als offen."
    )
