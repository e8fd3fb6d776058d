"""Which order a case falls under, and what of it the case takes over."""

from datetime import date
from typing import Any

import pytest

from models.actions.einheiten import update_einheit
from models.actions.vorgaenge import record_many, update_vorgang
from models.db import acting_as, writing
from models.queries.akteure import find_akteur
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.rollen import DAB
from models.tables import Einheit, Frist, Vorgang
from tests.haus import HEUTE, JETZT, Haus

BEIDE = "marzahn-hellersdorf-2022 braunschweig"


def order(haus: Haus, regelwerk: str, **werte: Any) -> None:
    with writing(by=SYSTEM):
        haus_id = haus.einheiten["JC"].id
        Einheit.update(regelwerk=regelwerk, **werte).where(Einheit.id == haus_id).execute()


def change(haus: Haus, vorgang: Vorgang, *, by: str = "anna", **werte: Any) -> Vorgang:
    return update_vorgang(
        by=haus.akteur(by),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=vorgang.version,
        eintrag=haus.eintrag(**{"eingang_am": vorgang.eingang_am} | werte),
    )


def test_the_eingang_chooses_among_two_orders(haus: Haus) -> None:
    order(haus, BEIDE)
    old = haus.record(eingang_am=date(2022, 6, 6))
    new = haus.record(eingang_am=date(2022, 6, 7))
    before_both = haus.record(eingang_am=date(2010, 6, 7))
    assert [v.regelwerk for v in (old, new, before_both)] == [
        "braunschweig",
        "marzahn-hellersdorf-2022",
        "braunschweig",
    ]
    assert [v.vor_regelwerk for v in (old, new, before_both)] == [False, False, True]
    assert (old.frist_regel, new.frist_regel) == ("BS-23", "MH-56")


def test_a_new_order_leaves_a_running_case_alone(haus: Haus) -> None:
    vorgang = haus.record()
    order(haus, "braunschweig")
    changed = change(haus, vorgang, standort="Haus A")
    assert (changed.regelwerk, changed.frist_am) == (vorgang.regelwerk, vorgang.frist_am)
    assert haus.record().regelwerk == "braunschweig"


def test_a_corrected_eingang_chooses_again(haus: Haus) -> None:
    order(haus, BEIDE)
    vorgang = haus.record(eingang_am=date(2022, 6, 7))
    assert change(haus, vorgang, eingang_am=date(2022, 6, 6)).regelwerk == "braunschweig"


def test_only_what_the_order_calls_so_is_a_sofortsache(haus: Haus) -> None:
    assert haus.record(art="petition").prioritaet == "sofort"
    order(haus, "braunschweig")
    assert haus.record(art="petition").prioritaet == "normal"


@pytest.mark.regel("MH-41", "MH-65")
def test_the_level_of_the_signature_is_set_at_intake_or_the_one_the_order_proposes(
    haus: Haus,
) -> None:
    assert haus.record().schlusszeichnung == "tl"
    assert haus.record(schlusszeichnung="lgf").schlusszeichnung == "lgf"
    assert haus.record(art=DAB, schlusszeichnung="tl").schlusszeichnung == "gf"


def test_a_level_that_the_order_does_not_have_is_refused(haus: Haus) -> None:
    order(haus, "braunschweig")
    with pytest.raises(RuleViolation, match="nur zeichnen: TL, BL, GF") as violation:
        haus.record(schlusszeichnung="lgf")
    assert violation.value.feld == "schlusszeichnung"


def test_an_imported_case_keeps_an_unknown_level_unknown(haus: Haus) -> None:
    record_many(by=SYSTEM, now=JETZT, eintraege=[imported(haus)])
    assert only().schlusszeichnung is None


def test_an_imported_date_without_a_rule_for_it_stays_through_later_changes(haus: Haus) -> None:
    order(haus, "braunschweig")
    eintrag = imported(haus, frist_am=date(2026, 9, 30))
    record_many(by=SYSTEM, now=JETZT, eintraege=[eintrag])
    vorgang = only()
    assert (vorgang.frist_am, vorgang.frist_regel) == (date(2026, 9, 30), None)
    changed = change(haus, vorgang, standort="Haus A")
    assert changed.frist_am == date(2026, 9, 30)


@pytest.mark.regel("MH-57")
def test_a_date_of_its_own_survives_later_changes_with_both_days(haus: Haus) -> None:
    sunday = date(2026, 8, 2)
    vorgang = haus.record(frist_am=sunday, frist_begruendung="Urlaub der Kundin")
    changed = change(haus, vorgang, standort="Haus A")
    with acting_as(SYSTEM):
        row = Frist.get(Frist.name == "antwort")
    assert changed.frist_am == row.faellig_am == date(2026, 7, 31)
    assert (row.ende_rechnerisch, row.regel) == (sunday, "MH-57")


def test_a_dienststelle_names_only_orders_and_switches_that_exist(haus: Haus) -> None:
    einheit = haus.einheiten["JC"]
    adam = haus.akteur("adam")
    with pytest.raises(RuleViolation, match="„atlantis“ gibt es nicht"):
        update_einheit(
            by=adam, now=JETZT, einheit_id=einheit.id, version=1, werte={"regelwerk": "atlantis"}
        )
    changed = update_einheit(
        by=adam, now=JETZT, einheit_id=einheit.id, version=1, werte={"regelwerk": BEIDE}
    )
    assert changed.regelwerk == BEIDE


def test_the_views_of_a_role_follow_the_order_in_force(haus: Haus) -> None:
    order(haus, BEIDE)
    with acting_as(SYSTEM):
        anna = find_akteur("anna", HEUTE)
    assert [b.abweichende_sichten for b in anna.bindungen] == [None]


def imported(haus: Haus, **werte: Any) -> Any:
    from dataclasses import replace

    return replace(haus.eintrag(**werte), herkunft="import")


def only() -> Vorgang:
    with acting_as(SYSTEM):
        return Vorgang.get()
