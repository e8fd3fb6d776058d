"""`check`: what is missing, and how to mend it."""

import argparse
from dataclasses import asdict

from admin.cli.befunde import examine
from admin.cli.rahmen import clock, print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="Ausgabe als JSON")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 1 where something is missing."""
    found = list(examine(clock()))
    if args.json:
        print_json({"ok": all(b.genuegt for b in found), "befunde": [asdict(b) for b in found]})
    else:
        for befund in found:
            mark = "ok   " if befund.ok else "fehlt" if befund.pflicht else "rat  "
            print(f"{mark} {befund.was}: {befund.text}")
            if not befund.ok:
                print(f"      → {befund.abhilfe}")
    return 0 if all(befund.genuegt for befund in found) else 1
