"""The folder where files of cases lie (KRM_ABLAGE_DIR): written whole or not at all."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import IO

from models.db import acting_as
from models.rules.dateien import Dateityp, check_size, detect_type
from models.rules.dateinamen import place, random_name
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis

_STUECK = 2**16
_HALB = ".teil"
_MODUS = 0o600
_DATEIEN = "[0-9a-f][0-9a-f]/*"
_MARKE = "datenbank"
_SCHONFRIST = timedelta(hours=1)
"""A file without a row may belong to a transaction that has not ended."""
_ABFRAGE = 500


@dataclass(frozen=True)
class Datei:
    """A file that lies complete beside its final place and is not yet anybody's."""

    halb: Path
    ziel: Path
    typ: Dateityp
    groesse: int
    sha256: str

    def publish(self) -> None:
        """Put it in its place; after this a power cut does not lose it."""
        os.replace(self.halb, self.ziel)
        _sync_folder(self.ziel.parent)

    def discard(self) -> None:
        """Remove it, wherever it lies."""
        for path in (self.halb, self.ziel):
            path.unlink(missing_ok=True)


def receive(daten: IO[bytes], ablage: Path) -> Datei:
    """Write a stream to the Ablage and look at what it is.

    Raises RuleViolation for what KRM does not take; then nothing is left behind.
    """
    ziel = place(ablage, random_name())
    ziel.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    halb = ziel.with_suffix(_HALB)
    try:
        groesse, sha256 = _write(daten, halb)
        with halb.open("rb") as file:
            return Datei(halb, ziel, detect_type(file), groesse, sha256)
    except BaseException:
        halb.unlink(missing_ok=True)
        raise


@contextmanager
def received(stroeme: Iterable[IO[bytes]], ablage: Path) -> Iterator[list[Datei]]:
    """The streams as files that lie complete beside their places, before any transaction begins.

    Unless the block ends well, none of them is left behind. Raises RuleViolation for what KRM
    does not take.
    """
    dateien: list[Datei] = []
    try:
        for strom in stroeme:
            dateien.append(receive(strom, ablage))
        yield dateien
    except BaseException:
        for datei in dateien:
            datei.discard()
        raise


def write_whole(daten: bytes, path: Path) -> None:
    """Write a new file that a power cut does not lose. Raises FileExistsError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODUS)
    with open(handle, "wb") as file:
        file.write(daten)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def sweep_ablage(*, now: datetime, ablage: Path) -> int:
    """Delete files that belong to no document (their case is gone, or a crash left them).

    Younger than an hour they stay. Returns how many went.
    """
    swept = 0
    with acting_as(SYSTEM):
        for paths in _old_files(ablage, now - _SCHONFRIST):
            known = _known([path.name for path in paths])
            for path in paths:
                if path.name not in known:
                    path.unlink(missing_ok=True)
                    swept += 1
    return swept


def owns_ablage(ablage: Path) -> bool:
    """Whether these files are this database's to sweep: another one may use the same folder.

    The first database that finds a document of its own there signs the folder with the first
    entry of its log.
    """
    with acting_as(SYSTEM):
        first = Ereignis.select(Ereignis.hash).order_by(Ereignis.id).first()
        if first is None or not ablage.is_dir():
            return False
        mark = ablage / _MARKE
        if mark.exists():
            return mark.read_text("ascii") == first.hash
        names = [path.name for path in islice(ablage.glob(_DATEIEN), _ABFRAGE)]
        if not _known(names):
            return False
        mark.write_text(first.hash, "ascii")
        return True


def _write(daten: IO[bytes], path: Path) -> tuple[int, str]:
    groesse, digest = 0, hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODUS)
    with open(handle, "wb") as file:
        while chunk := daten.read(_STUECK):
            groesse += len(chunk)
            check_size(groesse)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return groesse, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _old_files(ablage: Path, before: datetime) -> Iterator[list[Path]]:
    stapel: list[Path] = []
    for path in ablage.glob(_DATEIEN):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            stapel.append(path)
        if len(stapel) == _ABFRAGE:
            yield stapel
            stapel = []
    if stapel:
        yield stapel


def _known(names: list[str]) -> set[str]:
    rows = Dokument.select(Dokument.ablagename).where(Dokument.ablagename << names)
    return {name for (name,) in rows.tuples()}
