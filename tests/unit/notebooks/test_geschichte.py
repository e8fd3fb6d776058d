"""What was published stays true: 300 cases over three years, each quarter told again at the end.

Cases are closed, opened again, moved to other teams, called by another Art; a team is reorganised.
All of it is entered on its day, so a quarter's figures are the same on every later day.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.rules.puenktlichkeit import decide_punctuality
from models.rules.verlauf import Stand, begin, go_on
from notebooks import data, figures
from notebooks.data.aufnahme import Aufnahme
from tests.unit.notebooks.aufnahme import EINHEITEN, schreibe_aufnahme

ANFANG, ENDE = date(2024, 1, 1), date(2027, 1, 31)
WECHSEL = date(2025, 7, 1)
TAG = timedelta(days=1)
# Team 501 leaves Bereich B1 and becomes 611 of B2; its cases keep the number of the old team.
BAUM = (
    *(e for e in EINHEITEN if e[1] != "501"),
    (4, "501", "Team 501", "team", 2, "2000-01-01", (WECHSEL - TAG).isoformat(), None),
    (7, "611", "Team 611", "team", 3, WECHSEL.isoformat(), None, 4),
)
QUARTALE = [f"{jahr}-Q{q}" for jahr in (2024, 2025, 2026) for q in (1, 2, 3, 4)]
EINHEITEN_MIT_BERICHT = {"JC": 1, "B1": 2, "B2": 3, "502": 5, "503": 6, "611": 7}


class Fall:
    """One case and its dated record, as entries were made."""

    def __init__(self, nr: int, zufall: random.Random) -> None:
        self.eingang = ANFANG + zufall.randrange(1060) * TAG
        art = zufall.choice(["beschwerde"] * 6 + ["petition", "lob", "dienstaufsichtsbeschwerde"])
        self.kopf: dict[str, Any] = {
            "eingang_am": self.eingang,
            "art": art,
            "einheit": zufall.choice([4, 5, 6]) if self.eingang < WECHSEL else 5 + nr % 3,
            "frist_am": None if art == "lob" else self.eingang + 14 * TAG,
            "frist_regel": "MH-56",
        }
        self.verlauf: list[tuple[date, list[Stand]]] = [(self.eingang, begin(self.kopf))]
        self._live(zufall)

    def _live(self, zufall: random.Random) -> None:
        today = self.eingang
        for _ in range(zufall.randrange(6)):
            today += zufall.randrange(1, 60) * TAG
            if today > ENDE:
                return
            self._change(today, self._happening(today, zufall))

    def _happening(self, today: date, zufall: random.Random) -> dict[str, Any]:
        if self.kopf.get("abschluss_am"):
            return {"abschluss_am": None, "antwort_versandt_am": None, "datum_der_klaerung": None}
        closing = {
            "antwort_versandt_am": today,
            "datum_der_klaerung": today,
            "abschluss_am": today,
            "ergebnisart": zufall.choice(["begruendet", "unbegruendet"]),
            "ergebnis_am": today,
            "abhilfe": zufall.choice(["ganz", "nein"]),
        }
        team = zufall.choice([5, 6, 4 if today < WECHSEL else 7])
        others = [{"art": "beschwerde"}, {"einheit": team}, {"frist_am": today + 7 * TAG}]
        return closing if zufall.random() < 0.6 else zufall.choice(others)

    def _change(self, today: date, changes: dict[str, Any]) -> None:
        changes = changes | decide_punctuality({**self.kopf, **changes}, self.kopf)
        self.kopf |= changes
        rows = go_on(self.verlauf[-1][1], changes, self.kopf, today)
        self.verlauf.append((today, rows))

    def known_on(self, day: date) -> list[Stand] | None:
        return next((rows for made, rows in reversed(self.verlauf) if made <= day), None)


@pytest.fixture(scope="module")
def faelle() -> list[Fall]:
    zufall = random.Random(20261128)
    return [Fall(nr, zufall) for nr in range(300)]


def snapshot(faelle: list[Fall], day: date, ordner: Path, einheit: str) -> Path:
    """What the house knew on that day, for a report on this unit."""
    known = [(fall, rows) for fall in faelle if (rows := fall.known_on(day))]
    return schreibe_aufnahme(
        ordner / f"{einheit}-{day}.sqlite",
        [{"eingang_am": fall.eingang.isoformat()} for fall, _ in known],
        staende={nr: rows for nr, (_, rows) in enumerate(known, start=1)},
        einheiten=BAUM,
        erfasst_seit=ANFANG.isoformat(),
        meta={
            "datenstand": day.isoformat(),
            "einheit": einheit,
            "einheit_id": str(EINHEITEN_MIT_BERICHT[einheit]),
        },
    )


@pytest.fixture(scope="module")
def am_ende(faelle: list[Fall], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The snapshot of each unit, long after the last quarter."""
    ordner = tmp_path_factory.mktemp("ende")
    day = ENDE + 90 * TAG
    return {einheit: snapshot(faelle, day, ordner, einheit) for einheit in EINHEITEN_MIT_BERICHT}


