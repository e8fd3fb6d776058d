"""A report on its way out, on its page and on the desk: released, returned, sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.base.formular import Formular, Gruppe, datum, langtext, wahl
from admin.base.handlung import Handlung
from admin.security import anfrage
from admin.views import berichtsordner
from admin.views.gefahrblick import versand
from models.actions.berichtsfreigabe import Freigabe, release_lauf, resubmit_lauf, return_lauf
from models.actions.berichtsversand import note_delivery, send_now, settle_versand
from models.queries.berichtsbrief import correction_of, cover_of
from models.queries.berichtswege import (
    address_of,
    decisions_on,
    dispatch_of,
    is_open,
    is_out,
    predecessor,
    release_verdict,
    returned_to,
    stuck_dispatches,
    waiting_for_release,
    waits,
    way_of_lauf,
)
from models.rules.anschreiben import Anschreiben
from models.rules.berichtsweg import (
    BERICHTSSTAND,
    VERSANDWEG,
    Berichtsstand,
    Versandweg,
    leaves_house,
)
from models.rules.buergerpost import ENTSCHEIDUNGEN
from models.rules.fehler import RuleViolation
from models.rules.poststand import poststand
from models.rules.rechte import Verdict, may
from models.rules.rollen import ROLLEN, Recht
from models.rules.versand import WEGE, way_label
from models.tables import Berichtsfreigabe, Berichtsversand, Lauf


@dataclass(frozen=True)
class Weg:
    """What the page of a run shows of its way out. `hindernis`: why nobody can release it as it
    is; `ersetzt`: the earlier run that it replaces or replaced."""

    stand: str
    wartet: bool
    frei: bool
    rolle: str
    darf: Verdict
    empfaenger: str
    adresse: str
    pflegbar: bool
    ersetzt: Lauf | None
    schritte: list[Berichtsfreigabe]
    anschreiben: Anschreiben | None = None
    aenderungen: Sequence[str] = ()
    hindernis: str = ""
    versand: str = ""
    offen: bool = False


def on_page(row: Lauf) -> Weg | None:
    """The way out of a finished run for readers outside; None for any other."""
    if row.freigabe is None or not leaves_house(row.bericht.empfaenger):
        return None
    akteur, now, today = anfrage.akteur(), anfrage.now(), anfrage.today()
    weg, darf, schritte = (
        way_of_lauf(row, today),
        release_verdict(akteur, row, now),
        decisions_on(row),
    )
    return Weg(
        stand=BERICHTSSTAND[Berichtsstand(row.freigabe)],
        wartet=waits(row),
        frei=is_out(row),
        rolle=ROLLEN[weg.freigabe].bezeichnung,
        darf=darf,
        empfaenger=weg.empfaenger,
        adresse=_address(row, bool(darf)),
        pflegbar=bool(may(akteur, Recht.BERICHT_STARTEN, row)),
        schritte=schritte,
        **(_sent(row, schritte) if is_out(row) else _drafted(row)),
    )


def on_desk() -> dict[str, Any]:
    """What the desk shows: reports to sign off, those that came back, those that did not leave."""
    akteur, now = anfrage.akteur(), anfrage.now()
    return {
        "zur_freigabe": waiting_for_release(akteur, now),
        "zurueckgegeben": returned_to(akteur),
        "nicht_versandt": stuck_dispatches(akteur),
    }


def may_decide(row: Lauf) -> bool:
    """Whether the buttons for a decision are offered to who is logged in."""
    return bool(release_verdict(anfrage.akteur(), row, anfrage.now()))


def _drafted(row: Lauf) -> dict[str, Any]:
    """How it would go out; a folder that is not whole stands against it."""
    earlier = predecessor(row)
    try:
        papers = berichtsordner.papers_of(row)
        korrektur = correction_of(row, "(wird bei der Freigabe angegeben)", papers.aenderungen)
        cover = cover_of(row, papers, korrektur, anfrage.today())
    except RuleViolation as violation:
        return {"ersetzt": earlier, "hindernis": violation.satz}
    return {"ersetzt": earlier, "anschreiben": cover, "aenderungen": papers.aenderungen}


def _sent(row: Lauf, schritte: list[Berichtsfreigabe]) -> dict[str, Any]:
    last, sent = schritte[-1], dispatch_of(row)
    if sent is None:
        return {"ersetzt": last.ersetzt}
    return {
        "ersetzt": last.ersetzt,
        "aenderungen": last.aenderungen.splitlines(),
        "anschreiben": Anschreiben(sent.betreff, sent.text),
        "versand": _dispatch_words(sent),
        "offen": is_open(sent),
    }


def _dispatch_words(row: Berichtsversand) -> str:
    if row.uebergeben_am is not None:
        return f"Übergeben am {row.uebergeben_am:%d.%m.%Y}: {way_label(row.uebergeben_weg)}."
    if row.nachricht_id is None:
        return "Noch nicht versandt: Es fehlt eine E-Mail-Adresse, oder er wird von Hand übergeben."
    return poststand(row.nachricht, versand(), anfrage.now()).satz


def _address(row: Lauf, deciding: bool) -> str:
    """Where it goes, for who sends it or signs it off."""
    if not (deciding or may(anfrage.akteur(), Recht.BERICHT_STARTEN, row)):
        return ""
    found = address_of(row)
    if found is None:
        return "Noch keine Adresse hinterlegt."
    return ", ".join(part for part in (found.adresse, VERSANDWEG[Versandweg(found.weg)]) if part)


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


def _came_back(row: Lauf) -> bool:
    return bool(row.freigabe == Berichtsstand.ZURUECKGEGEBEN.value)


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
             (Gruppe("Antwort", (_BEMERKUNG,)),), passt=_came_back, symbol="check2-square"),
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
