"""What the codes in the first column of a table are called."""

from collections.abc import Callable

from notebooks.data.aufnahme import Aufnahme
from notebooks.data.codes import OHNE_ANGABE
from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.prose import formate

# Labels of first columns that no code list holds.
NAMEN: dict[str, dict[str, str]] = {
    "leistungstraeger": {
        "ba": "Bundesagentur für Arbeit",
        "kommunal": "Kommune",
        "beide": "beide oder gemeinsam",
    },
    "luecke": {
        "eingangsweg": "Eingangsweg",
        "eingangsstelle": "zuerst eingegangen bei",
        "team": "Team",
        "kundengruppe": "Kundengruppe",
        "rechtskreis": "Rechtskreis",
        "anliegen": "Anliegen (bei Beschwerden)",
    },
    "groesse": {
        "uebernommen": "übernommen",
        "neu": "neu",
        "wiedereroeffnet": "wiedereröffnet",
        "abgeschlossen": "abgeschlossen",
        "offen": "offen am Ende",
    },
    "grund": {
        "nachgetragen": "nachgetragen",
        "geloescht": "gelöscht",
        "eingang": "Eingang berichtigt",
        "art": "Art geändert",
        "einheit": "Einheit geändert",
        "abschluss": "Abschluss berichtigt",
        "ergebnis": "Ergebnis geändert",
        "frist": "Frist geändert",
        "antwort": "Antworttage berichtigt",
    },
}
FEST = {SUMME: "gesamt", UNBEKANNT: OHNE_ANGABE}


def name_of(aufnahme: Aufnahme, feld: str, code: str) -> str:
    """The label of `code` in the code list `feld`, or in one of the lists that reports have."""
    if code in FEST:
        return FEST[code]
    if feld in SONDERNAMEN:
        return SONDERNAMEN[feld](aufnahme, code)
    return NAMEN.get(feld, {}).get(code) or aufnahme.codes.label(feld, code)


def _einheit(aufnahme: Aufnahme, kuerzel: str) -> str:
    einheiten = aufnahme.einheiten
    name = einheiten.loc[einheiten["kuerzel"] == kuerzel, "name"]
    return str(name.iloc[0]) if len(name) else kuerzel


def _spanne(aufnahme: Aufnahme, name: str) -> str:
    namen = {"bericht": "Berichtszeitraum", "vor": "Vorperiode", "vorjahr": "Vorjahreszeitraum"}
    return namen[name]


def _monat(aufnahme: Aufnahme, code: str) -> str:
    """The month, and how far it has come where the period has not ended."""
    teile = aufnahme.abschnitte
    name, stand = formate.monat(code), teile.stichtag
    if not teile.unfertig or code < stand[:7]:
        return name
    if code > stand[:7]:
        return f"{name} (noch nicht begonnen)"
    return f"{name} (bis {formate.datum(stand)})"


SONDERNAMEN: dict[str, Callable[[Aufnahme, str], str]] = {
    "einheit": _einheit,
    "monat": _monat,
    "spanne": _spanne,
}
