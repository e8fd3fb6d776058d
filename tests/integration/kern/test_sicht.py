"""Who sees which case: the choke point in the model layer."""

from datetime import date

import pytest

from models.db import NoActor, WriteOutsideAction, acting_as, writing
from models.rules.rechte import SYSTEM, may
from models.rules.rollen import Recht
from models.tables import SITZUNGSTABELLEN, TABLES, Anliegen, Base, Inhalt, Rollenzuweisung, Vorgang
from tests.haus import Haus


def visible(haus: Haus, login: str, today: date = date(2026, 7, 15)) -> set[str]:
    with acting_as(haus.akteur(login, today)):
        return {vorgang.vorgangsnummer for vorgang in Vorgang.select()}


def contents(haus: Haus, login: str) -> int:
    with acting_as(haus.akteur(login)):
        return Inhalt.select().count()


def test_every_table_says_who_may_see_it() -> None:
    assert [table.__name__ for table in (*TABLES, *SITZUNGSTABELLEN) if table.sicht is None] == []


def test_a_table_that_does_not_say_cannot_be_read() -> None:
    class Vergessen(Base):
        pass

    with acting_as(SYSTEM), pytest.raises(RuntimeError, match="Vergessen"):
        Vergessen.select()


def test_nobody_reads_without_saying_who(haus: Haus) -> None:
    with pytest.raises(NoActor):
        Vorgang.select()


def test_nobody_writes_outside_an_action(haus: Haus) -> None:
    vorgang = haus.record()
    with acting_as(SYSTEM):
        for attempt in (
            lambda: Vorgang.update(art="lob").execute(),
            lambda: Vorgang.delete().execute(),
            lambda: Vorgang.insert(art="lob").execute(),
            lambda: Vorgang.insert_many([{"art": "lob"}]).execute(),
            vorgang.delete_instance,
        ):
            with pytest.raises(WriteOutsideAction):
                attempt()


@pytest.mark.parametrize("detour", ["raw", "alias", "insert_from"])
def test_ways_past_the_view_are_closed(haus: Haus, detour: str) -> None:
    arguments = {"raw": ("select 1",), "alias": (), "insert_from": (None, None)}[detour]
    with acting_as(SYSTEM), pytest.raises(RuntimeError):
        getattr(Vorgang, detour)(*arguments)


@pytest.mark.regel("MH-86", "MH-88")
def test_a_leader_sees_the_own_teams_and_a_stranger_does_not(haus: Haus) -> None:
    nummer = haus.record("501").vorgangsnummer
    assert visible(haus, "bernd") == visible(haus, "emil") == visible(haus, "anna") == {nummer}
    assert visible(haus, "clara") == visible(haus, "zoe") == visible(haus, "adam") == set()
    assert visible(haus, "ines") == set()


def test_berta_sees_only_what_she_is_responsible_for(haus: Haus) -> None:
    haus.record("501")
    hers = haus.record("501", verantwortlich=haus.konten["berta"].id)
    assert visible(haus, "berta") == {hers.vorgangsnummer}


def test_a_dab_is_for_gf_and_personal_and_its_content_leaves_anna_at_zuleitung(haus: Haus) -> None:
    nummer = haus.record("501", art="dienstaufsichtsbeschwerde").vorgangsnummer
    assert visible(haus, "greta") == visible(haus, "paul") == visible(haus, "anna") == {nummer}
    assert visible(haus, "bernd") == visible(haus, "emil") == visible(haus, "dora") == set()
    assert contents(haus, "anna") == 1

    haus.record("501", art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    assert len(visible(haus, "anna")) == 2
    assert contents(haus, "anna") == 1
    assert contents(haus, "greta") == contents(haus, "paul") == 2


def test_concerns_are_hidden_with_the_content(haus: Haus) -> None:
    haus.record("501", art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    with acting_as(haus.akteur("anna")):
        assert Anliegen.select().count() == 0
    with acting_as(haus.akteur("greta")):
        assert Anliegen.select().count() == 1


def test_nobody_sees_a_case_about_herself(haus: Haus) -> None:
    haus.record("501", betroffene=(haus.konten["bernd"].id, haus.konten["greta"].id))
    assert visible(haus, "bernd") == visible(haus, "greta") == set()
    assert len(visible(haus, "emil")) == 1


def test_a_deputy_sees_what_the_deputised_sees_and_only_while_it_lasts(haus: Haus) -> None:
    nummer = haus.record("501").vorgangsnummer
    assert visible(haus, "victor", date(2026, 6, 30)) == set()
    assert visible(haus, "victor", date(2026, 7, 1)) == {nummer}
    assert visible(haus, "victor", date(2026, 7, 31)) == {nummer}
    assert visible(haus, "victor", date(2026, 8, 1)) == set()


def test_a_deputy_does_not_see_what_is_about_whom_she_stands_in_for(haus: Haus) -> None:
    bernd = haus.konten["bernd"].id
    about = haus.record("501", betroffene=(bernd,))
    other = haus.record("501")
    assert visible(haus, "victor") == {other.vorgangsnummer}
    with acting_as(haus.akteur("victor")):
        assert Inhalt.select().count() == 1
    with acting_as(SYSTEM):
        kept = Vorgang.get_by_id(about.id)
    assert kept.betroffene_konten == {bernd}
    assert not may(haus.akteur("victor"), Recht.VORGANG_LESEN, kept)
    assert may(haus.akteur("emil"), Recht.ERGEBNIS_FESTSTELLEN, kept)


def test_a_deputy_with_a_role_of_her_own_sees_it_in_that_role_and_no_further(haus: Haus) -> None:
    bernd, victor = haus.konten["bernd"].id, haus.konten["victor"]
    with writing(by=SYSTEM):
        Rollenzuweisung.create(
            konto=victor, rolle="qmb", einheit=haus.einheiten["50"], gueltig_ab=date(2020, 1, 1)
        )
    vorgang = haus.record("501", betroffene=(bernd,))
    assert visible(haus, "victor") == {vorgang.vorgangsnummer}
    assert may(haus.akteur("victor"), Recht.VORGANG_INHALT_LESEN, vorgang)
    assert not may(haus.akteur("victor"), Recht.ERGEBNIS_FESTSTELLEN, vorgang)
    assert may(haus.akteur("victor"), Recht.ERGEBNIS_FESTSTELLEN, haus.record("501"))
