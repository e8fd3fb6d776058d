"""Between midnight and one o'clock it is already tomorrow in Berlin, and still today in UTC."""

from datetime import UTC, date, datetime
from typing import Any

from models.rules.vorgang import check_vorgang


def _refused(**werte: Any) -> set[str | None]:
    found = check_vorgang(
        {"art": "lob", "eingang_am": date(2026, 11, 29), **werte},
        today=date(2026, 11, 29),
        bezeichnungen={},
        importiert=False,
        eigene=frozenset(),
    )
    return {violation.feld for violation in found}


def test_a_case_of_today_can_be_closed_just_after_midnight() -> None:
    assert "ausgetragen_am" not in _refused(
        ausgetragen_am=datetime(2026, 11, 28, 23, 23, tzinfo=UTC)
    )


def test_one_minute_before_midnight_is_the_day_before() -> None:
    assert "ausgetragen_am" in _refused(ausgetragen_am=datetime(2026, 11, 28, 22, 59, tzinfo=UTC))
