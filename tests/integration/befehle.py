"""Running a command of ours in this process, on the database of a test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from admin.cli import main
from models.db import database
from tests.datenbanken import _postgresql_copy


@dataclass(frozen=True)
class Ausgang:
    """Exit code and what was said on standard output and standard error."""

    code: int
    text: str
    fehler: str


Befehl = Callable[..., Ausgang]


@pytest.fixture
def befehl(
    datenbank_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Befehl]:
    """befehl("demo", "--faelle", "0") on an empty database of its own."""
    monkeypatch.setenv("KRM_DATABASE_URL", datenbank_url)
    monkeypatch.setenv("KRM_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KRM_REPORTS_DIR", str(tmp_path / "berichte"))

    def run(*arguments: str) -> Ausgang:
        capsys.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return Ausgang(code, out, err)

    yield run
    database.initialize(None)


@pytest.fixture
def leere_url(datenbank_art: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a second empty database, for what comes back elsewhere."""
    if datenbank_art == "sqlite":
        yield f"sqlite:///{tmp_path / 'anderswo' / 'krm.sqlite'}"
    else:
        with _postgresql_copy("template0") as url:
            yield url
