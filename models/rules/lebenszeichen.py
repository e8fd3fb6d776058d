"""Signs of life: how often they come, and when their absence means something."""

from datetime import datetime, timedelta

POST = "post"
"""The part of the worker that sends mails."""
TAKT = timedelta(minutes=1)
STUMM_NACH = timedelta(minutes=5)


def is_alive(sign: datetime | None, now: datetime) -> bool:
    """Whether the last sign is recent; one from the future by as much counts as silence, too,
    because a clock was set back and nothing came since."""
    return sign is not None and abs(now - sign) <= STUMM_NACH
