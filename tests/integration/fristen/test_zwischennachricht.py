"""Zwischennachricht and Übermittlung: what they must say, and who may write them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.actions.uebermittlungen import Sendung, record_uebermittlung
from models.actions.zwischennachricht import Zwischennachricht, record_zwischennachricht
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Frist, Uebermittlung, Vermerk, Vorgang
from tests.haus import JETZT, Haus
from tests.integration.fristen.test_regelwerk_wahl import order

NACHRICHT = Zwischennachricht(
    am=date(2026, 7, 14),
    grund="Der Fachdienst hat noch nicht geantwortet.",
    stand="Die Akte liegt vor.",
    neuer_termin=date(2026, 7, 31),
)
SENDUNG = Sendung(
    empfaenger="Führungsberatung der Agentur für Arbeit",
    am=date(2026, 7, 10),
    weg="e-mail-verschluesselt",
    zweck="Stellungnahme vorab zur Freigabe",
)


def send(haus: Haus, vorgang: Vorgang, by: str = "anna", **other: Any) -> Vorgang:
    return record_zwischennachricht(
        by=haus.akteur(by),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=vorgang.version,
        nachricht=replace(NACHRICHT, **other),
    )


@pytest.mark.regel("BKW-22", "BS-27")
def test_a_zwischennachricht_leaves_reason_state_and_new_date_and_settles_its_deadline(
    haus: Haus,
) -> None:
    order(haus, "braunschweig")
    vorgang = haus.record()
    sent = send(haus, vorgang)
    assert (sent.zwischennachricht_am, sent.neuer_termin_am) == (
        NACHRICHT.am,
        NACHRICHT.neuer_termin,
    )
    assert (sent.frist_am, sent.frist_gehalten) == (vorgang.frist_am, None)
    with acting_as(haus.akteur("anna")):
        (vermerk,) = Vermerk.select()
        rows = {row.name: row.erledigt_am for row in Frist.select()}
    assert vermerk.text == (
        "Zwischennachricht vom 14.07.2026\n"
        "Grund der Verzögerung: Der Fachdienst hat noch nicht geantwortet.\n"
        "Bearbeitungsstand: Die Akte liegt vor.\n"
        "Neuer Termin: 31.07.2026"
    )
    assert rows == {
        "eingangsbestaetigung": None,
        "antwort": None,
        "zwischennachricht": date(2026, 7, 14),
    }


@pytest.mark.regel("BKW-22")
@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"grund": " "}, "den Grund"),
        ({"stand": ""}, "den Bearbeitungsstand"),
        ({"neuer_termin": date(2026, 7, 14)}, "neue Termin liegt nach"),
    ],
)
def test_reason_state_and_new_date_are_mandatory(
    haus: Haus, other: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleViolation, match=words):
        send(haus, haus.record(), **other)


def test_after_the_answer_there_is_none(haus: Haus) -> None:
    vorgang = haus.record(antwort_versandt_am=date(2026, 7, 10))
    with pytest.raises(RuleViolation, match="schon beantwortet"):
        send(haus, vorgang)


def test_the_log_of_a_zwischennachricht_holds_no_text(haus: Haus) -> None:
    send(haus, haus.record())
    with acting_as(SYSTEM):
        assert not any("Fachdienst" in event.daten for event in Ereignis.select())


def test_a_stranger_sends_none(haus: Haus) -> None:
    vorgang = haus.record()
    with pytest.raises(Vorgang.DoesNotExist):
        send(haus, vorgang, by="clara")


def note(haus: Haus, vorgang: Vorgang, by: str = "anna", **other: Any) -> Uebermittlung:
    return record_uebermittlung(
        by=haus.akteur(by), now=JETZT, vorgang_id=vorgang.id, sendung=replace(SENDUNG, **other)
    )


def test_who_got_something_stands_in_the_case_and_in_the_log(haus: Haus) -> None:
    vorgang = haus.record()
    note(haus, vorgang)
    with acting_as(haus.akteur("anna")):
        (row,) = Uebermittlung.select()
    assert (row.empfaenger, row.zweck) == (SENDUNG.empfaenger, SENDUNG.zweck)
    with acting_as(SYSTEM):
        event = Ereignis.get(Ereignis.name == "uebermittlung_recorded")
    assert event.vorgangsnummer == vorgang.vorgangsnummer


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"weg": "e-mail"}, "offener E-Mail"),
        ({"weg": "brieftaube"}, "Möglich sind: post"),
        ({"empfaenger": " "}, "ausfüllen"),
        ({"zweck": "x" * 201}, "höchstens 200"),
        ({"am": date(2026, 7, 16)}, "zwischen dem Eingang und heute"),
        ({"am": date(2026, 6, 30)}, "zwischen dem Eingang und heute"),
    ],
)
def test_what_is_missing_or_not_allowed_is_refused(
    haus: Haus, other: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleViolation, match=words):
        note(haus, haus.record(), **other)


def test_a_stranger_notes_nothing(haus: Haus) -> None:
    vorgang = haus.record()
    with pytest.raises(Vorgang.DoesNotExist):
        note(haus, vorgang, by="clara")
