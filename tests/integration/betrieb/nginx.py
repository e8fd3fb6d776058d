"""The nginx of docs/betrieb.md, as it stands on the page, on ports and with a certificate of a
test."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.integration.betrieb.conftest import NAME, ROOT, Tuer, free_port, running

_BLOCK = re.compile(r"```nginx\n(.+?)```", re.DOTALL)
_RAHMEN = """
daemon off;
user root;
pid {ordner}/nginx.pid;
error_log {ordner}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {ordner}/body;
    proxy_temp_path {ordner}/proxy;
    fastcgi_temp_path {ordner}/fastcgi;
    uwsgi_temp_path {ordner}/uwsgi;
    scgi_temp_path {ordner}/scgi;
{seite}
}}
"""


def example() -> str:
    """The file on the page."""
    (found,) = _BLOCK.findall((ROOT / "docs" / "betrieb.md").read_text("utf-8"))
    return str(found)


@contextmanager
def nginx(krm: Tuer, ordner: Path) -> Iterator[Tuer]:
    """nginx before this KRM. What a house has to adapt is adapted here, nothing else."""
    zertifikat, schluessel = _certificate(ordner)
    tuer = Tuer(free_port(), zertifikat)
    seite = _replaced(
        example(),
        {
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl;": f"listen 127.0.0.1:{tuer.port} ssl;",
            "/etc/ssl/krm/krm.crt": str(zertifikat),
            "/etc/ssl/krm/krm.key": str(schluessel),
            "allow 10.0.0.0/8;": "allow 127.0.0.0/8;",
            "http://127.0.0.1:8000": f"http://127.0.0.1:{krm.port}",
        },
    )
    datei = ordner / "nginx.conf"
    datei.write_text(_RAHMEN.format(ordner=ordner, seite=seite))
    with running(["/usr/sbin/nginx", "-p", str(ordner), "-c", str(datei)], {}, tuer) as found:
        yield found


def _replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, f"Das Beispiel hat „{old}“ nicht mehr."
        text = text.replace(old, new)
    return text


def _certificate(ordner: Path) -> tuple[Path, Path]:
    crt, key = ordner / "krm.crt", ordner / "krm.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", str(key), "-out", str(crt)],
        check=True, capture_output=True,
    )  # fmt: skip
    return crt, key
