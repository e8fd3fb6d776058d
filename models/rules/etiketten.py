"""Labels that say something about a person instead of her concern; none may be kept (MV-06).

Where a label would be stored (code lists, Textbausteine, names of filters) it is refused; in free
text of a case it is only pointed out, because people also quote.
"""

import re

from models.rules.fehler import RuleViolation

_ETIKETTEN = (
    r"querulant\w*",
    r"dauer(?:kund|beschwerdeführ|nörgl|schreib)\w*",
    r"(?:viel|mehrfach|berufs)beschwerdeführ\w*",
    r"problem(?:kund|fall|person)\w*",
    r"stamm(?:kund|nörgl)\w*",
    r"nörgl(?:er|erin|erisch\w*)",
    r"meckerer\w*",
    r"schwierige\w*\s+(?:kund|person|frau|mann)\w*",
    r"notorisch\w*",
    r"(?:sozial)?schmarotz\w*",
    r"simulant\w*",
    r"wichtigtuer\w*",
)
_MUSTER = re.compile(rf"(?<!\w)(?:{'|'.join(_ETIKETTEN)})", re.IGNORECASE)
REGEL = "MV-06"


def find_labels(text: str) -> list[str]:
    """Every such word in a text, as it stands there."""
    return [found[0] for found in _MUSTER.finditer(text)]


def refuse_labels(text: str, feld: str) -> None:
    """Raise RuleViolation where a text that is kept for all cases labels a person."""
    if labels := find_labels(text):
        raise RuleViolation(
            f"„{labels[0]}“ beschreibt eine Person, nicht ihr Anliegen; das bleibt weg.",
            feld,
            REGEL,
        )
