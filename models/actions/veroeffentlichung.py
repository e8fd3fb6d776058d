"""What happens when a run is finished, and when it goes out to its readers.

Whoever has to know of a publication says so once (`when_published`); it may refuse it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.actions.benachrichtigung import Anlass, send_to
from models.actions.zellenbuch import publish_cells
from models.db import acting_as
from models.queries.berichtswege import way_of_lauf
from models.queries.zustaendige import role_holders
from models.rules.berichtsweg import Berichtsstand, leaves_house
from models.rules.lauf import BASISADRESSE
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day
from models.tables import Berichtsfreigabe, Konto, Lauf

Mitwisser = Callable[[Lauf, datetime], None]
_mitwisser: list[Mitwisser] = []


def when_published(tell: Mitwisser) -> None:
    """Call `tell(lauf, now)` inside the transaction that publishes a run; its RuleViolation
    refuses the publication."""
    if tell not in _mitwisser:
        _mitwisser.append(tell)


def record_publication(*, now: datetime, lauf: Lauf) -> None:
    """Tell everybody who keeps account of what was published; inside an action.

    Raises RuleViolation where one of them refuses it.
    """
    publish_cells(now=now, lauf=lauf)
    for tell in _mitwisser:
        tell(lauf, now)


def state_after_run(lauf: Lauf) -> Berichtsstand:
    """Where a run stands that was just finished: inside the house it is published at once."""
    outside = leaves_house(lauf.bericht.empfaenger)
    return Berichtsstand.ZUR_FREIGABE if outside else Berichtsstand.FREIGEGEBEN


def submit_run(*, now: datetime, lauf: Lauf) -> None:
    """Put a finished run before who signs it off, or publish it; inside the action that ends it."""
    if state_after_run(lauf) is Berichtsstand.FREIGEGEBEN:
        record_publication(now=now, lauf=lauf)
        return
    ask_for_release(now=now, lauf=lauf, schluessel=f"bericht-freigabe:{lauf.id}")


def ask_for_release(*, now: datetime, lauf: Lauf, schluessel: str) -> None:
    """Write to who signs this run off that it waits; nothing where nobody has an address."""
    rolle = way_of_lauf(lauf, berlin_day(now)).freigabe
    people = role_holders(rolle, lauf.einheit_id, berlin_day(now))
    satz = "Ein Bericht für Empfänger außerhalb des Hauses wartet auf Ihre Freigabe."
    _write(
        now, [row.konto for row in people], Anlass(schluessel, "Bericht zur Freigabe", satz), lauf
    )


def tell_makers(*, now: datetime, lauf: Lauf, logins: frozenset[str], was: str) -> None:
    """Write to who made a run what became of it: a remark, or its release."""
    with acting_as(SYSTEM):
        people = list(Konto.select().where(Konto.login << sorted(logins), Konto.active))
    schluessel = f"bericht-{lauf.freigabe}:{lauf.id}:{lauf.version}"
    _write(now, people, Anlass(schluessel, "Ihr Bericht", was), lauf)


def note_decision(*, lauf: Lauf, now: datetime, ergebnis: Berichtsstand, **mehr: Any) -> None:
    """Keep a decision on a run; inside an action."""
    with acting_as(SYSTEM):
        Berichtsfreigabe.create(
            lauf=lauf.id, einheit=lauf.einheit_id, ergebnis=ergebnis.value, am=now, **mehr
        )


def _write(now: datetime, konten: list[Konto], anlass: Anlass, lauf: Lauf) -> None:
    link = f"{BASISADRESSE}/bericht/details/?id={lauf.id}"
    text = f"{anlass.satz}\n\n{link}\n\nDiese E-Mail enthält absichtlich keine weiteren Angaben.\n"
    send_to(now, konten, (), Anlass(anlass.schluessel, anlass.betreff, text))
