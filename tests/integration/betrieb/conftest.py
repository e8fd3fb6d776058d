"""KRM as it runs in a house: the real `serve`, with Debian's nginx of docs/betrieb.md before it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from ssl import create_default_context
from urllib.parse import urlencode

import pytest

from admin.security.passwort import hash_password
from models.actions.codes import seed_codes
from models.actions.konten import set_passwort
from models.db import close
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from tests.haus import Haus
from tests.integration.worker.conftest import until

ROOT = Path(__file__).parents[3]
NAME = "krm.jobcenter.example"
PASSWORT = "Ein Satz fuer alle."
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Antwort:
    """What came back."""

    code: int
    text: str
    kopf: dict[str, str]


@dataclass
class Tuer:
    """Where KRM is reached. With `zertifikat` over TLS."""

    port: int
    zertifikat: Path | None = None

    def browser(self, von: str = "127.0.0.1") -> "Browser":
        """A browser at this address of the loopback network."""
        return Browser(self, von, {})

    def answers(self) -> bool:
        """Whether somebody is there."""
        try:
            return self.browser().send("GET", "/anmelden").code == 200
        except (OSError, HTTPException):
            return False


@dataclass
class Browser:
    """One browser with its cookies."""

    tuer: Tuer
    von: str
    cookies: dict[str, str]

    def send(
        self, method: str, path: str, body: bytes = b"", kopf: dict[str, str] | None = None
    ) -> Antwort:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = {"Host": NAME, "Cookie": cookie, **(kopf or {})}
        connection = self._connect()
        try:
            connection.request(method, path, body or None, head)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Antwort(response.status, text, dict(response.headers))

    def post(
        self, page: str, path: str, kopf: dict[str, str] | None = None, **form: str
    ) -> Antwort:
        """Open the page and send a form of it to this path."""
        found = _TOKEN.search(self.send("GET", page, kopf=kopf).text)
        token = found.group(1) if found else ""
        body = urlencode({"csrf_token": token, **form}).encode()
        typ = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, body, {**(kopf or {}), **typ})

    def log_in(self, login: str, passwort: str, kopf: dict[str, str] | None = None) -> Antwort:
        return self.post("/anmelden", "/anmelden", kopf, login=login, password=passwort)

    def _connect(self) -> HTTPConnection:
        port, here = self.tuer.port, (self.von, 0)
        if self.tuer.zertifikat is None:
            return HTTPConnection("127.0.0.1", port, timeout=30, source_address=here)
        tls = create_default_context(cafile=str(self.tuer.zertifikat))
        tls.check_hostname = False  # we come by address; the certificate is for the name
        return HTTPSConnection("127.0.0.1", port, timeout=30, source_address=here, context=tls)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], environ: dict[str, str], tuer: Tuer) -> Iterator[Tuer]:
    """A server that is ended with the block."""
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ})
    try:
        until(lambda: tuer.answers() or server.poll() is not None)
        assert server.poll() is None, "Der Server ist nicht gestartet."
        yield tuer
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def haus_mit_passwort(haus: Haus, migrierte_url: str) -> Haus:
    """The house; everybody has the same password since long ago, chosen by herself."""
    seed_codes(by=SYSTEM, now=utc_now())
    made = utc_now() - timedelta(days=30)
    for login in ("anna", "bernd"):
        konto = haus.konten[login]
        set_passwort(by=haus.akteur(login), now=made, konto_id=konto.id,
                     passwort_hash=hash_password(PASSWORT))  # fmt: skip
    close()
    return haus


@pytest.fixture
def settings(migrierte_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "KRM_BETRIEB": "produktion",
        "KRM_DATABASE_URL": migrierte_url,
        "KRM_VAR_DIR": str(tmp_path / "var"),
        "KRM_REPORTS_DIR": str(tmp_path / "berichte"),
        "KRM_BASE_URL": f"https://{NAME}",
        "KRM_SECRET_KEY": "s" * 40,
        "KRM_PSEUDONYM_KEY": "p" * 40,
    }


@contextmanager
def serve(settings: dict[str, str]) -> Iterator[Tuer]:
    tuer = Tuer(free_port())
    command = [sys.executable, "-m", "admin", "serve", "--port", str(tuer.port)]
    with running(command, settings, tuer) as found:
        yield found
