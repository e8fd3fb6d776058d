"""What a PDF says: Debian's `pdftotext`, in a process of its own with little time and memory.

A PDF comes from anybody. The process gets one file to read and nothing of KRM's settings.
"""

import os
import resource
import shutil
import signal
import subprocess
from pathlib import Path

from models.rules.fehler import RuleViolation
from models.rules.textauszug import HOECHSTENS_ZEICHEN, ZU_LANG

PROGRAMM, PAKET = "pdftotext", "poppler-utils"
HOECHSTENS_S = 5
_SPEICHER = 512 * 2**20
_AUSGABE = 4 * HOECHSTENS_ZEICHEN
_GRENZEN = {
    resource.RLIMIT_AS: _SPEICHER,
    resource.RLIMIT_CPU: HOECHSTENS_S,
    resource.RLIMIT_FSIZE: _AUSGABE,
    resource.RLIMIT_CORE: 0,
}

_FEHLT = f"Um PDF zu vergleichen, braucht dieser Rechner das Debian-Paket {PAKET}."
_ZU_SCHWER = "Den Text dieses PDF zu lesen, dauert zu lange oder braucht zu viel Speicher."
_UNLESBAR = "Dieses PDF lässt sich nicht lesen: Es ist beschädigt oder hat ein Kennwort."


def read_pdf(pfad: Path) -> str:
    """The lines of a PDF, blocks apart by an empty line, pages by a form feed.

    Raises RuleViolation where the program is missing, the file is broken, protected or too much.
    """
    programm = shutil.which(PROGRAMM)
    if programm is None:
        raise RuleViolation(_FEHLT)
    with os.fdopen(os.memfd_create(PROGRAMM), "r+b") as ausgabe:
        code = _run([programm, "-q", "-enc", "UTF-8", str(pfad.resolve()), "-"], ausgabe.fileno())
        if code:
            raise RuleViolation(_why(code))
        ausgabe.seek(0)
        return ausgabe.read(_AUSGABE).decode("utf-8", "replace")


def _run(command: list[str], ausgabe: int) -> int:
    """Its return code; negative when a limit ended it. The limits are set from here, since a
    server with threads must not run Python between fork and exec."""
    with subprocess.Popen(
        command,
        cwd="/",
        env={"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=ausgabe,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            for grenze, wert in _GRENZEN.items():
                resource.prlimit(process.pid, grenze, (wert, wert))
            return process.wait(HOECHSTENS_S)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL
        finally:
            process.kill()


def _why(code: int) -> str:
    if code == -signal.SIGXFSZ:
        return ZU_LANG
    return _ZU_SCHWER if code < 0 else _UNLESBAR
