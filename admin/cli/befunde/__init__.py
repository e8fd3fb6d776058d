"""What `check` looks at, by area; each area is a function `(Lage) -> Iterator[Befund]`.

To add one: write the function in the module of its area and name it in VON_AUSSEN (needs no
database) or in VON_INNEN (runs with the database open and on the program's state).
"""

import os
from collections.abc import Callable, Iterator
from datetime import datetime

from admin.cli.befunde import datenbank, haus, post, protokoll, umgebung
from admin.cli.befunde.befund import Befund, Lage
from admin.config import load_config
from models.rules.fehler import RuleViolation

__all__ = ["Befund", "Lage", "examine"]

Bereich = Callable[[Lage], Iterator[Befund]]

VON_INNEN: tuple[Bereich, ...] = (
    haus.examine_dienststellen,
    protokoll.examine_protokoll,
    post.examine_outbox,
    post.examine_phone,
)
VON_AUSSEN: tuple[Bereich, ...] = (
    umgebung.examine_keys,
    umgebung.examine_proxies,
    umgebung.examine_folders,
    umgebung.examine_leftovers,
    lambda lage: datenbank.examine(lage, VON_INNEN),
    umgebung.examine_fonts,
    umgebung.examine_poppler,
    post.examine_server,
)


def examine(now: datetime) -> Iterator[Befund]:
    """Every finding, in the order in which one would mend them."""
    try:
        config = load_config(os.environ)
    except RuleViolation as violation:
        yield Befund("Einstellungen", False, violation.satz, "Die genannte Einstellung ändern.")
        return
    yield Befund("Einstellungen", True, f"lesbar, Betrieb {config.betrieb}")
    for bereich in VON_AUSSEN:
        yield from bereich(Lage(config, now))
