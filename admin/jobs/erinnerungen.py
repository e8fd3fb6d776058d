"""Walking the due dates: who has to be reminded gets a mail, once."""

from admin.config import Config
from models.actions.erinnerungen import JE_LAUF, queue_erinnerungen
from models.rules.zeit import utc_now


def remind(config: Config) -> bool:
    """Queue the reminders that are due; True when there were some.

    Without a mail server none is queued, so that none comes late once there is one.
    """
    if not config.sends_mail:
        return False
    queued = total = queue_erinnerungen(now=utc_now())
    while queued == JE_LAUF:
        queued = queue_erinnerungen(now=utc_now())
        total += queued
    return total > 0
