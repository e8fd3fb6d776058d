"""How a difference to the previous period is put into words: never more than the signal says."""

from notebooks.data import Abschnitte
from notebooks.figures.signal import HOEHER, KEIN_SIGNAL, NIEDRIGER, NIVEAU, OHNE_VERGLEICH
from notebooks.figures.signale import Bilanz
from notebooks.prose.formate import datum, dezimal, prozent, veraenderung, zahl

OHNE_VORPERIODE = (
    "Für die Vorperiode liegen keine vergleichbaren Daten vor: "
    "Die Erfassung hatte noch nicht begonnen."
)


def vergleich_anzahl(anzahl: int, vor_anzahl: int, signal: str, wann: str) -> str:
    """A clause on two counts: „in der Vorperiode waren es 225 (+6, +2,7 %, kein Signal)“."""
    if signal in ("", OHNE_VERGLEICH):
        return "ein Vergleich mit der Vorperiode ist nicht möglich"
    es_waren = {0: "waren es keine", 1: "war es eine"}.get(vor_anzahl)
    es_waren = es_waren or f"waren es {zahl(vor_anzahl)}"
    um = [unterschied(anzahl - vor_anzahl), veraenderung(anzahl, vor_anzahl), urteil(signal)]
    return f"{wann} {es_waren} ({', '.join(teil for teil in um if teil)})"


def unterschied(um: int) -> str:
    """+6, −6, or „gleich“."""
    if um == 0:
        return "gleich"
    return f"+{zahl(um)}" if um > 0 else zahl(um)


def vergleich_anteil(vor_anzahl: int, vor_von: int, signal: str) -> str:
    """A clause on two shares: „Vorperiode 190 von 226, 84,1 % (kein Signal)“."""
    if vor_von == 0:
        return "ohne Vergleichswert der Vorperiode"
    zahlen = f"Vorperiode {zahl(vor_anzahl)} von {zahl(vor_von)}, {prozent(vor_anzahl, vor_von)}"
    if signal in ("", OHNE_VERGLEICH):
        return f"{zahlen} (zu wenige Fälle für einen Vergleich)"
    return f"{zahlen} ({urteil(signal)})"


def urteil(signal: str) -> str:
    """The signal of a comparison: what the number did, never that it is „more“ than chance."""
    worte = {HOEHER: "Anteil jetzt höher", NIEDRIGER: "Anteil jetzt niedriger"}
    return KEIN_SIGNAL if signal == KEIN_SIGNAL else f"Signal: {worte.get(signal, signal)}"


def bilanz(zahlen: Bilanz) -> str:
    """How many comparisons the report makes, and how many of its signals may be chance."""
    n, einzeln, signale = zahlen.vergleiche, zahlen.einzeln, zahlen.signale
    if n == 0:
        return "Der Bericht vergleicht keine Zahl mit der Vorperiode."
    verglichen = "eine Zahl" if n == 1 else f"{zahl(n)} Zahlen"
    satz = (
        f"Der Bericht vergleicht {verglichen} mit einem früheren Zeitraum. Allein durch Zufall "
        f"wären dabei im Mittel {dezimal(zahlen.zufall)} "
        f"Signale zu erwarten, wenn jeder Vergleich für sich beurteilt würde; so beurteilt "
        f"{'wäre es eines' if einzeln == 1 else f'wären es {zahl(einzeln)}'}. "
    )
    if not signale:
        return f"{satz}Gemeinsam beurteilt ist keines darunter, das mehr belegt als Zufall."
    bleiben = "bleibt ein Signal" if signale == 1 else f"bleiben {zahl(signale)} Signale"
    return (
        f"{satz}Gemeinsam beurteilt (Benjamini–Hochberg) {bleiben}; davon sind im Mittel höchstens "
        f"{dezimal(NIVEAU * signale)} Zufall."
    )


def vorperiode(teile: Abschnitte) -> str:
    """What the report is compared with, and what to keep in mind."""
    if not teile.vor_erfasst:
        return OHNE_VORPERIODE
    name = f"Vorperiode ist die Zeit vom {datum(teile.vor.von)} bis zum {datum(teile.vor.bis)}"
    if teile.unfertig:
        name += ", gekürzt auf die Länge, die der Berichtszeitraum bisher hat"
    if teile.vor.von == teile.vorjahr.von:
        return f"{name}."
    return f"{name}. Sie liegt in einer anderen Jahreszeit; das ist bei jedem Signal zu bedenken."
