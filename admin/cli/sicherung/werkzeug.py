"""PostgreSQL's own programs, run with the settings' database."""

import os
import shutil
import subprocess
from typing import BinaryIO
from urllib.parse import unquote, urlsplit, urlunsplit

from models.rules.fehler import RuleViolation


def run_tool(url: str, *call: str, ausgabe: BinaryIO | None = None) -> None:
    """Run a program; the password goes by the environment, where `ps` shows none."""
    tool, *arguments = call
    if shutil.which(tool) is None:
        raise RuleViolation(
            f"Das Programm {tool} fehlt; bitte „apt-get install postgresql-client“ ausführen."
        )
    address = urlsplit(url)
    bare = address.netloc.replace(f":{address.password}@", "@", 1)
    environment = {**os.environ}
    if address.password:
        environment["PGPASSWORD"] = unquote(address.password)
    done = subprocess.run(
        [tool, f"--dbname={urlunsplit(address._replace(netloc=bare))}", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=ausgabe or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RuleViolation(f"{tool} ist gescheitert: {lines[-1] if lines else 'ohne Meldung'}")
