"""Naming an error without its text, which may hold personal data."""

import traceback
from pathlib import Path

from admin.config.einstellungen import WURZEL

_PACKAGES = tuple(str(WURZEL / name) for name in ("admin", "models", "notebooks"))


def fault(error: BaseException) -> str:
    """Type and place of an error, as `OperationalError in laeufe.py:74`."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(_PACKAGES)] or frames
    place = f" in {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{place}"
