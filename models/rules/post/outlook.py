"""Outlook's own forms of a mail, turned into the form all others have: `.msg` and winmail.dat."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from typing import Any

import oxmsg
from compressed_rtf import decompress
from oxmsg.domain import constants as pid
from oxmsg.properties import Properties
from striprtf.striprtf import rtf_to_text
from tnefparse import TNEF

from models.rules.post.zeichen import decode

_EINGEBETTET_KOPF = 24
_EINGEBETTET = "__substg1.0_3701000D"
_TIEFE = 3
_TNEF_TEILE = 200
_TNEF_KOPF, _TNEF_RAND = 6, 11
_UEBERNOMMEN = ("From", "Sender", "Reply-To", "To", "Date", "Received", "Delivery-Date", "Subject")
_FRUEHESTENS = 1990
_ZEICHEN = 1_000_000


@dataclass(frozen=True, repr=False)
class Winmail:
    """What a winmail.dat holds: texts (empty without one) and (name, bytes) of its files."""

    text: str
    html: str
    dateien: tuple[tuple[str, bytes], ...]


def read_msg(content: bytes) -> Message | None:
    """An Outlook message as a mail; None for one that is broken."""
    try:
        return _as_mail(oxmsg.Message.load(content), 0)
    except Exception:  # the libraries know no end of ways to fail on a broken file
        return None


def read_winmail(daten: bytes) -> Winmail | None:
    """What Outlook packed into a winmail.dat; None for one that is broken or built to harm."""
    if not _is_harmless(daten):
        return None
    try:
        winmail = TNEF(daten, do_checksum=False)
        dateien = tuple(_winmail_files(winmail, 0))
        rtf = decompress(winmail._rtfbody) if winmail._rtfbody else b""
    except Exception:  # see read_msg
        return None
    return Winmail(_text(winmail.body) or _rtf(rtf), _text(winmail.htmlbody), dateien)


def _as_mail(message: oxmsg.Message, depth: int) -> Message:
    mail = MIMEMultipart("mixed")
    for name, value in _headers(message):
        mail[name] = " ".join(value.split())
    bodies = MIMEMultipart("alternative")
    for kind, text in _bodies(message):
        bodies.attach(MIMEText(text[:_ZEICHEN].encode("utf-8", "replace").decode(), kind, "utf-8"))
    mail.attach(bodies)
    for attachment in message.attachments:
        mail.attach(_attachment(attachment, depth))
    return mail


def _headers(message: oxmsg.Message) -> Iterator[tuple[str, str]]:
    written = message._message_headers
    yield from ((k, str(v)) for k, v in written.items() if k.title() in _UEBERNOMMEN)
    if "from" not in written:
        yield "From", _sender(message.properties)
    if "date" not in written and (sent := message.sent_date) and sent.year >= _FRUEHESTENS:
        yield "Date", format_datetime(sent)
    arrived = message.properties.date_prop_value(pid.PID_MESSAGE_DELIVERY_TIME)
    if "received" not in written and arrived and arrived.year >= _FRUEHESTENS:
        yield "Received", f"Outlook; {format_datetime(arrived)}"
    if "subject" not in written:
        yield "Subject", message.subject


def _sender(props: Properties) -> str:
    """Inside a house Exchange writes a path where others write an address."""
    found = (props.str_prop_value(p) or "" for p in (
        pid.PID_SENDER_SMTP_ADDRESS, pid.PID_SENDER_EMAIL_ADDRESS,
        pid.PID_SENT_REPRESENTING_EMAIL_ADDRESS))  # fmt: skip
    adresse = next((text for text in found if "@" in text), "")
    name = props.str_prop_value(pid.PID_SENDER_NAME) or props.str_prop_value(
        pid.PID_SENT_REPRESENTING_NAME
    )
    if not adresse or not adresse.isascii():
        return name or ""
    return formataddr((name or "", adresse), "utf-8")


def _bodies(message: oxmsg.Message) -> Iterator[tuple[str, str]]:
    html: bytes | str | None = None
    with contextlib.suppress(Exception):  # a string where bytes are expected, or the reverse
        html = message.properties.binary_prop_value(pid.PID_HTML)
    if not html:
        with contextlib.suppress(Exception):
            html = message.html_body
    plain = message.body or ""
    if not plain.strip() and not html:
        rtf = message.properties.binary_prop_value(pid.PID_RTF_COMPRESSED)
        plain = _rtf(decompress(rtf)) if rtf else ""
    if plain.strip():
        yield "plain", plain
    if html:
        yield "html", _text(html)


def _attachment(attachment: Any, depth: int) -> Message:
    storages = attachment._storage.storages
    inner = next((s for s in storages if s.path.endswith(_EINGEBETTET)), None)
    if inner is not None and depth < _TIEFE:
        return MIMEMessage(_as_mail(_Eingebettet(inner), depth + 1))
    name = attachment.file_name or attachment.properties.str_prop_value(pid.PID_ATTACH_FILENAME)
    part = MIMEApplication(attachment.file_bytes or b"")
    part.add_header("Content-Disposition", "attachment", filename=name or "anhang")
    return part


class _Eingebettet(oxmsg.Message):
    """A message that is attached to another; its properties begin elsewhere."""

    @property
    def properties(self) -> Properties:
        return Properties(self._storage, _EINGEBETTET_KOPF)


def _winmail_files(winmail: TNEF, depth: int) -> Iterator[tuple[str, bytes]]:
    for attachment in winmail.attachments:
        inner = getattr(attachment, "embed", None)
        if inner is not None and depth < _TIEFE:
            yield from _winmail_files(inner, depth + 1)
        elif isinstance(attachment.data, bytes):
            yield _text(attachment.long_filename() or "anhang"), attachment.data


def _is_harmless(daten: bytes) -> bool:
    """Few parts only: the library copies all that follows once for each."""
    place, count = _TNEF_KOPF, 0
    while place + _TNEF_RAND < len(daten) and count <= _TNEF_TEILE:
        place += int.from_bytes(daten[place + 5 : place + 9], "little") + _TNEF_RAND
        count += 1
    return count <= _TNEF_TEILE


def _rtf(rtf: bytes) -> str:
    try:
        return str(rtf_to_text(rtf[:_ZEICHEN].decode("latin-1"), errors="ignore")).strip()
    except Exception:  # see read_msg
        return ""


def _text(value: bytes | str | None) -> str:
    text = decode(value, "") if isinstance(value, bytes) else value or ""
    return text.replace("\x00", "")
