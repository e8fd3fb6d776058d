"""Which pages take files, and how large a request they may send."""

from typing import Any

from flask import Request

from models.rules.dateien import HOECHSTGROESSE

HOECHSTENS = HOECHSTGROESSE + 2 * 2**20
"""Bytes of the largest request: a form around a file of the largest size that KRM takes."""
SEITEN = ("/eingang/", "/vorgang/dokument/")
"""How the addresses of these pages begin."""


class Anfrage(Request):
    """A request; only the pages that take files may send more than a form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.path.startswith(SEITEN) and self.mimetype == "multipart/form-data":
            self.max_content_length = HOECHSTENS
