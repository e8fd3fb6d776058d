"""The parts of a mail, sorted into its text, its attachments, and what must be said about them."""

import mimetypes
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

from models.rules.fehler import RuleViolation
from models.rules.post import saetze
from models.rules.post.auswahl import carries, is_footer, join_texts
from models.rules.post.fliesstext import strip_pgp, unflow
from models.rules.post.html import html_to_text, split_pictures
from models.rules.post.kodierung import part_bytes, raw_body
from models.rules.post.kopf import decode_header_text, plain_header, raw
from models.rules.post.krypto import signed_content
from models.rules.post.outlook import read_winmail
from models.rules.post.termin import describe_invitation
from models.rules.post.umschlag import check_limits, plain_lines
from models.rules.post.zeichen import decode

HOECHSTENS_ANHAENGE = 20
_TEXT_BYTES = 500_000
"""Bytes of one text that are read; more would take long, and the form holds less."""
_TERMIN_BYTES = 20_000
_TIEFE = 40
_HUELLEN = 5
_UNTERSCHRIFTEN = re.compile(r"application/(?:x-)?(?:pkcs7|pgp)-signature|application/pgp-keys")
_UMSCHLAEGE = re.compile(r"application/(?:x-)?pkcs7-mime")
_ZULIEFERER = re.compile(r"(?:message|nachricht|text|body|untitled|unbenannt|teil|part|att\d+)"
                         r"[\s._\d-]*\.(?:html?|txt)", re.IGNORECASE)  # fmt: skip
_GRENZE = re.compile(rb"^--([^\s-][^\n]{0,69}?)[ \t]*$", re.MULTILINE)
_ZEICHENSATZ = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_KAPUTT = (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError,
           MessageError)  # fmt: skip


