"""`restore`: put a backup into an empty place, and check there that it is the same."""

import argparse
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from admin.cli.rahmen import clock, note, print_json
from admin.cli.sicherung import abbild, archiv
from admin.cli.sicherung.backup import ABLAGE, DATENBANK
from admin.cli.sicherung.spurlos import plain_faults
from admin.cli.sicherung.stelle import (
    Stelle,
    empty_ablage,
    require_empty_ablage,
    stelle_of,
    sync_folder,
)
from admin.config import Config, load_config
from admin.jobs.anker import note_restored
from models.db import alone, close, connect, database
from models.migrations.zustand import faults
from models.rules.bruchstellen import reach
from models.rules.dateinamen import place
from models.rules.fehler import RuleViolation

_AUSPACKEN = ".krm-wiederherstellung"
_NICHT_ARBEITEN = "; bitte nicht damit arbeiten und eine andere Sicherung nehmen."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("quelle", type=Path, metavar="QUELLE", help="Datei von „backup“")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Restore and compare with what was saved. Raises RuleViolation."""
    config = load_config(os.environ)
    with plain_faults("Das Zurückspielen ist nicht gelungen"):
        _require_same_kind(config, archiv.read_manifest(args.quelle))
        with alone(config.database_url):
            manifest = _restore(config, args.quelle)
    vorgaenge, dokumente = manifest["zeilen"].get("vorgang", 0), len(manifest["dateien"]) - 1
    if args.json:
        print_json({"vorgaenge": vorgaenge, "dokumente": dokumente, "geprueft": True})
    else:
        print(f"Zurückgespielt und geprüft: Vorgänge: {vorgaenge}, Dokumente: {dokumente}")
        print("Bitte „python -m admin migrate“ ausführen, dann „python -m admin check“.")
    for satz in manifest.get("maengel", ()):
        note(f"Das war schon bei der Sicherung so: {satz}")
    return 0


def _require_same_kind(config: Config, manifest: Mapping[str, Any]) -> None:
    here = "sqlite" if abbild.is_sqlite(config) else "postgresql"
    if manifest.get("art") != here:
        raise RuleViolation(
            f"Die Sicherung stammt aus einer Datenbank der Art „{manifest.get('art')}“, "
            f"KRM_DATABASE_URL nennt „{here}“."
        )


def _restore(config: Config, quelle: Path) -> dict[str, Any]:
    """Everything under the mark; it goes when all has been looked at where it stands."""
    stelle = stelle_of(config)
    _make_room(stelle, config.ablage_dir)
    stelle.mark(config.ablage_dir)
    reach("restore.marke")
    with _undone_on_error(stelle, config.ablage_dir):
        manifest = _put_back(stelle, config.ablage_dir, quelle)
        _compare(manifest, config)
        reach("restore.geprueft")
        if manifest["kette"]:
            note_restored(config, clock(), manifest["kette"])
        stelle.unmark()
    return manifest


def _make_room(stelle: Stelle, ablage: Path) -> None:
    """What an interrupted restore left goes; anything else is a reason to refuse."""
    before = stelle.marked_for()
    if before is None:
        stelle.require_empty()
        require_empty_ablage(ablage)
        return
    if before not in ("", str(ablage)):
        raise RuleViolation(
            f"Die unterbrochene Wiederherstellung legte Dokumente nach {before}; bitte "
            "KRM_ABLAGE_DIR wieder so setzen und sie wiederholen."
        )
    if before:
        empty_ablage(ablage)
    stelle.clear()
    require_empty_ablage(ablage)


@contextmanager
def _undone_on_error(stelle: Stelle, ablage: Path) -> Iterator[None]:
    """An error leaves the place as empty as it was; where even that fails, the mark stays."""
    existed = ablage.exists()
    try:
        yield
    except BaseException:
        with suppress(Exception):
            empty_ablage(ablage)
            if not existed:
                ablage.rmdir()
            stelle.clear()
        raise


def _put_back(stelle: Stelle, ablage: Path, quelle: Path) -> dict[str, Any]:
    """Unpacked inside the Ablage, so that documents come to their places by a rename."""
    folder = ablage / _AUSPACKEN
    folder.mkdir(mode=0o700, parents=True)
    manifest = archiv.unpack(quelle, folder)
    reach("restore.ausgepackt")
    for path in sorted((folder / ABLAGE).glob("*")):
        path.rename(ablage / path.name)
        sync_folder(ablage)
        reach("restore.dokumente")
    stelle.fill(folder / DATENBANK)
    reach("restore.datenbank")
    shutil.rmtree(folder)
    return manifest


def _compare(manifest: Mapping[str, Any], config: Config) -> None:
    """Raise RuleViolation unless what stands there now is what was saved, whole."""
    facts = abbild.facts_of(config)
    saved = {name: manifest.get(name) for name in ("zeilen", "kette")}
    if saved != {name: facts[name] for name in saved}:
        raise RuleViolation(
            "Die zurückgespielte Datenbank hat andere Zeilen oder ein anderes Protokoll als die "
            f"gesicherte{_NICHT_ARBEITEN}"
        )
    _compare_documents(facts["ablage"], manifest, config.ablage_dir)
    known = manifest.get("maengel", [])
    for fault in _faults(config):
        if f"{fault.was}: {fault.text}" not in known:
            raise RuleViolation(f"{fault.was}: {fault.text}{_NICHT_ARBEITEN}")


def _faults(config: Config) -> list[Any]:
    connect(config.database_url)
    try:
        with database.connection_context():
            return [fault for fault in faults() if not (fault.heilbar or fault.rat)]
    finally:
        close()


def _compare_documents(named: Mapping[str, str], manifest: Mapping[str, Any], ablage: Path) -> None:
    """Each document the database names is there and is the one that was filed."""
    missing = manifest.get("fehlend")
    for name, digest in named.items():
        path = place(ablage, name)
        if not path.is_file():
            if missing is None or name in missing:
                continue
            raise RuleViolation(f"Das Dokument {name} fehlt{_NICHT_ARBEITEN}")
        if archiv.describe(path)["sha256"] != digest:
            note(f"Das Dokument {name} ist nicht mehr die Datei, die abgelegt wurde.")
