"""The outbox: mails are decided on inside an action and sent by the worker afterwards.

Internal mail is sent at least once, under a Message-ID that stays; mail out of the house at most
once: what a crash leaves in doubt becomes `unklar` for a person to look at (exactly once does not
exist over SMTP).
"""

import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import getaddresses
from typing import Any

from peewee import Expression

from models.actions.besitz import lease_over
from models.db import acting_as, require_action, writing
from models.rules.fehler import RuleViolation
from models.rules.lauf import WARTEZEITEN, Nachrichtklasse, Nachrichtstatus
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Nachricht

ABGESTUERZT = "Das Senden brach ab; ob die Nachricht ankam, weiß nur die Empfängerin."
AUFGEGEBEN = "Nach mehreren vergeblichen Versuchen wird die Nachricht nicht mehr gesendet."
_MAX_BETREFF = 200
_SCHLUPF = timedelta(minutes=1)
"""Clocks of two machines differ by less; more means that one was set back."""
_COMPLETE = re.compile(r"[^\s@]+@[^\s@]+")


@dataclass(frozen=True)
class Entwurf:
    """A mail to be sent: `schluessel` names its cause, `empfaenger` and `kopie` addresses with
    commas between them. `betreff` and `text` hold no values of classes A and B. `anhang`: a file
    below the reports folder with its hash."""

    schluessel: str
    klasse: Nachrichtklasse
    empfaenger: str
    kopie: str
    betreff: str
    text: str
    anhang: str | None = None
    anhang_sha256: str | None = None


def queue_nachricht(*, by: Akteur, now: datetime, nachricht: Entwurf) -> Nachricht:
    """Put a mail into the outbox, within the transaction of the action that decides on it.

    The same cause makes one mail, however often it is queued. Raises RuleViolation for addresses
    or a subject that would change the mail's head, WriteOutsideAction outside an action.
    """
    require_action("Nachricht")
    _check(nachricht)
    row = {
        **asdict(nachricht),
        "klasse": nachricht.klasse.value,
        "message_id": f"<{secrets.token_hex(16)}@krm.invalid>",
        "faellig_am": now,
        "vermerkt_am": now,
    }
    with acting_as(SYSTEM):
        Nachricht.insert(row).on_conflict_ignore().execute()
        return Nachricht.get(Nachricht.schluessel == nachricht.schluessel)


def claim_nachricht(*, now: datetime, lease_s: int) -> Nachricht | None:
    """Take the next mail that is due and mark it as being sent; None when there is none.

    Mail out of the house whose sender fell silent becomes `unklar` instead of being sent again.
    """
    lease = timedelta(seconds=lease_s)
    _doubt_silent(now, lease)
    while (nachricht_id := _next_due(now, lease)) is not None:
        claim = {
            "status": Nachrichtstatus.SENDET.value,
            "token": secrets.token_hex(16),
            "lease_bis": now + lease,
            "vermerkt_am": now,
            "versuch": Nachricht.versuch + 1,
        }
        due = _due(now, lease)
        with writing(by=SYSTEM):
            hit = Nachricht.update(claim).where(Nachricht.id == nachricht_id, due).execute()
        if hit:
            with acting_as(SYSTEM):
                return Nachricht.get(Nachricht.token == claim["token"])
    return None


def mark_sent(*, token: str, now: datetime, fehler: str | None = None) -> bool:
    """The server took the mail; `fehler` names a part it refused. Settles a doubt, too."""
    states = (Nachrichtstatus.SENDET, Nachrichtstatus.UNKLAR)
    sent = {"status": Nachrichtstatus.GESENDET, "gesendet_am": now, "fehler": fehler}
    return _settle(token, sent, states)


def mark_refused(*, token: str, now: datetime, fehler: str) -> bool:
    """The server surely did not take the mail: try again later, or give up after the last try."""
    with acting_as(SYSTEM):
        nachricht = Nachricht.get_or_none(Nachricht.token == token)
    if nachricht is None:
        return False
    if nachricht.versuch > len(WARTEZEITEN):
        return _settle(token, {"status": Nachrichtstatus.GESCHEITERT, "fehler": fehler})
    later = now + WARTEZEITEN[nachricht.versuch - 1]
    again = {
        "status": Nachrichtstatus.WARTET,
        "faellig_am": later,
        "vermerkt_am": now,
        "fehler": fehler,
    }
    return _settle(token, again)


