"""The key of a row in an address."""

from flask import abort, request


def row_key(name: str = "id") -> int:
    """The key that the address names; what is none is answered as if the row were not there."""
    text = request.args.get(name, "")
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    abort(404)
