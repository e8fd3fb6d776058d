"""Mein KRM: one's own roles, deputies, filters, calendar and password, and nobody else's."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from icalendar import Calendar

from admin.security.passwort import hash_password, matches
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Kalenderlink, Konto, Rollenzuweisung
from tests.haus import HEUTE
from tests.integration.web.formulare import form_of
from tests.integration.web.klient import Mensch, Web, parse
from tests.integration.web.test_listen import _numbers, _reads

ALT, NEU = "Ein Satz von Bernd allein.", "Noch ein Satz nur fuer mich."


def _vertretung(web: Web, konto: str = "berta", **werte: str) -> dict[str, str]:
    given = {
        "rolle": f"tl.{web.haus.einheiten['501'].id}",
        "konto": str(web.haus.konten[konto].id),
        "gueltig_ab": HEUTE.isoformat(),
        "gueltig_bis": (HEUTE + timedelta(days=10)).isoformat(),
    }
    return given | werte


def _link(mensch: Mensch) -> str:
    """The address of a new calendar link, as the page shows it once."""
    page = mensch.post("/ich/kalender/").text
    return unescape(re.search(r'readonly value="http://[^/]+([^"]+)"', page)[1])  # type: ignore[index]


@pytest.mark.regel("MH-87")
def test_bernd_names_a_deputy_and_what_she_does_says_so(web: Web) -> None:
    case = web.haus.record("501")
    bernd, berta = web.als("bernd"), web.als("berta")
    assert berta.get(f"/vorgang/details/?id={case.id}").status_code == 404
    assert bernd.post("/ich/vertretung/", **_vertretung(web)).status_code == 303
    assert "Berta" in bernd.get("/ich/").text
    assert "in Vertretung für Bernd" in berta.get("/ich/").text
    url = f"/vorgang/edit/?id={case.id}"
    form = form_of(berta.get(url).text) | {"name": "Zander"}
    assert berta.post(url, **form).status_code == 303
    with acting_as(SYSTEM):
        event = Ereignis.select().order_by(Ereignis.id.desc()).first()
    assert (event.akteur, event.in_vertretung_fuer) == ("berta", "bernd")


def test_bernd_ends_it_and_it_is_over_with_the_next_click(web: Web) -> None:
    case = web.haus.record("501")
    bernd, berta = web.als("bernd"), web.als("berta")
    bernd.post("/ich/vertretung/", **_vertretung(web))
    with acting_as(SYSTEM):
        row = Rollenzuweisung.select().order_by(Rollenzuweisung.id.desc()).first()
    ende = {"id": str(row.id), "version": str(row.version)}
    for other in ("berta", "clara", "victor"):
        answer = web.als(other).post("/ich/vertretung/ende/", **ende)
        assert answer.status_code in (403, 404), other
    assert berta.get(f"/vorgang/details/?id={case.id}").status_code == 200
    assert bernd.post("/ich/vertretung/ende/", **ende).status_code == 303
    assert berta.get(f"/vorgang/details/?id={case.id}").status_code == 404


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({"konto": "zoe"}, 'href="#konto"'),
        ({"konto": "bernd"}, 'href="#konto"'),
        ({"konto": "adam"}, 'href="#konto"'),
        ({"rolle": "gf.1"}, 'href="#rolle"'),
        ({"gueltig_ab": "2026-07-01"}, "frühestens heute"),
        ({"gueltig_bis": "2026-07-01"}, "vor dem Beginn"),
        ({"gueltig_bis": "2028-07-01"}, "höchstens ein Jahr"),
        ({"gueltig_bis": ""}, "Letzter Tag fehlt noch"),
        ({"gueltig_bis": "31.7.26x"}, 'href="#gueltig_bis"'),
    ],
)
def test_a_wrong_deputy_or_period_is_told_at_its_field(
    web: Web, werte: dict[str, str], satz: str
) -> None:
    answer = web.als("bernd").post("/ich/vertretung/", **_vertretung(web, **werte))
    assert answer.status_code == 422
    assert satz in answer.text
    with acting_as(SYSTEM):
        assert Rollenzuweisung.select().count() == 12


def test_a_deputy_finds_no_form_to_lend_on(web: Web) -> None:
    victor = web.als("victor")
    assert "Vertretung eintragen" not in victor.get("/ich/").text
    assert victor.post("/ich/vertretung/", **_vertretung(web)).status_code == 403


def test_the_calendar_link_is_shown_once_and_opens_without_log_in(web: Web) -> None:
    web.haus.record("501", zustaendige_tl=web.haus.konten["bernd"].id,
                    zugeleitet_am=date(2026, 7, 2), name="Zander")  # fmt: skip
    bernd = web.als("bernd")
    url = _link(bernd)
    assert url.endswith(".ics")
    assert url not in bernd.get("/ich/").text
    answer = web.als(None).get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Zander" not in answer.text
    assert len(Calendar.from_ical(answer.text).walk("VEVENT")) == 1
    assert "Set-Cookie" not in web.app.test_client().get(url).headers


def test_a_revoked_replaced_or_guessed_calendar_link_is_not_there(web: Web) -> None:
    bernd, fremd = web.als("bernd"), web.als(None)
    old, new = _link(bernd), _link(bernd)
    assert fremd.get(old).status_code == 404
    assert fremd.get(new).status_code == 200
    bernd.post("/ich/kalender/", widerrufen="1")
    assert fremd.get(new).status_code == 404
    with acting_as(SYSTEM):
        stored = Kalenderlink.select().first().geheimnis
    for wrong in (stored, "x", "x" * 5000, "%00", "%ED%A0%80", "..%2F", "ä"):
        assert fremd.get(f"/kalender/{wrong}.ics").status_code == 404, wrong


def test_the_calendar_of_a_locked_account_is_closed(web: Web) -> None:
    url = _link(web.als("bernd"))
    with writing(by=SYSTEM):
        Konto.update(active=False).where(Konto.login == "bernd").execute()
    assert web.als(None).get(url).status_code == 404


def test_anna_renames_and_deletes_her_filter_and_nobody_else_does(web: Web) -> None:
    web.haus.record("501", art="lob")
    anna = web.als("anna")
    anna.post("/vorgang/filter/", art="lob")
    url = str(anna.post("/vorgang/merken/", name="Lob").location)
    key = url.rpartition("=")[2]
    page = anna.get("/ich/").text
    assert "Alle offenen · Art: Lob" in page
    for other in ("bernd", "zoe"):
        for form in ({"name": "Meins"}, {"loeschen": "1"}):
            answer = web.als(other).post(f"/ich/filter/?id={key}", **form)
            assert answer.status_code == 404
    assert anna.post(f"/ich/filter/?id={key}", name=" ").status_code == 422
    assert anna.post(f"/ich/filter/?id={key}", name="Lob im Haus").status_code == 303
    assert "Lob im Haus" in anna.get("/vorgang/").text
    assert len(_numbers(anna.get(url).text)) == 1
    anna.post(f"/ich/filter/?id={key}", loeschen="1")
    assert anna.get(url).status_code == 404
    for wrong in ("", "x", "-1", "99999999999", "9" * 50):
        assert anna.get("/ich/filter/", id=wrong).status_code == 404


def _with_password(web: Web) -> Mensch:
    with writing(by=SYSTEM):
        Konto.update(password=hash_password(ALT)).where(Konto.login == "bernd").execute()
    return web.als("bernd")


def test_bernd_changes_his_password_and_logs_in_anew(web: Web) -> None:
    bernd = _with_password(web)
    answer = bernd.post("/ich/passwort/", alt=ALT, passwort=NEU, wiederholung=NEU)
    assert answer.status_code == 303
    assert "/anmelden" in bernd.get("/ich/").location
    with acting_as(SYSTEM):
        assert matches(NEU, Konto.get(Konto.login == "bernd").password)


@pytest.mark.parametrize(
    ("form", "satz"),
    [
        ({"alt": "geraten", "passwort": NEU, "wiederholung": NEU}, "stimmt nicht"),
        ({"alt": ALT, "passwort": "kurz", "wiederholung": "kurz"}, "12 bis 256"),
        ({"alt": ALT, "passwort": NEU, "wiederholung": "anders"}, "nicht gleich"),
        ({"alt": ALT, "passwort": "bernd bernd bernd", "wiederholung": "bernd bernd bernd"},
         "Anmeldenamen"),
        ({"alt": "", "passwort": NEU, "wiederholung": NEU}, "Bitte das Passwort eingeben"),
    ],
)  # fmt: skip
def test_a_wrong_password_form_says_so_and_repeats_nothing(
    web: Web, form: dict[str, str], satz: str
) -> None:
    answer = _with_password(web).post("/ich/passwort/", **form)
    assert answer.status_code == 422
    assert satz in answer.text
    assert NEU not in answer.text


def test_guessing_the_old_password_gets_slow(web: Web) -> None:
    bernd = _with_password(web)
    for _ in range(6):
        bernd.post("/ich/passwort/", alt="geraten", passwort=NEU, wiederholung=NEU)
    answer = bernd.post("/ich/passwort/", alt=ALT, passwort=NEU, wiederholung=NEU)
    assert "Zu viele Versuche" in answer.text


def test_everybody_has_a_page_of_her_own_with_few_statements(web: Web) -> None:
    for login in web.haus.konten:
        mensch = web.als(login)
        mensch.get("/ich/")
        with web.counting() as seen:
            page = mensch.get("/ich/")
        assert page.status_code == 200
        assert len(_reads(seen)) <= 9, login
        assert parse(page.text) is not None
