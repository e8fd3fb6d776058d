"""A house with a case and two documents, and an empty place to put its backup back to.

ort        the house: ort.run("backup", ziel), ort.findings() of `check`, ort.env for a process
neuer_ort  an empty place of the same kind
"""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from admin.cli import main
from models.actions.dokumente import Upload, store_dokument
from models.db import acting_as, close, database
from models.rules import bruchstellen
from tests.datenbanken import _postgresql_copy
from tests.haus import JETZT, Haus
from tests.integration.befehle import Ausgang

BRIEFE = (b"%PDF-1.4 erster Brief", b"%PDF-1.4 zweiter Brief")


@dataclass(frozen=True)
class Ort:
    """A database and its folders; commands run here in this process."""

    env: dict[str, str]
    capsys: pytest.CaptureFixture[str]

    @property
    def ablage(self) -> Path:
        return Path(self.env["KRM_ABLAGE_DIR"])

    @property
    def datei(self) -> Path:
        """The file of a SQLite database."""
        return Path(self.env["KRM_DATABASE_URL"].removeprefix("sqlite:///"))

    def run(self, *arguments: object) -> Ausgang:
        self.capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.env.items():
                patch.setenv(name, value)
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as stop:
                code = int(stop.code or 0)
            finally:
                close()
        out, err = self.capsys.readouterr()
        return Ausgang(code, out, err)

    def findings(self) -> dict[str, str]:
        """What `check` finds wrong that is no hint, by what it is about."""
        found = json.loads(self.run("check", "--json").text)["befunde"]
        return {b["was"]: b["text"] for b in found if not b["ok"] and b["pflicht"]}

    def documents(self) -> list[bytes]:
        return sorted(p.read_bytes() for p in self.ablage.rglob("*") if p.is_file())


@pytest.fixture
def neuer_ort(datenbank_art: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator:
    if datenbank_art == "sqlite":
        yield _ort(f"sqlite:///{tmp_path / 'anderswo' / 'krm.sqlite'}", tmp_path / "neu", capsys)
    else:
        with _postgresql_copy("template0") as url:
            yield _ort(url, tmp_path / "neu", capsys)
    database.initialize(None)


@pytest.fixture
def ort(
    migrierte_url: str, haus: Haus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Ort]:
    here = _ort(migrierte_url, tmp_path / "haus", capsys)
    fall, anna = haus.record(), haus.akteur("anna")
    with acting_as(anna):
        for brief in BRIEFE:
            upload = Upload(fall.id, "anlage", "brief.pdf", io.BytesIO(brief))
            store_dokument(by=anna, now=JETZT, upload=upload, ablage=here.ablage)
    close()
    assert here.run("migrate").code == 0
    yield here
    bruchstellen.hook(None)


@pytest.fixture
def at_point() -> Iterator[Callable[[str, Callable[[], None]], None]]:
    """at_point(name, do): do something when a fault point is reached."""

    def arrange(name: str, do: Callable[[], None]) -> None:
        bruchstellen.hook(lambda reached: do() if reached == name else None)

    yield arrange
    bruchstellen.hook(None)


def _ort(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Ort:
    env = {
        "KRM_DATABASE_URL": url,
        "KRM_VAR_DIR": str(folder),
        "KRM_REPORTS_DIR": str(folder / "berichte"),
        "KRM_ABLAGE_DIR": str(folder / "ablage"),
    }
    return Ort(env, capsys)
