"""What a kernel of JupyterLab may read: the snapshot, never the database, secrets, the network."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from admin.config import Config
from admin.jobs.gehege import landlock_version
from admin.jobs.labor import Labor

pytestmark = [
    pytest.mark.datenbank("sqlite"),
    pytest.mark.skipif(not landlock_version(), reason="Dieser Rechner hat kein Landlock."),
]


@pytest.fixture
def labor(ordner: Path, tmp_path: Path) -> Labor:
    arbeit = tmp_path / "arbeit"
    arbeit.mkdir()
    found = Labor(ordner, arbeit)
    found.prepare()
    return found


def attempt(labor: Labor, code: str) -> str:
    """What a process says that is started as the kernels are."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=labor.notizbuecher,
        env=labor.umgebung(),
        preexec_fn=labor.shut_in,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout + done.stderr


def test_it_reads_the_snapshot_and_computes(labor: Labor) -> None:
    code = "from notebooks import erkundung as e; print(len(e.oeffne().vorgaenge()))"
    assert attempt(labor, code).strip() == "36"


def test_it_writes_its_own_folder(labor: Labor) -> None:
    assert attempt(labor, "open('notiz.txt', 'w').write('x'); print('ja')") == "ja\n"


@pytest.mark.parametrize("was", ["krm.sqlite", "pseudonym_key", "secret_key", "ablage/brief.pdf"])
def test_neither_database_nor_keys_nor_documents(labor: Labor, config: Config, was: str) -> None:
    path = config.var_dir / was
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("geheim")
    assert "PermissionError" in attempt(labor, f"print(open({str(path)!r}).read())")


def test_the_snapshots_of_others_are_out_of_reach(labor: Labor, config: Config) -> None:
    path = config.var_dir / "erkundung" / "greta" / "2026-07-15-110000-JC.sqlite"
    path.parent.mkdir()
    path.write_text("greta")
    assert "PermissionError" in attempt(labor, f"print(open({str(path)!r}).read())")


def test_it_cannot_change_its_snapshot(labor: Labor) -> None:
    (path,) = labor.ordner.glob("*.sqlite")
    before = path.read_bytes()
    for code in (f"open({str(path)!r}, 'r+')", f"import os; os.remove({str(path)!r})"):
        assert "PermissionError" in attempt(labor, code)
    assert path.read_bytes() == before


def test_it_cannot_read_the_environment_of_the_program(labor: Labor) -> None:
    code = f"print(open('/proc/{os.getpid()}/environ').read())"
    assert "PermissionError" in attempt(labor, code)


@pytest.mark.skipif(landlock_version() < 4, reason="Netz erst ab Landlock 4.")
def test_it_connects_nowhere(labor: Labor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
        assert "PermissionError" in attempt(labor, code)


def test_it_knows_no_setting(labor: Labor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_DATABASE_URL", "postgresql://krm:geheim@db/krm")
    monkeypatch.setenv("PGPASSWORD", "geheim")
    said = attempt(labor, "import os; print(sorted(os.environ), list(os.environ.values()))")
    assert "geheim" not in said
    assert [name for name in labor.umgebung() if name.startswith("KRM_")] == ["KRM_ERKUNDUNG"]


def test_what_it_starts_is_shut_in_too(labor: Labor, config: Config) -> None:
    path = config.var_dir / "pseudonym_key"
    said = attempt(labor, f"import os; os.system('cat {path}')")
    assert "Permission denied" in said
