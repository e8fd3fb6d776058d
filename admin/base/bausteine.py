"""Small pieces of HTML that cells of lists and templates share."""

import hashlib
from functools import cache
from pathlib import Path

from flask import current_app, url_for
from markupsafe import Markup

from admin.formatters import Fristlage

_ZEICHEN = {
    "spaet": "exclamation-triangle",
    "heute": "exclamation-triangle",
    "bald": "clock",
    "gut": "check-circle",
}


def asset(filename: str, endpoint: str = "static") -> str:
    """Address of one of our files; it changes with the content, so browsers may keep it."""
    folder = _folder(endpoint)
    return url_for(endpoint, filename=filename, v=_digest(folder / filename))


def symbol(name: str) -> Markup:
    """A symbol beside a word; screen readers skip it."""
    return Markup(
        '<svg class="symbol" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    ).format(asset("symbole.svg"), name)


def frist_marke(lage: Fristlage) -> Markup:
    """A deadline in words with its symbol and day."""
    zeichen = symbol(_ZEICHEN[lage.ton]) if lage.ton in _ZEICHEN else ""
    marke = Markup('<span class="frist frist-{}">{}{}</span>').format(lage.ton, zeichen, lage.wort)
    if not lage.zusatz:
        return marke
    return marke + Markup(' <span class="neben">{}</span>').format(lage.zusatz)


def _folder(endpoint: str) -> Path:
    name, _, rest = endpoint.partition(".")
    owner = current_app.blueprints[name] if rest else current_app
    return Path(str(owner.static_folder))


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
