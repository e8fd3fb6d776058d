"""Why a run ended that could not say so itself: what its processes left on standard error."""

import re
from typing import Any

from models.rules.stoerung import VOLL
from notebooks.run.auftrag import Grenzen
from notebooks.run.prozess import Prozess

_ABHILFE = (
    "Bitte einen kürzeren Zeitraum oder eine kleinere Einheit wählen, oder die Administration "
    "bitten, KRM_LAUF_SPEICHER_MB anzuheben."
)
SPEICHER = "Der Speicher reicht für diesen Bericht nicht (Grenze {mb} MB). " + _ABHILFE
GESTORBEN = (
    "Der Rechenprozess endete mitten in der Arbeit, ohne zu sagen, warum. Meist reicht der "
    "Speicher nicht: Die Grenze je Prozess ist {mb} MB, oder dem ganzen Rechner ging er aus. "
    + _ABHILFE
)
ZU_GROSS = "Eine Datei des Berichts wird größer als die erlaubten {datei} MB. " + _ABHILFE

# What libraries say when an allocation or a thread's stack was refused: the first match wins.
SPUREN: tuple[tuple[str, str], ...] = (
    (r"MemoryError|bad_alloc|Cannot allocate memory|Unable to allocate|malloc failed|"
     r"failed to map segment|can't start new thread|[Oo]ut of memory|memory allocation of|"
     r"Resource temporarily unavailable|cannot allocate|\[Errno 12\]", SPEICHER),
    (r"\[Errno 28\]|No space left on device|\[Errno 122\]|database or disk is full", VOLL),
    (r"\[Errno 27\]|File too large", ZU_GROSS),
)  # fmt: skip
TOT = re.compile(r"Kernel died|DeadKernelError")


def explain(antwort: dict[str, Any], prozess: Prozess, grenzen: Grenzen) -> str:
    """The sentence for a run without a result, the surest one there is."""
    if antwort.get("fehler") and antwort.get("sicher"):
        return str(antwort["fehler"])
    text = prozess.protokoll()
    werte = {"mb": grenzen.speicher_mb, "datei": grenzen.datei_mb}
    for spur, satz in SPUREN:
        if re.search(spur, text):
            return satz.format(**werte)
    if TOT.search(text) or not antwort.get("fehler"):
        return GESTORBEN.format(**werte)
    return str(antwort["fehler"])
