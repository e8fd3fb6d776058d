"""Who holds a role names her deputy herself: dated, in her house, and never to be passed on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.actions.rollen import Vergabe, end_rolle, give_rolle
from models.actions.vertretungen import end_vertretung
from models.db import acting_as, database, writing
from models.queries.akteure import load_akteur
from models.queries.vertretungen import deputies_of, lendable, own_roles, possible_deputies
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, may
from models.rules.rollen import Recht
from models.tables import Ereignis, Rollenzuweisung, StaleVersion, Vorgang
from tests.haus import HEUTE, JETZT, PERSONEN, Haus

MORGEN = HEUTE + timedelta(days=1)
SPAETER = date(2026, 8, 14)


def lend(haus: Haus, by: str = "emil", to: str = "clara", **werte: Any) -> Rollenzuweisung:
    """`by` names `to` as her deputy in her own role, from today on."""
    own = next(p for p in PERSONEN if p[0] == by)
    vergabe = Vergabe(
        konto_id=haus.konten[to].id,
        rolle=own[1],
        einheit_id=haus.einheiten[own[2]].id,
        gueltig_ab=HEUTE,
        gueltig_bis=SPAETER,
        vertretung_fuer=haus.konten[by].id,
    )
    return give_rolle(by=haus.akteur(by), now=JETZT, vergabe=replace(vergabe, **werte))


def numbers(haus: Haus, login: str, today: date = HEUTE) -> set[str]:
    with acting_as(haus.akteur(login, today)):
        return {vorgang.vorgangsnummer for vorgang in Vorgang.select()}


@pytest.mark.regel("MH-87")
def test_the_rights_come_and_go_with_the_days(haus: Haus) -> None:
    case = haus.record("501").vorgangsnummer
    lend(haus, gueltig_ab=MORGEN)
    assert numbers(haus, "clara", HEUTE) == set()
    assert numbers(haus, "clara", MORGEN) == numbers(haus, "clara", SPAETER) == {case}
    assert numbers(haus, "clara", SPAETER + timedelta(days=1)) == set()


@pytest.mark.parametrize("login", ["anna", "bernd", "dora", "emil", "greta", "paul", "ines"])
def test_who_holds_an_office_may_name_a_deputy(haus: Haus, login: str) -> None:
    rolle = lend(haus, login, "clara")
    with acting_as(haus.akteur(login)):
        assert rolle.id in [entry.id for entry in deputies_of(haus.akteur(login), HEUTE)]


@pytest.mark.datenbank("sqlite")
def test_berta_holds_no_office_and_names_none(haus: Haus) -> None:
    assert lendable(haus.akteur("berta")) == []
    with pytest.raises(RuleViolation, match="selbst hat"):
        lend(haus, "berta", "clara")


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"gueltig_ab": HEUTE - timedelta(days=1)}, "gueltig_ab"),
        ({"gueltig_bis": HEUTE - timedelta(days=1)}, "gueltig_bis"),
        ({"gueltig_bis": None}, "gueltig_bis"),
        ({"gueltig_bis": HEUTE + timedelta(days=400)}, "gueltig_bis"),
        ({"rolle": "gf"}, "rolle"),
        ({"konto_id": 987_654}, "konto"),
    ],
)
def test_a_wrong_period_role_or_person_is_named(
    haus: Haus, werte: dict[str, Any], feld: str
) -> None:
    with pytest.raises(RuleViolation) as caught:
        lend(haus, **werte)
    assert caught.value.feld == feld


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("to", ["zoe", "adam", "ines", "emil"])
def test_nobody_outside_nobody_kept_apart_from_cases_and_not_oneself(haus: Haus, to: str) -> None:
    with pytest.raises(RuleViolation):
        lend(haus, to=to)
    with acting_as(haus.akteur("emil")):
        emil = haus.akteur("emil")
        names = {k.id for k in possible_deputies(emil, _baum())}
    assert haus.konten[to].id not in names
    assert haus.konten["clara"].id in names


def test_victor_passes_nothing_on(haus: Haus) -> None:
    bernd, victor = haus.konten["bernd"].id, haus.konten["victor"].id
    assert lendable(haus.akteur("victor")) == []
    team = haus.einheiten["501"].id
    for fuer in (bernd, victor):
        vergabe = Vergabe(haus.konten["berta"].id, "tl", team, HEUTE, date(2026, 7, 31), fuer)
        with pytest.raises(RuleViolation):
            give_rolle(by=haus.akteur("victor"), now=JETZT, vergabe=vergabe)


def test_victor_stays_no_longer_than_bernd_said(haus: Haus) -> None:
    with acting_as(SYSTEM):
        lent = Rollenzuweisung.get(Rollenzuweisung.konto == haus.konten["victor"].id)
    for by in ("victor", "clara", "emil"):
        with pytest.raises(RuleViolation):
            end_rolle(by=haus.akteur(by), now=JETZT, rolle_id=lent.id, version=1,
                      gueltig_bis=date(2026, 12, 31))  # fmt: skip
    with pytest.raises(RuleViolation, match="neu eintragen"):
        end_rolle(by=haus.akteur("bernd"), now=JETZT, rolle_id=lent.id, version=1,
                  gueltig_bis=date(2026, 12, 31))  # fmt: skip


def test_the_same_person_stands_in_once_at_a_time(haus: Haus) -> None:
    lend(haus)
    with pytest.raises(RuleViolation, match="schon"):
        lend(haus, gueltig_ab=SPAETER, gueltig_bis=SPAETER + timedelta(days=3))
    lend(haus, gueltig_ab=SPAETER + timedelta(days=1), gueltig_bis=SPAETER + timedelta(days=3))


def test_a_deputy_does_not_see_the_case_about_herself(haus: Haus) -> None:
    about = haus.record("501", betroffene=(haus.konten["clara"].id,)).vorgangsnummer
    other = haus.record("501").vorgangsnummer
    lend(haus)
    assert numbers(haus, "clara") == {other}
    assert about in numbers(haus, "emil")


def test_emil_ends_it_at_once_and_nobody_else_does(haus: Haus) -> None:
    case = haus.record("501").vorgangsnummer
    rolle = lend(haus)
    assert numbers(haus, "clara") == {case}
    for by in ("clara", "bernd", "adam", "zoe"):
        with pytest.raises(Rollenzuweisung.DoesNotExist):
            end_vertretung(by=haus.akteur(by), now=JETZT, rolle_id=rolle.id, version=1)
    with pytest.raises(StaleVersion):
        end_vertretung(by=haus.akteur("emil"), now=JETZT, rolle_id=rolle.id, version=7)
    end_vertretung(by=haus.akteur("emil"), now=JETZT, rolle_id=rolle.id, version=1)
    assert numbers(haus, "clara") == set()
    with acting_as(SYSTEM):
        assert Ereignis.select().order_by(Ereignis.id.desc()).first().name == "vertretung_ended"


def test_bernd_ends_what_runs_since_days_and_the_days_stay_on_record(haus: Haus) -> None:
    (lent,) = _lent(haus, "bernd")
    end_vertretung(by=haus.akteur("bernd"), now=JETZT, rolle_id=lent.id, version=1)
    assert may(haus.akteur("victor", date(2026, 7, 14)), Recht.VORGANG_LESEN)
    assert not may(haus.akteur("victor"), Recht.VORGANG_LESEN)
    assert _lent(haus, "bernd") == []
    with pytest.raises(RuleViolation, match="schon beendet"):
        end_vertretung(by=haus.akteur("bernd"), now=JETZT, rolle_id=lent.id, version=2)


def test_who_stands_in_has_the_role_no_longer_than_its_holder(haus: Haus) -> None:
    with acting_as(SYSTEM):
        own = Rollenzuweisung.get(Rollenzuweisung.konto == haus.konten["bernd"].id)
    end_rolle(by=haus.akteur("adam"), now=JETZT, rolle_id=own.id, version=1,
              gueltig_bis=HEUTE)  # fmt: skip
    assert may(haus.akteur("victor"), Recht.VORGANG_LESEN)
    assert not may(haus.akteur("victor", MORGEN), Recht.VORGANG_LESEN)
    (lent,) = _lent(haus, "bernd")
    with pytest.raises(RuleViolation, match="selbst hat"):
        end_rolle(by=haus.akteur("adam"), now=JETZT, rolle_id=lent.id, version=lent.version,
                  gueltig_bis=MORGEN)  # fmt: skip


def test_ones_own_roles_are_told_with_whom_one_stands_in_for(haus: Haus) -> None:
    with acting_as(haus.akteur("victor")):
        (row,) = own_roles(haus.akteur("victor"), HEUTE)
    assert (row.rolle, row.name, row.gueltig_bis) == ("tl", "Bernd", date(2026, 7, 31))


LOGINS = ("anna", "bernd", "clara", "emil", "victor", "berta", "zoe")
TRY = st.tuples(
    st.sampled_from(LOGINS),
    st.sampled_from(LOGINS),
    st.sampled_from(LOGINS),
    st.sampled_from(["tl", "bl", "vz_gf", "bearbeitung"]),
    st.sampled_from(["501", "502", "50", "JC", "JC2"]),
    st.integers(-2, 20),
    st.integers(-2, 40),
)


@pytest.mark.datenbank("sqlite")
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(TRY, max_size=12))
def test_whatever_people_try_nobody_gets_more_than_a_holder_lent(
    haus: Haus, tries: list[tuple[str, str, str, str, str, int, int]]
) -> None:
    with database.atomic() as undo:
        for by, to, fuer, rolle, einheit, ab, bis in tries:
            vergabe = Vergabe(haus.konten[to].id, rolle, haus.einheiten[einheit].id,
                              HEUTE + timedelta(days=ab), HEUTE + timedelta(days=bis),
                              haus.konten[fuer].id)  # fmt: skip
            try:
                with writing(by=SYSTEM):
                    give_rolle(by=haus.akteur(by), now=JETZT, vergabe=vergabe)
            except RuleViolation:
                continue
            assert by == fuer != to
        _check_all_lent()
        undo.rollback()


def _check_all_lent() -> None:
    with acting_as(SYSTEM):
        rows = list(Rollenzuweisung.select())
    held = {(r.konto_id, r.rolle, r.einheit_id) for r in rows if r.vertretung_fuer_id is None}
    for row in rows:
        if row.vertretung_fuer_id is not None:
            assert (row.vertretung_fuer_id, row.rolle, row.einheit_id) in held
            assert row.gueltig_bis is not None
            assert row.konto_id != row.vertretung_fuer_id


def _lent(haus: Haus, login: str) -> list[Any]:
    akteur = load_akteur(haus.konten[login], HEUTE)
    with acting_as(akteur):
        return deputies_of(akteur, HEUTE)


def _baum() -> Any:
    from models.queries.akteure import Baum

    with acting_as(SYSTEM):
        return Baum.load()