def told(a: Aufnahme) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every table that a report on a period makes from the dated record."""
    teile, codes = a.abschnitte, a.codes
    reaktionen = figures.kundenreaktionen(a.eingaenge)
    yield "bestand", figures.bestand(a.bewegung, teile, codes.of("art"), a.bewegung_vor)
    yield "arten", figures.verteilung(reaktionen, "art", "eingang_am", codes.of("art"), teile)
    yield "ergebnisse", figures.ergebnisart(a.abschluesse, codes.of("ergebnisart"), teile)
    yield "abhilfe", figures.abhilfe(a.abschluesse, codes.of("abhilfe"), teile)
    yield "termine", figures.termintreue(a.faellige, teile)
    yield "petitionen", figures.termintreue_petitionen(a.faellige, teile)
    zeiten = figures.liegezeiten(a.fristen, teile.bericht)
    yield "dauer", figures.dauer(zeiten, codes.of("art"))
    yield "ueberfaellig", figures.ueberfaellig(a.offene, teile.stichtag)
    yield "untereinheiten", figures.nach_untereinheit(a.merkmale, a.einheiten, teile)


@pytest.mark.parametrize("einheit", sorted(EINHEITEN_MIT_BERICHT))
def test_twelve_published_quarters_read_the_same_at_the_end(
    faelle: list[Fall], am_ende: dict[str, Path], tmp_path: Path, einheit: str
) -> None:
    for quartal in QUARTALE:
        bis = data.parse_zeitraum(quartal).bis
        published = data.load(snapshot(faelle, bis + 15 * TAG, tmp_path, einheit), quartal)
        later = data.load(am_ende[einheit], quartal)
        for (name, one), (_, other) in zip(told(published), told(later), strict=True):
            pd.testing.assert_frame_equal(one, other, obj=f"{einheit} {quartal} {name}")


def test_each_quarter_takes_over_what_the_one_before_left(am_ende: dict[str, Path]) -> None:
    left, reopened = None, 0
    for quartal in QUARTALE:
        a = data.load(am_ende["JC"], quartal)
        zeilen = figures.bestand(a.bewegung, a.abschnitte, a.codes.of("art"), a.bewegung_vor)
        zeile = zeilen.set_index("art").loc["gesamt"]
        assert left is None or zeile.uebernommen == left
        assert zeile.vor_offen == zeile.uebernommen
        left, reopened = zeile.offen, reopened + zeile.wiedereroeffnet
    assert reopened > 10, "the cases must have been opened again, or this proves nothing"


@pytest.mark.parametrize("quartal", QUARTALE)
def test_house_and_unit_reports_agree_on_every_unit(am_ende: dict[str, Path], quartal: str) -> None:
    haus = data.load(am_ende["JC"], quartal)
    zeilen = figures.nach_untereinheit(haus.merkmale, haus.einheiten, haus.abschnitte)
    je_bereich = zeilen.set_index("code")[["anzahl", "vor_anzahl"]]
    summe = 0
    for bereich in ("B1", "B2"):
        a = data.load(am_ende[bereich], quartal)
        art = figures.kundenreaktionen(a.eingaenge)
        arten = figures.verteilung(art, "art", "eingang_am", a.codes.of("art"), a.abschnitte)
        gesamt = arten.set_index("code").loc["gesamt", ["anzahl", "vor_anzahl"]]
        assert list(gesamt) == list(je_bereich.loc[bereich])
        summe += int(gesamt["anzahl"])
    assert summe == int(je_bereich.loc["gesamt", "anzahl"])


def test_a_reorganisation_in_sight_is_named_with_its_day(am_ende: dict[str, Path]) -> None:
    seit = WECHSEL.isoformat()
    for einheit in ("JC", "B1", "B2", "502", "611"):
        a = data.load(am_ende[einheit], "2026-H1")
        in_sicht = einheit in ("JC", "B2", "611")
        erwartet = [["Team 501 (501)", "Team 611 (611)", seit]] if in_sicht else []
        assert a.nachfolgen.to_numpy().tolist() == erwartet, einheit
    davor = data.load(am_ende["JC"], "2025-H1")
    assert len(davor.nachfolgen) == 0, "on 30 June 2025 nothing had been reorganised yet"
