"""Code lists come from codes.csv, grow by the house, and keep what was counted."""

from datetime import date
from typing import Any

import pytest

from models.actions.codes import SEIT, add_code, close_code, seed_codes, update_code
from models.db import acting_as
from models.queries.codes import Codelisten
from models.rules.codes import CODES
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Codewert
from tests.haus import HEUTE, JETZT, Haus

NEU = {"feld": "kategorie", "bezeichnung": "Wartezeit im Empfang", "gueltig_ab": date(2026, 1, 1)}


def _listen() -> Codelisten:
    with acting_as(SYSTEM):
        return Codelisten.load()


def test_the_delivered_lists_are_added_once(haus: Haus) -> None:
    assert seed_codes(by=SYSTEM, now=JETZT) == sum(map(len, CODES.values()))
    assert seed_codes(by=SYSTEM, now=JETZT) == 0
    assert _listen().choices("ergebnisart", HEUTE) == [
        ("begruendet", "begründet"),
        ("unbegruendet", "unbegründet"),
        ("kein-krm", "kein KRM"),
        ("nicht-bewertbar", "nicht bewertbar"),
    ]


@pytest.mark.parametrize("text", ["Telefon", "TELEFONISCH", " telefonisch "])
def test_labels_and_aliases_find_their_code(haus: Haus, text: str) -> None:
    seed_codes(by=SYSTEM, now=JETZT)
    assert _listen().resolve("eingangsweg", text, HEUTE) == "telefonisch"


def test_anna_adds_a_kategorie_for_the_future_only(haus: Haus) -> None:
    seed_codes(by=SYSTEM, now=JETZT)
    row = add_code(by=haus.akteur("anna"), now=JETZT, werte=NEU)
    listen = _listen()
    assert row.code == "wartezeit-im-empfang"
    assert listen.resolve("kategorie", "Wartezeit im Empfang", HEUTE) == row.code
    with pytest.raises(RuleViolation, match=r"gilt am 31\.12\.2025 nicht"):
        listen.resolve("kategorie", "Wartezeit im Empfang", date(2025, 12, 31))


def test_a_closed_value_keeps_its_label(haus: Haus) -> None:
    anna = haus.akteur("anna")
    row = add_code(by=anna, now=JETZT, werte=NEU)
    close_code(by=anna, now=JETZT, code_id=row.id, version=1, gueltig_bis=date(2026, 6, 30))
    listen = _listen()
    assert row.code not in dict(listen.choices("kategorie", HEUTE))
    assert listen.label("kategorie", row.code, HEUTE) == "Wartezeit im Empfang"
    again = add_code(by=anna, now=JETZT, werte=NEU | {"gueltig_ab": date(2026, 7, 1)})
    assert again.id != row.id


@pytest.mark.regel("MH-68")
@pytest.mark.parametrize("feld", ["ergebnisart", "art", "status", "art_der_klaerung"])
def test_a_list_that_an_order_fixes_does_not_grow(haus: Haus, feld: str) -> None:
    with pytest.raises(RuleViolation, match="liegt fest"):
        add_code(by=haus.akteur("anna"), now=JETZT, werte=NEU | {"feld": feld})


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"feld": "lieblingsfarbe"}, "feld"),
        ({"bezeichnung": ""}, "bezeichnung"),
        ({"code": "Größe!"}, "code"),
    ],
)
def test_a_wrong_value_names_its_field(haus: Haus, werte: dict[str, Any], feld: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        add_code(by=haus.akteur("anna"), now=JETZT, werte=NEU | werte)
    assert caught.value.feld == feld


def test_the_same_code_twice_is_refused(haus: Haus) -> None:
    add_code(by=haus.akteur("anna"), now=JETZT, werte=NEU)
    with pytest.raises(RuleViolation, match="schon"):
        add_code(
            by=haus.akteur("anna"), now=JETZT, werte=NEU | {"bezeichnung": "Wartezeit im Empfang "}
        )


def test_bernd_changes_no_list(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="Keine Ihrer Rollen"):
        add_code(by=haus.akteur("bernd"), now=JETZT, werte=NEU)


def test_a_label_is_corrected_but_gets_no_other_meaning(haus: Haus) -> None:
    seed_codes(by=SYSTEM, now=JETZT)
    with acting_as(SYSTEM):
        row = Codewert.get(Codewert.feld == "kategorie", Codewert.code == "sonstiges")
    anna = haus.akteur("anna")
    changed = update_code(
        by=anna, now=JETZT, code_id=row.id, version=1, werte={"bezeichnung": "Anderes"}
    )
    assert changed.bezeichnung == "Anderes"
    with pytest.raises(RuleViolation, match="neue Bedeutung"):
        update_code(by=anna, now=JETZT, code_id=row.id, version=2, werte={"gueltig_ab": SEIT})
