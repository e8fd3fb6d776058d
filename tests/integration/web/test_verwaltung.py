"""Units, accounts, roles, code lists, the Strichliste and the log on screen."""

from datetime import timedelta

import pytest

from admin.security.passwort import matches
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Codewert, Einheit, Konto, Rollenzuweisung, Strichliste
from tests.haus import HEUTE
from tests.integration.web.formulare import edit
from tests.integration.web.klient import Web


def test_adam_adds_a_team_corrects_it_and_deletes_it(web: Web) -> None:
    adam, bereich = web.als("adam"), str(web.haus.einheiten["50"].id)
    made = adam.post("/einheit/new/", kuerzel="503", name="Team 503", art="team", eltern=bereich,
                     gueltig_ab="2026-07-01")  # fmt: skip
    assert made.status_code == 303
    page = adam.get(made.location).text
    assert "503 · Team 503 ist angelegt." in page
    einheit_id = made.location.split("=")[1]
    assert edit(adam, f"/einheit/edit/?id={einheit_id}", name="Team Neu").status_code == 303
    asked = adam.get(f"/einheit/delete/?id={einheit_id}").text
    assert "503 · Team Neu löschen?" in asked
    assert edit(adam, f"/einheit/delete/?id={einheit_id}").status_code == 303
    assert adam.get(f"/einheit/details/?id={einheit_id}").status_code == 404


def test_a_unit_on_which_something_hangs_stays(web: Web) -> None:
    web.haus.record("501")
    adam = web.als("adam")
    answer = edit(adam, f"/einheit/delete/?id={web.haus.einheiten['501'].id}")
    assert answer.status_code == 422
    assert "1 Vorgang" in answer.text


def test_a_team_moves_to_another_bereich_by_an_umgliederung(web: Web) -> None:
    adam, einheiten = web.als("adam"), web.haus.einheiten
    url = f"/einheit/handlung/umgliedern/?id={einheiten['501'].id}"
    answer = edit(adam, url, gueltig_ab="2026-08-01", eltern=str(einheiten["60"].id))
    assert answer.status_code == 303
    with acting_as(SYSTEM):
        new = Einheit.get(Einheit.vorgaenger == einheiten["501"].id)
    assert (new.kuerzel, new.eltern_id) == ("501", einheiten["60"].id)


def test_adam_makes_an_account_with_role_and_password(web: Web) -> None:
    adam, team = web.als("adam"), str(web.haus.einheiten["502"].id)
    made = adam.post("/konto/new/", name="Nora Neu", login="nora", email="nora@jobcenter.example",
                     einheit=team)  # fmt: skip
    konto_id = made.location.split("=")[1]
    given = adam.post("/rolle/new/", konto=konto_id, rolle="tl", einheit=team,
                      gueltig_ab="2026-07-01")  # fmt: skip
    assert given.status_code == 303
    weak = edit(adam, f"/konto/handlung/passwort/?id={konto_id}", passwort="kurz",
                wiederholung="kurz")  # fmt: skip
    assert weak.status_code == 422
    assert "12 bis 256 Zeichen" in weak.text
    assert 'value="kurz"' not in weak.text
    satz = "Im Juli regnet es selten."
    done = edit(adam, f"/konto/handlung/passwort/?id={konto_id}", passwort=satz, wiederholung=satz)
    assert done.status_code == 303
    with acting_as(SYSTEM):
        assert matches(satz, Konto.get_by_id(konto_id).password)
    page = adam.get(f"/konto/details/?id={konto_id}").text
    assert "Teamleitung" in page
    assert "argon2" not in page


def test_two_different_passwords_are_none(web: Web) -> None:
    url = f"/konto/handlung/passwort/?id={web.haus.konten['anna'].id}"
    answer = edit(web.als("adam"), url, passwort="Im Juli regnet es.", wiederholung="Im Mai nicht.")
    assert answer.status_code == 422
    assert "Die beiden Eingaben sind nicht gleich." in answer.text


def test_a_taken_log_in_is_told_at_its_field(web: Web) -> None:
    answer = web.als("adam").post(
        "/konto/new/", name="Anna Zwei", login="anna", email="anna2@jobcenter.example",
        einheit=str(web.haus.einheiten["JC"].id),
    )  # fmt: skip
    assert answer.status_code == 422
    assert '<a href="#login">Anmeldename: Der Anmeldename ist schon vergeben.' in answer.text


def test_a_lock_ends_the_session_at_once_and_can_be_lifted(web: Web) -> None:
    adam, bernd = web.als("adam"), web.als("bernd")
    url = f"/konto/handlung/sperren/?id={web.haus.konten['bernd'].id}"
    assert bernd.get("/").status_code == 200
    assert edit(adam, url).status_code == 303
    assert "/anmelden" in bernd.get("/").location
    assert adam.get(url).status_code == 409
    assert edit(adam, url.replace("sperren", "entsperren")).status_code == 303


