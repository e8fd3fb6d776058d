"""The yearly report to the Agentur für Arbeit and, for its information, the Bezirk.

Sources: MH-78 (criteria of the BA), MH-80, MH-81, BL-07.
"""

import pandas as pd

from notebooks.data import Zeitraum
from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.prose.formate import aufzaehlung, auslassbar, fehlt, von_aussen, zeitraum

ZUR_KENNTNIS = ("bezirk",)
KRITERIEN: tuple[tuple[str, str], ...] = (
    (
        "Was zählt",
        "Jede Kundenreaktion, gleich auf welchem Weg sie einging. Was vor Ort sofort erledigt "
        "wurde, steht nicht in den Vorgängen, sondern als Strichliste in der Abdeckung.",
    ),
    (
        "Wer bewertet",
        "Die zuständige Teamleitung stellt die Ergebnisart fest, nicht die Person, über die sich "
        "jemand beschwert. Wie oft doch selbst Betroffene entschieden, steht bei den Ergebnissen.",
    ),
    (
        "Ergebnisarten",
        "Vier: begründet, unbegründet, kein KRM, nicht bewertbar. „Teilweise begründet“ gibt es "
        "nicht. Der Anteil „begründet“ steht mit beiden Nennern.",
    ),
    (
        "Abhilfe",
        "Ob geholfen wurde, ist eine eigene Frage und steht unabhängig von der Ergebnisart.",
    ),
    (
        "Leistungsträger",
        "Die Kategorie des Anliegens bestimmt, ob die Bundesagentur, die Kommune oder beide die "
        "Leistung tragen (§ 6 Abs. 1 SGB II).",
    ),
)
TRAEGER = (
    "Die Zuordnung folgt der Kategorie, nicht dem einzelnen Vorgang. Abläufe, Erreichbarkeit und "
    "Umgang gehören zu beiden Trägern und stehen deshalb als eigene Zeile."
)
TRAEGER_ERGEBNIS = (
    "Ein Vorgang zählt bei dem Träger, zu dem alle seine Anliegen gehören, und bei „beide oder "
    "gemeinsam“, wenn sie verschiedene betreffen oder beide zuständig sind. So steht jeder in "
    "einer Zeile, und die Zeilen ergeben die Summe."
)
DISKRIMINIERUNG = (
    "Vorgänge mit diesem Anliegen stehen als eigene Zeile, auch wenn es wenige sind. Keiner oder "
    "wenige belegen nicht, dass es keine Diskriminierung gab; Betroffene werden auf die "
    "Antidiskriminierungsstelle hingewiesen."
)
AUSSENSICHT = (
    "Wer sich an eine Stelle außerhalb des Jobcenters wendet, hat dort oft zuerst keine Antwort "
    "gefunden; deshalb stehen diese Eingänge gesondert."
)


def titel(name: str) -> str:
    """What stands on the first page; `name`: what the catalogue calls it for this period."""
    return f"{name} zum Kundenreaktionsmanagement"


def betreff(name: str, zeit: Zeitraum) -> str:
    """The subject of the cover letter."""
    return f"{titel(name)}, {zeitraum(zeit)}"


def anschreiben(name: str, zeit: Zeitraum, empfaenger: str, kurz: str) -> list[str]:
    """The paragraphs of the cover letter; the Bezirk gets the report for its information."""
    bericht = f"den {titel(name)} für {_im(zeit)}"
    anfang = f"anbei erhalten Sie {bericht}."
    if empfaenger in ZUR_KENNTNIS:
        anfang = f"anbei erhalten Sie {bericht} zur Kenntnis; er geht zugleich an die Agentur für "
        anfang += "Arbeit."
    return [
        "Sehr geehrte Damen und Herren,",
        anfang,
        kurz,
        "Kleine Zahlen sind zum Schutz der Personen nicht ausgewiesen. Wie gezählt wurde und was "
        "der Bericht nicht sagt, steht im Abschnitt „Grundlagen“.",
        "Mit freundlichen Grüßen",
    ]


def _im(zeit: Zeitraum) -> str:
    name = zeitraum(zeit)
    return f"das {name}" if zeit.art in ("jahr", "halbjahr", "quartal") else name


@auslassbar
def traeger(verteilung: pd.DataFrame, namen: dict[str, str]) -> str:
    """How the Anliegen divide between the two Träger."""
    einzelne = verteilung[~verteilung["code"].isin([SUMME, UNBEKANNT])]
    teile = [
        f"{namen.get(str(z.code), str(z.code))} {von_aussen(z.anzahl, z.von)}"
        for z in einzelne.itertuples()
        if not fehlt(z.anzahl) and not fehlt(z.von) and z.von
    ]
    if not teile:
        return "Zu den Kategorien liegen keine Angaben vor, die sich ausweisen ließen."
    return f"Nach Leistungsträger: {aufzaehlung(teile)} der Anliegen."


@auslassbar
def ergebnis_traeger(begruendet: pd.DataFrame, namen: dict[str, str]) -> str:
    """How many of the rated complaints were begründet, by Leistungsträger."""
    teile = [
        f"{namen.get(str(z['merkmal']), str(z['merkmal']))} {von_aussen(z['anzahl'], z['von'])}"
        for z in begruendet.to_dict("records")
        if not fehlt(z["anzahl"]) and not fehlt(z["von"]) and z["von"]
    ]
    if not teile:
        return "Zu den Ergebnissen nach Leistungsträger lässt sich keine Zahl ausweisen."
    return f"Begründet von begründet und unbegründet: {aufzaehlung(teile)}."
