"""`serve`: the web application with the worker beside it, in the foreground."""

import argparse
import errno
import os
import signal
from dataclasses import replace
from types import FrameType
from typing import Any

from admin.cli.rahmen import note, open_database
from admin.config import LOOPBACK, SETTINGS, Config, load_config, provide_keys
from models.rules.fehler import RuleViolation

_THREADS = 8
_GRUENDE = {
    errno.EADDRINUSE: "dort läuft schon etwas, vielleicht KRM selbst",
    errno.EACCES: "dafür fehlt die Berechtigung",
}
_BASE_URL = next(s.default for s in SETTINGS if s.name == "KRM_BASE_URL")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="Adresse (Vorgabe: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="Port (Vorgabe: 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM. Raises RuleViolation for what cannot be started."""
    config = provide_keys(_reachable(load_config(os.environ), args.host, args.port))
    with open_database(config):
        pass
    server = _listen(config, args.host, args.port)
    from admin.worker import start_embedded

    signal.signal(signal.SIGTERM, _stop)
    begleiter = start_embedded(config)
    note(f"KRM läuft unter http://{_in_url(args.host)}:{args.port}/ – Strg+C beendet.")
    try:
        server.run()
    finally:
        begleiter.stop()
    return 0


def _reachable(config: Config, host: str, port: int) -> Config:
    if not config.is_production and host not in LOOPBACK:
        raise RuleViolation(
            "Im Betrieb „demo“ lauscht KRM nur auf diesem Rechner (127.0.0.1); "
            "sonst KRM_BETRIEB=produktion setzen.",
            feld="KRM_BETRIEB",
        )
    if config.base_url != _BASE_URL or config.is_production:
        return config
    # Links in mails lead to where we really are; the worker reads it from the environment.
    os.environ["KRM_BASE_URL"] = f"http://{_in_url(host)}:{port}"
    return replace(config, base_url=os.environ["KRM_BASE_URL"])


def _listen(config: Config, host: str, port: int) -> Any:
    from admin.app import create_app
    from admin.cli.annahme import listen
    from admin.security.zugang import is_known

    try:
        return listen(
            create_app(config),
            is_known(config),
            host,
            port,
            threads=_THREADS,
            # Without a proxy of ours nobody may say where she comes from; with one, ProxyFix reads
            # exactly as much as those proxies wrote.
            clear_untrusted_proxy_headers=not config.proxies,
        )
    except OSError as error:
        reason = _GRUENDE.get(error.errno or 0, "die Adresse ist nicht zu gebrauchen")
        raise RuleViolation(
            f"Unter {host}:{port} geht es nicht: {reason}; bitte --host und --port prüfen."
        ) from None


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
