"""From an empty database to a first log-in, a check and a backup, by the command line alone."""

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest

from admin.cli.rahmen import open_database
from admin.security.passwort import matches
from models.actions.dokumente import Upload, store_dokument
from models.db import acting_as
from models.queries.akteure import find_akteur
from models.rules.rechte import SYSTEM, may
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day, utc_now
from models.tables import Einheit, Konto, Rollenzuweisung, Vorgang
from tests.integration.befehle import Ausgang, Befehl, befehl, leere_url

__all__ = ["befehl", "leere_url"]

PASSWORT = "vier Störche fliegen heim"
ANGABEN = {
    "--name": "Jobcenter Erlenbrück",
    "--kuerzel": "JC-E",
    "--land": "be",
    "--regelwerk": "marzahn-hellersdorf-2022",
    "--admin-name": "Ada Adler",
    "--admin-email": "ada@jc-e.example",
    "--admin-login": "ada",
}


@pytest.fixture
def einrichten(befehl: Befehl, monkeypatch: pytest.MonkeyPatch) -> Befehl:
    """einrichten(**{"--land": "by"}) on a migrated database; None leaves an option out."""
    befehl("migrate")

    def run(**more: str | None) -> Ausgang:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORT}\n"))
        given = {**ANGABEN, **more}
        return befehl("einrichten", *(t for p in given.items() if p[1] is not None for t in p))

    return run


def test_a_second_administration_named_at_set_up_comes_in_with_a_word_of_its_own(
    einrichten: Befehl,
) -> None:
    done = einrichten(**{
        "--zweite-login": "bo", "--zweite-name": "Bo Bach", "--zweite-email": "bo@jc-e.example",
    })  # fmt: skip
    assert done.code == 0
    word = done.text.split("erste Anmeldung: ")[1].split()[0]
    with open_database(), acting_as(SYSTEM):
        ada, bo = (Konto.get(Konto.login == login) for login in ("ada", "bo"))
        rollen = {r.konto_id: (r.rolle, r.bei_einrichtung) for r in Rollenzuweisung.select()}
    assert matches(word, bo.password)
    assert (ada.passwort_vorlaeufig, bo.passwort_vorlaeufig) == (False, True)
    assert rollen == dict.fromkeys((ada.id, bo.id), ("administration", True))


def test_the_first_administrator_can_log_in_and_see_no_case(einrichten: Befehl) -> None:
    assert einrichten().code == 0
    with open_database(), acting_as(SYSTEM):
        house, ada = Einheit.get(), Konto.get()
        akteur = find_akteur("ada", berlin_day(utc_now()))
    assert (house.kuerzel, house.dienstfreie_tage, house.aufbewahrung_jahre) == (
        "JC-E",
        "12-24 12-31",
        2,
    )
    assert matches(PASSWORT, ada.password)
    assert may(akteur, Recht.KONTO_PFLEGEN)
    assert not may(akteur, Recht.VORGANG_LESEN)


def test_setting_up_happens_once(einrichten: Befehl) -> None:
    einrichten()
    again = einrichten()
    assert again.code == 2
    assert "schon eine Dienststelle eingerichtet" in again.fehler


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("option", "value", "satz"),
    [
        ("--name", None, "Es fehlt --name"),
        ("--land", "XX", "Das Land „XX“ gibt es nicht"),
        ("--regelwerk", "hausordnung", "hausordnung"),
        ("--aufbewahrung", "zwei", "keine Zahl von Jahren"),
        ("--kalender-bis", "bald", "kein Datum"),
        ("--admin-email", "ada", "E-Mail-Adresse"),
        ("--admin-login", "Ada Adler", "Anmeldename"),
        ("--name", "vier Störche", "Das Passwort enthält"),
    ],
)
def test_a_wrong_answer_writes_nothing(
    einrichten: Befehl, option: str, value: str | None, satz: str
) -> None:
    refused = einrichten(**{option: value})
    assert (refused.code, satz in refused.fehler) == (2, True), refused.fehler
    assert len(refused.fehler.strip().splitlines()) == 1
    with open_database(), acting_as(SYSTEM):
        assert not Einheit.select().exists()


