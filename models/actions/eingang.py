"""Intake: a case with its files and with what of it goes elsewhere, in one transaction.

The files lie complete in the Ablage before the transaction begins; the tray they came from is
emptied after it has ended. Killed in between, the letter still waits in the tray, or lies in the
case: it is never lost.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

from models.actions.ablage import Datei, received
from models.actions.dokumente import Schein, file_dateien
from models.actions.eingangskorb import Korb, Stueck
from models.actions.vorgaenge import record_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import after_commit, writing
from models.rules.bruchstellen import reach
from models.rules.codes import bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.tables import Vorgang


@dataclass(frozen=True)
class Teilabgabe:
    """The part of a letter that is no KRM matter: which, to whom, when. Never its content."""

    abgabefall: str
    an: str
    am: date
    einheit_id: int


@dataclass(frozen=True)
class Eingang:
    """What was typed at the door, and the part of it that goes elsewhere."""

    eintrag: Eintrag
    teil: Teilabgabe | None = None


@dataclass(frozen=True)
class Beilage:
    """A file of the tray and what it becomes in the case."""

    stueck: Stueck
    schein: Schein


@dataclass(frozen=True)
class Mappe:
    """What comes with an intake from a tray: `beilagen` are filed, `weg` is only taken out."""

    korb: Korb
    beilagen: tuple[Beilage, ...] = ()
    weg: tuple[Stueck, ...] = ()


@contextmanager
def receive_mappe(mappe: Mappe) -> Iterator[list[Datei]]:
    """Its files, complete in the Ablage; gone again unless the block, with its commit, ends well.

    Raises RuleViolation for a file that no longer waits.
    """
    with ExitStack() as stack:
        stroeme = (stack.enter_context(_open(mappe.korb, b)) for b in mappe.beilagen)
        dateien = stack.enter_context(received(stroeme, mappe.korb.ablage))
        reach("eingang.empfangen")
        yield dateien


def record_eingang(
    *, by: Akteur, now: datetime, eingang: Eingang, mappe: Mappe, dateien: Sequence[Datei]
) -> Vorgang:
    """Record a case with what was received of its `mappe`; the tray is emptied after the commit.

    Raises what record_vorgang raises; then nothing is recorded and the tray is as it was.
    """
    scheine = [beilage.schein for beilage in mappe.beilagen]
    with writing(by=by):
        vorgang = _record(by, now, eingang)
        reach("eingang.erfasst")
        paare = list(zip(scheine, dateien, strict=True))
        if paare:
            file_dateien(by=by, now=now, vorgang=vorgang, mappe=paare)
        reach("eingang.abgelegt")
        after_commit(lambda: _empty(mappe))
    return vorgang


def _open(korb: Korb, beilage: Beilage) -> BinaryIO:
    try:
        return korb.path(beilage.stueck).open("rb")
    except FileNotFoundError:
        satz = f"„{beilage.stueck.name}“ liegt nicht mehr bereit. Bitte noch einmal auswählen."
        raise RuleViolation(satz, "dateien") from None


def _record(by: Akteur, now: datetime, eingang: Eingang) -> Vorgang:
    if eingang.teil is None:
        return record_vorgang(by=by, now=now, eintrag=eingang.eintrag)
    return record_with_teilabgabe(by=by, now=now, eintrag=eingang.eintrag, teil=eingang.teil)


def _empty(mappe: Mappe) -> None:
    reach("eingang.festgeschrieben")
    for stueck in (*(beilage.stueck for beilage in mappe.beilagen), *mappe.weg):
        mappe.korb.drop(stueck)


def record_with_teilabgabe(
    *, by: Akteur, now: datetime, eintrag: Eintrag, teil: Teilabgabe
) -> Vorgang:
    """Record a complaint and hand over the part that is none, in one transaction.

    The handed-over part keeps the day of the Eingang (MH-12, MH-18); the complaint stays.
    Raises what record_vorgang raises.
    """
    what, to = bezeichnung("abgabefall", teil.abgabefall), bezeichnung("abgabe_an", teil.an)
    told = f"{what} → {to}, {teil.am:%d.%m.%Y}"
    rest = replace(eintrag, werte={**eintrag.werte, "teilabgabe": told})
    handed_over = Eintrag(
        einheit_id=teil.einheit_id,
        werte={
            "abgabefall": teil.abgabefall,
            "eingang_am": eintrag.werte.get("eingang_am"),
            "eingangsweg": eintrag.werte.get("eingangsweg"),
            "abgabe_an": teil.an,
            "abgabe_am": teil.am,
        },
    )
    with writing(by=by):
        vorgang = record_vorgang(by=by, now=now, eintrag=rest)
        record_vorgang(by=by, now=now, eintrag=handed_over)
    return vorgang
