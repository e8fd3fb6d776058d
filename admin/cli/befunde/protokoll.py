"""The log: whether somebody wrote past KRM into events, files or the whole database."""

from collections.abc import Iterator

from admin.cli.befunde.befund import Befund, Lage
from admin.cli.protokoll import summary, verify
from models.rules.fehler import RuleViolation


def examine_protokoll(lage: Lage) -> Iterator[Befund]:
    """Chain, filed documents and this installation's own anchors."""
    try:
        found = verify(lage.config)
    except RuleViolation as violation:
        yield Befund("Protokoll", False, violation.satz, "Die genannte Datei ansehen.")
        return
    how = (
        "python -m admin protokoll pruefen zeigt alles; nichts löschen, die Administration und "
        "den Datenschutz benachrichtigen."
    )
    text = summary(found) if found.is_whole else " ".join(found.fehler[:3])
    yield Befund("Protokoll", found.is_whole, text, how)
