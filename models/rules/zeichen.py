"""Pasted text: line ends of other programs become plain ones, control signs go; what is unseen."""

import re
import unicodedata

_UMBRUCH = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_STEUER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_UNSICHTBAR = ("Cc", "Cf", "Cs", "Co", "Cn")


def plain_text(text: str) -> str:
    """The text without signs that no paper can show; Word's line ends stay line ends.

    A file format such as DOCX refuses a control sign with the whole text, so none is kept.
    """
    return _STEUER.sub("", _UMBRUCH.sub("\n", text))


def is_unseen(sign: str) -> bool:
    """Whether this sign is there for machines: control, direction, variant, not (yet) assigned."""
    return "\ufe00" <= sign <= "\ufe0f" or unicodedata.category(sign) in _UNSICHTBAR


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing in this text; a title or a name of it would be none."""
    return all(sign.isspace() or is_unseen(sign) for sign in text)
