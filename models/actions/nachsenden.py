"""Internal mails that did not arrive: sent again, or laid aside, by who looks after the mail."""

from datetime import datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.db import acting_as, writing
from models.queries.post import missing_mails
from models.rules.fehler import RuleViolation
from models.rules.lauf import Nachrichtstatus
from models.rules.poststand import Versand
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Nachricht

NICHTS = "Zu dieser E-Mail ist nichts mehr zu entscheiden; bitte die Seite neu laden."
OHNE_MAILSERVER = (
    "Ohne Mailserver lässt sich nichts senden. Die Administration trägt ihn in KRM_SMTP_URL ein."
)


def resend_nachricht(*, by: Akteur, now: datetime, nachricht_id: int, versand: Versand) -> None:
    """Put a mail that did not arrive back to be sent at once, with all its attempts.

    Raises RuleViolation where it is not waiting for a person, or nothing can be sent at all.
    """
    if not versand.eingerichtet:
        raise RuleViolation(OHNE_MAILSERVER)
    again = {
        "status": Nachrichtstatus.WARTET.value,
        "faellig_am": now,
        "vermerkt_am": now,
        "versuch": 0,
        "token": None,
        "lease_bis": None,
        "fehler": None,
    }
    _settle(by, now, nachricht_id, ("nachricht_resent", again))


def drop_nachricht(*, by: Akteur, now: datetime, nachricht_id: int) -> None:
    """Lay a mail aside that did not arrive: somebody told its reader otherwise."""
    aside = {"status": Nachrichtstatus.ERLEDIGT.value, "token": None, "vermerkt_am": now}
    _settle(by, now, nachricht_id, ("nachricht_dropped", aside))


def _settle(by: Akteur, now: datetime, nachricht_id: int, what: tuple[str, dict[str, Any]]) -> None:
    name, changes = what
    require(by, Recht.POST_BETREUEN)
    with writing(by=by):
        in_view = {line.id for line in missing_mails(by, Versand(True), now)}
        if nachricht_id not in in_view:
            raise RuleViolation(NICHTS)
        with acting_as(SYSTEM):
            Nachricht.update(changes).where(Nachricht.id == nachricht_id).execute()
        record_event(now=now, meldung=Meldung(name, Nachricht, nachricht_id))
