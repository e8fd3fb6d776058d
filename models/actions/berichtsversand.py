"""Sending released reports to their readers outside: once, with a cover text; doubts settled."""

from datetime import date, datetime

from models.actions.buergerpost import settled
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.nachrichten import Entwurf, queue_nachricht
from models.db import acting_as, writing
from models.queries.berichtsbrief import Unterlagen, cover_of
from models.queries.berichtswege import (
    address_of,
    is_open,
    is_out,
    mails_for_person,
    way_of_lauf,
)
from models.rules.anschreiben import Korrektur
from models.rules.berichtsweg import Versandweg
from models.rules.buergerpost import ENTSCHEIDUNGEN
from models.rules.fehler import RuleViolation
from models.rules.lauf import BASISADRESSE, Nachrichtklasse
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.versand import WEGE
from models.rules.zeit import berlin_day
from models.tables import Berichtsadresse, Berichtsversand, Lauf, Nachricht

PDF = "bericht.pdf"
OHNE_ADRESSE = (
    "Für diesen Empfänger ist keine E-Mail-Adresse hinterlegt. Bitte tragen Sie sie unter "
    "„Adressen für Berichte“ ein, oder vermerken Sie, wie der Bericht übergeben wurde."
)
NICHTS = "Zu diesem Versand ist nichts mehr zu entscheiden; bitte die Seite neu laden."
_LINK = (
    "\nDer Bericht steht in KRM, nach der Anmeldung:\n"
    f"{BASISADRESSE}/bericht/details/?id={{lauf_id}}\n"
)


def send_off(
    *, now: datetime, lauf: Lauf, unterlagen: Unterlagen, korrektur: Korrektur | None
) -> Berichtsversand:
    """Write the cover of a released run and queue its mail where there is an address.

    Inside the action that releases it. Raises RuleViolation for a cover text with unknown gaps.
    """
    adresse, cover = address_of(lauf), cover_of(lauf, unterlagen, korrektur, berlin_day(now))
    weg = way_of_lauf(lauf, berlin_day(now))
    with acting_as(SYSTEM):
        row = Berichtsversand.create(
            lauf=lauf.id, einheit=lauf.einheit_id, empfaenger=weg.empfaenger[:200],
            betreff=cover.betreff, text=cover.text, anhang_sha256=unterlagen.pdf_sha256,
            angelegt_am=now,
        )  # fmt: skip
        _queue(now, row, adresse, lauf)
    return row


def send_now(*, by: Akteur, now: datetime, lauf_id: int) -> Berichtsversand:
    """Send a released run that found no address when it was released.

    Raises RuleViolation where there is still none or it is under way already; DoesNotExist.
    """
    with writing(by=by):
        lauf, row = _sendable(by, lauf_id)
        if row.nachricht_id is not None or row.uebergeben_am is not None:
            raise RuleViolation(NICHTS)
        with acting_as(SYSTEM):
            _queue(now, row, address_of(lauf), lauf)
        if row.nachricht_id is None:
            raise RuleViolation(OHNE_ADRESSE)
        _tell(now, row, "bericht_sent")
    return row


def note_delivery(
    *, by: Akteur, now: datetime, lauf_id: int, am: date, weg: str
) -> Berichtsversand:
    """Note that a released run was handed over by post, by messenger or in a meeting.

    Raises RuleViolation for a day to come, an unknown way, or where a mail is under way.
    """
    if weg not in WEGE:
        raise RuleViolation("Bitte wählen Sie, wie der Bericht übergeben wurde.", "weg")
    if am > berlin_day(now):
        raise RuleViolation("Dieser Tag liegt in der Zukunft.", "am")
    with writing(by=by):
        _, row = _sendable(by, lauf_id)
        if not is_open(row):
            raise RuleViolation(NICHTS)
        with acting_as(SYSTEM):
            row.uebergeben_am, row.uebergeben_weg = am, weg
            row.save()
            if row.nachricht:
                _settle_mail(row.nachricht, "lassen", now)
        _tell(now, row, "bericht_delivered", weg=weg)
    return row


def settle_versand(
    *, by: Akteur, now: datetime, lauf_id: int, entscheidung: str
) -> Berichtsversand:
    """Say what became of a report's mail in doubt or given up (ENTSCHEIDUNGEN).

    Raises RuleViolation where nothing is to decide any more; DoesNotExist out of view.
    """
    if entscheidung not in ENTSCHEIDUNGEN:
        raise RuleViolation("Bitte eine der Möglichkeiten wählen.", "entscheidung")
    with writing(by=by):
        _, row = _sendable(by, lauf_id)
        with acting_as(SYSTEM):
            if row.nachricht is None or not _settle_mail(row.nachricht, entscheidung, now):
                raise RuleViolation(NICHTS)
        _tell(now, row, "bericht_versand_settled", entscheidung=entscheidung)
    return row


def _settle_mail(mail: Nachricht, entscheidung: str, now: datetime) -> bool:
    changes = settled(entscheidung, now) | {"vermerkt_am": now, "fehler": None}
    waiting = (Nachricht.id == mail.id) & mails_for_person()
    return bool(Nachricht.update(changes).where(waiting).execute())


def _sendable(by: Akteur, lauf_id: int) -> tuple[Lauf, Berichtsversand]:
    lauf = Lauf.hold(lauf_id)
    require(by, Recht.BERICHT_STARTEN, lauf)
    if not is_out(lauf):
        raise RuleViolation("Dieser Bericht ist nicht freigegeben.")
    with acting_as(SYSTEM):
        return lauf, Berichtsversand.get(Berichtsversand.lauf == lauf.id)


def _queue(
    now: datetime, row: Berichtsversand, adresse: Berichtsadresse | None, lauf: Lauf
) -> None:
    if adresse is None or adresse.weg == Versandweg.HAND or not adresse.adresse:
        return
    attached = adresse.weg == Versandweg.ANHANG
    entwurf = Entwurf(
        schluessel=f"bericht:{lauf.id}",
        klasse=Nachrichtklasse.EXTERN,
        empfaenger=adresse.adresse,
        kopie="",
        betreff=row.betreff,
        text=row.text if attached else row.text + _LINK.format(lauf_id=lauf.id),
        anhang=f"{lauf.ordner}/{PDF}" if attached else None,
        anhang_sha256=row.anhang_sha256 if attached else None,
    )
    row.nachricht = queue_nachricht(by=SYSTEM, now=now, nachricht=entwurf)
    row.save()


def _tell(now: datetime, row: Berichtsversand, name: str, **zusatz: str) -> None:
    neu = {"empfaenger": row.empfaenger}
    record_event(now=now, meldung=Meldung(name, Berichtsversand, row.id, neu=neu, zusatz=zusatz))
