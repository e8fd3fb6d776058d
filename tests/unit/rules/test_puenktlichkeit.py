"""One rule for both measures, for what leads, and for what settles a deadline."""

from datetime import date

import pytest

from models.rules.puenktlichkeit import (
    decide_punctuality,
    final_reply,
    first_reply,
    first_reply_suffices,
    leading_measure,
    met_deadline,
    settled_on,
)

FRIST, IN_ZEIT, SPAET = date(2026, 3, 16), date(2026, 3, 12), date(2026, 3, 20)


def measures(**tage: date) -> tuple[bool | None, bool | None]:
    found = decide_punctuality({"frist_am": FRIST, **tage}, None)
    return found["frist_gehalten"], found["abschliessend_gehalten"]


@pytest.mark.regel("MV-10")
@pytest.mark.parametrize(
    ("tage", "gehalten"),
    [
        ({}, (None, None)),
        ({"zwischennachricht_am": IN_ZEIT, "eb_am": IN_ZEIT}, (None, None)),
        ({"erste_antwort_am": IN_ZEIT}, (True, None)),
        ({"erste_antwort_am": IN_ZEIT, "antwort_versandt_am": SPAET}, (True, False)),
        ({"datum_der_klaerung": IN_ZEIT, "antwort_versandt_am": SPAET}, (True, False)),
        ({"dankeschreiben_am": IN_ZEIT}, (True, True)),
        ({"versandt_am": IN_ZEIT, "datum_der_klaerung": SPAET}, (True, True)),
        ({"erste_antwort_am": SPAET}, (False, None)),
    ],
)
def test_each_day_counts_for_its_measure(
    tage: dict[str, date], gehalten: tuple[bool | None, bool | None]
) -> None:
    assert measures(**tage) == gehalten


@pytest.mark.parametrize(
    ("regelwerk", "gehalten", "erledigt"),
    [
        ("marzahn-hellersdorf-2022", None, None),
        ("ba-2015", None, None),
        ("braunschweig", None, None),
        ("bernkastel-wittlich-2012", True, IN_ZEIT),
        (None, None, None),
    ],
)
def test_the_order_says_whether_a_first_reply_settles_the_deadline(
    regelwerk: str | None, gehalten: bool | None, erledigt: date | None
) -> None:
    kopf = {"regelwerk": regelwerk, "frist_am": FRIST, "erste_antwort_am": IN_ZEIT}
    assert met_deadline(kopf | decide_punctuality(kopf, None)) is gehalten
    assert settled_on("antwort", kopf) == erledigt
    assert settled_on("eingangsbestaetigung", kopf) == IN_ZEIT


def test_an_unknown_order_counts_the_final_answer() -> None:
    assert leading_measure("gibt-es-nicht") == "abschliessend_gehalten"
    assert first_reply_suffices() == ("bernkastel-wittlich-2012",)


def test_the_first_reply_is_never_later_than_the_final_one() -> None:
    kopf = {"erste_antwort_am": SPAET, "antwort_versandt_am": IN_ZEIT}
    assert first_reply(kopf) == final_reply(kopf) == IN_ZEIT
