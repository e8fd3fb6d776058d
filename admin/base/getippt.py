"""What somebody typed into a form that could not be taken, so that it is not lost."""

from flask import request

GEHEIM = frozenset({"alt", "password", "passwort", "wiederholung"})
"""Fields of a form of which nothing is ever shown again."""
_LANG = 40


def typed_texts() -> list[str]:
    """Longer texts of the form that was refused, to be copied: no browser brings them back."""
    # No words of a stranger's page. With our referrer policy a browser leaves the Origin empty.
    is_own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_own or not GEHEIM.isdisjoint(request.form):
        return []
    return [text for text in request.form.values() if len(text) >= _LANG and " " in text]
