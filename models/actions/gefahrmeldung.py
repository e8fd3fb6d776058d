"""A report of danger: it is written, told by mail, and stays until the GF has seen it.

Never of whom, and nothing of what was said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions.benachrichtigung import Anlass, send_to, with_link
from models.actions.ereignisse import Meldung, record_event
from models.db import acting_as, current_akteur, writing
from models.queries.gefahren import in_view, recipients
from models.rules.fehler import RuleViolation
from models.rules.gefahr import REGEL, SOFORT
from models.rules.rechte import SYSTEM, Akteur
from models.rules.vorgang import says
from models.rules.zeit import berlin_day
from models.tables import Gefahrmeldung, Vorgang


@dataclass(frozen=True)
class Ort:
    """Where the danger is: a unit, and the case where there is one."""

    einheit_id: int
    vorgang: Vorgang | None = None


def notify_danger(*, now: datetime, vorgang: Vorgang, texte: Mapping[str, Any]) -> None:
    """Report Drohpotenzial and Notlage among these new texts to the GF (MV-08, BKW-34)."""
    for feld, label in SOFORT.items():
        if says(texte.get(feld)):
            satz = (
                f"Im Vorgang {vorgang.vorgangsnummer} ist vermerkt: {label}. "
                "Bitte sofort ansehen und dort bestätigen, dass Sie es gesehen haben."
            )
            anlass = Anlass(
                f"sofort:{vorgang.id}:{feld}:{now:%Y%m%d%H%M}",
                f"Sofort: {label}",
                with_link(satz, vorgang.id),
            )
            write_report(now, Ort(vorgang.einheit_id, vorgang), feld, anlass)


def write_report(now: datetime, ort: Ort, feld: str, anlass: Anlass) -> Gefahrmeldung:
    """Write a report and queue its mail, inside an action; one mail for reports of one minute.

    Who is of the GF herself has seen it by reporting it, and gets no mail.
    """
    me = current_akteur().konto_id
    konten = recipients(ort.einheit_id, ort.vorgang, berlin_day(now))
    mail = send_to(now, [konto for konto in konten if konto.id != me], (), anlass)
    seen = me in [konto.id for konto in konten]
    with acting_as(SYSTEM):
        return Gefahrmeldung.create(
            einheit=ort.einheit_id,
            vorgang=ort.vorgang,
            anlass=feld,
            gemeldet_am=now,
            gemeldet_von=me,
            nachricht=mail,
            gesehen_am=now if seen else None,
            gesehen_von=me if seen else None,
        )


def confirm_seen(*, by: Akteur, now: datetime, meldung_id: int) -> Gefahrmeldung:
    """Note that the GF saw a report; the first receipt stays.

    Raises DoesNotExist out of view, RuleViolation for who is not of the GF there.
    """
    with writing(by=by):
        with acting_as(SYSTEM):
            meldung = Gefahrmeldung.get_by_id(meldung_id)
        if not in_view(by, meldung):
            raise Gefahrmeldung.DoesNotExist
        konten = recipients(meldung.einheit_id, meldung.vorgang, berlin_day(now))
        if by.konto_id not in [konto.id for konto in konten]:
            satz = "Das bestätigt nur, wer hier zur Geschäftsführung gehört."
            raise RuleViolation(satz, regel=REGEL)
        _confirm(by, now, meldung)
    return meldung


def _confirm(by: Akteur, now: datetime, meldung: Gefahrmeldung) -> None:
    waiting = (Gefahrmeldung.id == meldung.id) & Gefahrmeldung.gesehen_am.is_null()
    seen = {"gesehen_am": now, "gesehen_von": by.konto_id}
    with acting_as(SYSTEM):
        hit = Gefahrmeldung.update(seen).where(waiting).execute()
    if hit:
        told = Meldung("gefahr_seen", Gefahrmeldung, meldung.id, vorgang=meldung.vorgang)
        record_event(now=now, meldung=told)
