"""The Zwischennachricht: what it must say, and that it went out (BKW-22, BS-27)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.volltext import index_vorgaenge
from models.actions.vorgangsaenderung import Aenderung, write_change
from models.actions.vorgangsfelder import Eintrag, Stammdaten, build_rows
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.versand import KUNDIN, OHNE_ANGABE, WEGE
from models.tables import Uebermittlung, Vermerk, Vorgang

REGEL = "BKW-22"


@dataclass(frozen=True)
class Zwischennachricht:
    """Sent on `am`; `grund` of the delay, `stand` of the work, and the date promised instead.

    `weg`: one of WEGE, on which it went out.
    """

    am: date
    grund: str
    stand: str
    neuer_termin: date
    weg: str = OHNE_ANGABE

    def text(self) -> str:
        """The note that stays in the case."""
        return (
            f"Zwischennachricht vom {self.am:%d.%m.%Y}\n"
            f"Grund der Verzögerung: {self.grund.strip()}\n"
            f"Bearbeitungsstand: {self.stand.strip()}\n"
            f"Neuer Termin: {self.neuer_termin:%d.%m.%Y}"
        )


def record_zwischennachricht(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, nachricht: Zwischennachricht
) -> Vorgang:
    """Note that a Zwischennachricht went out, and to whom. Deadline and measures stay as they are.

    Raises RuleViolation where reason, state or new date is missing or the case is answered,
    StaleVersion, DoesNotExist where `by` does not see the case.
    """
    _check(nachricht)
    with writing(by=by):
        vorgang = Vorgang.get_by_id(vorgang_id)
        require(by, Recht.VORGANG_BEARBEITEN, vorgang)
        if vorgang.fristgerecht is not None or vorgang.abschluss_am:
            satz = "Der Vorgang ist schon beantwortet; eine Zwischennachricht kommt davor."
            raise RuleViolation(satz, "zwischennachricht_am", REGEL)
        werte = {"zwischennachricht_am": nachricht.am, "neuer_termin_am": nachricht.neuer_termin}
        eintrag = Eintrag(einheit_id=vorgang.einheit_id, werte=werte)
        with acting_as(SYSTEM):
            rows = build_rows(eintrag, Stammdaten.load(), now=now, by=by, before=vorgang)
        change = Aenderung(rows=rows, version=version, name="zwischennachricht_recorded")
        write_change(now=now, vorgang=vorgang, aenderung=change)
        _note(by, now, vorgang, nachricht)
        with acting_as(SYSTEM):
            Uebermittlung.create(
                vorgang=vorgang.id,
                empfaenger=KUNDIN,
                am=nachricht.am,
                weg=nachricht.weg,
                zweck="Zwischennachricht",
            )
    return vorgang


def _check(nachricht: Zwischennachricht) -> None:
    if nachricht.weg not in (*WEGE, OHNE_ANGABE):
        raise RuleViolation("Bitte sagen, auf welchem Weg sie hinausging.", "weg")
    required = (
        ("grund", nachricht.grund, "den Grund der Verzögerung"),
        ("stand", nachricht.stand, "den Bearbeitungsstand"),
    )
    for feld, text, what in required:
        if not text.strip():
            satz = f"Eine Zwischennachricht nennt {what}; bitte angeben."
            raise RuleViolation(satz, feld, REGEL)
    if nachricht.neuer_termin <= nachricht.am:
        satz = "Der neue Termin liegt nach dem Tag der Zwischennachricht."
        raise RuleViolation(satz, "neuer_termin_am", REGEL)


def _note(by: Akteur, now: datetime, vorgang: Vorgang, nachricht: Zwischennachricht) -> None:
    vermerk = Vermerk.create(
        vorgang=vorgang.id,
        art="angaben",
        schritt="zwischennachricht",
        datum=nachricht.am,
        text=nachricht.text(),
        verfasst_am=now,
        verfasst_von=by.konto_id,
    )
    index_vorgaenge([vorgang.id])
    meldung = Meldung(
        name="vermerk_written",
        tabelle=Vermerk,
        objekt_id=vermerk.id,
        neu={"art": "angaben", "schritt": "zwischennachricht", "datum": nachricht.am, "text": ""},
        vorgang=vorgang,
    )
    record_event(now=now, meldung=meldung)
