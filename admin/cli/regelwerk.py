"""`regelwerk`: check a new order, compare two, list those there are."""

import argparse
import os
import sys
from pathlib import Path

from admin.config import ConfigError, load_config
from models.rules.ablauf_datei import ENDUNG, load_ablaufwerk, read_ablaufwerk
from models.rules.ablauf_format import Ablaufwerk
from models.rules.ablauf_vergleich import compare_ablaufwerke
from models.rules.fehler import RuleViolation
from models.rules.kalender import LAENDER
from models.rules.regelwerk import find_regelwerk, load_regelwerke
from models.rules.regelwerk_befunde import check_file
from models.rules.regelwerk_format import Regelwerk
from models.rules.regelwerk_vergleich import compare_regelwerke


def add_arguments(parser: argparse.ArgumentParser) -> None:
    befehle = parser.add_subparsers(
        dest="befehl", required=True, metavar="pruefen|vergleichen|liste"
    )
    pruefen = befehle.add_parser("pruefen", help="eine Datei prüfen, jeder Fehler mit Zeile")
    pruefen.add_argument("datei", metavar="DATEI", type=Path)
    vergleichen = befehle.add_parser("vergleichen", help="sagen, was zwei Regelwerke unterscheidet")
    vergleichen.add_argument("alt", metavar="ALT", help="Name oder Datei (.toml)")
    vergleichen.add_argument("neu", metavar="NEU", help="Name oder Datei (.toml)")
    befehle.add_parser("liste", help="die vorhandenen Regelwerke zeigen")


def run(args: argparse.Namespace) -> int:
    """Run one of the three; 2 for a file with faults, RuleViolation for a wrong call."""
    if args.befehl == "pruefen":
        return _check(args.datei)
    if args.befehl == "vergleichen":
        return _compare(args.alt, args.neu)
    for regelwerk in load_regelwerke().values():
        print(f"{regelwerk.id}: {regelwerk.name}, {_validity(regelwerk)}")
    return 0


def _check(path: Path) -> int:
    regelwerk, befunde = check_file(path)
    for befund in befunde:
        print(f"{befund.datei}, Zeile {befund.zeile}: {befund.satz}", file=sys.stderr)
    if regelwerk is None:
        return 2
    print(f"{path.name} ist in Ordnung: {regelwerk.name}, {_validity(regelwerk)}.")
    for text in _contents(regelwerk):
        print(f"  {text}")
    steps = path.name.removesuffix(ENDUNG).removesuffix(".toml") + ENDUNG
    if not path.with_name(steps).exists():
        print(f"  ohne Schritte: die Datei {steps} fehlt daneben")
    return 0


def _validity(regelwerk: Regelwerk) -> str:
    land = f"Land {LAENDER[regelwerk.land]}" if regelwerk.land else "Land je Dienststelle"
    replaced = f", ersetzt {regelwerk.ersetzt}" if regelwerk.ersetzt else ""
    return f"gültig ab {regelwerk.gueltig_ab:%d.%m.%Y}{replaced}, {land}"


def _contents(regelwerk: Regelwerk) -> list[str]:
    with_frist = {art for rule in regelwerk.frist for art in rule.arten}
    with_frist |= {art for weg in regelwerk.weg for art in weg.arten}
    without = [art for art in regelwerk.arten if art not in with_frist]
    counts = (
        (regelwerk.arten, "Art", "Arten"),
        (regelwerk.frist, "Fristregel", "Fristregeln"),
        (regelwerk.weg, "Weg", "Wege"),
    )
    lines = [", ".join(f"{len(x)} {one if len(x) == 1 else many}" for x, one, many in counts)]
    if without:
        lines.append(f"ohne eigene Frist: {', '.join(without)}")
    return lines


def _compare(old_name: str, new_name: str) -> int:
    old, new = find_regelwerk(old_name), find_regelwerk(new_name)
    sentences = compare_regelwerke(old, new)
    sentences += compare_ablaufwerke(_steps(old_name, old), _steps(new_name, new))
    print(f"{old.id} → {new.id}")
    if not sentences:
        print("Die Regeln sind gleich.")
    for sentence in sentences:
        print(f"- {sentence}")
    _print_impact(old, new)
    return 0


def _steps(name: str, regelwerk: Regelwerk) -> Ablaufwerk:
    """The steps of an order in the folder, or those in the file beside the one that was named."""
    if not name.endswith(".toml"):
        return load_ablaufwerk(name)
    path = Path(name).with_suffix("").with_suffix(ENDUNG)
    return read_ablaufwerk(path, regelwerk) if path.exists() else Ablaufwerk(id=regelwerk.id)


def _print_impact(old: Regelwerk, new: Regelwerk) -> None:
    """What the open cases tell, where there is a database; without one the sentences suffice."""
    from admin.cli.rahmen import open_database
    from models.db import acting_as
    from models.queries.regelwerke import count_changes
    from models.rules.rechte import SYSTEM

    if not _has_database():
        print("\nOffene Vorgänge: nicht geprüft, hier gibt es keine Datenbank.", file=sys.stderr)
        return
    try:
        with open_database(), acting_as(SYSTEM):
            found = count_changes(old, new)
    except RuleViolation as violation:
        print(f"\nOffene Vorgänge: nicht geprüft. {violation.satz}", file=sys.stderr)
        return
    print(
        f"\nOffene Vorgänge nach {old.id}: {found.offen}. Laufende Vorgänge behalten ihr Regelwerk."
    )
    if found.offen:
        print(f"Nach {new.id} hätten {found.geaendert} davon andere Fristen:")
        for name, count in found.fristen:
            print(f"- {name}: {count}")


def _has_database() -> bool:
    """Whether the settings name a database that is there; none is made on the way."""
    try:
        url = load_config(os.environ).database_url
    except ConfigError:
        return False
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()
