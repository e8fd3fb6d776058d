"""„Freigaben“: Adam asks, Greta agrees or refuses, whom it concerns has to know."""

import re

import pytest

from admin.security.passwort import hash_password, matches
from models.db import acting_as, close, writing
from models.rules.rechte import SYSTEM
from models.tables import Freigabe, Kenntnis, Konto, Rollenzuweisung
from tests.integration.web.formulare import edit
from tests.integration.web.klient import Mensch, Web

SATZ = "Im Juli regnet es."


@pytest.fixture
def bewacht(web: Web) -> Web:
    """The house, in which Greta has logged in before."""
    with writing(by=SYSTEM):
        Konto.update(password=hash_password("Ein Satz fuer alle.")).execute()
    close()
    return web


def _konto(web: Web, login: str) -> Konto:
    with acting_as(SYSTEM):
        return Konto.get_by_id(web.haus.konten[login].id)


def _ask_for_password(web: Web, login: str) -> Mensch:
    adam = web.als("adam")
    url = f"/konto/handlung/passwort/?id={web.haus.konten[login].id}"
    answer = edit(adam, url, passwort=SATZ, wiederholung=SATZ)
    assert answer.status_code == 303
    return adam


def _open_request() -> Freigabe:
    with acting_as(SYSTEM):
        return Freigabe.get(Freigabe.stand == "offen")


def test_adam_asks_sees_for_whom_it_waits_and_greta_agrees(bewacht: Web) -> None:
    adam = _ask_for_password(bewacht, "bernd")
    page = adam.get("/freigabe/").text
    assert "ist beantragt und gilt noch nicht" in page
    assert "Wartet auf Greta" in page
    assert 'name="freigeben"' not in page
    assert "wartet auf Greta" in bewacht.als("adam").get("/").text
    assert not matches(SATZ, _konto(bewacht, "bernd").password)
    greta = bewacht.als("greta")
    assert "Passwort setzen: Bernd" in greta.get("/").text
    wish = _open_request()
    done = greta.post("/freigabe/entscheidung/", id=wish.id, version=wish.version, freigeben="1")
    assert done.status_code == 303
    assert "Freigegeben; es gilt jetzt." in greta.get("/freigabe/").text
    assert matches(SATZ, _konto(bewacht, "bernd").password)
    for login in ("ines", "bernd"):
        assert "Bitte zur Kenntnis nehmen" in _first_page(bewacht, login)


def test_sending_the_form_twice_asks_once_and_leads_to_the_request(bewacht: Web) -> None:
    adam = bewacht.als("adam")
    form = {
        "konto": str(bewacht.haus.konten["berta"].id), "rolle": "gf", "einmal": "k" * 32,
        "einheit": str(bewacht.haus.einheiten["502"].id), "gueltig_ab": "2026-07-15",
    }  # fmt: skip
    assert [adam.post("/rolle/new/", **form).location for _ in range(2)] == ["/freigabe/"] * 2
    assert _open_request().art == "rolle"


def _first_page(web: Web, login: str) -> str:
    """Her desk, once she has a password of her own."""
    with writing(by=SYSTEM):
        Konto.update(passwort_vorlaeufig=False).where(Konto.login == login).execute()
    close()
    web.haus.konten[login] = _konto(web, login)  # a new password has ended her sessions
    return web.als(login).get("/").text


def test_greta_refuses_with_a_reason_that_adam_reads(bewacht: Web) -> None:
    team = str(bewacht.haus.einheiten["502"].id)
    asked = bewacht.als("adam").post(
        "/rolle/new/", konto=str(bewacht.haus.konten["berta"].id), rolle="gf", einheit=team,
        gueltig_ab="2026-07-15",
    )  # fmt: skip
    assert asked.location == "/freigabe/"
    wish, greta = _open_request(), bewacht.als("greta")
    assert "Geschäftsführung 502" in greta.get("/freigabe/").text
    empty = greta.post("/freigabe/entscheidung/", id=wish.id, version=wish.version, ablehnen="1")
    assert empty.status_code == 303
    assert "Bitte begründen Sie" in greta.get("/freigabe/").text
    greta.post("/freigabe/entscheidung/", id=wish.id, version=wish.version, ablehnen="1",
               grund="Berta wird das nicht.")  # fmt: skip
    assert "abgelehnt: Berta wird das nicht." in bewacht.als("adam").get("/freigabe/").text
    with acting_as(SYSTEM):
        assert Rollenzuweisung.select().where(Rollenzuweisung.rolle == "gf").count() == 1