class Teile:
    """What a mail is made of; `text()` after `add()`."""

    def __init__(self) -> None:
        self.anhaenge: list[tuple[str, bytes]] = []
        self.hinweise: list[str] = []
        self._beigelegt: list[tuple[str, bytes, str]] = []
        self._gelesen = ""
        self._huellen = 0

    def add(self, message: Message) -> None:
        """Read a whole mail."""
        self._gelesen = self._read(message, 0)
        self._settle()

    def text(self) -> str:
        """What the mail says."""
        return self._gelesen

    def _read(self, part: Message, depth: int) -> str:
        if depth > _TIEFE:
            self._say(saetze.ZU_TIEF)
            return ""
        kind = _kind(part)
        reader = _LESER.get(kind) or _LESER.get(kind.partition("/")[0] + "/*")
        if reader is None or (kind.startswith("multipart/") and not _children(part)):
            reader = Teile._leaf
        return reader(self, part, depth)

    def _several(self, part: Message, depth: int) -> str:
        return join_texts([self._read(child, depth + 1) for child in _children(part)])

    def _alternatives(self, part: Message, depth: int) -> str:
        plain: list[str] = []
        html: list[str] = []
        for child in _children(part):
            text = self._read(child, depth + 1)
            (plain if _kind(child) == "text/plain" else html).append(text)
        return carries(join_texts(plain), join_texts(html))

    def _encrypted(self, part: Message, depth: int) -> str:
        self._say(saetze.VERSCHLUESSELT.format("PGP"))
        return ""

    def _leaf(self, part: Message, depth: int) -> str:
        kind, name = _kind(part), _filename(part)
        if kind.startswith("multipart/"):
            return self._lost_borders(part, depth)
        if _UNTERSCHRIFTEN.fullmatch(kind) or name.lower().endswith((".p7s", ".asc.sig")):
            return ""
        if _UMSCHLAEGE.fullmatch(kind) or name.lower().endswith(".p7m"):
            return self._envelope(part, depth)
        daten = self._bytes(part, name)
        if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name == "winmail.dat":
            return self._winmail(daten)
        self._attach(name or self._invent(kind), daten)
        return ""

    def _text(self, part: Message, depth: int) -> str:
        kind, name = _kind(part), _filename(part)
        roh, rest, is_damaged = part_bytes(part)
        text = self._plain(roh, part) if kind == "text/plain" else self._html(roh, part)
        if rest:
            text = f"{text}\n\n{decode(self._cut(rest), _charset(part))}"
        is_attached = raw(part, "content-disposition").strip().lower().startswith("attach")
        if name and not (is_attached and _ZULIEFERER.fullmatch(name)):
            self._attach(name, roh)
            self._beigelegt.append((name, roh, text))
            return ""
        if is_damaged or rest:
            self._say(saetze.TEXT_BESCHAEDIGT)
        if "\ufffd" in text:
            self._say(saetze.ZEICHEN_UNLESBAR)
        return text

    def _plain(self, roh: bytes, part: Message) -> str:
        text, is_encrypted = strip_pgp(unflow(decode(self._cut(roh), _charset(part)), part))
        if is_encrypted:
            self._say(saetze.VERSCHLUESSELT.format("PGP"))
        return text

    def _html(self, roh: bytes, part: Message) -> str:
        roh = self._take_pictures(roh)
        meta = _ZEICHENSATZ.search(roh[:2048])
        charset = _charset(part) or (meta[1].decode() if meta else "")
        return html_to_text(decode(self._cut(roh), charset))

    def _take_pictures(self, roh: bytes) -> bytes:
        source, pictures = split_pictures(roh.decode("latin-1"))
        for kind, daten in pictures:
            self._attach(self._invent(f"image/{kind}"), daten)
        return source.encode("latin-1")

    def _cut(self, roh: bytes) -> bytes:
        """As many bytes as are read of a text; none of them is half a letter."""
        if len(roh) <= _TEXT_BYTES:
            return roh
        self._say(saetze.TEXT_LANG)
        cut = roh[:_TEXT_BYTES]
        return cut[: len(cut) - next((n for n in range(8) if cut[-1 - n] < 0x80), 0)]

    def _calendar(self, part: Message, depth: int) -> str:
        said = describe_invitation(decode(part_bytes(part)[0][:_TERMIN_BYTES], _charset(part)))
        self._say(saetze.KALENDER.format(f": {said}" if said else ""))
        return ""

    def _mail(self, part: Message, depth: int) -> str:
        name = _filename(part) or "weitergeleitete-nachricht"
        self._attach(name if name.lower().endswith(".eml") else f"{name}.eml", _nested(part))
        return ""

    def _report(self, part: Message, depth: int) -> str:
        inner = "\n".join(str(child) for child in _children(part)) or decode(raw_body(part), "")
        self._attach("zustellbericht.txt", inner.encode("utf-8", "replace"))
        return ""

    def _envelope(self, part: Message, depth: int) -> str:
        inner = signed_content(part_bytes(part)[0])
        self._huellen += 1
        if inner is None or self._huellen > _HUELLEN:
            self._say(saetze.VERSCHLUESSELT.format("S/MIME"))
            return ""
        return self._again(plain_lines(inner), depth)

    def _lost_borders(self, part: Message, depth: int) -> str:
        """A mail of parts whose border is not where it says: look for one, else it is text."""
        roh = part_bytes(part)[0]
        found = _GRENZE.search(roh)
        self._huellen += 1
        self._say(saetze.GRENZE_FEHLT)
        if found and self._huellen <= _HUELLEN and b"--" + found[1] in roh[found.end() :]:
            head = b'Content-Type: multipart/mixed; boundary="' + found[1] + b'"\n\n'
            return self._again(head + roh, depth)
        text = decode(self._cut(roh), "")
        return html_to_text(text) if re.match(r"\s*<(?:!doctype|html)\b", text, re.I) else text

    def _again(self, content: bytes, depth: int) -> str:
        """Read a mail that was packed inside; the limits are those of any mail."""
        try:
            check_limits(content)
        except RuleViolation:
            self._say(saetze.ZU_TIEF)
            return ""
        return self._read(_parsed(content), depth + 1)

    def _winmail(self, daten: bytes) -> str:
        found = read_winmail(daten)
        if found is None:
            self._say(saetze.WINMAIL)
            return ""
        for name, inner in found.dateien:
            self._attach(decode_header_text(name), inner)
        return carries(found.text, html_to_text(found.html[:_TEXT_BYTES]))

    def _bytes(self, part: Message, name: str) -> bytes:
        daten, _, is_damaged = part_bytes(part)
        if is_damaged:
            self._say(saetze.ANHANG_BESCHAEDIGT.format(name or "ohne Namen"))
        return daten

    def _settle(self) -> None:
        """Text that came as a file is the message where there is no other; else it is a file."""
        for name, daten, text in self._beigelegt:
            has_text = self._gelesen.strip() and not is_footer(self._gelesen)
            if text.strip() and not has_text and not is_footer(text):
                self._gelesen = join_texts([text, self._gelesen])
                self._say(saetze.TEXT_AUS_DATEI.format(name))
                self.anhaenge = [found for found in self.anhaenge if found != (name, daten)]
        if not self._gelesen.strip() and not self.hinweise:
            self._say(saetze.KEIN_TEXT)

    def _attach(self, name: str, daten: bytes) -> None:
        if not daten:
            self._say(saetze.ANHANG_LEER.format(name))
        elif len(self.anhaenge) >= HOECHSTENS_ANHAENGE:
            self._say(saetze.ZU_VIELE.format(HOECHSTENS_ANHAENGE, name))
        else:
            self.anhaenge.append((name, daten))

    def _invent(self, kind: str) -> str:
        """A name for a part that came without one."""
        stem = "bild" if kind.startswith("image/") else "anhang"
        number = sum(name.startswith(f"{stem}-") for name, _ in self.anhaenge) + 1
        return f"{stem}-{number}{mimetypes.guess_extension(kind) or ''}"

    def _say(self, satz: str) -> None:
        if satz not in self.hinweise:
            self.hinweise.append(satz)


