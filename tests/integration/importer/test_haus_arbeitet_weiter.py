"""While a large import runs in another process, people open pages and save, and nobody is refused.

`TEST_IMPORT_ZEILEN=15000` makes it as large as a house's whole stock.
"""

import os
import subprocess
import sys
from pathlib import Path

from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests.integration.web.conftest import web
from tests.integration.web.klient import Web
from tests.integration.web.test_schritte import entry

__all__ = ["web"]

ROOT = Path(__file__).parents[3]
ZEILEN = int(os.environ.get("TEST_IMPORT_ZEILEN", "1500"))
SEITEN = ("/", "/vorgang/", "/vorgang/?sort=2", "/ich/", "/hilfe/")


def start_import(folder: Path, url: str) -> subprocess.Popen[bytes]:
    datei = folder / "faelle.csv"
    rows = [f"beschwerde;2026-07-01;schriftlich;AD-{n}" for n in range(ZEILEN)]
    datei.write_text("\n".join(["art;eingang_am;eingangsweg;fremdnummer", *rows]), "utf-8")
    command = [sys.executable, "-m", "admin", "import", str(datei), "--einheit", "JC"]
    env = {"PATH": os.environ["PATH"], "KRM_DATABASE_URL": url, "KRM_VAR_DIR": str(folder)}
    return subprocess.Popen(command, cwd=ROOT, env=env)


def test_pages_and_saves_go_on_during_an_import(
    web: Web, migrierte_url: str, tmp_path: Path
) -> None:
    anna, bernd = web.als("anna"), web.als("bernd")
    close()
    importing = start_import(tmp_path, migrierte_url)
    views, saves, stocks = [], [], set()
    try:
        while importing.poll() is None:
            views += [bernd.get(page).status_code for page in SEITEN]
            saves.append(anna.post("/eingang/beschwerde/", **entry(web.haus)).status_code)
            with acting_as(SYSTEM):
                stocks.add(Vorgang.select().count() - len(saves))
            close()
    finally:
        importing.kill()
    assert importing.wait() == 0
    assert stocks <= {0, ZEILEN}
    assert (set(views), set(saves)) == ({200}, {303})
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == ZEILEN + len(saves)
