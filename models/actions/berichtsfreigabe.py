"""Signing a report off, returning it with a remark, submitting it again."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.berichtsversand import send_off
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.veroeffentlichung import (
    ask_for_release,
    note_decision,
    record_publication,
    tell_makers,
)
from models.db import acting_as, writing
from models.queries.berichtsbrief import Unterlagen, correction_of
from models.queries.berichtswege import (
    makers_of,
    overtaken_by,
    overtaken_words,
    predecessor,
    release_verdict,
    waits,
)
from models.rules.anschreiben import Korrektur
from models.rules.berichtsweg import Berichtsstand
from models.rules.bruchstellen import reach
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Lauf

ENTSCHIEDEN = "Über diesen Bericht ist schon entschieden; bitte die Seite neu laden."
HOECHSTENS = 1000
"""Signs of a remark."""


@dataclass(frozen=True)
class Freigabe:
    """What is signed off: the run in the version that was read, with its papers; of a correction
    why it is made."""

    lauf_id: int
    version: int
    unterlagen: Unterlagen
    grund: str = ""


def release_lauf(*, by: Akteur, now: datetime, freigabe: Freigabe) -> Lauf:
    """Sign a run off; what goes to its reader is queued in the same transaction.

    Raises RuleViolation with the reason where she may not, a newer version is out already, or a
    correction has no reason; StaleVersion, DoesNotExist.
    """
    with writing(by=by):
        lauf = _held(by, now, freigabe.lauf_id)
        korrektur, ersetzt = _correction(lauf, freigabe)
        _decide(lauf, freigabe.version, Berichtsstand.FREIGEGEBEN)
        note_decision(
            lauf=lauf, now=now, ergebnis=Berichtsstand.FREIGEGEBEN, von=by.konto_id,
            bemerkung=freigabe.grund.strip(), ersetzt=ersetzt,
            aenderungen="\n".join(korrektur.aenderungen) if korrektur else "",
        )  # fmt: skip
        record_publication(now=now, lauf=lauf)
        send_off(now=now, lauf=lauf, unterlagen=freigabe.unterlagen, korrektur=korrektur)
        neu = {"freigabe": lauf.freigabe}
        zusatz = {"ersetzt": ersetzt.id} if ersetzt else {}
        record_event(now=now, meldung=Meldung("bericht_released", Lauf, lauf.id, neu=neu,
                                              zusatz=zusatz))  # fmt: skip
        reach("bericht.freigegeben")
    return lauf


def return_lauf(*, by: Akteur, now: datetime, lauf_id: int, version: int, bemerkung: str) -> Lauf:
    """Return a run to who made it, with a remark. Raises like release_lauf."""
    text = _remark(bemerkung, "Bitte schreiben Sie, was zu ändern ist.")
    with writing(by=by):
        lauf = _held(by, now, lauf_id)
        _decide(lauf, version, Berichtsstand.ZURUECKGEGEBEN)
        note_decision(lauf=lauf, now=now, ergebnis=Berichtsstand.ZURUECKGEGEBEN, von=by.konto_id,
                      bemerkung=text)  # fmt: skip
        tell_makers(now=now, lauf=lauf, logins=makers_of(lauf),
                    was="Ein Bericht wurde Ihnen mit einer Bemerkung zurückgegeben.")  # fmt: skip
        _tell(now, lauf, "bericht_returned")
    return lauf


def resubmit_lauf(*, by: Akteur, now: datetime, lauf_id: int, version: int, bemerkung: str) -> Lauf:
    """Put a returned run forward again, with an answer. Who does counts as its maker."""
    text = _remark(bemerkung, "Bitte schreiben Sie, warum der Bericht so bleibt.")
    with writing(by=by):
        lauf = Lauf.hold(lauf_id)
        require(by, Recht.BERICHT_STARTEN, lauf)
        _require_newest(lauf)
        if lauf.freigabe != Berichtsstand.ZURUECKGEGEBEN.value:
            raise RuleViolation(ENTSCHIEDEN)
        _decide(lauf, version, Berichtsstand.ZUR_FREIGABE)
        note_decision(lauf=lauf, now=now, ergebnis=Berichtsstand.ZUR_FREIGABE, von=by.konto_id,
                      bemerkung=text)  # fmt: skip
        ask_for_release(now=now, lauf=lauf,
                        schluessel=f"bericht-freigabe:{lauf.id}:{lauf.version}")  # fmt: skip
        _tell(now, lauf, "bericht_resubmitted")
    return lauf


def _held(by: Akteur, now: datetime, lauf_id: int) -> Lauf:
    """The run, kept from others until the end of the transaction, if she may decide on it now."""
    lauf = Lauf.hold(lauf_id)
    verdict = release_verdict(by, lauf, now)
    if not verdict:
        raise RuleViolation(verdict.reason)
    _require_newest(lauf)
    if not waits(lauf):
        raise RuleViolation(ENTSCHIEDEN)
    return lauf


def _require_newest(lauf: Lauf) -> None:
    newer = overtaken_by(lauf)
    if newer is not None:
        raise RuleViolation(overtaken_words(newer))


def _correction(lauf: Lauf, freigabe: Freigabe) -> tuple[Korrektur | None, Lauf | None]:
    """What this run corrects, and the run that it replaces; nothing for the first one."""
    earlier = predecessor(lauf)
    if earlier is None:
        return None, None
    grund = _remark(freigabe.grund, "Bitte schreiben Sie, warum dieser Bericht berichtigt wird.",
                    "grund")  # fmt: skip
    return correction_of(lauf, grund, freigabe.unterlagen.aenderungen), earlier


def _decide(lauf: Lauf, version: int, stand: Berichtsstand) -> None:
    with acting_as(SYSTEM):
        lauf.save_version(version, {"freigabe": stand.value})


def _remark(text: str, fehlt: str, feld: str = "bemerkung") -> str:
    stripped = text.strip()
    if not stripped:
        raise RuleViolation(fehlt, feld)
    if len(stripped) > HOECHSTENS:
        raise RuleViolation(f"Hier sind höchstens {HOECHSTENS} Zeichen möglich.", feld)
    return stripped


def _tell(now: datetime, lauf: Lauf, name: str) -> None:
    neu = {"freigabe": lauf.freigabe}
    record_event(now=now, meldung=Meldung(name, Lauf, lauf.id, neu=neu))