_LESER: dict[str, Callable[[Teile, Message, int], str]] = {
    "multipart/alternative": Teile._alternatives,
    "multipart/encrypted": Teile._encrypted,
    "multipart/*": Teile._several,
    "message/rfc822": Teile._mail,
    "message/global": Teile._mail,
    "message/*": Teile._report,
    "text/plain": Teile._text,
    "text/html": Teile._text,
    "text/calendar": Teile._calendar,
    "application/ics": Teile._calendar,
}


def _kind(part: Message) -> str:
    return part.get_content_type()


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []


def _parsed(content: bytes) -> Message:
    try:
        return message_from_bytes(content, policy=compat32)
    except _KAPUTT:
        return Message()


def _nested(part: Message) -> bytes:
    """A mail in a mail as a file; where somebody packed it once more, unpacked."""
    inner = next(iter(_children(part)), None)
    how = raw(part, "content-transfer-encoding").strip().lower()
    try:
        if inner is None or how.startswith(("base64", "quoted")):
            packed = Message()
            packed["Content-Transfer-Encoding"] = how
            packed.set_payload(inner.as_string() if inner is not None else raw_body(part))
            return part_bytes(packed)[0].lstrip(b"\r\n")
        return inner.as_bytes()
    except _KAPUTT:
        return b""


def _filename(part: Message) -> str:
    return next((decode_header_text(name) for name in _names(part) if name), "")


def _names(part: Message) -> Iterator[str]:
    """What the headers call a part; their raw bytes are read before they are taken apart."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        plain = Message()
        plain[header] = plain_header(part, header).replace("\n", " ")
        try:
            found = plain.get_param(parameter, "", header)
            yield _collapse(found)
        except _KAPUTT:
            yield "anhang"


def _collapse(found: object) -> str:
    """RFC 2231 writes a value in three: charset, language, bytes."""
    if isinstance(found, tuple):
        charset, _, value = found
        return decode(str(value).encode("latin-1", "replace"), str(charset or ""))
    return str(found or "")


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except _KAPUTT:
        return ""
