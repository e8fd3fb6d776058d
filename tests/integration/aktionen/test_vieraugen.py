"""What gives somebody sight or power, no one does alone: each such action, and each that is not."""

import inspect
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from models.actions import einheiten, einrichtung, konten, rollen, umgliederung, vertretungen
from models.actions.freigaben import TUT, acknowledge, decide_freigabe, expire_freigaben
from models.actions.konten import KONTOFELDER, create_konto
from models.actions.vieraugen import Wartet
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.rollen import ROLLEN
from models.rules.vieraugen import FRIST, SOFORT, Freigabestand, Macht, gives_power
from models.tables import (
    Einheit,
    Ereignis,
    Freigabe,
    Kenntnis,
    Konto,
    Nachricht,
    Rollenzuweisung,
)
from tests.haus import HEUTE, JETZT, Haus
from tests.macht import (
    HASH,
    WEITET,
    WEITET_NICHT,
    Tat,
    give,
    konto_of,
    lock,
    password,
    rolle_of,
    stand_in,
    update,
)


@pytest.fixture
def bewacht(haus: Haus) -> Haus:
    """The house, in which everybody can log in; so Greta is the second person."""
    with writing(by=SYSTEM):
        Konto.update(password=HASH).execute()
    return haus


# Every action of these modules was looked at; a new one fails here until somebody has judged it.
GEPRUEFT = {
    "create_konto": "an account without a role sees nothing; the role is asked for",
    "update_konto": "WEITET",
    "set_passwort": "WEITET",
    "lock_konto": "WEITET",
    "delete_konto": "nothing hangs on it, so it had no role",
    "give_rolle": "WEITET",
    "end_rolle": "WEITET",
    "check_own_vertretung": "reads only; who holds a role names her deputy herself",
    "end_vertretung": "takes sight away",
    "shorten_vertretungen": "takes sight away",
    "create_einheit": "there is no case in it yet",
    "update_einheit": "WEITET",
    "close_einheit": "takes sight away",
    "delete_einheit": "nothing hangs on it",
    "insert_einheit": "inside other actions",
    "end_einheit": "inside other actions",
    "values_of": "reads only",
    "changed": "reads only",
    "reorganise_einheit": "WEITET",
    "einrichten": "an empty house has nobody; refused in any other",
    "refuse_second_time": "reads only",
}


def _public(module: ModuleType) -> set[str]:
    found = inspect.getmembers(module, inspect.isfunction)
    return {n for n, f in found if f.__module__ == module.__name__ and not n.startswith("_")}


def _things() -> list[Any]:
    """All that decides who sees what."""
    with acting_as(SYSTEM):
        return [
            sorted(map(str, table.select(*fields).tuples()))
            for table, fields in (
                (Konto, (Konto.id, Konto.login, Konto.email, Konto.password, Konto.active)),
                (Rollenzuweisung, (Rollenzuweisung.konto, Rollenzuweisung.rolle,
                                   Rollenzuweisung.einheit, Rollenzuweisung.gueltig_ab,
                                   Rollenzuweisung.gueltig_bis)),
                (Einheit, (Einheit.id, Einheit.eltern, Einheit.regelwerk, Einheit.gueltig_bis)),
            )
        ]  # fmt: skip


def _held(haus: Haus, tat: Tat) -> Freigabe:
    with pytest.raises(Wartet, match="gilt noch nicht") as caught:
        tat(haus, haus.akteur("adam"))
    with acting_as(SYSTEM):
        return Freigabe.get_by_id(caught.value.freigabe_id)


def _decide(haus: Haus, by: str, freigabe: Freigabe, grund: str | None = None) -> Freigabe:
    with acting_as(haus.akteur(by)):
        return decide_freigabe(by=haus.akteur(by), now=JETZT, freigabe_id=freigabe.id,
                               version=freigabe.version, grund=grund)  # fmt: skip


def _told() -> dict[str, int]:
    with acting_as(SYSTEM):
        rows = list(Kenntnis.select(Kenntnis, Konto).join(Konto))
    return {row.konto.login: row.id for row in rows}


def _events() -> list[tuple[str, str]]:
    with acting_as(SYSTEM):
        return [(e.name, e.akteur) for e in Ereignis.select().order_by(Ereignis.id)]


def _mails() -> list[Nachricht]:
    with acting_as(SYSTEM):
        return list(Nachricht.select().order_by(Nachricht.id))


@pytest.mark.datenbank("sqlite")
def test_every_action_on_accounts_roles_and_units_was_judged() -> None:
    modules = (konten, rollen, vertretungen, einheiten, umgliederung, einrichtung)
    assert set().union(*map(_public, modules)) == set(GEPRUEFT)
    assert {macht for macht, _ in WEITET.values()} == set(Macht) - SOFORT == set(TUT)


@pytest.mark.datenbank("sqlite")
def test_which_roles_have_power_follows_from_what_they_may() -> None:
    assert {name for name in ROLLEN if not gives_power(name)} == {"revision"}


