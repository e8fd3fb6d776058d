"""`backup`: the database and the filed documents in one archive."""

import argparse
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from admin.cli.rahmen import clock, note, open_database, print_json
from admin.cli.sicherung import abbild, archiv
from admin.cli.sicherung.spurlos import already_there, plain_faults, sweep
from admin.config import Config
from admin.jobs.anker import append_anchor
from models.db import acting_as
from models.migrations.zustand import DATEI, faults
from models.rules.bruchstellen import reach
from models.rules.dateinamen import place
from models.rules.fehler import RuleViolation
from models.rules.kette import Kettenende
from models.rules.rechte import SYSTEM
from models.rules.zeit import BERLIN
from models.tables import Dokument

DATENBANK = "datenbank"
ABLAGE = "ablage"


@dataclass(frozen=True)
class Bericht:
    """What a backup holds; `fehlend`: documents the database names and the Ablage lost."""

    vorgaenge: int
    dokumente: int
    fehlend: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ziel", type=Path, metavar="ZIEL", help="Datei .tar.gz oder Ordner")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Write the archive and say what is in it. Raises RuleViolation."""
    now = clock()
    ziel = _target(args.ziel, now)
    sweep(ziel.parent)
    with open_database(migrated=False) as config, plain_faults("Die Sicherung ist nicht gelungen"):
        bericht = _write(config, ziel, now)
    if args.json:
        print_json({"datei": str(ziel), **asdict(bericht)})
    else:
        counted = f"Vorgänge: {bericht.vorgaenge}, Dokumente: {bericht.dokumente}"
        print(f"Gesichert nach {ziel}: {counted}")
        print("Die Schlüssel (KRM_SECRET_KEY, KRM_PSEUDONYM_KEY) sind nicht dabei.")
    for name in bericht.fehlend:
        note(f"In der Ablage fehlt ein Dokument, das die Datenbank nennt: {name}")
    return 0


def _target(ziel: Path, now: datetime) -> Path:
    ziel = ziel.absolute()
    if ziel.is_dir():
        ziel = ziel / f"krm-{now.astimezone(BERLIN):%Y-%m-%d-%H%M%S}.tar.gz"
    if ziel.exists():
        raise already_there(ziel)
    if not ziel.parent.is_dir():
        raise RuleViolation(f"Den Ordner {ziel.parent} gibt es nicht.")
    return ziel


def _write(config: Config, ziel: Path, now: datetime) -> Bericht:
    """The database first: every document it names is filed by then."""
    maengel = _known_faults()
    with abbild.taken(config, ziel.parent) as (image, facts):
        reach("backup.abbild")
        names = sorted(facts.pop("ablage"))
        manifest = {
            **facts,
            "art": "sqlite" if abbild.is_sqlite(config) else "postgresql",
            "erstellt_am": now.isoformat(timespec="seconds"),
            "maengel": maengel,
        }
        with archiv.writing(ziel, manifest) as writer:
            writer.add(DATENBANK, image)
            for name in names:
                if not _add_document(writer, name, place(config.ablage_dir, name)):
                    writer.fehlend.append(name)
            reach("backup.archiv")
    reach("backup.fertig")
    if facts["kette"]:
        append_anchor(config, "Sicherung", Kettenende(*facts["kette"]).as_anchor(now))
    return Bericht(
        facts["zeilen"].get("vorgang", 0), len(writer.dateien) - 1, _still_named(writer.fehlend)
    )


def _known_faults() -> list[str]:
    """What is not whole already, so that a restore tells its own faults apart."""
    found = list(faults())
    if any(fault.was == DATEI for fault in found):
        raise RuleViolation(abbild.KAPUTT)
    return [f"{fault.was}: {fault.text}" for fault in found if not fault.rat]


def _add_document(writer: archiv.Archiv, name: str, path: Path) -> bool:
    """Opened once and then held: deleted meanwhile, it is still read. False where it is gone."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        writer.add(f"{ABLAGE}/{path.parent.name}/{name}", file)
    reach("backup.dokument")
    return True


def _still_named(gone: list[str]) -> list[str]:
    """Those the database still names are lost; the others were deleted while the backup ran."""
    if not gone:
        return []
    with acting_as(SYSTEM):
        rows = Dokument.select(Dokument.ablagename).where(Dokument.ablagename << gone)
        return sorted(name for (name,) in rows.tuples())
