"""Keeping the Textbausteine: a new wording is a new row with its Gültig-ab (MH-55)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.actions.ereignisse import Meldung, record_event, record_events
from models.actions.erlaubnis import require
from models.db import writing
from models.rules.fehler import RuleViolation
from models.rules.recht import Recht
from models.rules.rechte import Akteur
from models.rules.schreiben import BAUSTEIN, check_baustein, load_bausteine
from models.rules.zeit import berlin_day
from models.tables import StaleVersion, Textbaustein

SEIT = date(2020, 1, 1)
"""From when on delivered Textbausteine are valid."""


@dataclass(frozen=True)
class Fassung:
    """A wording: kind of letter, name, text, first day of validity.

    `nach`: id and version of the wording it was written over, where there is one.
    """

    schreiben: str
    name: str
    text: str
    gueltig_ab: date
    nach: tuple[int, int] | None = None


def seed_textbausteine(*, by: Akteur, now: datetime) -> int:
    """Add what KRM delivers and the database lacks; returns how many were added."""
    require(by, Recht.TEXTBAUSTEIN_PFLEGEN)
    with writing(by=by):
        known = {(row.schreiben, row.name) for row in Textbaustein.select()}
        missing = [b for b in load_bausteine() if (b.schreiben, b.name) not in known]
        rows = [
            Textbaustein.create(
                schreiben=b.schreiben, name=b.name, text=b.text.strip(), gueltig_ab=SEIT
            )
            for b in missing
        ]
        if rows:
            record_events(now=now, meldungen=[_told("textbaustein_added", row) for row in rows])
    return len(rows)


def save_textbaustein(*, by: Akteur, now: datetime, fassung: Fassung) -> Textbaustein:
    """A new Textbaustein or a new wording; the one before ends the day before.

    On the same Gültig-ab the wording is corrected in place. Raises RuleViolation for placeholders
    that are unknown or missing, for a label on a person (MV-06), and for a Gültig-ab before today
    or before a later wording; StaleVersion where somebody wrote over the same wording meanwhile.
    """
    require(by, Recht.TEXTBAUSTEIN_PFLEGEN)
    check_baustein(fassung.schreiben, fassung.name, fassung.text)
    with writing(by=by):
        rows = _rows(fassung.schreiben, fassung.name.strip())
        _require_known(fassung, rows)
        _check_day(fassung, rows, berlin_day(now))
        if same := [row for row in rows if row.gueltig_ab == fassung.gueltig_ab]:
            return _correct(now, same[0], fassung)
        for row in rows:
            if row.gueltig_bis is None or row.gueltig_bis >= fassung.gueltig_ab:
                _close(now, row, fassung.gueltig_ab - timedelta(days=1))
        row = Textbaustein.create(
            schreiben=fassung.schreiben,
            name=fassung.name.strip(),
            text=fassung.text.strip(),
            gueltig_ab=fassung.gueltig_ab,
        )
        record_event(now=now, meldung=_told("textbaustein_added", row))
    return row


def close_textbaustein(
    *, by: Akteur, now: datetime, textbaustein_id: int, version: int, gueltig_bis: date
) -> Textbaustein:
    """Set the last day of a Baustein to insert; subject and text of a letter never end."""
    require(by, Recht.TEXTBAUSTEIN_PFLEGEN)
    with writing(by=by):
        row = Textbaustein.get_by_id(textbaustein_id)
        if row.schreiben != BAUSTEIN:
            satz = "Betreff und Text eines Schreibens enden nicht; bitte eine neue Fassung anlegen."
            raise RuleViolation(satz, "gueltig_bis")
        if gueltig_bis < row.gueltig_ab:
            satz = f"Der Baustein gilt erst ab {row.gueltig_ab:%d.%m.%Y}."
            raise RuleViolation(satz, "gueltig_bis")
        _close(now, row, gueltig_bis, version)
    return row


def _rows(schreiben: str, name: str) -> list[Textbaustein]:
    return list(
        Textbaustein.select()
        .where(Textbaustein.schreiben == schreiben, Textbaustein.name == name)
        .order_by(Textbaustein.gueltig_ab)
    )


def _require_known(fassung: Fassung, rows: list[Textbaustein]) -> None:
    """The writer saw the newest wording as it is now; who says nothing of it makes the first."""
    newest = (rows[-1].id, rows[-1].version) if rows else None
    if fassung.nach is not None and fassung.nach != newest:
        raise StaleVersion(
            "Jemand anderes hat diesen Textbaustein inzwischen geändert. Ihr Text steht noch da; "
            "bitte vergleichen Sie ihn mit der neuen Fassung."
        )


def _check_day(fassung: Fassung, rows: list[Textbaustein], today: date) -> None:
    if rows and fassung.gueltig_ab < today:
        satz = (
            "Eine neue Fassung gilt frühestens ab heute; frühere Schreiben bleiben, wie sie sind."
        )
        raise RuleViolation(satz, "gueltig_ab")
    if rows and rows[-1].gueltig_ab > fassung.gueltig_ab:
        satz = f"Ab {rows[-1].gueltig_ab:%d.%m.%Y} gibt es schon eine spätere Fassung."
        raise RuleViolation(satz, "gueltig_ab")


def _correct(now: datetime, row: Textbaustein, fassung: Fassung) -> Textbaustein:
    text = fassung.text.strip()
    if text != row.text:
        alt, neu = {"text": row.text}, {"text": text}
        row.save_version(row.version, neu)
        record_event(
            now=now,
            meldung=Meldung("textbaustein_corrected", Textbaustein, row.id, neu=neu, alt=alt),
        )
    return row


def _close(now: datetime, row: Textbaustein, last: date, version: int | None = None) -> None:
    alt, neu = {"gueltig_bis": row.gueltig_bis}, {"gueltig_bis": last}
    row.save_version(row.version if version is None else version, neu)
    meldung = Meldung("textbaustein_closed", Textbaustein, row.id, neu=neu, alt=alt)
    record_event(now=now, meldung=meldung)


def _told(name: str, row: Textbaustein) -> Meldung:
    neu = {
        "schreiben": row.schreiben,
        "name": row.name,
        "text": row.text,
        "gueltig_ab": row.gueltig_ab,
    }
    return Meldung(name, Textbaustein, row.id, neu=neu)
