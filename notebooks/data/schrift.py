"""The one typeface of the reports: Debian's package fonts-open-sans."""

from pathlib import Path

from models.rules.fehler import RuleViolation

NAME = "Open Sans"
ORDNER = Path("/usr/share/fonts/truetype/open-sans")
DATEIEN = (
    "OpenSans-Regular.ttf",
    "OpenSans-Italic.ttf",
    "OpenSans-Semibold.ttf",
    "OpenSans-Bold.ttf",
)


def require_schrift() -> Path:
    """The folder of the typeface; RuleViolation that says what to install where it is missing.

    Checked before a run, because Typst and matplotlib would silently take another one.
    """
    fehlt = [datei for datei in DATEIEN if not (ORDNER / datei).is_file()]
    if fehlt:
        satz = (
            f"Die Schrift {NAME} fehlt ({fehlt[0]}). Bitte das Debian-Paket fonts-open-sans "
            "installieren."
        )
        raise RuleViolation(satz)
    return ORDNER
