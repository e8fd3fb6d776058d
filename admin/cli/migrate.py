"""`migrate`: bring the database to the newest state, lists of codes and Textbausteine included."""

import argparse
import os

from admin.cli.rahmen import clock, open_database
from admin.config import load_config
from admin.jobs.anker import tell_restored
from models.actions.codes import seed_codes
from models.actions.textbausteine import seed_textbausteine
from models.db import alone
from models.migrations import migrate
from models.migrations.zustand import faults
from models.rules.bruchstellen import reach
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`migrate` takes nothing."""


def run(args: argparse.Namespace) -> int:
    """Apply what is missing and say what it was."""
    now = clock()
    config = load_config(os.environ)
    with alone(config.database_url), open_database(config, migrated=False, create=True):
        applied = migrate()
        reach("migrate.angewandt")
        added = seed_codes(by=SYSTEM, now=now)
        texts = seed_textbausteine(by=SYSTEM, now=now)
        tell_restored(config)
        _require_whole()
    for name in applied:
        print(f"angewandt: {name}")
    if added:
        print(f"ergänzt: {added} Werte der Codelisten")
    if texts:
        print(f"ergänzt: {texts} Textbausteine")
    print("Die Datenbank ist auf dem Stand des Programms.")
    return 0


def _require_whole() -> None:
    """Say that it worked only after it is so."""
    for fault in (fault for fault in faults() if not fault.rat):
        raise RuleViolation(f"{fault.was}: {fault.text}. {fault.abhilfe}")