@pytest.mark.parametrize("was", WEITET)
def test_it_waits_for_a_second_person(bewacht: Haus, was: str) -> None:
    macht, tat = WEITET[was]
    if macht is Macht.ENTSPERRT:
        with writing(by=SYSTEM):
            Konto.update(active=False).where(Konto.id == bewacht.konten["bernd"].id).execute()
    if was in ("longer than it was", "password before the role begins"):
        _prepare(bewacht, was)
    before = _things()
    freigabe = _held(bewacht, tat)
    assert (freigabe.art, freigabe.stand) == (macht.value, "offen")
    assert _things() == before
    assert _events()[-1] == ("freigabe_requested", "adam")
    (mail,) = _mails()
    assert mail.empfaenger == "greta@jobcenter.example"
    _decide(bewacht, "greta", freigabe)
    assert _things() != before
    told = _told()
    assert "ines" in told
    assert "greta" not in told


def _prepare(haus: Haus, was: str) -> None:
    """What the act itself would change first, so that only the held part is compared."""
    with writing(by=SYSTEM):
        if was == "longer than it was":
            rolle = rolle_of(haus, "clara")
            rolle.save_version(rolle.version, {"gueltig_bis": HEUTE - timedelta(days=3)})
        else:
            rolle = rolle_of(haus, "berta")
            rolle.save_version(rolle.version, {"gueltig_ab": HEUTE + timedelta(days=30)})


@pytest.mark.parametrize("was", WEITET)
def test_without_a_second_person_it_is_told_at_once(haus: Haus, was: str) -> None:
    """Nobody but Adam has ever logged in, so nobody could agree."""
    macht, tat = WEITET[was]
    tat(haus, haus.akteur("adam"))
    told = _told()
    assert {"greta", "ines"} <= set(told)
    assert "adam" not in told
    mail = _mails()[-1]
    assert "greta@jobcenter.example" in mail.empfaenger
    assert "ines@jobcenter.example" in mail.empfaenger
    for name in haus.konten:
        assert name.capitalize() not in mail.betreff + mail.text
    names = [name for name, _ in _events()]
    assert "freigabe_announced" in names
    with acting_as(SYSTEM):
        freigabe = Freigabe.get()
    assert (freigabe.art, freigabe.stand) == (macht.value, "angezeigt")
    assert "argon2" not in freigabe.daten


@pytest.mark.parametrize("was", WEITET_NICHT)
def test_what_widens_nothing_goes_on_and_tells_nobody(bewacht: Haus, was: str) -> None:
    before = _things()
    WEITET_NICHT[was](bewacht, bewacht.akteur("adam"))
    assert _told() == {}
    if was not in ("a name is misspelt", "calendar of the house"):
        assert _things() != before


def test_the_person_concerned_is_told_under_her_old_address(haus: Haus) -> None:
    update(haus, haus.akteur("adam"), "bernd", email="adam.zwei@jobcenter.example")
    assert "bernd" in _told()
    assert "bernd@jobcenter.example" in _mails()[-1].empfaenger


def test_who_may_not_decide(bewacht: Haus) -> None:
    freigabe = _held(bewacht, lambda h, by: give(h, by, "clara gf JC"))
    with pytest.raises(RuleViolation, match="Den eigenen Antrag"):
        _decide(bewacht, "adam", freigabe)
    with pytest.raises(RuleViolation, match="Sie selbst betrifft"):
        _decide(bewacht, "clara", freigabe)
    with pytest.raises(RuleViolation, match="nur eine der genannten"):
        _decide(bewacht, "ines", freigabe)  # she is told, she does not decide
    for stranger in ("bernd", "anna", "zoe"):
        with pytest.raises(Freigabe.DoesNotExist):
            _decide(bewacht, stranger, freigabe)
    _decide(bewacht, "greta", freigabe)
    with pytest.raises(RuleViolation, match="schon entschieden"):
        _decide(bewacht, "greta", freigabe)


def test_a_refusal_has_a_reason_and_changes_nothing(bewacht: Haus) -> None:
    before = _things()
    freigabe = _held(bewacht, lambda h, by: password(h, by, "bernd"))
    with pytest.raises(RuleViolation, match="begründen"):
        _decide(bewacht, "greta", freigabe, grund=" ")
    refused = _decide(bewacht, "greta", freigabe, grund="Bernd weiß davon nichts.")
    assert refused.stand == Freigabestand.ABGELEHNT.value
    assert "argon2" not in refused.daten
    assert _things() == before
    assert _events()[-1] == ("freigabe_refused", "greta")


def test_it_is_done_in_the_name_of_who_asked(bewacht: Haus) -> None:
    freigabe = _held(bewacht, lambda h, by: give(h, by, "clara qmb JC"))
    assert "freigabe_granted" not in [name for name, _ in _events()]
    _decide(bewacht, "greta", freigabe)
    assert _events()[-2:] == [("freigabe_granted", "greta"), ("rolle_given", "adam")]


