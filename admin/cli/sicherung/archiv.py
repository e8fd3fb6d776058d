"""The archive of a backup: one tar.gz with a manifest of sizes and checksums."""

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.rules.fehler import RuleViolation

MANIFEST = "manifest.json"
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Inhalt:
    """What goes in: files by their name in the archive, and facts to compare afterwards."""

    dateien: Mapping[str, Path]
    fakten: Mapping[str, Any]


def pack(ziel: Path, inhalt: Inhalt, arbeit: Path) -> None:
    """Write the archive whole or not at all, readable by its owner only. `arbeit`: scratch."""
    manifest = arbeit / MANIFEST
    described = {name: describe(path) for name, path in inhalt.dateien.items()}
    document = {**inhalt.fakten, "dateien": described}
    manifest.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
    unfinished = ziel.with_name(f".{ziel.name}.unfertig")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                tar.add(manifest, MANIFEST)
                for name, path in inhalt.dateien.items():
                    tar.add(path, name, recursive=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, ziel)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(quelle: Path, ordner: Path) -> dict[str, Any]:
    """Extract into an empty folder, check every checksum, return the manifest.

    Raises RuleViolation for anything but a whole archive of ours.
    """
    try:
        with tarfile.open(quelle, "r:gz") as tar:
            _extract(tar, ordner)
    except FileNotFoundError:
        raise RuleViolation(f"Die Sicherung {quelle} gibt es nicht.") from None
    except (OSError, EOFError, tarfile.TarError):
        raise RuleViolation(f"{quelle} ist keine vollständige Sicherung von KRM.") from None
    try:
        manifest = json.loads((ordner / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise RuleViolation(f"In {quelle} fehlt das Verzeichnis {MANIFEST}.") from None
    _verify(manifest, ordner)
    return dict(manifest)


def _extract(tar: tarfile.TarFile, ordner: Path) -> None:
    """Plain files below the folder, nothing else; `extractall(filter=)` is newer than Debian 12."""
    for member in tar:
        inside = tar.extractfile(member) if member.isfile() else None
        if inside is None or member.name.startswith("/") or ".." in Path(member.name).parts:
            raise tarfile.TarError(member.name)
        target = ordner / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with inside, os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(inside, file)


def describe(path: Path) -> dict[str, Any]:
    """Size and SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return {"bytes": path.stat().st_size, "sha256": digest.hexdigest()}


def files_below(ordner: Path) -> Iterator[Path]:
    """Every file below a folder, in a fixed order; nothing where the folder does not exist."""
    yield from sorted(path for path in ordner.rglob("*") if path.is_file())


def _verify(manifest: Mapping[str, Any], ordner: Path) -> None:
    wanted = manifest.get("dateien", {})
    found = {p.relative_to(ordner).as_posix(): p for p in files_below(ordner)}
    found.pop(MANIFEST)
    for name in sorted(set(wanted) ^ set(found)):
        word = "fehlt" if name in wanted else "gehört nicht dazu"
        raise RuleViolation(f"Die Sicherung ist beschädigt: {name} {word}.")
    for name, path in found.items():
        if describe(path) != wanted[name]:
            raise RuleViolation(f"Die Sicherung ist beschädigt: {name} hat sich verändert.")
