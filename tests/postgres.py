"""One throw-away PostgreSQL cluster per test run, started by whoever needs it first.

All xdist workers share it. It listens on a Unix socket in the run's own folder only, so that it
collides with no other server. It ends with the run: regularly in `stop`, and by a watchdog when
the run is killed.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

PORT = 54329
FOLDER = "TESTLAUF_ORDNER"
RUN_PID = "TESTLAUF_PID"
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    # Nobody needs these databases after a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}
WATCHDOG = """(
while kill -0 "$1" 2>/dev/null; do sleep 2; done
kill -QUIT "$(head -n 1 "$2/daten/postmaster.pid" 2>/dev/null)" 2>/dev/null
sleep 1
rm -rf "$2"
) </dev/null >/dev/null 2>&1 &"""


def prepare() -> None:
    """Name the run's folder and its process for all workers; starts nothing."""
    os.environ[FOLDER] = str(Path(tempfile.gettempdir()) / f"krm-test-{secrets.token_hex(6)}")
    os.environ[RUN_PID] = str(os.getpid())


def url(database: str) -> str:
    """The URL of a database in the cluster, which is started if it does not run yet."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "sperre").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "daten" / "postmaster.pid").exists():
            _start(folder)
    return f"postgresql://krm@/{database}?host={folder}&port={PORT}"


def create(name: str, template: str = "template0") -> str:
    """Create a database as a copy of `template` and return its URL."""
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    return url(name)


def drop(name: str) -> None:
    """Drop a database, together with connections that a test left open."""
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def stop() -> None:
    """End the cluster, if one runs, and remove the run's folder."""
    folder = _folder()
    pid_file = folder / "daten" / "postmaster.pid"
    if pid_file.exists():
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGQUIT)
        _wait_until_gone(pid_file)
    shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return Path(os.environ[FOLDER])


def _start(folder: Path) -> None:
    owner = _server_user()
    os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    data = str(folder / "daten")
    options = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
    options += f" -k {folder}"
    _run(owner, "initdb", "-D", data, "-U", "krm", "-A", "trust", "-E", "UTF8", "-N",
         "--locale=C.UTF-8")  # fmt: skip
    _run(owner, "pg_ctl", "start", "-w", "-D", data, "-l", f"{data}/server.log", "-o", options)
    watchdog = ["sh", "-c", WATCHDOG, "watchdog", os.environ[RUN_PID], str(folder)]
    subprocess.run(watchdog, check=True, start_new_session=True)


def _server_user() -> str:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(owner: str, program: str, *arguments: str) -> None:
    is_root = os.getuid() == 0
    done = subprocess.run(
        [_binary(program), *arguments],
        user=owner if is_root else None,
        group=pwd.getpwnam(owner).pw_gid if is_root else None,
        extra_groups=() if is_root else None,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr or done.stdout}")


def _binary(program: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    on_path = shutil.which(program)
    if not found and on_path is None:
        raise RuntimeError("PostgreSQL fehlt: apt-get install postgresql")
    return str(found[-1]) if found else str(on_path)


def _execute(statement: str) -> None:
    with psycopg.connect(url("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _wait_until_gone(pid_file: Path) -> None:
    deadline = time.monotonic() + 10
    while pid_file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
