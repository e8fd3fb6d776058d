"""One's own deadlines as iCal: whose, what stands in them, and the end of a link."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from admin.security.passwort import hash_password
from models.actions.kalenderlinks import create_kalenderlink, revoke_kalenderlink
from models.actions.konten import set_passwort
from models.db import acting_as, writing
from models.queries.kalender_feed import akteur_of_link, own_days, render_feed
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Kalenderlink, Konto, Wiedervorlage
from tests.haus import HEUTE, JETZT, Haus


def titles(haus: Haus, login: str) -> list[str]:
    return [entry.titel for entry in own_days(haus.akteur(login))]


def test_anna_watches_all_cases_and_bernd_only_his(haus: Haus) -> None:
    bernd = haus.konten["bernd"].id
    haus.record(zustaendige_tl=bernd, zugeleitet_am=date(2026, 7, 2))
    haus.record("502", eingang_am=date(2026, 7, 2))
    answered: dict[str, Any] = {"antwort_versandt_am": date(2026, 7, 10)}
    haus.record(zustaendige_tl=bernd, zugeleitet_am=date(2026, 7, 2), **answered)
    first = "KRM-2026-00001 Beschwerde: Antwort fällig"
    assert titles(haus, "bernd") == titles(haus, "victor") == [first]
    assert titles(haus, "anna") == [first, "KRM-2026-00002 Beschwerde: Antwort fällig"]
    assert titles(haus, "clara") == titles(haus, "zoe") == titles(haus, "adam") == []


def test_a_wiedervorlage_stands_in_the_calendar_of_whom_it_is_for(haus: Haus) -> None:
    vorgang = haus.record()
    with writing(by=SYSTEM):
        for login in ("berta", "emil"):
            Wiedervorlage.create(
                vorgang=vorgang,
                faellig_am=date(2026, 7, 20),
                grund="Kanarienvogel anrufen",
                fuer=haus.konten[login],
            )
    assert titles(haus, "emil") == ["KRM-2026-00001 Beschwerde: Wiedervorlage"]
    assert titles(haus, "berta") == []  # not responsible, so she does not see the case


def test_the_feed_names_no_person(haus: Haus) -> None:
    haus.record(name="Kanarienvogel", anliegen=({"anliegen_text": "Kanarientext"},))
    feed = render_feed(haus.akteur("anna"), JETZT)
    (event,) = Calendar.from_ical(feed).walk("VEVENT")
    assert event["summary"] == "KRM-2026-00001 Beschwerde: Antwort fällig"
    assert event.decoded("dtstart") == date(2026, 7, 15)
    assert event.decoded("dtend") == date(2026, 7, 16)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert b"anarien" not in feed
    assert feed == render_feed(haus.akteur("anna"), JETZT)


def test_an_empty_feed_is_a_calendar(haus: Haus) -> None:
    calendar = Calendar.from_ical(render_feed(haus.akteur("bernd"), JETZT))
    assert calendar["x-wr-calname"] == "KRM: meine Fristen"
    assert calendar.walk("VEVENT") == []


def test_a_link_opens_the_own_deadlines_and_only_its_hash_is_kept(haus: Haus) -> None:
    link, secret = create_kalenderlink(by=haus.akteur("bernd"), now=JETZT)
    found = akteur_of_link(secret, HEUTE)
    assert found == haus.akteur("bernd")
    assert secret not in link.geheimnis
    assert akteur_of_link(link.geheimnis, HEUTE) is None


def test_a_new_link_ends_the_old_one_and_a_revoked_one_opens_nothing(haus: Haus) -> None:
    bernd = haus.akteur("bernd")
    _, old = create_kalenderlink(by=bernd, now=JETZT)
    _, new = create_kalenderlink(by=bernd, now=JETZT)
    assert akteur_of_link(old, HEUTE) is None
    assert akteur_of_link(new, HEUTE) is not None
    assert revoke_kalenderlink(by=bernd, now=JETZT)
    assert akteur_of_link(new, HEUTE) is None
    assert not revoke_kalenderlink(by=bernd, now=JETZT)


def test_nobody_ends_the_link_of_another(haus: Haus) -> None:
    _, secret = create_kalenderlink(by=haus.akteur("bernd"), now=JETZT)
    assert not revoke_kalenderlink(by=haus.akteur("emil"), now=JETZT)
    assert akteur_of_link(secret, HEUTE) is not None
    with acting_as(haus.akteur("emil")):
        assert Kalenderlink.select().count() == 0


def test_a_locked_account_has_no_feed_and_an_ended_role_no_deadlines(haus: Haus) -> None:
    _, secret = create_kalenderlink(by=haus.akteur("victor"), now=JETZT)
    haus.record(zustaendige_tl=haus.konten["bernd"].id, zugeleitet_am=date(2026, 7, 2))
    assert own_days(akteur_of_link(secret, date(2026, 8, 1))) == []  # type: ignore[arg-type]
    with writing(by=SYSTEM):
        Konto.update(active=False).where(Konto.login == "victor").execute()
    assert akteur_of_link(secret, HEUTE) is None


def test_a_new_password_ends_the_link_also_when_adam_sets_it(haus: Haus) -> None:
    bernd = haus.konten["bernd"].id
    for wer in ("bernd", "adam"):
        _, secret = create_kalenderlink(by=haus.akteur("bernd"), now=JETZT)
        set_passwort(
            by=haus.akteur(wer), now=JETZT, konto_id=bernd, passwort_hash=hash_password("Neu neu.")
        )
        assert akteur_of_link(secret, HEUTE) is None


def test_the_system_has_no_link(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="nur ein Konto"):
        create_kalenderlink(by=SYSTEM, now=JETZT)
