"""Anchors of the log outside the database: a file that only grows, one line a day and backup.

Whoever recomputes the chain inside the database must also change this file, each backup and each
published report to stay unseen.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from admin.config import Config
from models.actions.protokoll import record_restored
from models.db import acting_as
from models.queries.kette import chain_end
from models.rules.fehler import RuleViolation
from models.rules.kette import Anker, Kettenende, read_anker
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now

RUECKKEHR = "wiederhergestellt"
_ABSTAND = timedelta(days=1)


def anchor_file(config: Config) -> Path:
    """Where the anchors stand."""
    return config.var_dir / "protokoll.anker"


def drop_daily_anchor(config: Config) -> bool:
    """Write the end of the chain down once a day; True when it was time."""
    now = utc_now()
    path = anchor_file(config)
    if path.exists() and now.timestamp() - path.stat().st_mtime < _ABSTAND.total_seconds():
        return False
    drop_anchor(config, "täglich", now)
    return True


def drop_anchor(config: Config, anlass: str, now: datetime) -> None:
    """Write down the end of the chain as it is now, on disk before this returns."""
    with acting_as(SYSTEM):
        end = chain_end()
    append_anchor(config, anlass, end.as_anchor(now))


def append_anchor(config: Config, anlass: str, kette: dict[str, Any]) -> None:
    """The same for an end that is known already: of the image of a backup."""
    line = {"anlass": anlass, "kette": kette}
    path = anchor_file(config)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as file:
        file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())


def read_anchors(places: list[Path]) -> Iterator[Anker]:
    """Every anchor in these files and folders: anchor files, lauf.json, manifests, backups' own.

    Raises RuleViolation for a place that does not exist, and for a file that is no anchor.
    """
    for place in places:
        if not place.exists():
            raise RuleViolation(f"{place} gibt es nicht; dort wurden Anker gesucht.", "anker")
        files = [place] if place.is_file() else _anchors_below(place)
        for path in files:
            yield from _read(path)


def own_places(config: Config) -> list[Path]:
    """Where this installation keeps anchors itself, as far as there are any yet."""
    return [path for path in (anchor_file(config), config.reports_dir) if path.exists()]


def _anchors_below(folder: Path) -> list[Path]:
    names = ("lauf.json", "manifest.json", "*.anker", "*.tar.gz")
    return sorted(path for name in names for path in folder.rglob(name) if path.is_file())


def _read(path: Path) -> Iterator[Anker]:
    try:
        for number, entry in _entries(path):
            quelle = str(path) if number is None else f"{path}, Zeile {number}"
            if anker := read_anker(quelle, entry, entry.get("erstellt_am")):
                yield anker
    except (KeyError, TypeError, ValueError, AttributeError, OSError):
        raise RuleViolation(f"{path} ist kein lesbarer Anker des Protokolls.", "anker") from None


def _entries(path: Path) -> Iterator[tuple[int | None, dict[str, Any]]]:
    if path.suffix == ".anker":
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield number, json.loads(line)
    elif path.name.endswith(".tar.gz"):
        yield None, _manifest_of(path)
    else:
        yield None, json.loads(path.read_text("utf-8"))


def _manifest_of(archive: Path) -> dict[str, Any]:
    """The manifest is the first member of a backup: nothing else of it is unpacked."""
    import tarfile

    try:
        with tarfile.open(archive, "r:gz") as tar:
            member = tar.next()
            inside = tar.extractfile(member) if member and member.name == "manifest.json" else None
            return dict(json.load(inside)) if inside else {}
    except (tarfile.TarError, EOFError):
        raise ValueError(archive.name) from None


def note_restored(config: Config, now: datetime, kette: tuple[int, str]) -> None:
    """Write down that a backup with this end of the chain was put back; `tell_restored` goes on."""
    laenge, end = kette
    append_anchor(config, RUECKKEHR, Kettenende(laenge, end).as_anchor(now))


def tell_restored(config: Config) -> None:
    """Have the log tell of restored backups that only the anchor file knows; once each.

    Needs tables of today: after `restore`, or, where the backup is older, after `migrate`.
    """
    path = anchor_file(config)
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        entry = json.loads(line)
        if entry["anlass"] == RUECKKEHR:
            kette = entry["kette"]
            zeit = datetime.fromisoformat(kette["zeit"])
            record_restored(by=SYSTEM, zeit=zeit, laenge=kette["laenge"])
