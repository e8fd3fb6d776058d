"""What of reports on their way out waits for somebody: for the desk, each at most one list."""

from collections.abc import Sequence
from datetime import datetime

from peewee import JOIN

from models.queries.berichtswege import mails_for_person, not_overtaken, release_verdict
from models.rules.berichtsweg import Berichtsstand
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.tables import Bericht, Berichtsversand, Lauf, Nachricht

_HOECHSTENS = 50


def waiting_for_release(akteur: Akteur, now: datetime) -> list[Lauf]:
    """Runs in view that she may sign off, the oldest first."""
    if not may(akteur, Recht.BERICHT_FREIGEBEN):
        return []
    return [
        lauf for lauf in _in_state(Berichtsstand.ZUR_FREIGABE) if release_verdict(akteur, lauf, now)
    ]


def returned_to(akteur: Akteur) -> list[Lauf]:
    """Runs in view that came back with a remark and are hers to mend: those she started; of the
    schedule's, all that she may start."""
    if not may(akteur, Recht.BERICHT_STARTEN):
        return []
    mine = (akteur.login, SYSTEM.login)
    return [row for row in _in_state(Berichtsstand.ZURUECKGEGEBEN) if row.gestartet_von in mine]


def stuck_dispatches(akteur: Akteur) -> list[Berichtsversand]:
    """Released reports in view that did not leave: no address, in doubt or given up; one query."""
    if not may(akteur, Recht.BERICHT_STARTEN):
        return []
    unsent = Berichtsversand.nachricht.is_null() | mails_for_person()
    return list(
        Berichtsversand.select(Berichtsversand, Lauf, Bericht)
        .join_from(Berichtsversand, Lauf)
        .join_from(Lauf, Bericht)
        .join_from(Berichtsversand, Nachricht, JOIN.LEFT_OUTER)
        .where(unsent, Berichtsversand.uebergeben_am.is_null())
        .order_by(Berichtsversand.id)
        .limit(_HOECHSTENS)
    )


def _in_state(stand: Berichtsstand) -> Sequence[Lauf]:
    rows = Lauf.select(Lauf, Bericht).join(Bericht)
    current = (Lauf.freigabe == stand.value) & not_overtaken()
    return list(rows.where(current).order_by(Lauf.id).limit(_HOECHSTENS))
