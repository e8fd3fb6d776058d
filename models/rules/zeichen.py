"""Pasted text: line ends of other programs become plain ones, control signs go."""

import re

_UMBRUCH = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_STEUER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def plain_text(text: str) -> str:
    """The text without signs that no paper can show; Word's line ends stay line ends.

    A file format such as DOCX refuses a control sign with the whole text, so none is kept.
    """
    return _STEUER.sub("", _UMBRUCH.sub("\n", text))