def test_who_lost_her_right_since_has_nothing_done_for_her(bewacht: Haus) -> None:
    freigabe = _held(bewacht, lambda h, by: give(h, by, "clara qmb JC"))
    before = _things()
    with writing(by=SYSTEM):
        rolle = rolle_of(bewacht, "adam")
        rolle.save_version(rolle.version, {"gueltig_bis": HEUTE - timedelta(days=1)})
    with pytest.raises(RuleViolation):
        _decide(bewacht, "greta", freigabe)
    with acting_as(SYSTEM):
        assert Freigabe.get_by_id(freigabe.id).stand == "offen"
        assert Rollenzuweisung.select().where(Rollenzuweisung.rolle == "qmb").count() == 1
    assert len(_things()[1]) == len(before[1])


def test_a_request_lapses(bewacht: Haus) -> None:
    freigabe = _held(bewacht, lambda h, by: password(h, by, "bernd"))
    later = JETZT + FRIST
    with pytest.raises(RuleViolation, match="verfallen"), acting_as(bewacht.akteur("greta")):
        decide_freigabe(by=bewacht.akteur("greta"), now=later, freigabe_id=freigabe.id, version=1)
    assert expire_freigaben(now=JETZT) == 0
    assert expire_freigaben(now=later) == 1
    with acting_as(SYSTEM):
        row = Freigabe.get_by_id(freigabe.id)
    assert row.stand == "verfallen"
    assert "argon2" not in row.daten


def test_asking_twice_is_one_request(bewacht: Haus) -> None:
    first = _held(bewacht, lambda h, by: give(h, by, "clara gf JC"))
    again = _held(bewacht, lambda h, by: give(h, by, "clara gf JC"))
    other = _held(bewacht, lambda h, by: give(h, by, "clara qmb JC"))
    assert first.id == again.id != other.id
    assert len(_mails()) == 2


def test_locking_greta_does_not_rid_adam_of_her(bewacht: Haus) -> None:
    lock(bewacht, bewacht.akteur("adam"), "greta", active=False)
    assert {"greta", "ines"} <= set(_told())
    _held(bewacht, lambda h, by: give(h, by, "clara gf JC"))


def test_an_administration_that_adam_made_agrees_to_nothing(bewacht: Haus) -> None:
    _decide(bewacht, "greta", _held(bewacht, lambda h, by: give(h, by, "clara administration JC")))
    freigabe = _held(bewacht, lambda h, by: give(h, by, "emil gf JC"))
    with pytest.raises(RuleViolation, match="nur eine der genannten"):
        _decide(bewacht, "clara", freigabe)


def test_an_administration_named_at_set_up_does_once_its_password_is_its_own(bewacht: Haus) -> None:
    give(bewacht, SYSTEM, "clara administration JC")
    with writing(by=SYSTEM):
        Konto.update(passwort_vorlaeufig=True).where(Konto.login == "clara").execute()
    freigabe = _held(bewacht, lambda h, by: give(h, by, "emil gf JC"))
    with pytest.raises(RuleViolation, match="nur eine der genannten"):
        _decide(bewacht, "clara", freigabe)
    password(bewacht, bewacht.akteur("clara"), "clara")
    assert _decide(bewacht, "clara", freigabe).stand == "erteilt"


def test_a_deputy_that_greta_named_agrees_in_her_stead(bewacht: Haus) -> None:
    stand_in(bewacht, bewacht.akteur("greta"), "emil gf JC", "greta")
    assert _told() == {}
    freigabe = _held(bewacht, lambda h, by: password(h, by, "greta"))
    assert _decide(bewacht, "emil", freigabe).stand == "erteilt"


def test_a_password_that_somebody_else_set_is_provisional(bewacht: Haus) -> None:
    _decide(bewacht, "greta", _held(bewacht, lambda h, by: password(h, by, "bernd")))
    assert konto_of(bewacht, "bernd").passwort_vorlaeufig
    password(bewacht, bewacht.akteur("bernd"), "bernd")
    assert not konto_of(bewacht, "bernd").passwort_vorlaeufig
    werte = dict(zip(KONTOFELDER, ("nora", "Nora", "n@b.example", 0), strict=True))
    werte["einheit"] = bewacht.einheiten["502"].id
    nora = create_konto(by=bewacht.akteur("adam"), now=JETZT, werte=werte, passwort_hash=HASH)
    assert nora.passwort_vorlaeufig


def test_only_she_herself_says_that_she_has_seen_it(haus: Haus) -> None:
    password(haus, haus.akteur("adam"), "bernd")
    mine = _told()["ines"]
    with pytest.raises(Kenntnis.DoesNotExist):
        acknowledge(by=haus.akteur("greta"), now=JETZT, kenntnis_id=mine)
    acknowledge(by=haus.akteur("ines"), now=JETZT, kenntnis_id=mine)
    with acting_as(SYSTEM):
        assert Kenntnis.get_by_id(mine).gesehen_am == JETZT
    assert _events()[-1] == ("freigabe_seen", "ines")