def test_the_password_may_come_from_the_environment(
    einrichten: Befehl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRM_ADMIN_PASSWORD", "aus der Umgebung gelesen")
    assert einrichten().code == 0
    with open_database(), acting_as(SYSTEM):
        assert matches("aus der Umgebung gelesen", Konto.get().password)


def test_migrate_says_what_it_did_and_then_nothing(befehl: Befehl) -> None:
    assert "angewandt: 0001_initial" in befehl("migrate").text
    assert befehl("migrate").text == "Die Datenbank ist auf dem Stand des Programms.\n"


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize("name", ["import faelle.csv", "demo", "einrichten", "serve"])
def test_an_old_database_is_not_touched(befehl: Befehl, name: str) -> None:
    refused = befehl(*name.split())
    assert refused.code == 2
    assert "python -m admin migrate" in refused.fehler


def test_check_says_what_is_missing_and_how_to_mend_it(einrichten: Befehl, befehl: Befehl) -> None:
    before = befehl("check")
    assert before.code == 1
    assert "python -m admin einrichten" in before.text
    einrichten()
    after = json.loads(befehl("check", "--json").text)
    missing = {b["was"] for b in after["befunde"] if not b["ok"] and b["pflicht"]}
    assert missing <= {"Schrift Open Sans"}


def test_check_only_advises_to_have_what_compares_pdf(
    einrichten: Befehl, befehl: Befehl, monkeypatch: pytest.MonkeyPatch
) -> None:
    einrichten()
    assert "ok    poppler-utils: PDF-Fassungen vergleichen\n" in befehl("check").text
    before = befehl("check").code
    monkeypatch.setattr(shutil, "which", lambda name: None)
    without = befehl("check")
    assert without.code == before
    assert "rat   poppler-utils: PDF-Fassungen vergleichen geht" in without.text
    assert "apt-get install poppler-utils" in without.text


def test_check_reports_odd_settings_and_silent_mail_servers(
    befehl: Befehl, monkeypatch: pytest.MonkeyPatch
) -> None:
    befehl("migrate")
    monkeypatch.setenv("KRM_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("KRM_MAIL_ABSENDER", "krm@jc-e.example")
    assert "fehlt E-Mail: 127.0.0.1 antwortet nicht" in befehl("check").text
    monkeypatch.setenv("KRM_BETRIEB", "probe")
    assert befehl("check").text.startswith("fehlt Einstellungen: KRM_BETRIEB")


def test_serve_stays_on_this_machine_in_a_demonstration(befehl: Befehl) -> None:
    befehl("migrate")
    refused = befehl("serve", "--host", "0.0.0.0")
    assert (refused.code, "nur auf diesem Rechner" in refused.fehler) == (2, True)


def test_an_import_by_command_line(einrichten: Befehl, befehl: Befehl, tmp_path: Path) -> None:
    einrichten()
    path = tmp_path / "faelle.csv"
    path.write_text("art;eingang_am;eingangsweg\nLob;2026-01-05;E-Mail\n", encoding="utf-8")
    trial = json.loads(befehl("import", str(path), "--probe", "--json").text)
    assert (trial["probe"], trial["zeilen"], trial["uebernommen"]) == (True, 1, 0)
    assert befehl("import", str(path)).text == "1 Vorgänge übernommen.\n"
    path.write_text("art;eingang_am;eingangsweg\nRüge;;E-Mail\n", encoding="utf-8")
    refused = befehl("import", str(path))
    assert refused.code == 1
    assert refused.fehler.splitlines()[-1] == "2 Fehler in 1 Zeilen; nichts wurde übernommen."


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("arguments", "satz"),
    [
        (("/gibt/es/nicht.csv",), "gibt es nicht"),
        (("/dev/null", "--einheit", "999"), "„999“ gibt es am"),
        (("/dev/null", "--als", "niemand"), "kein aktives Konto"),
        (("/dev/null", "--als", "ada"), "darf keine Vorgänge importieren"),
    ],
)
def test_a_wrong_import_is_one_sentence(
    einrichten: Befehl, befehl: Befehl, arguments: tuple[str, ...], satz: str
) -> None:
    einrichten()
    refused = befehl("import", *arguments)
    assert (refused.code, satz in refused.fehler) == (2, True), refused.fehler
    assert len(refused.fehler.strip().splitlines()) == 1


def _fill(tmp_path: Path, befehl: Befehl) -> None:
    path = tmp_path / "faelle.csv"
    path.write_text("art;eingang_am;eingangsweg\nLob;2026-01-05;E-Mail\n", encoding="utf-8")
    befehl("import", str(path))
    ablage = tmp_path / "var" / "ablage"
    with open_database(), acting_as(SYSTEM):
        upload = Upload(Vorgang.get().id, "anlage", "a.txt", io.BytesIO(b"Antwortschreiben"))
        store_dokument(by=SYSTEM, now=utc_now(), upload=upload, ablage=ablage)


def test_a_backup_comes_back_the_same(
    einrichten: Befehl,
    befehl: Befehl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    leere_url: str,
) -> None:
    einrichten()
    _fill(tmp_path, befehl)
    archive = tmp_path / "sicherung.tar.gz"
    saved = befehl("backup", str(archive), "--json")
    assert json.loads(saved.text) == {
        "datei": str(archive),
        "vorgaenge": 1,
        "dokumente": 1,
        "fehlend": [],
    }
    monkeypatch.setenv("KRM_DATABASE_URL", leere_url)
    monkeypatch.setenv("KRM_VAR_DIR", str(tmp_path / "anderswo"))
    restored = befehl("restore", str(archive))
    assert restored.code == 0, restored.fehler
    (filed,) = (tmp_path / "anderswo/ablage").glob("*/*")
    assert filed.read_bytes() == b"Antwortschreiben"
    with open_database(), acting_as(SYSTEM):
        assert Vorgang.get().art == "lob"
    assert "nicht leer" in befehl("restore", str(archive)).fehler


def test_a_backup_overwrites_nothing(einrichten: Befehl, befehl: Befehl, tmp_path: Path) -> None:
    einrichten()
    (tmp_path / "da.tar.gz").write_bytes(b"")
    assert "gibt es schon" in befehl("backup", str(tmp_path / "da.tar.gz")).fehler
    assert "Den Ordner" in befehl("backup", str(tmp_path / "nirgends" / "da.tar.gz")).fehler
    assert befehl("backup", str(tmp_path)).code == 0


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("damage", ["kürzer", "anders", "mehr"])
def test_a_damaged_backup_is_refused(
    einrichten: Befehl,
    befehl: Befehl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: str,
) -> None:
    einrichten()
    _fill(tmp_path, befehl)
    archive, broken = tmp_path / "gut.tar.gz", tmp_path / "kaputt.tar.gz"
    befehl("backup", str(archive))
    _damage(archive, broken, damage)
    monkeypatch.setenv("KRM_DATABASE_URL", f"sqlite:///{tmp_path}/neu.sqlite")
    monkeypatch.setenv("KRM_ABLAGE_DIR", str(tmp_path / "neu"))
    refused = befehl("restore", str(broken))
    assert (refused.code, len(refused.fehler.strip().splitlines())) == (2, 1)
    assert not (tmp_path / "neu.sqlite").exists()
    assert not (tmp_path / "neu").exists()


def _damage(archive: Path, broken: Path, damage: str) -> None:
    if damage == "kürzer":
        broken.write_bytes(archive.read_bytes()[:-200])
        return
    with tarfile.open(archive) as source, tarfile.open(broken, "w:gz") as target:
        for member in source:
            content = source.extractfile(member).read()  # type: ignore[union-attr]
            if damage == "anders" and member.name.startswith("ablage/"):
                content = content.replace(b"A", b"B")
            target.addfile(member, io.BytesIO(content))
        if damage == "mehr":
            target.addfile(tarfile.TarInfo("ablage/fremd"), io.BytesIO(b""))
