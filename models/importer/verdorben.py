"""What programs do to a cell on the way: told, never taken over as if it were meant.

Excel writes long numbers as 1,23E+12 and short ones as dates; a file saved twice in the wrong
encoding shows Ã¼ for ü. What was there before can be guessed, not known: each is a fault.
"""

import re
import unicodedata

LAENGSTE_ZELLE = 100_000  # characters; a longer text is a fault of the export, not a complaint
_UNSICHTBAR = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HOCHZAHL = re.compile(r"(?<![\w.,+-])[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}(?![\w])", re.IGNORECASE)
_RAUTEN = re.compile(r"#{3,}")
_EXCELFEHLER = frozenset(
    "#NAME? #WERT! #BEZUG! #NV #ZAHL! #DIV/0! #NULL! #VALUE! #REF! #N/A #NUM!".split()
)
_MONAT = "Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec"
_ALS_DATUM = re.compile(rf"\d{{1,2}}[. -]{{1,2}}(?:{_MONAT})|(?:{_MONAT})[ -]\d{{2}}")
_ALS_BRUCH = re.compile(r"\d{5,}[.,]0{1,2}")

NUMMERN = frozenset({"fremdnummer", "aktenzeichen", "externes_az", "kundennummer", "bg_nummer"})
"""Columns whose values look like numbers or dates and are neither."""
_RAT = "bitte die Spalte in der Quelle als Text ausgeben"

# One letter of UTF-8 read as windows-1252 or Latin-1 is two or three: the first byte is Â, Ã
# (Western letters), Ä, Å (Polish, Turkish), â (quotes, dashes, €); the rest is 0x80 to 0xBF. After
# Ä no quotes and points count: „Ä“ is German.
_FOLGE = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_NACH_AE = "\u0081\u0083\u0087-\u0089\u008d\u008f\u0099-\u009f\u00b0-\u00b3ƒ‡ˆ‰ŒŽžŸšœ™"
_DOPPELT = re.compile(f"[ÂÃÅ][{_FOLGE}]|Ä[{_NACH_AE}]|â[€‚„†‡ˆ\u0080-\u0088][{_FOLGE}]|ï»¿")
_GEZEIGT = 3


def readable(text: str) -> str:
    """The text without signs that nobody sees, letters and marks composed."""
    return unicodedata.normalize("NFC", _UNSICHTBAR.sub("", text)).strip()


def damage(cell: str, column: str) -> str | None:
    """What is wrong with a cell as it stands in the file, as half a sentence; None if nothing.

    It shows pairs of letters at most, never the value: a cell may hold a name.
    """
    text = cell.strip()
    if len(text) > LAENGSTE_ZELLE:
        longest = f"{LAENGSTE_ZELLE:,}".replace(",", ".")
        return f"der Wert ist länger als {longest} Zeichen"
    if "\ufffd" in text:
        return "ein Zeichen ist verloren („\ufffd“); bitte die Quelle noch einmal ausgeben"
    if pairs := _double_encoded(text):
        shown = ", ".join(f"„{wrong}“ statt „{right}“" for wrong, right in pairs[:_GEZEIGT])
        return f"der Text ist doppelt kodiert: {shown}; bitte als UTF-8 neu ausgeben"
    return _excel_damage(text, column)


def mend(text: str) -> str:
    """A doubly encoded text as it was meant; any other as it is."""
    return _DOPPELT.sub(lambda found: _decoded(found[0]) or found[0], text)


def _excel_damage(text: str, column: str) -> str | None:
    if _HOCHZAHL.search(text):
        return f"hier hat Excel eine Nummer zerstört (Ziffern fehlen); {_RAT}"
    if _RAUTEN.fullmatch(text) or text.upper() in _EXCELFEHLER:
        return f"hier hat Excel statt des Werts ein Fehlerzeichen ausgegeben; {_RAT}"
    if column not in NUMMERN:
        return None
    if _ALS_DATUM.fullmatch(text):
        return f"aus der Nummer hat Excel ein Datum gemacht; {_RAT}"
    if _ALS_BRUCH.fullmatch(text):
        return f"aus der Nummer wurde eine Kommazahl; {_RAT}"
    return None


def _double_encoded(text: str) -> list[tuple[str, str]]:
    found = dict.fromkeys(_DOPPELT.findall(text))
    return [(wrong, right) for wrong in found if (right := _decoded(wrong))]


def _decoded(wrong: str) -> str | None:
    try:
        return b"".join(_byte(char) for char in wrong).decode("utf-8")
    except UnicodeError:
        return None


def _byte(char: str) -> bytes:
    """The byte that a program took for this sign: by windows-1252, else by Latin-1."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
