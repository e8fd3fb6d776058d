"""A form that is sent twice brings about one thing, whatever it is; the second shows the first."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine

from models.actions.einmal import GILT, sweep_einmal
from models.actions.teamlinks import create_teamlink
from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Einmalschluessel, Ereignis, Vorgang
from tests.haus import HEUTE, JETZT
from tests.integration.web.formulare import form_of
from tests.integration.web.klient import Web
from tests.integration.web.test_eingang import PDF, entry

ROOT = Path(__file__).parents[3]
KEY = "0123456789abcdef" * 2
TAG = {"gueltig_ab": HEUTE.isoformat()}

# Each route that makes something, sent as somebody does: who, address, what is filled in.
Sendung = tuple[str, str, dict[str, str]]


def _unit(web: Web, kuerzel: str) -> str:
    return str(web.haus.einheiten[kuerzel].id)


def _case(web: Web) -> Vorgang:
    return web.haus.record("501")


def _on_case(path: str, **form: str) -> Callable[[Web], Sendung]:
    return lambda web: ("anna", f"/vorgang/{path}?id={_case(web).id}", form)


def _public(web: Web) -> Sendung:
    bernd = web.haus.akteur("bernd")
    einheit = web.haus.einheiten["501"].id
    _, secret = create_teamlink(by=bernd, now=JETZT, einheit_id=einheit)
    return "", f"/zaehlen/{secret}/", {"thema": "bearbeitungsdauer"}


def _step(web: Web) -> Sendung:
    return "anna", f"/vorgang/schritt/zugeleitet/?id={_case(web).id}", {}


ERZEUGEND: dict[str, Callable[[Web], Sendung]] = {
    "eingang.form_view": lambda web: ("anna", "/eingang/beschwerde/", entry(web.haus)),
    "vorgang.schritt_view": _step,
    "vorgang.akte_view": _on_case("akte/vermerk/", art="telefon", text="Rief an."),
    "vorgang.akte_view/wiedervorlage": _on_case("akte/wiedervorlage/", faellig_am="2026-07-20",
                                              grund="Fragen."),
    "vorgang.akte_view/gefahr": _on_case("akte/gefahr/", text="Er drohte.",
                                         anlass="drohpotenzial"),
    "vorgang.dokument_view": _on_case("dokument/", art="anlage"),
    "vorgang.schreiben_view": _on_case("schreiben/antwort/", aktion="ablegen", betreff="Antwort",
                                       text="Guten Tag.", anschrift="Weg 1"),
    "vorgang.edit_view": _on_case("edit/", name="Neu"),
    "vorgang.merken_view": lambda web: ("anna", "/vorgang/merken/", {"name": "Meine"}),
    "verfahren.ablegen_view": _on_case("verfahren/ablegen/"),
    "gefahr.index": lambda web: ("bernd", "/gefahr/", {"einheit": _unit(web, "501"),
                                                       "anlass": "drohpotenzial"}),
    "strichliste.create_view": lambda web: ("berta", "/strichliste/new/", {
        "einheit": _unit(web, "501"), "tag": "2026-07-15", "thema": "bearbeitungsdauer",
        "anzahl": "3"}),
    "strichliste.strich_view": lambda web: ("bernd", "/strichliste/strich/", {
        "einheit": _unit(web, "501"), "thema": "bearbeitungsdauer"}),
    "strichliste.link_view": lambda web: ("bernd", "/strichliste/link/", {
        "einheit": _unit(web, "501")}),
    "zaehlen.seite": _public,
    "bericht.create_view": lambda web: ("greta", "/bericht/new/", {
        "bericht": "auswertung-gf", "jahr": "2026", "abschnitt": "H1", "empfaenger": "gf",
        "einheit": _unit(web, "JC")}),
    "berichtsadresse.create_view": lambda web: ("dora", "/berichtsadresse/new/", {
        "einheit": _unit(web, "JC"), "kreis": "agentur", "weg": "anhang",
        "adresse": "berichte@agentur.example"}),
    "zeitplan.create_view": lambda web: ("dora", "/zeitplan/new/", {
        "bericht": "auswertung-gf", "einheit": _unit(web, "JC"), "empfaenger": "gf",
        "rhythmus": "halbjährlich", "tag": "15", "uhrzeit": "06:00", "nachholen": "letzter"}),
    "einheit.create_view": lambda web: ("adam", "/einheit/new/", TAG | {
        "kuerzel": "503", "name": "Team 503", "art": "team", "eltern": _unit(web, "50")}),
    "konto.create_view": lambda web: ("adam", "/konto/new/", {
        "name": "Nora Neu", "login": "nora", "email": "nora@jobcenter.example",
        "einheit": _unit(web, "501")}),
    "rolle.create_view": lambda web: ("adam", "/rolle/new/", TAG | {
        "konto": str(web.haus.konten["berta"].id), "rolle": "bearbeitung",
        "einheit": _unit(web, "502")}),
    "code.create_view": lambda web: ("anna", "/code/new/", TAG | {
        "feld": "kategorie", "bezeichnung": "Parkplätze"}),
    "textbaustein.create_view": lambda web: ("anna", "/textbaustein/new/", TAG | {
        "name": "Gruß", "text": "Alles Gute."}),
    "briefkopf.create_view": lambda web: ("anna", "/briefkopf/new/", {
        "einheit": _unit(web, "JC"), "anschrift": "Weg 1"}),
    "ich.vertretung_view": lambda web: ("bernd", "/ich/vertretung/", TAG | {
        "rolle": f"tl.{_unit(web, '501')}", "konto": str(web.haus.konten["berta"].id),
        "gueltig_bis": "2026-07-25"}),
}  # fmt: skip
_FASSUNG = "ändert eine Zeile und nennt ihre Fassung: beim zweiten Mal ist sie eine andere"
_WIE_OBEN = "läuft durch dieselbe Stelle wie vorgang.akte_view und vorgang.edit_view"
NICHT_ERZEUGEND = {
    "security.login": "meldet an",
    "security.logout": "meldet ab",
    "ich.passwort_view": "setzt, was gesetzt ist; die Sitzung endet damit",
    "ich.kalender_view": "ein neuer Link ersetzt den alten; nur die letzte Antwort zeigt ihn",
    "eingang.frueher_view": "liest nur",
    "gefahr.gesehen": "vermerkt, was vermerkt ist; die erste Zeit bleibt stehen",
    "freigabe.kenntnis_view": "vermerkt, was vermerkt ist",
    "freigabe.entscheidung_view": "entscheidet einmal; danach wartet nichts mehr",
    "post.nochmal": "sendet nur, was gescheitert ist; danach ist es unterwegs",
    "post.beiseite": "legt beiseite, was beiseite liegt",
    "eingang.mail_view": "legt eine E-Mail in den Korb, nicht in einen Vorgang",
    **dict.fromkeys(
        ("bericht.filter_view", "code.filter_view", "einheit.filter_view", "konto.filter_view",
         "protokoll.filter_view", "rolle.filter_view", "strichliste.filter_view",
         "textbaustein.filter_view", "vorgang.filter_view"), "filtert eine Liste"),
    **dict.fromkeys(
        ("bericht.handlung_view", "berichtsadresse.edit_view", "briefkopf.edit_view",
         "code.edit_view", "einheit.edit_view", "konto.edit_view",
         "strichliste.edit_view", "textbaustein.edit_view", "zeitplan.edit_view",
         "einheit.delete_view",
         "konto.delete_view", "briefkopf.handlung_view", "code.handlung_view",
         "einheit.handlung_view", "konto.handlung_view", "rolle.handlung_view",
         "textbaustein.handlung_view"), f"{_FASSUNG}; {_WIE_OBEN}"),
    **dict.fromkeys(
        ("briefkopf.logo_view", "ich.vertretungsende_view", "ich.filter_view"), _FASSUNG),
    "strichliste.zurueck_view": "siehe test_strichliste",
}  # fmt: skip


def events() -> int:
    with acting_as(SYSTEM):
        return int(Ereignis.select().count())


def with_files(path: str, form: dict[str, str]) -> dict[str, Any]:
    extra = {"datei": (BytesIO(PDF), "brief.pdf")} if "/dokument/" in path else {}
    return {**form, **extra}


def test_every_route_that_takes_a_form_says_whether_it_makes_something(web: Web) -> None:
    posted = {r.endpoint for r in web.app.url_map.iter_rules() if "POST" in (r.methods or ())}
    named = {name.partition("/")[0] for name in ERZEUGEND} | set(NICHT_ERZEUGEND)
    assert posted == named
    assert not set(ERZEUGEND) & set(NICHT_ERZEUGEND)


def test_every_form_of_a_template_carries_token_and_key() -> None:
    for path in (ROOT / "admin" / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        for form in text.split("<form")[1:]:
            if 'method="post"' in form.partition(">")[0]:
                assert "csrf(" in form.partition("</form>")[0], path.name
    assert 'name="einmal"' in (ROOT / "admin/templates/makros.html").read_text("utf-8")


@pytest.mark.parametrize("route", ERZEUGEND)
def test_what_is_sent_twice_is_done_once_and_the_second_shows_the_first(
    web: Web, route: str
) -> None:
    login, path, changes = ERZEUGEND[route](web)
    mensch = web.als(login or None)
    seen = mensch.get(path)
    opened = form_of(seen.text) if seen.status_code == 200 and "<form" in seen.text else {}
    form = opened | changes | {"einmal": KEY}
    begin = events()
    first = mensch.post(path, **with_files(path, form))
    assert first.status_code == 303, first.text
    made = events()
    assert made > begin
    second = mensch.post(path, **with_files(path, form))
    assert (second.status_code, second.location) == (303, first.location)
    assert events() == made
    assert mensch.get(first.location).status_code == 200


def test_the_same_key_of_another_account_is_another_form(web: Web) -> None:
    for login in ("anna", "zoe"):
        house = {"einheit": _unit(web, "501" if login == "anna" else "701")}
        form = entry(web.haus) | house | {"einmal": KEY}
        assert web.als(login).post("/eingang/beschwerde/", **form).status_code == 303
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 2


def test_a_form_that_was_refused_may_be_sent_again(web: Web) -> None:
    anna, form = web.als("anna"), entry(web.haus) | {"einmal": KEY}
    assert anna.post("/eingang/lob/", **form | {"eingang_am": ""}).status_code == 422
    assert anna.post("/eingang/lob/", **form).status_code == 303


def test_later_it_is_said_why_nothing_new_came_and_after_a_week_it_is_forgotten(web: Web) -> None:
    anna, form = web.als("anna"), entry(web.haus) | {"einmal": KEY}
    answer = anna.post("/eingang/lob/", **form)
    assert "war schon gesendet" not in anna.get(answer.location).text
    with time_machine.travel(JETZT.replace(minute=1), tick=False):
        again = anna.post("/eingang/lob/", **form)
        assert "Dieses Formular war schon gesendet" in anna.get(again.location).text
    assert sweep_einmal(now=JETZT + GILT) == 0
    assert sweep_einmal(now=JETZT + GILT + GILT) == 1
    with acting_as(SYSTEM):
        assert Einmalschluessel.select().count() == 0


def test_each_topic_of_a_page_counts_once(web: Web) -> None:
    bernd, team = web.als("bernd"), _unit(web, "501")
    one, other, *_ = re.findall(r'name="thema" value="([^"]+)"', bernd.get("/strichliste/").text)
    for thema in (one, one, other):
        bernd.post("/strichliste/strich/", einheit=team, thema=thema, einmal=KEY)
    with acting_as(SYSTEM):
        told = [e for e in Ereignis.select() if e.name == "strich_counted"]
    assert len(told) == 2


@pytest.mark.parametrize("route", ["eingang.form_view", "vorgang.akte_view",
                                   "vorgang.schritt_view"])  # fmt: skip
def test_two_that_come_at_the_same_time_bring_about_one(web: Web, route: str) -> None:
    login, path, changes = ERZEUGEND[route](web)
    menschen = [web.als(login) for _ in range(4)]
    form = form_of(menschen[0].get(path).text) | changes | {"einmal": KEY}
    close()
    begin, gate, answers = events(), Barrier(4), []

    def send(number: int) -> None:
        gate.wait()
        answer = menschen[number].post(path, **form)
        answers.append((answer.status_code, answer.location))

    threads = [Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 303
    with acting_as(SYSTEM):
        assert Einmalschluessel.select().count() == 1
        names = [e.name for e in Ereignis.select().order_by(Ereignis.id).offset(begin)]
    assert len(names) == len(set(names)), names
