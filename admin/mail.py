"""Sending a mail by SMTP, and saying honestly whether the server has it."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from admin.config import LOOPBACK

TIMEOUT_S = 30


class MailRefused(Exception):
    """The server surely did not take the mail; sending it again is safe."""


class MailUnclear(Exception):
    """The connection broke when the server may already have had the mail."""


class Post(Protocol):
    """What a mail needs; addresses have commas between them."""

    empfaenger: str
    kopie: str
    betreff: str
    text: str
    message_id: str


@dataclass(frozen=True)
class Anlage:
    """A PDF that goes with a mail."""

    name: str
    inhalt: bytes


def build_message(
    post: Post, *, absender: str, now: datetime, anlage: Anlage | None = None
) -> EmailMessage:
    """The mail as text/plain, with its PDF; raises ValueError for a header with a line break."""
    message = EmailMessage()
    message["From"] = absender
    message["To"] = post.empfaenger
    if post.kopie:
        message["Cc"] = post.kopie
    message["Subject"] = post.betreff
    message["Date"] = format_datetime(now)
    message["Message-ID"] = post.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(post.text)
    if anlage:
        message.add_attachment(
            anlage.inhalt, maintype="application", subtype="pdf", filename=anlage.name
        )
        # Otherwise chosen at random when it is sent; the same mail is the same bytes.
        message.set_boundary(f"krm-{hashlib.sha256(post.message_id.encode()).hexdigest()[:40]}")
    return message


def send(message: EmailMessage, smtp_url: str) -> int:
    """Hand the mail to the server; returns how many recipients it refused while taking others.

    `smtp_url`: `smtp://[user:password@]host[:port]` or `smtps://…`. Beyond this machine, `smtp`
    turns to TLS where the server offers it, and a password is never sent without.
    Raises MailRefused or MailUnclear; neither names an address.
    """
    with _connected(urlsplit(smtp_url)) as smtp:
        try:
            return len(smtp.send_message(message))
        except smtplib.SMTPRecipientsRefused:
            raise MailRefused("Der Mailserver nimmt für diese Empfänger nichts an.") from None
        except smtplib.SMTPResponseException as answer:
            raise MailRefused(f"Der Mailserver lehnt ab (Code {answer.smtp_code}).") from None
        except (smtplib.SMTPException, OSError):
            raise MailUnclear("Die Verbindung zum Mailserver brach beim Senden ab.") from None


@contextmanager
def _connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    try:
        smtp = _open(url)
    except (smtplib.SMTPException, OSError) as error:
        reason = type(error).__name__
        raise MailRefused(f"Der Mailserver ist nicht zu erreichen ({reason}).") from None
    try:
        yield smtp
    finally:
        # The mail is taken or refused by now; a server that hangs up without a word is no error.
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _open(url: SplitResult) -> smtplib.SMTP:
    smtp = _dial(url)
    try:
        smtp.ehlo()
        if url.scheme == "smtp" and url.hostname not in LOOPBACK:
            _start_tls(smtp, needed=url.username is not None)
        if url.username is not None:
            smtp.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        smtp.close()
        raise
    return smtp


def _dial(url: SplitResult) -> smtplib.SMTP:
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT_S, context=context)
    return smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT_S)


def _start_tls(smtp: smtplib.SMTP, *, needed: bool) -> None:
    if smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    elif needed:
        raise smtplib.SMTPNotSupportedError("STARTTLS fehlt")