def mark_unclear(*, token: str, now: datetime, fehler: str) -> bool:
    """The connection broke while the server had the mail: internal mail is sent again."""
    with acting_as(SYSTEM):
        nachricht = Nachricht.get_or_none(Nachricht.token == token)
    if nachricht is None:
        return False
    if nachricht.klasse == Nachrichtklasse.INTERN:
        return mark_refused(token=token, now=now, fehler=fehler)
    return _settle(token, {"status": Nachrichtstatus.UNKLAR, "fehler": fehler})


def is_address(text: str) -> bool:
    """Whether a mail can go there at all."""
    return bool(_COMPLETE.fullmatch(text)) and text.isprintable() and "," not in text


def _check(nachricht: Entwurf) -> None:
    for feld in ("empfaenger", "kopie", "betreff"):
        if any(not sign.isprintable() for sign in getattr(nachricht, feld)):
            satz = f"Im Feld „{feld}“ einer E-Mail stehen nur druckbare Zeichen in einer Zeile."
            raise RuleViolation(satz, feld=feld)
    if not nachricht.betreff.strip() or len(nachricht.betreff) > _MAX_BETREFF:
        satz = f"Der Betreff einer E-Mail hat 1 bis {_MAX_BETREFF} Zeichen."
        raise RuleViolation(satz, feld="betreff")
    _check_addresses("empfaenger", nachricht.empfaenger)
    if nachricht.kopie:
        _check_addresses("kopie", nachricht.kopie)


def _check_addresses(feld: str, text: str) -> None:
    addresses = [address for _, address in getaddresses([text])]
    if not addresses or not all(_COMPLETE.fullmatch(address) for address in addresses):
        raise RuleViolation("Eine E-Mail-Adresse fehlt oder ist unvollständig.", feld=feld)


def _due(now: datetime, lease: timedelta) -> Expression:
    # Noted later than now: the clock was set back since, and nobody can tell how long it waited.
    set_back = Nachricht.vermerkt_am > now + _SCHLUPF
    waiting = (Nachricht.status == Nachrichtstatus.WARTET) & (
        (Nachricht.faellig_am <= now) | set_back
    )
    return waiting | (_silent(now, lease) & (Nachricht.klasse == Nachrichtklasse.INTERN))


def _silent(now: datetime, lease: timedelta) -> Expression:
    return (Nachricht.status == Nachrichtstatus.SENDET) & lease_over(
        Nachricht.lease_bis, now, lease
    )


def _next_due(now: datetime, lease: timedelta) -> int | None:
    with acting_as(SYSTEM):
        query = Nachricht.select(Nachricht.id).where(_due(now, lease))
        return query.order_by(Nachricht.faellig_am, Nachricht.id).limit(1).scalar()


def _doubt_silent(now: datetime, lease: timedelta) -> None:
    """Settle mails whose sender died: doubt outside the house, an end after too many tries."""
    silent = _silent(now, lease)
    doubtful = silent & (Nachricht.klasse != Nachrichtklasse.INTERN)
    hopeless = silent & (Nachricht.versuch > len(WARTEZEITEN))
    with acting_as(SYSTEM):
        if not Nachricht.select().where(doubtful | hopeless).exists():
            return
    unclear = {"status": Nachrichtstatus.UNKLAR.value, "fehler": ABGESTUERZT}
    failed = {"status": Nachrichtstatus.GESCHEITERT.value, "fehler": AUFGEGEBEN}
    with writing(by=SYSTEM):
        Nachricht.update(unclear).where(doubtful).execute()
        Nachricht.update(failed).where(hopeless).execute()


def _settle(
    token: str,
    changes: dict[str, Any],
    states: tuple[Nachrichtstatus, ...] = (Nachrichtstatus.SENDET,),
) -> bool:
    mine = (Nachricht.token == token) & (Nachricht.status << [state.value for state in states])
    with writing(by=SYSTEM):
        return bool(Nachricht.update(changes).where(mine).execute())
