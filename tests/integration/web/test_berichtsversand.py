"""A report leaves the house: Dora makes it, Greta signs it off, the Agentur gets it."""

import hashlib
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from models.actions.nachrichten import claim_nachricht, mark_unclear
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Lauf, Nachricht
from tests.haus import JETZT
from tests.integration.berichtsweg.conftest import AGENTUR, finished, reread, write_folder
from tests.integration.web.formulare import form_of
from tests.integration.web.klient import Web

ALT = "\ufeffart;neu\r\nbeschwerde;40\r\n"
NEU = "\ufeffart;neu\r\nbeschwerde;41\r\n"


def _run(web: Web, tage: int = 0, tabelle: str = ALT) -> Lauf:
    lauf = finished(web.haus, at=JETZT + timedelta(days=tage))
    write_folder(Path(web.app.config["KRM"].reports_dir) / str(lauf.ordner), _01_b=tabelle)
    return lauf


def _page(web: Web, wer: str, lauf: Lauf) -> str:
    return web.als(wer).get(f"/bericht/details/?id={lauf.id}").text


def _do(web: Web, wer: str, was: str, lauf: Lauf, **form: str) -> str:
    mensch, url = web.als(wer), f"/bericht/handlung/{was}/?id={lauf.id}"
    answer = mensch.post(url, **(form_of(mensch.get(url).text) | form))
    assert answer.status_code == 303, answer.text
    return mensch.get(answer.location).text


def _address(web: Web) -> None:
    dora = web.als("dora")
    form = form_of(dora.get("/berichtsadresse/new/").text)
    form |= {"kreis": "agentur", "adresse": AGENTUR,
             "einheit": str(web.haus.einheiten["JC"].id)}  # fmt: skip
    assert dora.post("/berichtsadresse/new/", **form).status_code == 303


def _queued() -> list[Nachricht]:
    with acting_as(SYSTEM):
        return list(Nachricht.select().where(Nachricht.klasse == "extern").order_by(Nachricht.id))


def test_greta_finds_it_on_her_desk_reads_where_it_goes_and_releases_it(web: Web) -> None:
    _address(web)
    lauf = _run(web)
    assert "Berichte zur Freigabe" in web.als("greta").get("/").text
    assert "Berichte zur Freigabe" not in web.als("dora").get("/").text
    page = _page(web, "greta", lauf)
    for part in ("Wartet auf Freigabe", "Agentur für Arbeit Berlin Mitte", AGENTUR, "Anschreiben",
                 "Sehr geehrte Damen und Herren", "/bericht/handlung/freigeben/"):  # fmt: skip
        assert part in page, part
    assert "zip/" not in page
    page = _do(web, "greta", "freigeben", lauf)
    assert "Der Bericht ist freigegeben." in page
    assert "KRM hat keinen Mailserver" in page
    (mail,) = _queued()
    assert mail.empfaenger == AGENTUR
    assert "Berichte zur Freigabe" not in web.als("greta").get("/").text


def test_dora_reads_why_she_cannot_and_is_not_offered_it(web: Web) -> None:
    page = _page(web, "dora", _run(web))
    assert "freigeben/" not in page
    assert "zurueckgeben/" not in page
    assert "Keine Ihrer Rollen erlaubt" in page


def test_a_report_comes_back_with_a_remark_and_goes_forward_again(web: Web) -> None:
    lauf = _run(web)
    page = _do(web, "greta", "zurueckgeben", lauf, bemerkung="Bitte Team 501 prüfen.")
    assert "Zurückgegeben" in page
    assert "Berichte, die zurückkamen" in web.als("dora").get("/").text
    assert "„Bitte Team 501 prüfen.“" in _page(web, "dora", lauf)
    _do(web, "dora", "vorlegen", lauf, bemerkung="Geprüft, es stimmt.")
    assert "Wartet auf Freigabe" in _page(web, "greta", lauf)


def test_without_an_address_it_lies_until_there_is_one(web: Web) -> None:
    lauf = _run(web)
    assert "Es fehlt eine E-Mail-Adresse" in _do(web, "greta", "freigeben", lauf)
    desk = web.als("dora").get("/").text
    assert "Freigegeben, aber nicht sicher versandt" in desk
    dora, url = web.als("dora"), f"/bericht/handlung/senden/?id={lauf.id}"
    refused = dora.post(url, **form_of(dora.get(url).text))
    assert (refused.status_code, "keine E-Mail-Adresse hinterlegt" in refused.text) == (422, True)
    _address(web)
    assert "liegt im Postausgang" in _do(web, "dora", "senden", lauf)
    assert len(_queued()) == 1


def test_what_was_handed_over_in_a_meeting_is_noted(web: Web) -> None:
    lauf = _run(web)
    _do(web, "greta", "freigeben", lauf)
    page = _do(web, "dora", "uebergeben", lauf, am="2026-07-15", weg="bote")
    assert "Übergeben am 15.07.2026: Bote oder persönliche Übergabe." in page
    assert "nicht sicher versandt" not in web.als("dora").get("/").text


