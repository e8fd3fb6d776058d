"""`migrate`: bring the database to the newest state, lists of codes and Textbausteine included."""

import argparse

from admin.cli.rahmen import clock, open_database
from admin.jobs.anker import tell_restored
from models.actions.codes import seed_codes
from models.actions.textbausteine import seed_textbausteine
from models.migrations import migrate
from models.rules.rechte import SYSTEM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`migrate` takes nothing."""


def run(args: argparse.Namespace) -> int:
    """Apply what is missing and say what it was."""
    now = clock()
    with open_database(migrated=False) as config:
        applied = migrate()
        added = seed_codes(by=SYSTEM, now=now)
        texts = seed_textbausteine(by=SYSTEM, now=now)
        tell_restored(config)
    for name in applied:
        print(f"angewandt: {name}")
    if added:
        print(f"ergänzt: {added} Werte der Codelisten")
    if texts:
        print(f"ergänzt: {texts} Textbausteine")
    print("Die Datenbank ist auf dem Stand des Programms.")
    return 0
