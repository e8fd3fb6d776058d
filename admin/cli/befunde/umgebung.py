"""The surroundings: keys, folders, fonts and programs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from admin.cli.befunde.befund import Befund, Lage
from admin.cli.sicherung.spurlos import leftovers
from admin.config import provide_keys
from models.queries.pdftext import PAKET, PROGRAMM
from models.rules.fehler import RuleViolation

_FONT = "OpenSans-Regular.ttf"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def examine_keys(lage: Lage) -> Iterator[Befund]:
    """The keys of sessions and pseudonyms."""
    if not lage.config.is_production:
        yield Befund("Schlüssel", True, "werden bei Bedarf erzeugt")
        return
    try:
        provide_keys(lage.config)
    except RuleViolation as violation:
        how = "python -c 'import secrets; print(secrets.token_urlsafe(32))' erzeugt einen."
        yield Befund("Schlüssel", False, violation.satz, how)
        return
    yield Befund("Schlüssel", True, "vorhanden")


def examine_proxies(lage: Lage) -> Iterator[Befund]:
    """Whether KRM knows of the proxies before it; a hint only."""
    config = lage.config
    behind = config.base_url.startswith("https:")
    text = f"{config.proxies} eigene davor"
    how = "Wie viele Proxys vor KRM stehen, gehört in KRM_PROXIES (docs/betrieb.md, „Davor“)."
    yield Befund("KRM_PROXIES", config.proxies > 0 or not behind, text, how, pflicht=False)


def examine_folders(lage: Lage) -> Iterator[Befund]:
    """Whether the folders of the settings can be written to."""
    config = lage.config
    for name, path in (
        ("KRM_VAR_DIR", config.var_dir),
        ("KRM_REPORTS_DIR", config.reports_dir),
        ("KRM_ABLAGE_DIR", config.ablage_dir),
    ):
        existing = next(folder for folder in (path, *path.parents) if folder.exists())
        writable = existing.is_dir() and os.access(existing, os.W_OK)
        yield Befund(
            name,
            writable,
            f"{path} ist {'' if writable else 'nicht '}beschreibbar",
            f"{existing} für dieses Benutzerkonto beschreibbar machen oder {name} ändern.",
        )


def examine_leftovers(lage: Lage) -> Iterator[Befund]:
    """What backups and restores of older programs left behind: the whole database may be in it."""
    left = leftovers(lage.config.var_dir)
    if left:
        text = f"{len(left)} in {lage.config.var_dir}: {', '.join(path.name for path in left[:3])}"
        how = "Läuft gerade keine Sicherung, bitte löschen: Darin können Sozialdaten stehen."
        yield Befund("Reste einer Sicherung", False, text, how, pflicht=False)


def examine_fonts(lage: Lage) -> Iterator[Befund]:
    """The font of the reports."""
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    found = next((hit for folder in folders for hit in folder.rglob(_FONT)), None)
    yield Befund(
        "Schrift Open Sans",
        found is not None,
        str(found) if found else "nicht gefunden; Berichte als PDF brauchen sie",
        "apt-get install fonts-open-sans",
    )


def examine_poppler(lage: Lage) -> Iterator[Befund]:
    """What compares two PDF; a hint only."""
    found = shutil.which(PROGRAMM) is not None
    text = "PDF-Fassungen vergleichen" + ("" if found else " geht ohne dieses Paket nicht")
    yield Befund(PAKET, found, text, f"apt-get install {PAKET}", pflicht=False)