def test_nobody_locks_herself_or_gives_herself_a_role(web: Web) -> None:
    adam, konto = web.als("adam"), str(web.haus.konten["adam"].id)
    assert edit(adam, f"/konto/handlung/sperren/?id={konto}").status_code == 422
    answer = adam.post("/rolle/new/", konto=konto, rolle="gf", gueltig_ab="2026-07-01",
                       einheit=str(web.haus.einheiten["JC"].id))  # fmt: skip
    assert answer.status_code == 422
    assert "Niemand gibt sich selbst eine Rolle." in answer.text


def test_a_role_ends_on_its_last_day(web: Web) -> None:
    with acting_as(SYSTEM):
        rolle = Rollenzuweisung.get(Rollenzuweisung.konto == web.haus.konten["clara"].id)
    url = f"/rolle/handlung/beenden/?id={rolle.id}"
    yesterday = (HEUTE - timedelta(days=1)).isoformat()
    assert edit(web.als("adam"), url, gueltig_bis=yesterday).status_code == 303
    assert web.als("clara").get("/vorgang/").status_code == 403


def test_anna_adds_a_value_to_a_list_and_uses_it(web: Web) -> None:
    anna = web.als("anna")
    made = anna.post("/code/new/", feld="kategorie", bezeichnung="Parkplätze",
                     gueltig_ab="2026-01-01")  # fmt: skip
    assert made.status_code == 303
    assert "Parkplätze" in anna.get("/eingang/beschwerde/").text
    code_id = made.location.split("=")[1]
    ended = edit(anna, f"/code/handlung/beenden/?id={code_id}", gueltig_bis="2026-07-14")
    assert ended.status_code == 303
    assert "Parkplätze" not in anna.get("/eingang/beschwerde/").text


def test_a_fixed_list_offers_no_new_value(web: Web) -> None:
    answer = web.als("anna").post("/code/new/", feld="ergebnisart", bezeichnung="vielleicht",
                                  gueltig_ab="2026-01-01")  # fmt: skip
    assert answer.status_code == 422
    with acting_as(SYSTEM):
        fixed = Codewert.get(Codewert.feld == "ergebnisart")
    assert web.als("anna").get(f"/code/handlung/beenden/?id={fixed.id}").status_code == 409


def test_berta_counts_and_corrects_the_strichliste_of_her_team(web: Web) -> None:
    berta = web.als("berta")
    form = {"einheit": str(web.haus.einheiten["501"].id), "tag": "2026-07-15",
            "thema": "bearbeitungsdauer", "anzahl": "3"}  # fmt: skip
    assert berta.post("/strichliste/new/", **form).status_code == 303
    assert berta.post("/strichliste/new/", **form).status_code == 303
    with acting_as(SYSTEM):
        row = Strichliste.get()
    assert row.anzahl == 6
    assert edit(berta, f"/strichliste/edit/?id={row.id}", anzahl="5").status_code == 303
    foreign = form | {"einheit": str(web.haus.einheiten["502"].id)}
    assert berta.post("/strichliste/new/", **foreign).status_code == 422


@pytest.mark.parametrize("field", ["anzahl", "tag"])
def test_odd_strokes_are_refused_at_their_field(web: Web, field: str) -> None:
    form = {"einheit": str(web.haus.einheiten["501"].id), "tag": "2026-07-15",
            "thema": "bearbeitungsdauer", "anzahl": "1"}  # fmt: skip
    odd = {"anzahl": "viele", "tag": "2027-01-01"}[field]
    answer = web.als("berta").post("/strichliste/new/", **(form | {field: odd}))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_ines_reads_who_did_what_but_no_content(web: Web) -> None:
    web.haus.record("501", name="Zander")
    page = web.als("ines").get("/protokoll/").text
    assert "Vorgang erfasst" in page
    assert "anna" in page
    assert "Zander" not in page


def test_an_account_is_found_by_a_part_of_its_name_and_no_address_tells_it(web: Web) -> None:
    with writing(by=SYSTEM):
        Konto.update(name="Änne Öztürk").where(Konto.login == "berta").execute()
    anna = web.als("anna")
    answer = anna.post("/konto/filter/", suche="öztü")
    assert "zt" not in answer.location
    page = anna.get(answer.location).text
    assert "Änne Öztürk" in page
    assert "Emil" not in page
    for odd in ("%", "_", "'", "\\"):
        anna.post("/konto/filter/", suche=odd)
        assert "Keine" not in anna.get("/konto/").text
        assert "Zu dieser Auswahl gibt es keine" in anna.get("/konto/").text


def test_roles_open_with_those_of_today_and_tell_who_stands_in(web: Web) -> None:
    bernd = web.als("bernd")
    with writing(by=SYSTEM):
        Rollenzuweisung.update(gueltig_bis=HEUTE - timedelta(days=1)).where(
            Rollenzuweisung.konto == web.haus.konten["berta"].id
        ).execute()
    assert "Berta" not in bernd.get("/rolle/").text
    assert "Berta" in bernd.get("/rolle/?ansicht=beendet").text
    assert "Victor" in bernd.get("/rolle/?ansicht=vertretung").text
    assert "Meine Vertretung eintragen" in bernd.get("/rolle/").text
    assert "Meine Vertretung eintragen" not in web.als("victor").get("/rolle/").text
    page = bernd.get("/konto/details/", id=web.haus.konten["bernd"].id).text
    assert "Wird vertreten durch Victor als Teamleitung 501" in page
