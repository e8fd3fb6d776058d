"""An intake that is killed at each of its fault points: the letter waits, or lies in the case."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.actions.eingangskorb import DATEI, korb_of
from models.actions.einmal import find_result
from models.db import acting_as, close
from models.rules.bruchstellen import BRUCHSTELLEN
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Vorgang
from tests import dateien
from tests.bruch import GETOETET, ROOT
from tests.haus import Haus

STELLEN = sorted(name for name in BRUCHSTELLEN if name.startswith("eingang."))


@pytest.mark.parametrize("stelle", STELLEN)
def test_a_killed_intake_loses_no_letter(
    haus: Haus, migrierte_url: str, tmp_path: Path, stelle: str
) -> None:
    korb = korb_of(haus.akteur("anna"), tmp_path)
    waiting = korb.put(DATEI, "brief.pdf", dateien.PDF)
    place = (str(haus.konten["anna"].id), str(haus.einheiten["501"].id))
    token = () if stelle == "eingang.korb" else (waiting.token,)
    close()
    command = [sys.executable, "-m", "tests.integration.dokumente.eingang_toetung", stelle]
    ended = subprocess.run([*command, migrierte_url, str(tmp_path), *place, *token], cwd=ROOT,
                           capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
    assert ended.returncode == GETOETET, ended.stderr
    with acting_as(SYSTEM):
        cases, filed = Vorgang.select().count(), list(Dokument.select())
    if stelle == "eingang.festgeschrieben":
        assert (cases, len(filed)) == (1, 1)
        path = tmp_path / filed[0].ablagename[:2] / filed[0].ablagename
        assert path.read_bytes() == dateien.PDF
        assert find_result("k" * 64) is not None
    else:
        assert (cases, filed) == (0, [])
        assert korb.find(waiting.token) == waiting
        assert find_result("k" * 64) is None
