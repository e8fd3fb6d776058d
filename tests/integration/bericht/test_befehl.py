"""`python -m admin bericht`: what it makes, prints and refuses."""

import csv
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from admin.config import Config
from models.actions.vorgaenge import record_vorgang
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.rules.zeit import end_of
from models.tables import Ereignis, Lauf
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.bericht.conftest import Call, folder


def total(folder: Path) -> list[str]:
    """The row `gesamt` of the first table."""
    with (folder / "tabellen" / "01-bestand.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["art", "uebernommen", "neu", "abgeschlossen", "offen"]
    return next(row for row in rows if row[0] == "gesamt")


def test_a_report_is_made_published_and_told_as_json(
    faelle: Haus, call: Call, config: Config
) -> None:
    done = call("auswertung-gf", "--zeitraum", "2026", "--einheit", "jc", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert sorted(document) == ["bericht", "dateien", "dauer_s", "ordner", "zeitraum"]
    assert {"bericht.html", "bericht.pdf", "lauf.json", "tabellen/01-bestand.csv"} <= set(
        document["dateien"]
    )
    assert total(folder(document)) == ["gesamt", "0", "4", "0", "4"]
    assert "Momentaufnahme" in done.stderr
    with acting_as(SYSTEM):
        (lauf,) = Lauf.select()
        names = [row.name for row in Ereignis.select().where(Ereignis.tabelle == "lauf")]
    assert (lauf.status, lauf.gestartet_von, lauf.versuch) == ("fertig", "system", 1)
    assert config.reports_dir / lauf.ordner == folder(document)
    described = json.loads((folder(document) / "lauf.json").read_text(encoding="utf-8"))
    assert lauf.datenstand.isoformat() == described["datenstand"]
    assert names == ["lauf_requested", "lauf_published"]
    with acting_as(SYSTEM):
        at_the_time = Ereignis.select().order_by(Ereignis.id)[described["kette"]["laenge"] - 1]
    assert at_the_time.hash == described["kette"]["hash"]
    assert list((config.var_dir / "laeufe").iterdir()) == []


def test_a_report_for_an_earlier_datenstand_knows_nothing_that_came_after_and_says_so(
    faelle: Haus, call: Call
) -> None:
    with acting_as(faelle.akteur("anna")):
        record_vorgang(
            by=faelle.akteur("anna"),
            now=JETZT + timedelta(days=9),
            eintrag=faelle.eintrag("501", eingang_am=HEUTE),
        )
    wanted = ("auswertung-gf", "--zeitraum", "2026-H2", "--einheit", "JC")
    heute = call(*wanted)
    damals = call(*wanted, "--datenstand", f"{HEUTE}")
    assert damals.returncode == 0, damals.stderr
    ordner = Path(damals.stdout.strip())
    assert total(Path(heute.stdout.strip())) == ["gesamt", "0", "5", "0", "5"]
    assert total(ordner) == ["gesamt", "0", "4", "0", "4"]
    described = json.loads((ordner / "lauf.json").read_text(encoding="utf-8"))
    assert described["datenstand"] == "2026-07-15"
    assert described["datenstand_zeit"].startswith("2026-07-15T23:59:59")
    assert described["rueckblick"]["geloescht"] == 0
    html = (ordner / "bericht.html").read_text(encoding="utf-8")
    assert html.count("ohne spätere Einträge und Berichtigungen") == 2, "cover, and head of the run"
    text = subprocess.run(
        ["pdftotext", "-layout", ordner / "bericht.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    seiten = [seite for seite in text.split("\f") if seite.strip()]
    assert all("Rückblick vom" in seite for seite in seiten[1:])
    assert "Früherer Datenstand" in seiten[0]
    with acting_as(SYSTEM):
        ohne, mit = Lauf.select().order_by(Lauf.id)
        assert (ohne.rueckblick, mit.rueckblick) == (None, end_of(HEUTE))


@pytest.mark.datenbank("sqlite")
def test_a_parameter_of_the_notebook_reaches_it_and_stands_in_lauf_json(
    faelle: Haus, call: Call
) -> None:
    wanted = ("auswertung-gf", "--zeitraum", "2026-H2", "--parameter")
    for falsch in ("kategorien_im_bild=2", "kategorien_im_bild", "bilder=7"):
        refused = call(*wanted, falsch)
        assert refused.returncode == 2, refused.stderr
        assert "Traceback" not in refused.stderr
    done = call(*wanted, "kategorien_im_bild=3")
    assert done.returncode == 0, done.stderr
    described = json.loads((Path(done.stdout.strip()) / "lauf.json").read_text(encoding="utf-8"))
    assert described["parameter"] == {"kategorien_im_bild": 3}
    listed = call("--liste").stdout
    assert "--parameter kategorien_im_bild: Häufigste Kategorien. Bitte eine ganze Zahl" in listed


@pytest.mark.datenbank("sqlite")
def test_greta_gets_the_numbers_of_the_unit_not_her_own(faelle: Haus, call: Call) -> None:
    done = call("auswertung-gf", "--zeitraum", "2026", "--einheit", "502", "--als", "greta")
    assert done.returncode == 0, done.stderr
    assert total(Path(done.stdout.strip())) == ["gesamt", "0", "1", "0", "1"]
    with acting_as(SYSTEM):
        assert Lauf.get().gestartet_von == "greta"


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("auswertung-gf",), "--zeitraum"),
        ((), "--zeitraum"),
        (("jahresblick", "--zeitraum", "2026"), "Den Bericht „jahresblick“ gibt es nicht"),
        (("auswertung-gf", "--zeitraum", "2026-H3"), "Der Zeitraum „2026-H3“ ist nicht lesbar"),
        (("auswertung-gf", "--zeitraum", "2026", "--einheit", "999"), "Die Einheit „999“"),
        (("auswertung-gf", "--zeitraum", "2026", "--empfaenger", "presse"), "presse"),
        (("auswertung-gf", "--zeitraum", "2026", "--als", "niemand"), "niemand"),
        (("auswertung-gf", "--zeitraum", "2026", "--datenstand", "15.7."), "kein Tag"),
        (("auswertung-gf", "--zeitraum", "2026", "--datenstand", "2099-01-01"), "vor dem heutigen"),
        (("auswertung-gf", "--zeitraum", "2026", "--datenstand", "2026-02-01"), "nicht zurück"),
        (("auswertung-gf", "--zeitraum", "2026", "--datenstand", "2025-02-01"), "beginnt erst"),
        (("auswertung-gf", "--zeitraum", "2026", "--als", "bernd"), "Keine Ihrer Rollen"),
        (
            ("auswertung-gf", "--zeitraum", "2026", "--einheit", "JC2", "--als", "greta"),
            "außerhalb Ihrer Zuständigkeit",
        ),
    ],
)
def test_a_wrong_call_is_refused_in_one_sentence(
    haus: Haus, call: Call, arguments: tuple[str, ...], sentence: str
) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert sentence in done.stderr
    with acting_as(SYSTEM):
        assert Lauf.select().count() == 0


@pytest.mark.datenbank("sqlite")
def test_a_period_over_before_recording_began_is_refused_and_makes_no_run(
    faelle: Haus, call: Call
) -> None:
    done = call("auswertung-gf", "--zeitraum", "2024")
    assert done.returncode == 2
    assert "Dieser Zeitraum ist nicht erfasst: Erfasst wird seit dem" in done.stderr
    with acting_as(SYSTEM):
        assert Lauf.select().count() == 0


@pytest.mark.datenbank("sqlite")
def test_a_run_that_fails_says_why_and_leaves_nothing(
    faelle: Haus, call: Call, config: Config
) -> None:
    done = call("auswertung-gf", "--zeitraum", "2026", KRM_LAUF_SPEICHER_MB="256")
    assert done.returncode == 1
    assert done.stdout == ""
    with acting_as(SYSTEM):
        (lauf,) = Lauf.select()
    assert lauf.status == "gescheitert"
    assert lauf.fehler in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in config.reports_dir.rglob("*") if path.is_file()] == []
    assert list((config.var_dir / "laeufe").iterdir()) == []


