"""JupyterLab for one person: in her folder, without settings and secrets, shut in."""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from admin.config import WURZEL
from admin.jobs.erkundung import NOTIZBUECHER
from admin.jobs.gehege import landlock_version, shut_in
from models.rules.fehler import RuleViolation
from notebooks.data.momentaufnahme import ORT
from notebooks.run.grenzen import die_with_parent
from notebooks.run.prozess import umgebung

ARBEIT = "krm-lab-"
FEHLT = (
    "JupyterLab ist nicht installiert. Bitte einmal „make lab“ ausführen, oder „pip install "
    "--require-hashes -r requirements-erkundung.lock“ in der Umgebung von KRM."
)
# No news, no extensions from outside, no terminal; the kernels speak over files, not over ports.
SCHALTER = (
    "--no-browser",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.terminals_enabled=False",
    "--ServerApp.allow_root=True",
    "--KernelManager.transport=ipc",
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)
_EINSTELLUNGEN = {
    "@jupyterlab/translation-extension:plugin": {"locale": "de_DE"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
# Of /etc only what libraries ask for: the settings of KRM may lie beside it.
_ETC = (
    "alternatives fonts group hosts ld.so.cache ld.so.conf ld.so.conf.d localtime mime.types "
    "nsswitch.conf os-release passwd python3 resolv.conf ssl timezone"
).split()
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/proc", "/sys/devices", "/sys/fs/cgroup")
_PAKETE = ("models", "notebooks")
_PROGRAMM = "programm"
_WARTEN_S = 90


@dataclass
class Labor:
    """JupyterLab on a person's folder: `ordner` is hers, `arbeit` is empty and gone afterwards."""

    ordner: Path
    arbeit: Path
    port: int = 0
    geheim: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def notizbuecher(self) -> Path:
        """Where her notebooks lie, the root of what JupyterLab shows."""
        return self.ordner / NOTIZBUECHER

    def start(self) -> "subprocess.Popen[bytes]":
        """The server, as a process of its own that ends with this one."""
        if find_spec("jupyterlab") is None:
            raise RuleViolation(FEHLT)
        self.prepare()
        return subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *SCHALTER,
             f"--NotebookNotary.data_dir={self.notizbuecher / '.jupyter'}",
             f"--ServerApp.port={self.port}", f"--ServerApp.root_dir={self.notizbuecher}"],
            cwd=self.notizbuecher,
            env=self.umgebung(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self.arbeit / "meldungen.txt").open("wb"),
            start_new_session=True,  # Ctrl-C is for who started it, who ends this one in peace
            preexec_fn=self.shut_in,
        )  # fmt: skip

    def umgebung(self) -> dict[str, str]:
        """The environment of server and kernels: no setting of KRM, so no secret, no database."""
        eigene = self.notizbuecher / ".jupyter"
        return umgebung(self.arbeit) | {
            ORT: str(self.ordner),
            "PYTHONPATH": str(self.arbeit / _PROGRAMM),
            "JUPYTER_TOKEN": self.geheim,
            "JUPYTER_PREFER_ENV_PATH": "0",
            "JUPYTERLAB_SETTINGS_DIR": str(eigene / "einstellungen"),
            "JUPYTERLAB_WORKSPACES_DIR": str(eigene / "ansichten"),
        }

    def wait(self, process: "subprocess.Popen[bytes]") -> str:
        """The address to open, with its secret; RuleViolation when the server did not come up."""
        ends = time.monotonic() + _WARTEN_S
        while time.monotonic() < ends and process.poll() is None:
            if address := self._address():
                return address
            time.sleep(0.2)
        process.kill()
        text = (self.arbeit / "meldungen.txt").read_text("utf-8", errors="replace")
        last = (text.strip().splitlines() or ["ohne Meldung"])[-1]
        raise RuleViolation(f"JupyterLab ist nicht gestartet. Es meldet: {last}")

    def _address(self) -> str | None:
        for path in (self.arbeit / "jupyter").glob("jpserver-*.json"):
            try:
                url = json.loads(path.read_text("utf-8"))["url"]
            except (ValueError, KeyError):
                continue  # half written
            return f"{url}lab?token={self.geheim}"
        return None

    def _settings(self) -> None:
        folder = self.arbeit / "jupyter" / "labconfig"
        folder.mkdir(mode=0o700, parents=True)
        text = json.dumps(_EINSTELLUNGEN)
        (folder / "default_setting_overrides.json").write_text(text, encoding="utf-8")

    def prepare(self) -> None:
        """Put into `arbeit` what the server finds there."""
        self._settings()
        self._program()

    def _program(self) -> None:
        """Links to our packages: Python looks into folders, and ours holds more than these."""
        (self.arbeit / _PROGRAMM).mkdir(mode=0o700)
        for name in _PAKETE:
            (self.arbeit / _PROGRAMM / name).symlink_to(WURZEL / name)

    def shut_in(self) -> None:
        """What server and kernels do before anything else: end with us, and shut themselves in."""
        die_with_parent()
        if landlock_version():
            shut_in(self.lesbar(), (self.notizbuecher, self.arbeit, Path("/dev")))

    def lesbar(self) -> Sequence[Path]:
        """What server and kernels may read: the system, this program's notebooks, her snapshots."""
        ours = [WURZEL / name for name in _PAKETE]
        python = [Path(prefix) for prefix in {sys.prefix, sys.base_prefix, os.__file__}]
        etc = [Path("/etc") / name for name in _ETC]
        return [*map(Path, _SYSTEM), *python, *etc, *ours, self.ordner]
