"""Danger without a case: the GF is told at once, by whom and where, never of whom (BKW-34)."""

from datetime import datetime

from models.actions.benachrichtigung import Anlass, send_to
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.db import acting_as, writing
from models.queries.zustaendige import role_holders
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Einheit


def report_danger(*, by: Akteur, now: datetime, einheit_id: int) -> int:
    """Call the GF to a unit where somebody feels threatened; returns how many were told.

    Nothing about the occasion is kept: the GF asks on the spot. Raises RuleViolation where
    nobody holds the office.
    """
    require(by, Recht.EINHEIT_LESEN, at(einheit_id))
    with writing(by=by):
        with acting_as(SYSTEM):
            einheit = Einheit.get_by_id(einheit_id)
        konten = [holder.konto for holder in role_holders("gf", einheit_id, berlin_day(now))]
        if not konten:
            raise RuleViolation("Hier hat niemand das Amt der Geschäftsführung.", regel="BKW-34")
        satz = (
            f"In der Einheit {einheit.kuerzel} gibt es eine Lage mit Drohpotenzial. "
            "Bitte sofort mit der Einheit sprechen.\n\n"
            "Diese E-Mail enthält absichtlich keine weiteren Angaben.\n"
        )
        schluessel = f"gefahr:{einheit_id}:{now.isoformat()}"
        send_to(now, konten, (), Anlass(schluessel, "Sofort: Drohpotenzial", satz))
        record_event(now=now, meldung=Meldung("gefahr_reported", Einheit, einheit_id))
    return len(konten)