@pytest.mark.datenbank("sqlite")
def test_a_file_for_reports_dir_is_said_with_the_name_of_the_setting(
    faelle: Haus, call: Call, config: Config
) -> None:
    """faelle/berichtsordner.md"""
    config.reports_dir.parent.mkdir(parents=True, exist_ok=True)
    config.reports_dir.touch()
    done = call("auswertung-gf", "--zeitraum", "2026")
    assert done.returncode == 1
    assert "KRM_REPORTS_DIR" in done.stderr
    assert "bitte einen Ordner angeben" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_names_every_report(haus: Haus, call: Call) -> None:
    done = call("--liste", "--json")
    assert done.returncode == 0
    (gf,) = [row for row in json.loads(done.stdout) if row["name"] == "auswertung-gf"]
    assert gf["empfaenger"][0] == "gf"
    assert not gf["freigabe"]
    printed = call("--liste").stdout
    assert "auswertung-gf" in printed
    assert "Entschieden wird damit: nichts, denn die Trägerversammlung nimmt" in printed
    assert printed.count("braucht vorher eine Freigabe") == 2


@pytest.mark.datenbank("sqlite")
def test_in_production_a_report_needs_its_key_only(haus: Haus, call: Call) -> None:
    settings = {"KRM_BETRIEB": "produktion", "KRM_BASE_URL": "https://krm.jobcenter.example"}
    refused = call("auswertung-gf", "--zeitraum", "2026", **settings)
    assert refused.returncode == 2
    assert "KRM_PSEUDONYM_KEY" in refused.stderr
    wrong = call(
        "auswertung-gf", "--zeitraum", "2026", "--einheit", "999", KRM_PSEUDONYM_KEY="k" * 40,
        **settings,
    )  # fmt: skip
    assert "Die Einheit „999“" in wrong.stderr
