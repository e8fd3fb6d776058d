"""Starting reports, watching them, fetching what they published, and nothing else."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from admin.views.berichtszeit import last_half_year
from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.actions.laufbetrieb import fail, finish, report_progress
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.rules.zeit import end_of
from models.tables import Lauf
from tests.haus import HEUTE, JETZT
from tests.integration.web.formulare import form_of
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
    form = greta.get("/bericht/new/").text
    assert "Bericht starten</button>" in form
    answer = greta.post("/bericht/new/", **(form_of(form) | _order(web)))
    assert answer.status_code == 303
    page = greta.get(answer.location).text
    assert "Wartet" in page
    assert 'data-lauf="/bericht/stand/?id=' in page
    with acting_as(SYSTEM):
        assert Lauf.get().gestartet_von == "greta"


def _order(web: Web, **changes: str) -> dict[str, str]:
    order = {"bericht": "auswertung-gf", "jahr": "2026", "abschnitt": "H1", "empfaenger": "gf",
             "einheit": str(web.haus.einheiten["JC"].id)}  # fmt: skip
    return order | changes


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"jahr": "irgendwann"}, "jahr"),
        ({"jahr": "1850"}, "jahr"),
        ({"abschnitt": "H3"}, "abschnitt"),
        ({"abschnitt": "12"}, "jahr"),  # has not begun
        ({"von": "2026-01-01"}, "bis"),
        ({"bis": "2026-01-01"}, "von"),
        ({"von": "2026-02-30", "bis": "2026-03-01"}, "von"),
        ({"von": "2026-03-02", "bis": "2026-03-01"}, "bis"),
        ({"von": "2027-01-01", "bis": "2027-03-01"}, "von"),
        ({"bericht": "../x"}, "bericht"),
        ({"empfaenger": "alle"}, "empfaenger"),
        ({"einheit": "99999"}, "einheit"),
    ],
)
def test_an_odd_order_is_refused_at_its_field(
    web: Web, changes: dict[str, str], field: str
) -> None:
    answer = web.als("greta").post("/bericht/new/", **_order(web, **changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


@pytest.mark.parametrize(
    ("changes", "zeitraum", "worte"),
    [
        ({}, "2026-H1", "1. Halbjahr 2026"),
        ({"abschnitt": "jahr"}, "2026", "Jahr 2026"),
        ({"abschnitt": "Q2"}, "2026-Q2", "2. Quartal 2026"),
        ({"abschnitt": "03"}, "2026-03", "März 2026"),
        ({"von": "2026-01-05", "bis": "2026-02-06"}, "2026-01-05..2026-02-06",
         "05.01.2026 bis 06.02.2026"),
    ],
)  # fmt: skip
def test_every_period_of_the_command_line_can_be_chosen(
    web: Web, changes: dict[str, str], zeitraum: str, worte: str
) -> None:
    greta = web.als("greta")
    answer = greta.post("/bericht/new/", **_order(web, **changes))
    assert answer.status_code == 303
    assert worte in greta.get(answer.location).text
    assert worte in greta.get("/bericht/").text
    with acting_as(SYSTEM):
        assert Lauf.get().bericht.zeitraum == zeitraum


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 7, 1), (2026, "H1")),
        (date(2026, 6, 30), (2025, "H2")),
        (date(2026, 1, 1), (2025, "H2")),
        (date(2026, 12, 31), (2026, "H1")),
    ],
)
def test_the_last_complete_half_year_is_proposed(today: date, expected: tuple[int, str]) -> None:
    assert last_half_year(today) == expected


def test_the_form_offers_the_years_that_have_cases(web: Web) -> None:
    web.haus.record("501", eingang_am=date(2024, 5, 5))
    form = web.als("greta").get("/bericht/new/").text
    years = re.findall(r'<option[^>]*value="(\d{4})"', form)
    assert years == ["2026", "2025", "2024"]
    values = form_of(form)
    assert (values["jahr"], values["abschnitt"]) == ("2026", "H1")


def test_a_failed_run_says_what_to_do_and_starts_again_with_one_click(web: Web) -> None:
    lauf, greta = _begin(web), web.als("greta")
    fail(token=str(lauf.token), fehler="Dem Bericht fehlen Daten.", now=JETZT)
    page = greta.get(f"/bericht/details/?id={lauf.id}").text
    assert "Gescheitert" in page
    assert f"Lauf {lauf.id}" in page
    assert "KRM (Zeitplan oder Befehlszeile)" in page
    form = form_of(page)
    answer = greta.post("/bericht/new/", **form)
    assert answer.status_code == 303
    assert "von Greta" in greta.get(answer.location).text
    emil = web.als("emil").get(f"/bericht/details/?id={lauf.id}")
    assert "Noch einmal starten" not in emil.text


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
        assert answer.headers["Content-Type"].count("charset") <= 1
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


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"jahr": "2025", "abschnitt": "H1"}, "jahr"),
        ({"von": "2025-01-01", "bis": "2025-03-31"}, "von"),
    ],
)
def test_a_period_over_before_recording_began_is_refused_at_its_field_and_makes_no_run(
    web: Web, changes: dict[str, str], field: str
) -> None:
    web.haus.record("501", eingang_am=date(2026, 3, 2))
    web.haus.record("501", eingang_am=date(2024, 3, 4))  # keyed in by chance: no recording
    answer = web.als("greta").post("/bericht/new/", **_order(web, **changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert "Erfasst wird seit dem 01.03.2026." in answer.text
    with acting_as(SYSTEM):
        assert not Lauf.select().exists()


def test_dora_asks_for_what_was_known_two_days_ago_and_the_page_says_so(web: Web) -> None:
    web.haus.record(eingang_am=HEUTE)  # noted at JETZT, which the log reaches back to
    with time_machine.travel(JETZT + timedelta(days=2)):
        dora = web.als("dora")
        answer = dora.post(
            "/bericht/new/", **_order(web, abschnitt="07", datenstand=f"{HEUTE}", empfaenger="qmb")
        )
        assert answer.status_code == 303
        page = dora.get(answer.location).text
        assert "Wartet" in page
    with acting_as(SYSTEM):
        assert Lauf.get().rueckblick == end_of(HEUTE)


@pytest.mark.parametrize("tag", ["2020-01-01", f"{HEUTE}", "2027-01-01", "gestern"])
def test_a_datenstand_that_the_log_does_not_reach_or_that_is_not_over_is_refused_at_its_field(
    web: Web, tag: str
) -> None:
    answer = web.als("greta").post("/bericht/new/", **_order(web, abschnitt="H1", datenstand=tag))
    assert answer.status_code == 422
    assert 'href="#datenstand"' in answer.text
    with acting_as(SYSTEM):
        assert Lauf.select().count() == 0


def test_a_finished_run_can_be_made_again_with_the_data_of_now_or_of_then(
    web: Web, published: Lauf
) -> None:
    web.haus.record(eingang_am=date(2026, 3, 2))
    assert (
        "Mit dem Datenstand vom"
        not in web.als("dora").get(f"/bericht/details/?id={published.id}").text
    ), "its day is not over"
    with time_machine.travel(JETZT + timedelta(days=2)):
        greta = web.als("greta")
        page = greta.get(f"/bericht/details/?id={published.id}").text
        assert "Mit dem Datenstand von jetzt" in page
        knopf = page.index("Mit dem Datenstand vom 15.07.2026")
        felder = re.findall(
            r'type="hidden" name="(\w+)" value="([^"]*)"',
            page[page.rindex("<form", 0, knopf) : knopf],
        )
        order = {name: wert for name, wert in felder if name != "csrf_token"}
        assert order["datenstand"] == "2026-07-15"
        answer = greta.post("/bericht/new/", **order)
        assert answer.status_code == 303
    with acting_as(SYSTEM):
        again = Lauf.select().order_by(Lauf.id.desc()).get()
    assert (again.bericht_id, again.rueckblick) == (published.bericht_id, end_of(HEUTE))


BILD = "auswertung_gf__kategorien_im_bild"


def test_greta_chooses_what_only_this_report_asks_for(web: Web) -> None:
    greta = web.als("greta")
    page = greta.get("/bericht/new/").text
    assert "Nur für „Auswertung für die Geschäftsführung“" in page
    assert "So viele zeigt das Bild." in page
    assert form_of(page)[BILD] == "10"
    first = greta.post("/bericht/new/", **_order(web, **{BILD: "7"}))
    assert first.status_code == 303
    assert "Häufigste Kategorien</dt><dd>7</dd>" in greta.get(first.location).text
    assert greta.post("/bericht/new/", **_order(web, **{BILD: "10"})).status_code == 303
    assert greta.post("/bericht/new/", **_order(web)).status_code == 303
    with acting_as(SYSTEM):
        runs = list(Lauf.select().order_by(Lauf.id))
        assert [run.bericht.parameter for run in runs] == ['{"kategorien_im_bild": 7}', "", ""]
    assert runs[0].bericht_id != runs[1].bericht_id == runs[2].bericht_id


@pytest.mark.parametrize("changes", [
    {BILD: "2"}, {BILD: "21"}, {BILD: "viele"}, {BILD: "9" * 40},
    {BILD: "7", "bericht": "traegerversammlung", "empfaenger": "traegerversammlung"},
])  # fmt: skip
def test_what_the_notebook_does_not_take_is_refused_at_its_field(
    web: Web, changes: dict[str, str]
) -> None:
    answer = web.als("greta").post("/bericht/new/", **_order(web, **changes))
    assert answer.status_code == 422
    assert f'href="#{BILD}"' in answer.text
    with acting_as(SYSTEM):
        assert Lauf.select().count() == 0


def test_a_run_made_again_asks_for_the_same_parameters(web: Web) -> None:
    einheit_id = web.haus.einheiten["JC"].id
    auftrag = Berichtsauftrag(
        "auswertung-gf", "2026-H1", date(2026, 1, 1), date(2026, 6, 30), einheit_id, "gf",
        parameter=json.dumps({"kategorien_im_bild": 7}),
    )  # fmt: skip
    lauf = begin_lauf(by=SYSTEM, now=JETZT, bericht=auftrag, lease_s=60)
    fail(token=str(lauf.token), fehler="Der Speicher war zu klein.", now=JETZT)
    page = web.als("greta").get(f"/bericht/details/?id={lauf.id}").text
    assert f'name="{BILD}" value="7"' in page
