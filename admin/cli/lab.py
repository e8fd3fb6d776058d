"""`lab`: JupyterLab on a person's newest snapshot."""

import argparse
import os
import signal
import subprocess
import webbrowser
from datetime import datetime
from pathlib import Path
from types import FrameType

from admin.cli.momentaufnahme import add_wish, wish_of
from admin.cli.rahmen import clock, find_actor, note, open_database
from admin.config import Config, load_config, provide_keys
from admin.jobs.erkundung import folder_of, take_momentaufnahme
from admin.jobs.gehege import landlock_version
from admin.jobs.labor import ARBEIT, Labor
from admin.jobs.notizbuecher import furnish
from models.actions.momentaufnahmen import require_exploring
from models.rules.rechte import Akteur
from models.rules.zeit import BERLIN
from notebooks.data.arbeitsordner import workspace
from notebooks.data.momentaufnahme import fits, snapshots

OFFEN = (
    "Achtung: Dieser Rechner kann Programme nicht einsperren (Landlock fehlt). Notizbücher lesen "
    "dann alles, was dieses Konto des Rechners lesen darf, auch die Datenbank."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_wish(parser)
    parser.add_argument("--neu", action="store_true", help="vorher neu ziehen; sonst einmal am Tag")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="Vorgabe: ein freier")
    parser.add_argument(
        "--ohne-browser", action="store_true", help="nur die Adresse zeigen, nichts öffnen"
    )


def run(args: argparse.Namespace) -> int:
    """Bring snapshot and notebooks up to date, open JupyterLab, wait for its end."""
    now = clock()
    config = provide_keys(load_config(os.environ), "pseudonym_key")
    with open_database(config):
        by = find_actor(args.als, now)
        folder = bring_up_to_date(args, by, now, config)
    with workspace(ARBEIT) as arbeit:
        return _open(Labor(folder, arbeit, args.port), ohne_browser=args.ohne_browser)


def bring_up_to_date(args: argparse.Namespace, by: Akteur, now: datetime, config: Config) -> Path:
    """A snapshot of today; asked for a unit or a period, always a new one."""
    wunsch = wish_of(args, by)
    require_exploring(by, wunsch.einheit.id)
    folder = folder_of(by, config)
    heute = f"{now.astimezone(BERLIN):%Y-%m-%d}"
    today = [path for path in snapshots(folder) if path.name.startswith(heute)]
    found = [path for path in today if fits(path)]  # none of before an update
    if not found or args.neu or args.zeitraum or args.einheit:
        found = [take_momentaufnahme(by=by, now=now, wunsch=wunsch, config=config)]
    note(f"Momentaufnahme: {found[-1]}")
    for satz in furnish(folder, now):
        note(satz)
    return folder


def _open(labor: Labor, *, ohne_browser: bool) -> int:
    signal.signal(signal.SIGTERM, _stop)
    process = labor.start()
    try:
        address = labor.wait(process)
        print(address, flush=True)
        note("Beenden: Strg+C. Die Adresse gilt nur auf diesem Rechner und nur, solange er läuft.")
        if not landlock_version():
            note(OFFEN)
        if not ohne_browser:
            webbrowser.open(address)
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _end(process)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
