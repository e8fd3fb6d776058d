"""A command that something stops says one German sentence, never a traceback."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from admin.cli import COMMANDS, main, stoerfall
from models.db import database
from models.rules.stoerung import ZU_ERRNO, sentence_for

WURZEL = Path(__file__).parents[3]
NIEMAND = "postgresql://krm:krm@127.0.0.1:1/krm"
# a call of each command that gets as far as its surroundings let it
AUFRUFE: dict[str, tuple[str, ...]] = {
    "einrichten": ("--kuerzel", "JC"),
    "migrate": (),
    "serve": ("--port", "1"),
    "worker": (),
    "demo": ("--faelle", "0"),
    "check": (),
    "frist": ("--regelwerk", "marzahn-hellersdorf-2022", "--art", "beschwerde",
              "--eingang", "2026-07-01"),
    "regelwerk": ("pruefen", "/gibt/es/nicht.toml"),
    "bericht": ("auswertung-gf", "--zeitraum", "2026-Q1"),
    "momentaufnahme": ("--als", "niemand"),
    "lab": ("--als", "niemand"),
    "import": ("/gibt/es/nicht.csv",),
    "protokoll": ("pruefen",),
    "backup": ("/dev/null/sicherung.tar.gz",),
    "restore": ("/gibt/es/nicht.tar.gz",),
}  # fmt: skip
BLEIBEN = ("serve", "worker")
"""They wait for a database that is away instead of ending."""


def _expect_words(code: int, text: str) -> None:
    assert "Traceback" not in text
    assert 'File "' not in text
    assert code in (0, 1, 2)
    if code:
        assert text.strip(), "ended without a word"


@pytest.fixture
def ort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KRM_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KRM_REPORTS_DIR", str(tmp_path / "berichte"))
    monkeypatch.delenv("KRM_DATABASE_URL", raising=False)
    return tmp_path


def _run(befehl: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main([befehl, *AUFRUFE[befehl]])
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        database.initialize(None)
    out, err = capsys.readouterr()
    _expect_words(code, out + err)


def test_every_command_has_a_call_here() -> None:
    assert set(AUFRUFE) == {name for name, _, _ in COMMANDS}


@pytest.mark.parametrize("befehl", AUFRUFE)
def test_a_file_where_a_folder_belongs_is_said_in_words(
    befehl: str, ort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (ort / "datei").touch()
    for name in ("KRM_VAR_DIR", "KRM_REPORTS_DIR", "KRM_ABLAGE_DIR"):
        monkeypatch.setenv(name, str(ort / "datei"))
    _run(befehl, capsys)


@pytest.mark.parametrize("befehl", [name for name in AUFRUFE if name not in BLEIBEN])
def test_a_postgresql_that_nobody_reaches_is_said_in_words(
    befehl: str, ort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KRM_DATABASE_URL", NIEMAND)
    _run(befehl, capsys)


@pytest.mark.parametrize("befehl", [name for name in AUFRUFE if name not in BLEIBEN])
def test_a_database_that_is_none_is_said_in_words(
    befehl: str, ort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (ort / "krm.sqlite").write_text("Dies ist keine Datenbank, sondern ein Brief.\n" * 200)
    monkeypatch.setenv("KRM_DATABASE_URL", f"sqlite:///{ort / 'krm.sqlite'}")
    _run(befehl, capsys)


def _frist(ausgabe: str) -> "subprocess.CompletedProcess[str]":
    befehl = [sys.executable, "-m", "admin", "frist", *AUFRUFE["frist"]]
    words = " ".join(f"'{part}'" for part in befehl)
    return subprocess.run(
        ["sh", "-c", f"{words} {ausgabe}"], cwd=WURZEL, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ausgabe", "code"), [(">/dev/full", 1), (">&-", 0), ("2>&-", 0), ("| true", 0)]
)
def test_an_output_that_is_full_closed_or_not_read_brings_no_traceback(
    ausgabe: str, code: int
) -> None:
    done = _frist(ausgabe)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == code, done.stderr
    if code:
        assert "Datenträger ist voll" in done.stderr


@pytest.mark.parametrize("nummer", ZU_ERRNO)
def test_each_refusal_of_the_machine_has_its_sentence(nummer: int) -> None:
    error = OSError(nummer, "strange words", "/var/krm/berichte/x")
    satz = sentence_for(error, {"KRM_REPORTS_DIR": Path("/var/krm/berichte")})
    assert satz is not None
    assert "strange" not in satz
    if "{was}" in ZU_ERRNO[nummer]:
        assert "KRM_REPORTS_DIR („/var/krm/berichte“)" in satz


@pytest.mark.parametrize(
    ("kind", "teil"),
    [
        (lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "voll"),
        (MemoryError, "Arbeitsspeicher"),
        (lambda: ZeroDivisionError("Frau Kanarienvogel"), "ZeroDivisionError"),
    ],
)
def test_what_happens_in_a_command_is_told_without_its_own_words(
    kind: Callable[[], Exception], teil: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> int:
        raise kind()

    assert stoerfall.in_words(work) == 1
    said = capsys.readouterr().err
    assert teil in said
    assert "Kanarienvogel" not in said
    assert "Traceback" not in said
    stoerfall.in_words(work, fehlersuche=True)
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        raise KeyboardInterrupt

    assert stoerfall.in_words(work) == 130
    assert capsys.readouterr().err == f"{stoerfall.ABGEBROCHEN}\n"
