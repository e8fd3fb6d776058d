"""Ways round the second person, in several steps: an own deputy, an old role, moved watchers."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.actions.freigaben import decide_freigabe
from models.actions.rollen import end_rolle
from models.actions.umgliederung import reorganise_einheit
from models.actions.vieraugen import Wartet
from models.db import acting_as, writing
from models.queries.freigaben import unseen, waits_for
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Freigabe, Konto, Rollenzuweisung
from tests.haus import HEUTE, JETZT, Haus
from tests.macht import HASH, give, rolle_of, stand_in


@pytest.fixture
def verwaltet(haus: Haus) -> Haus:
    """Adam was named at set-up, and everybody can log in."""
    with writing(by=SYSTEM):
        Konto.update(password=HASH).execute()
        adam = haus.konten["adam"].id
        Rollenzuweisung.update(bei_einrichtung=True).where(Rollenzuweisung.konto == adam).execute()
    return haus


def _decide(haus: Haus, login: str, freigabe_id: int) -> None:
    by = haus.akteur(login)
    with acting_as(by):
        decide_freigabe(by=by, now=JETZT, freigabe_id=freigabe_id, version=1)


def test_adam_does_not_agree_to_what_his_own_deputy_asks_for(verwaltet: Haus) -> None:
    """Clara stands in for Adam because he alone said so: both are one person's hands."""
    stand_in(verwaltet, verwaltet.akteur("adam"), "clara administration JC", "adam")
    with pytest.raises(Wartet) as caught:
        give(verwaltet, verwaltet.akteur("clara"), "berta gf JC")
    with pytest.raises(RuleViolation, match="nur eine der genannten"):
        _decide(verwaltet, "adam", caught.value.freigabe_id)
    _decide(verwaltet, "greta", caught.value.freigabe_id)


def test_nobody_makes_an_own_role_longer_alone(verwaltet: Haus) -> None:
    """Adam led team 501 last year; the end of that role is not his to move."""
    with writing(by=SYSTEM):
        old = Rollenzuweisung.create(
            konto=verwaltet.konten["adam"].id, rolle="tl",
            einheit=verwaltet.einheiten["501"].id, gueltig_ab=date(2024, 1, 1),
            gueltig_bis=HEUTE - timedelta(days=200),
        )  # fmt: skip
    with pytest.raises(RuleViolation, match="sich selbst"):
        end_rolle(by=verwaltet.akteur("adam"), now=JETZT, rolle_id=old.id, version=old.version,
                  gueltig_bis=HEUTE + timedelta(days=200))  # fmt: skip
    assert not verwaltet.akteur("adam").bindungen[1:]


def test_an_umgliederung_takes_no_watch_from_who_was_named_at_set_up(verwaltet: Haus) -> None:
    give(verwaltet, SYSTEM, "clara administration JC", gueltig_ab=date(2026, 1, 1))
    _reorganise(verwaltet, HEUTE, name="Jobcenter Lindenau neu")
    with acting_as(SYSTEM):
        clara = Rollenzuweisung.konto == verwaltet.konten["clara"].id
        rows = list(Rollenzuweisung.select().where(clara))
    named = [row.bei_einrichtung for row in rows if row.rolle == "administration"]
    assert named == [True, True]  # up to yesterday, and on from today


def test_a_successor_that_only_begins_later_is_watched_from_now_on(verwaltet: Haus) -> None:
    """Until then Greta's role is still for the unit before it."""
    neu = _reorganise(verwaltet, HEUTE + timedelta(days=400), name="Jobcenter Lindenau neu")
    with writing(by=SYSTEM):  # somebody whose Administration reaches over both
        over = Einheit.create(kuerzel="RD", name="Regionaldirektion", art="regionaldirektion",
                              gueltig_ab=date(2020, 1, 1))  # fmt: skip
        Einheit.update(eltern=over).where(Einheit.kuerzel == "JC").execute()
        adam = Rollenzuweisung.konto == verwaltet.konten["adam"].id
        Rollenzuweisung.update(einheit=over, gueltig_bis=None).where(adam).execute()
        Einheit.update(eltern=over).where(Einheit.id == neu.id).execute()
    verwaltet.einheiten["neu"] = neu
    with pytest.raises(Wartet):
        give(verwaltet, verwaltet.akteur("adam"), "clara gf neu")


def test_above_every_house_its_watchers_agree(verwaltet: Haus) -> None:
    """A GF over the whole tree sees Greta's house as well, so Greta is asked."""
    with writing(by=SYSTEM):
        over = Einheit.create(kuerzel="RD", name="Regionaldirektion", art="regionaldirektion",
                              gueltig_ab=date(2020, 1, 1))  # fmt: skip
        for kuerzel in ("JC", "JC2"):
            Einheit.update(eltern=over).where(Einheit.kuerzel == kuerzel).execute()
        role = rolle_of(verwaltet, "adam")
        role.save_version(role.version, {"einheit": over.id})
    verwaltet.einheiten["RD"] = over
    with pytest.raises(Wartet) as caught:
        give(verwaltet, verwaltet.akteur("adam"), "clara gf RD")
    with acting_as(SYSTEM):
        assert Freigabe.get_by_id(caught.value.freigabe_id).einheit_id == over.id
    greta = verwaltet.akteur("greta")
    with acting_as(greta):
        assert [row.id for row in waits_for(greta, JETZT, HEUTE)] == [caught.value.freigabe_id]
    _decide(verwaltet, "greta", caught.value.freigabe_id)
    ines = verwaltet.akteur("ines")
    with acting_as(ines):
        assert [row.freigabe_id for row in unseen(ines)] == [caught.value.freigabe_id]


def test_an_umgliederung_brings_no_other_order_with_it_alone(verwaltet: Haus) -> None:
    with pytest.raises(Wartet):
        _reorganise(verwaltet, HEUTE, regelwerk="braunschweig", land="NI")


def _reorganise(haus: Haus, ab: date, **werte: Any) -> Einheit:
    with acting_as(SYSTEM):
        jc = Einheit.get_by_id(haus.einheiten["JC"].id)
    return reorganise_einheit(by=haus.akteur("adam"), now=JETZT, einheit_id=jc.id,
                              version=jc.version, werte={"gueltig_ab": ab, **werte})  # fmt: skip
