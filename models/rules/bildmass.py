"""How large a picture is when it is unpacked, from its first bytes; nothing is unpacked here."""

import struct
from collections.abc import Iterator

_OHNE_LAENGE = (0x01, *range(0xD0, 0xDA))
_KEIN_RAHMEN = (0xC4, 0xC8, 0xCC)


def pixels(bild: bytes, typ: str) -> int:
    """Width times height of a „png“ or „jpeg“; 0 where its head does not tell."""
    width, height = _png(bild) if typ == "png" else _jpeg(bild)
    return width * height


def _png(bild: bytes) -> tuple[int, int]:
    if bild[12:16] != b"IHDR" or len(bild) < 24:
        return 0, 0
    width, height = struct.unpack_from(">II", bild, 16)
    return width, height


def _jpeg(bild: bytes) -> tuple[int, int]:
    for marker, place in _segments(bild):
        if 0xC0 <= marker <= 0xCF and marker not in _KEIN_RAHMEN and place + 7 <= len(bild):
            height, width = struct.unpack_from(">HH", bild, place + 3)
            return width, height
    return 0, 0


def _segments(bild: bytes) -> Iterator[tuple[int, int]]:
    """(marker, place of its length) of each part before the picture itself."""
    place = 2
    while place + 4 <= len(bild) and bild[place] == 0xFF:
        marker = bild[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        yield marker, place + 2
        length = 0 if marker in _OHNE_LAENGE else struct.unpack_from(">H", bild, place + 2)[0]
        place += 2 + length
