"""Schedules: what is due becomes a run, which the next job makes."""

from admin.config import Config
from models.actions.zeitplaene import fire_due
from models.rules.zeit import utc_now


def fire_zeitplaene(config: Config) -> bool:
    """Ask for every report that fell due; False when none did."""
    return fire_due(now=utc_now()) > 0