def test_a_doubt_is_settled_by_a_person_and_never_sent_again_by_itself(web: Web) -> None:
    _address(web)
    lauf = _run(web)
    _do(web, "greta", "freigeben", lauf)
    while (mail := claim_nachricht(now=JETZT, lease_s=60)) and mail.klasse != "extern":
        pass
    assert mail is not None
    mark_unclear(token=str(mail.token), now=JETZT, fehler="Die Verbindung brach ab.")
    later = JETZT + timedelta(days=30)
    while (again := claim_nachricht(now=later, lease_s=60)) is not None:
        assert again.klasse != "extern"
    assert "Versand bitte klären" in web.als("dora").get("/").text
    page = _do(web, "dora", "klaeren", lauf, entscheidung="angekommen")
    assert "Die E-Mail ist zugestellt" in page
    assert "Versand bitte klären" not in web.als("dora").get("/").text


def test_a_correction_names_what_changed(web: Web) -> None:
    _address(web)
    first = _run(web)
    _do(web, "greta", "freigeben", first)
    second = _run(web, 3, NEU)
    page = _page(web, "greta", second)
    assert "Beschwerde, neu: 41 statt 40" in page
    greta, url = web.als("greta"), f"/bericht/handlung/korrektur-freigeben/?id={second.id}"
    assert greta.post(url, **(form_of(greta.get(url).text) | {"grund": ""})).status_code == 422
    page = _do(web, "greta", "korrektur-freigeben", second, grund="Ein Vorgang kam nach.")
    mail = _queued()[1]
    for part in ("Ein Vorgang kam nach.", "Tabelle 1, Beschwerde, neu: 41 statt 40",
                 "Fassung vom 15.07.2026"):  # fmt: skip
        assert part in mail.text
    assert f"/bericht/details/?id={first.id}" in page


def test_two_runs_lie_side_by_side_and_only_what_differs_is_shown(web: Web) -> None:
    first, second = _run(web), _run(web, 1, NEU)
    assert "Mit welchem Lauf?" in _page(web, "dora", second)
    page = web.als("dora").get(f"/bericht/vergleich/?id={second.id}&mit={first.id}").text
    assert "1 Zahl ist nicht gleich" in page
    assert re.search(r"<th[^>]*>Beschwerde</th><td>neu</td><td>40</td><td>41</td>", page), page[
        page.index("<table") :
    ][:700]
    for foreign in ("", "&mit=0", "&mit=4711", "&mit=x", f"&mit={second.id}"):
        answer = web.als("dora").get(f"/bericht/vergleich/?id={second.id}{foreign}")
        assert answer.status_code == 404, foreign
    alike = _run(web, 2, NEU)
    same = web.als("dora").get(f"/bericht/vergleich/?id={alike.id}&mit={second.id}").text
    assert "Alle Zahlen stimmen überein." in same


def test_a_report_whose_pdf_was_changed_is_not_released(web: Web) -> None:
    lauf = _run(web)
    folder = Path(web.app.config["KRM"].reports_dir) / str(lauf.ordner)
    (folder / "bericht.pdf").write_bytes(b"%PDF-1.7 anders")
    assert "nicht mehr so vor" in _page(web, "greta", lauf)
    greta, url = web.als("greta"), f"/bericht/handlung/freigeben/?id={lauf.id}"
    assert greta.post(url, **form_of(greta.get(url).text)).status_code == 422
    assert reread(lauf).freigabe == "zur_freigabe"


def test_the_e_file_gets_everything_with_its_sums(web: Web) -> None:
    lauf = _run(web)
    assert web.als("greta").get(f"/bericht/zip/?id={lauf.id}").status_code == 409
    _do(web, "greta", "freigeben", lauf)
    assert f"/bericht/zip/?id={lauf.id}" in _page(web, "greta", lauf)
    dora, url = web.als("dora"), f"/bericht/zip/?id={lauf.id}"
    answer = dora.client.get(url, buffered=True)
    assert answer.mimetype == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    root = f"jahresbericht-2026-H1-agentur-lauf{lauf.id}/"
    names = {name.removeprefix(root) for name in archive.namelist()}
    assert names == {"bericht.pdf", "bericht.html", "tabellen/01-b.csv", "lauf.json",
                     "anschreiben.txt", "freigabe.txt", "checksums.txt"}  # fmt: skip
    sums = archive.read(f"{root}checksums.txt").decode().splitlines()
    assert len(sums) == len(names) - 1
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(root + name)).hexdigest() == digest, name
    assert "Freigegeben, Greta" in archive.read(f"{root}freigabe.txt").decode()
    assert answer.data == dora.client.get(url, buffered=True).data


@pytest.mark.parametrize(
    ("form", "satz"),
    [
        ({"adresse": ""}, "mindestens eine E-Mail-Adresse"),
        ({"adresse": "nicht-da"}, "ist keine E-Mail-Adresse"),
        ({"adresse": "a@b.example\nBcc: c@d.example"}, "ist keine E-Mail-Adresse"),
        ({"adresse": AGENTUR, "anschreiben": "Guten Tag {{name}}"}, "gibt es hier nicht"),
        ({"adresse": AGENTUR, "weg": "brieftaube"}, "Weg"),
        ({"adresse": AGENTUR, "kreis": "gf"}, "Empfänger"),
    ],
)
def test_an_odd_address_is_refused_at_its_field(web: Web, form: dict[str, str], satz: str) -> None:
    dora = web.als("dora")
    values = form_of(dora.get("/berichtsadresse/new/").text)
    values |= {"kreis": "agentur", "einheit": str(web.haus.einheiten["JC"].id)} | form
    answer = dora.post("/berichtsadresse/new/", **values)
    assert answer.status_code == 422
    assert satz in answer.text
