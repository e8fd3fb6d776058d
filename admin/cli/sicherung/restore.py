"""`restore`: put a backup into an empty place, and check that it is the same."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from admin.cli.rahmen import clock, print_json
from admin.cli.sicherung import abbild, archiv
from admin.cli.sicherung.backup import ABLAGE, DATENBANK
from admin.config import Config, load_config
from admin.jobs.anker import note_restored
from models.rules.fehler import RuleViolation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("quelle", type=Path, metavar="QUELLE", help="Datei von „backup“")
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Restore and compare with what was saved. Raises RuleViolation."""
    config = load_config(os.environ)
    _require_empty(config)
    config.var_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=config.var_dir, prefix=".krm-") as folder:
        manifest = archiv.unpack(args.quelle, Path(folder))
        _require_same_kind(config, manifest)
        _put_documents(config, Path(folder) / ABLAGE)
        facts = abbild.load(config, Path(folder) / DATENBANK)
    _compare(manifest, facts)
    if manifest["kette"]:
        note_restored(config, clock(), manifest["kette"])
    vorgaenge, dokumente = facts["zeilen"].get("vorgang", 0), len(manifest["dateien"]) - 1
    if args.json:
        print_json({"vorgaenge": vorgaenge, "dokumente": dokumente, "geprueft": True})
    else:
        print(f"Zurückgespielt und geprüft: Vorgänge: {vorgaenge}, Dokumente: {dokumente}")
        print("Bitte „python -m admin migrate“ ausführen, dann „python -m admin check“.")
    return 0


def _require_empty(config: Config) -> None:
    if not abbild.is_empty(config):
        raise RuleViolation(
            "Die Datenbank ist nicht leer; eine Sicherung überschreibt nichts. Bitte mit "
            "KRM_DATABASE_URL eine neue angeben."
        )
    if any(archiv.files_below(config.ablage_dir)):
        raise RuleViolation(f"Der Ordner {config.ablage_dir} (KRM_ABLAGE_DIR) ist nicht leer.")


def _require_same_kind(config: Config, manifest: Mapping[str, Any]) -> None:
    here = "sqlite" if abbild.is_sqlite(config) else "postgresql"
    if manifest.get("art") != here:
        raise RuleViolation(
            f"Die Sicherung stammt aus einer Datenbank der Art „{manifest.get('art')}“, "
            f"KRM_DATABASE_URL nennt „{here}“."
        )


def _put_documents(config: Config, folder: Path) -> None:
    if not folder.exists():
        return
    config.ablage_dir.parent.mkdir(parents=True, exist_ok=True)
    if config.ablage_dir.exists():
        shutil.rmtree(config.ablage_dir)  # empty folders only, see _require_empty
    shutil.move(folder, config.ablage_dir)


def _compare(manifest: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    saved = {name: manifest.get(name) for name in ("zeilen", "kette")}
    if saved != {name: facts[name] for name in saved}:
        raise RuleViolation(
            "Die zurückgespielte Datenbank hat andere Zeilen oder ein anderes Protokoll als die "
            "gesicherte; bitte nicht damit arbeiten."
        )
