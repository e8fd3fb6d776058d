"""What may be done to a report on its way out: each a small form with its own page."""

from admin.base.formular import Formular, Gruppe, datum, langtext, wahl
from admin.base.handlung import Handlung
from admin.security import anfrage
from admin.views import berichtsordner
from models.actions.berichtsfreigabe import Freigabe, release_lauf, resubmit_lauf, return_lauf
from models.actions.berichtsversand import note_delivery, send_now, settle_versand
from models.queries.berichtswege import (
    came_back,
    dispatch_of,
    is_open,
    is_out,
    predecessor,
    release_verdict,
    waits,
)
from models.rules.buergerpost import ENTSCHEIDUNGEN
from models.rules.rollen import Recht
from models.rules.versand import WEGE
from models.tables import Berichtsversand, Lauf


def without_decisions(offered: list[Handlung], row: Lauf) -> list[Handlung]:
    """What is offered to who is logged in: a decision only where she may sign this run off."""
    if not any(h.name in ENTSCHEIDEND for h in offered):
        return offered
    may = release_verdict(anfrage.akteur(), row, anfrage.now())
    return [h for h in offered if may or h.name not in ENTSCHEIDEND]


def _release(row: Lauf, form: Formular, version: int) -> None:
    grund = form["grund"].data if "grund" in form else ""
    freigabe = Freigabe(row.id, version, berichtsordner.papers_of(row), grund or "")
    release_lauf(by=anfrage.akteur(), now=anfrage.now(), freigabe=freigabe)


def _return(row: Lauf, form: Formular, version: int) -> None:
    return_lauf(by=anfrage.akteur(), now=anfrage.now(), lauf_id=row.id, version=version,
                bemerkung=form["bemerkung"].data or "")  # fmt: skip


def _resubmit(row: Lauf, form: Formular, version: int) -> None:
    resubmit_lauf(by=anfrage.akteur(), now=anfrage.now(), lauf_id=row.id, version=version,
                  bemerkung=form["bemerkung"].data or "")  # fmt: skip


def _send(row: Lauf, form: Formular, version: int) -> None:
    send_now(by=anfrage.akteur(), now=anfrage.now(), lauf_id=row.id)


def _delivered(row: Lauf, form: Formular, version: int) -> None:
    note_delivery(by=anfrage.akteur(), now=anfrage.now(), lauf_id=row.id, am=form["am"].data,
                  weg=form["weg"].data)  # fmt: skip


def _settle(row: Lauf, form: Formular, version: int) -> None:
    settle_versand(by=anfrage.akteur(), now=anfrage.now(), lauf_id=row.id,
                   entscheidung=form["entscheidung"].data)  # fmt: skip


def _is_first(row: Lauf) -> bool:
    return waits(row) and predecessor(row) is None


def _is_correction(row: Lauf) -> bool:
    return waits(row) and predecessor(row) is not None


def _open_dispatch(row: Lauf) -> Berichtsversand | None:
    sent = dispatch_of(row) if is_out(row) else None
    return sent if sent and is_open(sent) else None


def _unsent(row: Lauf) -> bool:
    sent = _open_dispatch(row)
    return sent is not None and sent.nachricht_id is None


def _doubtful(row: Lauf) -> bool:
    sent = _open_dispatch(row)
    return sent is not None and sent.nachricht_id is not None


_BEMERKUNG = langtext("bemerkung", label="Bemerkung", pflicht=True,
                      hilfe="Bitte ohne Namen und ohne Einzelheiten aus Vorgängen.")  # fmt: skip
ENTSCHEIDEND = ("freigeben", "korrektur-freigeben", "zurueckgeben")
"""Handlungen that only who signs off is offered."""
HANDLUNGEN: tuple[Handlung, ...] = (
    Handlung("freigeben", "Freigeben", Recht.BERICHT_FREIGEBEN, _release,
             "Der Bericht ist freigegeben.",
             "Der Bericht verlässt damit das Haus: Er geht an die hinterlegte Adresse, mit dem "
             "Anschreiben, das auf der Seite des Berichts steht. Zurückholen lässt er sich nicht.",
             passt=_is_first, symbol="check-circle"),
    Handlung("korrektur-freigeben", "Korrektur freigeben", Recht.BERICHT_FREIGEBEN, _release,
             "Die Korrektur ist freigegeben.",
             "Diese Fassung ersetzt eine frühere, die schon hinausging. Was sich geändert hat, "
             "steht auf der Seite des Berichts und geht mit Ihrem Grund an den Empfänger.",
             (Gruppe("Korrektur", (
                 langtext("grund", label="Grund der Korrektur", pflicht=True,
                          hilfe="Ein Satz für den Empfänger, zum Beispiel „Zwei Vorgänge wurden "
                          "nacherfasst“. Bitte ohne Namen."),)),),
             passt=_is_correction, symbol="check-circle"),
    Handlung("zurueckgeben", "Zurückgeben", Recht.BERICHT_FREIGEBEN, _return,
             "Der Bericht ist zurückgegeben.",
             "Der Bericht geht nicht hinaus. Wer ihn erstellt hat, liest Ihre Bemerkung und legt "
             "ihn noch einmal vor oder rechnet ihn neu.",
             (Gruppe("Was zu ändern ist", (_BEMERKUNG,)),), passt=waits, symbol="arrow-left"),
    Handlung("vorlegen", "Noch einmal vorlegen", Recht.BERICHT_STARTEN, _resubmit,
             "Der Bericht wartet wieder auf Freigabe.",
             "Wenn die Zahlen so bleiben. Sonst starten Sie den Bericht neu; der neue Lauf wartet "
             "dann von selbst auf Freigabe.",
             (Gruppe("Antwort", (_BEMERKUNG,)),), passt=came_back, symbol="check2-square"),
    Handlung("senden", "Jetzt senden", Recht.BERICHT_STARTEN, _send,
             "Der Bericht liegt im Postausgang.",
             "Der freigegebene Bericht geht an die Adresse, die unter „Adressen für Berichte“ "
             "steht.",
             passt=_unsent, symbol="box-arrow-right"),
    Handlung("uebergeben", "Von Hand übergeben", Recht.BERICHT_STARTEN, _delivered,
             "Die Übergabe ist vermerkt.",
             "Wenn der Bericht nicht durch KRM, sondern auf anderem Weg zum Empfänger ging.",
             (Gruppe("Übergabe", (
                 datum("am", label="Übergeben am", pflicht=True, default=anfrage.today),
                 wahl("weg", tuple(WEGE.items()), label="Weg", pflicht=True),)),),
             passt=lambda row: _open_dispatch(row) is not None, symbol="box-arrow-right"),
    Handlung("klaeren", "Versand klären", Recht.BERICHT_STARTEN, _settle,
             "Ihre Entscheidung ist vermerkt.",
             "Ob die E-Mail ankam, weiß KRM nicht. Fragen Sie beim Empfänger nach und entscheiden "
             "Sie dann.",
             (Gruppe("Was ist daraus geworden?", (
                 wahl("entscheidung", tuple(ENTSCHEIDUNGEN.items()), label="Entscheidung",
                      pflicht=True),)),),
             passt=_doubtful, symbol="question-circle"),
)  # fmt: skip