def test_nobody_agrees_to_what_she_may_not(bewacht: Web) -> None:
    _ask_for_password(bewacht, "bernd")
    wish = _open_request()
    for login in ("adam", "ines", "bernd"):
        answer = bewacht.als(login).post(
            "/freigabe/entscheidung/", id=wish.id, version=wish.version, freigeben="1"
        )
        assert answer.status_code == 303, login
        assert _open_request().id == wish.id
    for login in ("anna", "clara", "zoe"):
        answer = bewacht.als(login).post(
            "/freigabe/entscheidung/", id=wish.id, version=wish.version, freigeben="1"
        )
        assert answer.status_code == 404, login
        assert "Passwort setzen" not in bewacht.als(login).get("/freigabe/").text


def test_what_is_told_stays_on_the_desk_until_seen(web: Web) -> None:
    """Nobody else ever logged in, so it goes on at once."""
    _ask_for_password(web, "bernd")
    ines = web.als("ines")
    page = ines.get("/").text
    assert "Passwort setzen: Bernd" in page
    assert "sofort wirksam und angezeigt" in page
    with acting_as(SYSTEM):
        kenntnis = Kenntnis.get(Kenntnis.konto == web.haus.konten["ines"].id)
        hers = Kenntnis.get(Kenntnis.konto == web.haus.konten["greta"].id)
    assert ines.post("/freigabe/kenntnis/", id=hers.id).status_code == 404
    assert ines.post("/freigabe/kenntnis/", id=kenntnis.id, zurueck="start").location == "/"
    assert "Passwort setzen" not in ines.get("/").text
    assert "Passwort setzen: Bernd" in ines.get("/freigabe/").text  # it stays on record


def test_a_password_set_by_somebody_else_opens_one_page_only(web: Web) -> None:
    bernd = web.als("bernd")
    with writing(by=SYSTEM):
        Konto.update(passwort_vorlaeufig=True, password=hash_password(SATZ)).where(
            Konto.login == "bernd"
        ).execute()
    close()
    for url in ("/", "/vorgang/", "/ich/", "/freigabe/", "/start/wach", "/vorgang/csv/"):
        assert bernd.get(url).location in ("/ich/passwort/", None), url
    assert bernd.get("/vorgang/").location == "/ich/passwort/"
    assert bernd.post("/vorgang/filter/", suche="x").location == "/ich/passwort/"
    page = bernd.get("/ich/passwort/")
    assert page.status_code == 200
    assert "Bitte wählen Sie ein eigenes Passwort" in page.text
    same = bernd.post("/ich/passwort/", alt=SATZ, passwort=SATZ, wiederholung=SATZ)
    assert "ist das bisherige" in same.text
    neu = "Im August scheint die Sonne."
    assert bernd.post("/ich/passwort/", alt=SATZ, passwort=neu, wiederholung=neu).status_code == 303
    web.haus.konten["bernd"] = _konto(web, "bernd")
    assert not web.haus.konten["bernd"].passwort_vorlaeufig
    assert web.als("bernd").get("/vorgang/").status_code == 200


def test_the_forced_page_still_lets_her_log_out(web: Web) -> None:
    bernd = web.als("bernd")
    with writing(by=SYSTEM):
        Konto.update(passwort_vorlaeufig=True).where(Konto.login == "bernd").execute()
    close()
    assert re.search("anmelden", bernd.post("/abmelden").location)
