"""Characters of mails: bytes in whatever charset they claim, or truly have."""

import re
import unicodedata

import charset_normalizer
import webencodings

# Charsets that old programs write and that the web's list does not know.
_WEITERE = frozenset({"cp437", "cp850", "cp852", "cp858", "utf-7", "utf-32", "iso2022_kr", "hz"})
_MEHRBYTE = re.compile(r"gb|big5|euc|jis|2022|johab|hz|utf")
_OHNE_ANGABE = frozenset({"", "ascii", "us-ascii", "unknown-8bit", "x-unknown", "default"})
_GERATEN = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1254", "cp1253", "mac_roman", "cp850"]
_WESTLICH = frozenset(
    "äöüßÄÖÜéèêëáàâåãçñíìîïóòôõúùûøæœÉÈÁÀÇÑÓÚØÆŒ€„“”‚‘’‹›«»–—…§°²³µ·´¨\u00a0\u00ad•™©®"
)
_PROBE = 64 * 1024
_LEERZEILEN = re.compile(r"\n{3,}")


def decode(content: bytes, charset: str) -> str:
    """The text of some bytes; unreadable ones become U+FFFD. Never raises.

    What is valid UTF-8 beyond ASCII is UTF-8, whatever a one-byte charset claims; a wrong or
    unknown charset is guessed.
    """
    codec = _codec(charset)
    is_single = codec is not None and not _MEHRBYTE.search(codec)
    if codec is None or (is_single and not content.isascii()):
        text = _strict(content, "utf-8")
        if text is not None:
            return text.removeprefix("\ufeff")
    if codec is None:
        return _guess(content)
    text = _strict(content, codec)
    if text is not None:
        return text.removeprefix("\ufeff")
    return content.decode(codec, "replace") if is_single else _guess(content, codec)


def shorten(text: str, zeichen: int) -> str:
    """Text with plain line ends, without control signs, at most so many characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[: 2 * zeichen]
    plain = "\n".join(visible(line).rstrip() for line in lines.split("\n"))
    return _LEERZEILEN.sub("\n\n", plain).strip()[:zeichen]


def visible(text: str) -> str:
    """Text without control signs and signs that turn the direction of reading."""
    return "".join(
        " " if char in "\t\n" else char
        for char in text
        if char in "\t\n" or not unicodedata.category(char).startswith("C")
    )


def _codec(label: str) -> str | None:
    """The codec that a label means in practice, None where it says nothing or nothing known."""
    plain = label.strip().strip("\"';,").lower()
    if plain in _OHNE_ANGABE:
        return None
    for name in (plain, plain.replace("_", "-"), re.sub(r"[\s_]+", "-", plain),
                 re.sub(r"[\s_]+", "", plain)):  # fmt: skip
        found = webencodings.lookup(name)
        if found is not None and found.name not in ("replacement", "x-user-defined"):
            # GB 18030 reads all that GB 2312 and GBK do, and more.
            return "gb18030" if found.name == "gbk" else found.codec_info.name
        if name in _WEITERE:
            return name
    return None


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _guess(content: bytes, codec: str | None = None) -> str:
    """Western letters are Windows-1252; other ones a statistic decides, else the claim stands."""
    probe = content[:_PROBE]
    western = content.decode("cp1252", "replace")
    beyond = [char for char in western if not char.isascii()]
    if sum(char in _WESTLICH for char in beyond) >= 0.9 * len(beyond):
        return western
    if codec and content.decode(codec, "replace").count("\ufffd") <= len(beyond) / 10:
        return content.decode(codec, "replace")
    best = charset_normalizer.from_bytes(probe, cp_isolation=_GERATEN).best()
    return content.decode(best.encoding, "replace") if best else western
