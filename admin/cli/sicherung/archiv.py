"""The archive of a backup: one tar.gz; what it is stands first, what is in it last.

`manifest.json` (first): kind of database, rows, end of the log. `verzeichnis.json` (last): size
and SHA-256 of each file, and the documents that were not there (`fehlend`). An archive without its
last member is not whole. Archives of older programs have all in `manifest.json`.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from admin.cli.sicherung.spurlos import published
from models.rules.fehler import RuleViolation

MANIFEST = "manifest.json"
VERZEICHNIS = "verzeichnis.json"
_BLOCK = 1024 * 1024


class Archiv:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.dateien: dict[str, dict[str, Any]] = {}
        self.fehlend: list[str] = []

    def add(self, name: str, file: BinaryIO) -> None:
        """Take in an open file from its beginning; hashed on the way, so read once."""
        file.seek(0)
        member = tarfile.TarInfo(name)
        member.size, member.mode = os.fstat(file.fileno()).st_size, 0o600
        member.mtime = int(os.fstat(file.fileno()).st_mtime)
        reader = _Hashing(file)
        self._tar.addfile(member, reader)
        self.dateien[name] = {"bytes": member.size, "sha256": reader.digest.hexdigest()}

    def add_json(self, name: str, document: Mapping[str, Any]) -> None:
        """Take in a document of facts."""
        content = json.dumps(document, ensure_ascii=False, indent=2).encode()
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))


class _Hashing(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


@contextmanager
def writing(ziel: Path, manifest: Mapping[str, Any]) -> Iterator[Archiv]:
    """Write an archive whole or not at all, readable by its owner only."""
    with (
        published(ziel) as file,
        tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar,
    ):
        archiv = Archiv(tar)
        archiv.add_json(MANIFEST, manifest)
        yield archiv
        archiv.add_json(VERZEICHNIS, {"dateien": archiv.dateien, "fehlend": archiv.fehlend})


def unpack(quelle: Path, ordner: Path) -> dict[str, Any]:
    """Extract into an empty folder, check every checksum, return the manifest with `dateien`.

    Raises RuleViolation for anything but a whole archive of ours, and where there is no room.
    """
    with _opened(quelle) as tar:
        _extract(tar, ordner)
    manifest = _facts(quelle, ordner / MANIFEST)
    if "dateien" not in manifest:
        manifest |= _facts(quelle, ordner / VERZEICHNIS)
    _verify(manifest, ordner)
    return manifest


def read_manifest(quelle: Path) -> dict[str, Any]:
    """What an archive says of itself, from its first member: nothing is unpacked."""
    with _opened(quelle) as tar:
        member = tar.next()
        inside = tar.extractfile(member) if member and member.name == MANIFEST else None
        if inside is None:
            raise tarfile.TarError(MANIFEST)
        return dict(json.load(inside))


@contextmanager
def _opened(quelle: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(quelle, "r:gz") as tar:
            yield tar
    except FileNotFoundError as error:
        if error.filename not in (str(quelle), quelle):
            raise
        raise RuleViolation(f"Die Sicherung {quelle} gibt es nicht.") from None
    except (EOFError, ValueError, tarfile.TarError, zlib.error):
        raise _not_whole(quelle) from None
    except OSError as error:
        if error.errno is None:  # gzip says so when the sum at the end does not fit
            raise _not_whole(quelle) from None
        raise


def _not_whole(quelle: Path) -> RuleViolation:
    return RuleViolation(f"{quelle} ist keine vollständige Sicherung von KRM.")


def _facts(quelle: Path, path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise RuleViolation(f"In {quelle} fehlt das Verzeichnis {path.name}.") from None


def _extract(tar: tarfile.TarFile, ordner: Path) -> None:
    """Plain files below the folder, nothing else; `extractall(filter=)` is newer than Debian 12."""
    for member in tar:
        inside = tar.extractfile(member) if member.isfile() else None
        if inside is None or member.name.startswith("/") or ".." in Path(member.name).parts:
            raise tarfile.TarError(member.name)
        target = ordner / member.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with inside, os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(inside, file)
            file.flush()
            os.fsync(file.fileno())


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
    for name in (MANIFEST, VERZEICHNIS):
        found.pop(name, None)
    for name in sorted(set(wanted) ^ set(found)):
        word = "fehlt" if name in wanted else "gehört nicht dazu"
        raise RuleViolation(f"Die Sicherung ist beschädigt: {name} {word}.")
    for name, path in found.items():
        if describe(path) != wanted[name]:
            raise RuleViolation(f"Die Sicherung ist beschädigt: {name} hat sich verändert.")
