"""An import whose process is killed: the old state or the new one, never half, and repeatable."""

from pathlib import Path

import pytest

from models.actions.codes import seed_codes
from models.actions.einspielung import sweep_imports
from models.db import acting_as
from models.db.verborgen import unfinished_imports
from models.importer import Auftrag, import_csv
from models.queries.kette import verify_chain
from models.rules.rechte import SYSTEM
from models.tables import Verborgen, Vorgang
from tests.bruch import GETOETET, pull_plug
from tests.haus import JETZT, Haus

ZEILEN = 600  # three slices
STELLEN = ("import.angekuendigt", "import.scheibe#2", "import.geschrieben", "import.gezeigt")


@pytest.fixture
def datei(haus: Haus, tmp_path: Path) -> Path:
    seed_codes(by=SYSTEM, now=JETZT)
    path = tmp_path / "faelle.csv"
    rows = [f"beschwerde;2026-07-01;schriftlich;AD-{n}" for n in range(ZEILEN)]
    path.write_text("\n".join(["art;eingang_am;eingangsweg;fremdnummer", *rows]), "utf-8")
    return path


def kill(stelle: str, datei: Path, url: str, *befehl: str) -> None:
    env = {"KRM_DATABASE_URL": url, "KRM_VAR_DIR": str(datei.parent / "var")}
    dead = pull_plug(stelle, *befehl, env=env, timeout=300)
    assert dead.returncode == GETOETET, dead.stderr


def numbers() -> list[str]:
    with acting_as(SYSTEM):
        return sorted(vorgang.vorgangsnummer for vorgang in Vorgang.select())


def import_again(haus: Haus, datei: Path) -> int:
    auftrag = Auftrag(datei, haus.einheiten["JC"].id)
    return import_csv(by=SYSTEM, now=JETZT, auftrag=auftrag).uebernommen


def assert_gapless(nummern: list[str]) -> None:
    years: dict[str, list[int]] = {}
    for nummer in nummern:
        _, jahr, number = nummer.split("-")
        years.setdefault(jahr, []).append(int(number))
    assert all(found == list(range(1, len(found) + 1)) for found in years.values())


def assert_whole(haus: Haus, count: int) -> None:
    haus.record()
    assert len(numbers()) == count
    assert_gapless(numbers())
    with acting_as(SYSTEM):
        assert (verify_chain().fehler, unfinished_imports()) == ("", [])
        assert Verborgen.select().count() == 0


@pytest.mark.parametrize("stelle", STELLEN)
def test_a_killed_import_is_there_whole_or_not_at_all(
    haus: Haus, datei: Path, migrierte_url: str, stelle: str
) -> None:
    kill(stelle, datei, migrierte_url, "import", str(datei), "--einheit", "JC")
    shown = stelle == "import.gezeigt"
    assert len(numbers()) == (ZEILEN if shown else 0)
    assert import_again(haus, datei) == (0 if shown else ZEILEN)
    sweep_imports(now=JETZT)
    assert_whole(haus, ZEILEN + 1)


def test_taking_back_is_taken_up_where_it_was_killed(
    haus: Haus, datei: Path, migrierte_url: str
) -> None:
    befehl = ("import", str(datei), "--einheit", "JC")
    kill("import.geschrieben", datei, migrierte_url, *befehl)
    kill("import.zurueck", datei, migrierte_url, *befehl)
    assert numbers() == []
    assert sweep_imports(now=JETZT) == 1
    assert_whole(haus, 1)
    assert import_again(haus, datei) == ZEILEN
    assert_whole(haus, ZEILEN + 2)
