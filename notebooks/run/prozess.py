"""The process of a run, seen from outside: what it may see, how long it may live, how it ends."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

WURZEL = Path(__file__).parents[2]
# What a run may know of the machine. No setting of KRM is among it, so no secret and no database.
ERLAUBT = ("PATH", "LD_LIBRARY_PATH", "TZ")
HOECHSTENS_PROTOKOLL = 20_000


def umgebung(arbeit: Path, schriftindex: Path | None = None) -> dict[str, str]:
    """The environment of a run: everything it writes lies in `arbeit`, but the list of typefaces.

    That one is the same for every run; it is read as JSON, and made again where it is missing.
    """
    eigene = {name: os.environ[name] for name in ERLAUBT if name in os.environ}
    return eigene | {
        "HOME": str(arbeit),
        "TMPDIR": str(arbeit),
        "IPYTHONDIR": str(arbeit / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(arbeit / "jupyter"),
        "JUPYTER_CONFIG_DIR": str(arbeit / "jupyter"),
        "JUPYTER_DATA_DIR": str(arbeit / "jupyter"),
        "MPLCONFIGDIR": str(schriftindex or arbeit / "matplotlib"),
        "PYTHONPATH": str(WURZEL),
        "PYTHONNOUSERSITE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        # Two processes on few cores: threads of the number library would only fight each other.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


class Prozess:
    """A running `notebooks.run`. It dies with its time, its whole group with it.

    It starts up until it needs its snapshot, and waits there for `begin`.
    """

    def __init__(
        self, befehl: list[str], arbeit: Path, zeit_s: float, schriftindex: Path | None = None
    ) -> None:
        self._zeit_s = zeit_s
        self._zu_lange = False
        self._waechter: threading.Thread | None = None
        self._meldungen = arbeit / "meldungen.txt"
        with self._meldungen.open("wb") as fehler:
            self._prozess = subprocess.Popen(
                befehl,
                cwd=arbeit,
                env=umgebung(arbeit, schriftindex),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=fehler,
                start_new_session=True,
            )

    def __enter__(self) -> "Prozess":
        return self

    def __exit__(self, *grund: object) -> None:
        self._end()

    def begin(self, nachricht: dict[str, Any]) -> None:
        """Tell it that its snapshot is there; from now on its time runs.

        A process that is dead by then is heard of in `zeilen`.
        """
        assert self._prozess.stdin is not None
        with suppress(BrokenPipeError), self._prozess.stdin as eingabe:
            eingabe.write(json.dumps(nachricht, ensure_ascii=False).encode() + b"\n")
        self._waechter = threading.Thread(target=self._bewache, daemon=True)
        self._waechter.start()

    def zeilen(self) -> Iterator[dict[str, Any]]:
        """The process's messages, one JSON object per line, until it ends."""
        assert self._prozess.stdout is not None
        try:
            with self._prozess.stdout as ausgabe:
                for zeile in ausgabe:
                    yield json.loads(zeile)
        finally:
            self._end()

    def abbruch(self) -> str | None:
        """Why the process was ended from here, if it was."""
        if not self._zu_lange:
            return None
        return (
            f"Der Bericht hat länger als {self._zeit_s:.0f} Sekunden gedauert und wurde "
            "abgebrochen. Bitte einen kürzeren Zeitraum wählen oder die Zeitgrenze anheben."
        )

    def protokoll(self) -> str:
        """The end of what the process wrote on standard error."""
        if not self._meldungen.exists():
            return ""
        return self._meldungen.read_text("utf-8", errors="replace")[-HOECHSTENS_PROTOKOLL:]

    def _bewache(self) -> None:
        try:
            self._prozess.wait(timeout=self._zeit_s)
        except subprocess.TimeoutExpired:
            self._zu_lange = True
        self._kill()

    def _end(self) -> None:
        self._kill()
        for ende in (self._prozess.stdin, self._prozess.stdout):
            if ende is not None:
                with suppress(BrokenPipeError):
                    ende.close()
        if self._waechter is not None:
            self._waechter.join()

    def _kill(self) -> None:
        """End the group; the kernel, in a group of its own, ends with the process (kern.py)."""
        with suppress(ProcessLookupError):
            os.killpg(self._prozess.pid, signal.SIGKILL)
        self._prozess.wait()
