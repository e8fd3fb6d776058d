"""Archives that office programs write: looked at without unpacking, refused when they are traps."""

import re
import stat
import struct
import zipfile
import zlib
from typing import BinaryIO

from models.rules.fehler import RuleViolation

HOECHSTENS_EINTRAEGE = 2_000
HOECHSTENS_ENTPACKT = 200 * 2**20
HOECHSTES_VERHAELTNIS = 100
"""Unpacked to packed size; counted from _OHNE_VERHAELTNIS bytes on, little text packs well."""
_OHNE_VERHAELTNIS = 10 * 2**20
_VERZEICHNIS = 2**20
_MITGLIED = 2**20
_ENDE = struct.Struct("<4s4H2LH")
_ENDE_KENNUNG = b"PK\x05\x06"
_ZIP64_KENNUNG = b"PK\x06\x07"  # stands just before the end; no letter needs 4 GB
_ZIP64_LAENGE = 20
_PFAD_NACH_AUSSEN = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\x00\\]")
_MAKROS = re.compile(r"vbaproject|vbadata|(?:^|/)(?:basic|scripts)/|macrosheets/", re.IGNORECASE)
_KAPUTT = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    IndexError,
    OverflowError,
    NotImplementedError,
)

_DEFEKT = "Die Datei ist beschädigt oder verschlüsselt. Bitte neu speichern oder als PDF ablegen."
_FALLE = "Die Datei ist anders gepackt, als Büroprogramme es tun. Bitte als PDF ablegen."
_MAKRO = "Dateien mit Makros nimmt KRM nicht an. Bitte ohne Makros speichern oder als PDF ablegen."


def check_archiv(datei: BinaryIO) -> zipfile.ZipFile:
    """Open an archive whose directory holds no trap. Raises RuleViolation for any other.

    Traps: bombs by declared sizes, count or ratio, paths that lead outside, links, doubled
    names, encryption, macros. Nothing is unpacked.
    """
    _check_directory(datei)
    try:
        archiv = zipfile.ZipFile(datei)
    except _KAPUTT:
        raise RuleViolation(_DEFEKT, "datei") from None
    members = archiv.infolist()
    _check_sizes(members)
    _check_names(members)
    return archiv


def read_member(archiv: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of a member; empty when there is none. Raises RuleViolation if broken."""
    if name not in archiv.namelist():
        return b""
    try:
        with archiv.open(name) as member:
            return member.read(_MITGLIED)
    except _KAPUTT:
        raise RuleViolation(_DEFEKT, "datei") from None


def _check_directory(datei: BinaryIO) -> None:
    """The directory is read whole when an archive is opened, so its size comes first."""
    datei.seek(0, 2)
    size = datei.tell()
    datei.seek(max(0, size - 2**16 - _ENDE.size))
    tail = datei.read()
    start = tail.rfind(_ENDE_KENNUNG)
    if start < 0 or len(tail) - start < _ENDE.size:
        raise RuleViolation(_DEFEKT, "datei")
    _, _, _, _, entries, directory, _, _ = _ENDE.unpack_from(tail, start)
    is_zip64 = tail[:start][-_ZIP64_LAENGE:].startswith(_ZIP64_KENNUNG)
    if is_zip64 or entries > HOECHSTENS_EINTRAEGE or directory > _VERZEICHNIS:
        raise RuleViolation(_FALLE, "datei")
    datei.seek(0)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    dense = unpacked > _OHNE_VERHAELTNIS and unpacked / packed > HOECHSTES_VERHAELTNIS
    if len(members) > HOECHSTENS_EINTRAEGE or unpacked > HOECHSTENS_ENTPACKT or dense:
        raise RuleViolation(_FALLE, "datei")


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.orig_filename for member in members]
    links = any(stat.S_ISLNK(member.external_attr >> 16) for member in members)
    if links or len(set(names)) < len(names) or any(map(_PFAD_NACH_AUSSEN.search, names)):
        raise RuleViolation(_FALLE, "datei")
    if any(member.flag_bits & 1 for member in members):
        raise RuleViolation(_DEFEKT, "datei")
    if any(map(_MAKROS.search, names)):
        raise RuleViolation(_MAKRO, "datei")
