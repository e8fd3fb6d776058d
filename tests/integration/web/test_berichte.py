"""Starting reports, watching them, fetching what they published, and nothing else."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.actions.laufbetrieb import fail, finish, report_progress
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Lauf
from tests.haus import HEUTE, JETZT
from tests.integration.web.klient import Web

# Files do not depend on the database.
pytestmark = pytest.mark.datenbank("sqlite")
DATEIEN = ("bericht.html", "bericht.pdf", "tabellen/01-bestand.csv")


def _begin(web: Web) -> Lauf:
    einheit_id = web.haus.einheiten["JC"].id
    auftrag = Berichtsauftrag(
        "auswertung-gf", "2026-H1", date(2026, 1, 1), date(2026, 6, 30), einheit_id, "gf"
    )
    return begin_lauf(by=SYSTEM, now=JETZT, bericht=auftrag, lease_s=60)


@pytest.fixture
def published(web: Web) -> Lauf:
    lauf = _begin(web)
    folder = Path(web.app.config["KRM"].reports_dir) / "auswertung-gf/2026-H1/lauf"
    (folder / "tabellen").mkdir(parents=True)
    for name in DATEIEN:
        (folder / name).write_text("<!doctype html><title>Bericht</title><p>Inhalt")
    (folder / "geheim.txt").write_text("nicht veröffentlicht")
    (folder.parent / "fremd.html").write_text("fremd")
    named = [*DATEIEN, "../fremd.html", "/etc/passwd"]
    (folder / "lauf.json").write_text(json.dumps({"dateien": named}))
    finish(token=str(lauf.token), ordner="auswertung-gf/2026-H1/lauf", datenstand=HEUTE, now=JETZT,
           publish=lambda: None)  # fmt: skip
    return lauf


def test_greta_starts_a_report_and_sees_it_wait(web: Web) -> None:
    greta = web.als("greta")
    answer = greta.post("/bericht/new/", bericht="auswertung-gf", zeitraum="2026-H1",
                        einheit=str(web.haus.einheiten["JC"].id), empfaenger="gf")  # fmt: skip
    assert answer.status_code == 303
    page = greta.get(answer.location).text
    assert "Wartet" in page
    assert 'data-lauf="/bericht/stand/?id=' in page
    with acting_as(SYSTEM):
        assert Lauf.get().gestartet_von == "greta"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zeitraum", "irgendwann"),
        ("zeitraum", "2026-H3"),
        ("bericht", "../x"),
        ("empfaenger", "alle"),
    ],
)
def test_an_odd_order_is_refused_at_its_field(web: Web, field: str, value: str) -> None:
    order = {"bericht": "auswertung-gf", "zeitraum": "2026-H1", "empfaenger": "gf",
             "einheit": str(web.haus.einheiten["JC"].id)}  # fmt: skip
    answer = web.als("greta").post("/bericht/new/", **(order | {field: value}))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_the_page_of_a_run_tells_how_far_it_is(web: Web) -> None:
    lauf, dora = _begin(web), web.als("dora")
    report_progress(token=str(lauf.token), schritt="Rechnet", anteil=0.5)
    assert dora.get(f"/bericht/stand/?id={lauf.id}").json == {
        "beendet": False, "anteil": 0.5, "schritt": "Rechnet"}  # fmt: skip
    assert 'value="0.5"' in dora.get(f"/bericht/details/?id={lauf.id}").text
    fail(token=str(lauf.token), fehler="Dem Bericht fehlen Daten.", now=JETZT)
    assert '"beendet":true' in dora.get(f"/bericht/stand/?id={lauf.id}").text
    assert "Dem Bericht fehlen Daten." in dora.get(f"/bericht/details/?id={lauf.id}").text


def test_what_was_published_can_be_fetched(web: Web, published: Lauf) -> None:
    dora = web.als("dora")
    page = dora.get(f"/bericht/details/?id={published.id}").text
    for name in (*DATEIEN, "lauf.json"):
        assert f"name={name}" in page
        answer = dora.client.get(f"/bericht/datei/?id={published.id}&name={name}", buffered=True)
        assert answer.status_code == 200
        is_page = name.endswith(".html")
        assert ("attachment" in answer.headers["Content-Disposition"]) is not is_page
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name",
    [
        "geheim.txt",
        "../fremd.html",
        "/etc/passwd",
        "..%2ffremd.html",
        "",
        "bericht.html/../geheim.txt",
        "tabellen",
        "bericht.html\x00",
    ],
)
def test_nothing_else_can(web: Web, published: Lauf, name: str) -> None:
    assert web.als("dora").get("/bericht/datei/", id=published.id, name=name).status_code == 404


def test_a_run_that_is_not_published_has_no_files(web: Web) -> None:
    lauf = _begin(web)
    answer = web.als("dora").get(f"/bericht/datei/?id={lauf.id}&name=bericht.html")
    assert answer.status_code == 404


def test_a_folder_that_is_gone_is_told(web: Web) -> None:
    lauf = _begin(web)
    finish(token=str(lauf.token), ordner="weg", datenstand=HEUTE, now=JETZT,
           publish=lambda: None)  # fmt: skip
    assert "liegen nicht mehr vor" in web.als("dora").get(f"/bericht/details/?id={lauf.id}").text
