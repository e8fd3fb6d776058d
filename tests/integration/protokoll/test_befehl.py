"""`python -m admin protokoll pruefen`: what an auditor reads, and what she may rely on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from admin.cli.rahmen import open_database
from models.actions.codes import add_code
from models.rules.rechte import SYSTEM
from tests.haus import HEUTE, JETZT
from tests.integration.befehle import Befehl, befehl, leere_url
from tests.integration.protokoll.test_kette import rewrite_from

__all__ = ["befehl", "leere_url"]

Geschehen = Callable[[int], None]


@pytest.fixture
def geschehen(befehl: Befehl) -> Geschehen:
    """geschehen(3): three more things happened in the migrated database."""
    befehl("migrate")
    number = iter(range(1000))

    def happen(count: int) -> None:
        with open_database():
            for _ in range(count):
                text = f"Grund {next(number)}"
                werte = {"feld": "ursache", "bezeichnung": text, "gueltig_ab": HEUTE}
                add_code(by=SYSTEM, now=JETZT, werte=werte)

    return happen


def ankerdatei(tmp_path: Path) -> Path:
    return tmp_path / "var" / "protokoll.anker"


def test_a_whole_log_is_told_in_one_sentence(geschehen: Geschehen, befehl: Befehl) -> None:
    geschehen(4)
    answer = befehl("protokoll", "pruefen")
    assert (answer.code, answer.fehler) == (0, "")
    assert "Das Protokoll ist vollständig: " in answer.text
    assert "ohne Anker zum Vergleichen" in answer.text


def test_a_recomputed_log_contradicts_the_backup(
    geschehen: Geschehen, befehl: Befehl, tmp_path: Path
) -> None:
    geschehen(4)
    assert befehl("backup", str(tmp_path / "gut.tar.gz")).code == 0
    geschehen(2)
    assert "verglichen mit 1 Anker" in befehl("protokoll", "pruefen").text
    with open_database():
        rewrite_from(3)
    own = befehl("protokoll", "pruefen")
    backup = befehl("protokoll", "pruefen", "--anker", str(tmp_path / "gut.tar.gz"), "--json")
    assert own.code == backup.code == 1
    assert "anders: Das Protokoll wurde seitdem ersetzt" in own.fehler
    assert "gut.tar.gz" in json.loads(backup.text)["fehler"][0]


def test_a_cut_log_contradicts_the_anchor(
    geschehen: Geschehen, befehl: Befehl, tmp_path: Path
) -> None:
    geschehen(2)
    ziel = tmp_path / "lauf.json"
    kette = json.loads(befehl("protokoll", "pruefen", "--json").text)
    written = {"laenge": kette["laenge"] + 3, "hash": "a" * 64, "zeit": JETZT.isoformat()}
    ziel.write_text(json.dumps({"kette": written}), "utf-8")
    answer = befehl("protokoll", "pruefen", "--anker", str(tmp_path))
    assert "jetzt endet es bei" in answer.fehler
    assert answer.code == 1


def test_a_restored_backup_explains_what_was_written_down_since(
    geschehen: Geschehen,
    befehl: Befehl,
    tmp_path: Path,
    leere_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    geschehen(2)
    befehl("backup", str(tmp_path / "alt.tar.gz"))
    geschehen(3)
    befehl("backup", str(tmp_path / "neu.tar.gz"))
    monkeypatch.setenv("KRM_DATABASE_URL", leere_url)
    shutil.rmtree(tmp_path / "var" / "ablage", ignore_errors=True)
    assert befehl("restore", str(tmp_path / "alt.tar.gz")).code == 0
    befehl("migrate")
    befehl("migrate")
    answer = befehl("protokoll", "pruefen", "--json")
    told = json.loads(answer.text)
    assert (answer.code, told["fehler"], told["anker"]) == (0, [], 3)
    assert len(told["hinweise"]) == 1
    assert "wurde eine Sicherung zurückgespielt" in told["hinweise"][0]


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("text", ["{", '{"kette": 7}', '{"kette": {"laenge": 1}}', "[]"])
def test_what_is_no_anchor_is_refused_in_one_sentence(
    geschehen: Geschehen, befehl: Befehl, tmp_path: Path, text: str
) -> None:
    (tmp_path / "lauf.json").write_text(text, "utf-8")
    answer = befehl("protokoll", "pruefen", "--anker", str(tmp_path / "lauf.json"))
    assert (answer.code, answer.text) == (2, "")
    assert "kein lesbarer Anker" in answer.fehler
    assert "gibt es nicht" in befehl("protokoll", "pruefen", "--anker", "nirgends").fehler
