"""Which pages take files, and how large a request they may send."""

from flask import Request

from models.rules.dateien import HOECHSTGROESSE

# A form around a file of the largest size that KRM takes.
_MIT_DATEI = HOECHSTGROESSE + 2 * 2**20
SEITEN = ("/eingang/mail/", "/vorgang/dokument/")


class Anfrage(Request):
    """A request; only the pages that take files may send more than a form."""

    @property
    def max_content_length(self) -> int | None:
        """Bytes this request may send."""
        return _MIT_DATEI if self.path in SEITEN else super().max_content_length
