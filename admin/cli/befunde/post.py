"""Mail: whether the server answers."""

import smtplib
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from admin.cli.befunde.befund import Befund, Lage

_MAIL_TIMEOUT_S = 5


def examine_server(lage: Lage) -> Iterator[Befund]:
    """The mail server of the settings."""
    config = lage.config
    if config.smtp_url is None:
        yield Befund("E-Mail", True, "nicht eingerichtet, es geht keine hinaus")
        return
    address = urlsplit(config.smtp_url)
    kind: Callable[..., smtplib.SMTP] = (
        smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    )
    try:
        with kind(address.hostname or "", address.port or 0, timeout=_MAIL_TIMEOUT_S) as server:
            server.noop()
    except (OSError, smtplib.SMTPException):
        text = f"{address.hostname} antwortet nicht"
        yield Befund("E-Mail", False, text, "KRM_SMTP_URL und den Mailserver prüfen.")
        return
    yield Befund("E-Mail", True, f"{address.hostname} antwortet")
