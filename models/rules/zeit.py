"""Moments are stored in UTC; days are those of Berlin."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def berlin_day(moment: datetime) -> date:
    """The calendar day in Berlin of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("Ein Zeitpunkt ohne Zeitzone hat keinen Berliner Tag.")
    return moment.astimezone(BERLIN).date()


def midnight(day: date) -> datetime:
    """The moment in which this day begins in Berlin."""
    return datetime.combine(day, time(), BERLIN)


def end_of(day: date) -> datetime:
    """The last moment of this day in Berlin, in UTC."""
    return (midnight(day + timedelta(days=1)).astimezone(UTC)) - timedelta(microseconds=1)


def utc_now() -> datetime:
    """The clock, read at the edge only."""
    return datetime.now(UTC)
