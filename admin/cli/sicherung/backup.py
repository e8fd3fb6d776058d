"""`backup`: the database and the filed documents in one archive."""

import argparse
import tempfile
from datetime import datetime
from pathlib import Path

from admin.cli.rahmen import clock, open_database, print_json
from admin.cli.sicherung import abbild, archiv
from admin.config import Config
from admin.jobs.anker import append_anchor
from models.rules.fehler import RuleViolation
from models.rules.kette import Kettenende
from models.rules.zeit import BERLIN

DATENBANK = "datenbank"
ABLAGE = "ablage"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ziel", type=Path, metavar="ZIEL", help="Datei .tar.gz oder Ordner")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Write the archive and say what is in it. Raises RuleViolation."""
    now = clock()
    ziel = _target(args.ziel, now)
    with (
        open_database(migrated=False) as config,
        tempfile.TemporaryDirectory(dir=ziel.parent, prefix=".krm-") as folder,
    ):
        inhalt = _collect(config, Path(folder), now)
        archiv.pack(ziel, inhalt, Path(folder))
        if inhalt.fakten["kette"]:
            append_anchor(config, "Sicherung", Kettenende(*inhalt.fakten["kette"]).as_anchor(now))
    vorgaenge = inhalt.fakten["zeilen"].get("vorgang", 0)
    dokumente = len(inhalt.dateien) - 1
    if args.json:
        print_json({"datei": str(ziel), "vorgaenge": vorgaenge, "dokumente": dokumente})
    else:
        print(f"Gesichert nach {ziel}: Vorgänge: {vorgaenge}, Dokumente: {dokumente}")
        print("Die Schlüssel (KRM_SECRET_KEY, KRM_PSEUDONYM_KEY) sind nicht dabei.")
    return 0


def _target(ziel: Path, now: datetime) -> Path:
    if ziel.is_dir():
        ziel = ziel / f"krm-{now.astimezone(BERLIN):%Y-%m-%d-%H%M%S}.tar.gz"
    if ziel.exists():
        raise RuleViolation(f"{ziel} gibt es schon; eine Sicherung überschreibt nichts.")
    if not ziel.parent.is_dir():
        raise RuleViolation(f"Den Ordner {ziel.parent} gibt es nicht.")
    return ziel


def _collect(config: Config, folder: Path, now: datetime) -> archiv.Inhalt:
    """The database first: every document it names is filed by then."""
    image = folder / DATENBANK
    facts = abbild.take(config, image)
    documents = {
        f"{ABLAGE}/{path.relative_to(config.ablage_dir).as_posix()}": path
        for path in archiv.files_below(config.ablage_dir)
    }
    facts |= {
        "art": "sqlite" if abbild.is_sqlite(config) else "postgresql",
        "erstellt_am": now.isoformat(timespec="seconds"),
    }
    return archiv.Inhalt({DATENBANK: image, **documents}, facts)
