"""The cover text that goes with a report, one per circle of readers; a house may write its own."""

from dataclasses import dataclass

from models.rules.platzhalter import check_gaps, fill_gaps

LUECKEN: dict[str, str] = {
    "bericht": "wie der Bericht heißt",
    "zeitraum": "worüber er berichtet, zum Beispiel „1. Halbjahr 2026“",
    "dienststelle": "Name der Dienststelle",
    "empfaenger": "wer ihn bekommt",
    "datenstand": "Tag, bis zu dem er die Daten kennt",
}
"""Gaps of a cover text, and what is put there."""
HOECHSTENS = 4000
BETREFF = "{{bericht}}, {{zeitraum}}: {{dienststelle}}"
_GRUSS = "\n\nMit freundlichen Grüßen\n{{dienststelle}}\n"
_TEXTE: dict[str, str] = {
    "agentur": (
        "Sehr geehrte Damen und Herren,\n\n"
        "Sie erhalten den Bericht über die Kundenreaktionen (Zeitraum: {{zeitraum}}; "
        "Datenstand: {{datenstand}}). Kleine Zahlen sind aus Datenschutzgründen nicht ausgewiesen."
    ),
    "bezirk": (
        "Sehr geehrte Damen und Herren,\n\n"
        "zur Kenntnis des Bezirks erhalten Sie über die Steuerungsstelle den Bericht über die "
        "Kundenreaktionen (Zeitraum: {{zeitraum}}; Datenstand: {{datenstand}}). Kleine Zahlen sind "
        "aus Datenschutzgründen nicht ausgewiesen."
    ),
    "traegerversammlung": (
        "Sehr geehrte Mitglieder der Trägerversammlung,\n\n"
        "Sie erhalten die Informationsvorlage über die Kundenreaktionen (Zeitraum: {{zeitraum}}; "
        "Datenstand: {{datenstand}}) mit der Bitte um Kenntnisnahme."
    ),
}
_SONST = "Guten Tag,\n\nder Bericht „{{bericht}}“ (Zeitraum: {{zeitraum}}) liegt vor."


@dataclass(frozen=True)
class Anschreiben:
    """What is said to the reader: subject and text of the mail."""

    betreff: str
    text: str


@dataclass(frozen=True)
class Korrektur:
    """That a report replaces an earlier one: `ersetzt` its day in words, why, what changed."""

    ersetzt: str
    grund: str
    aenderungen: tuple[str, ...]


def proposed_text(kreis: str) -> str:
    """What is written to this circle where the house says nothing."""
    return _TEXTE.get(kreis, _SONST) + _GRUSS


def check_text(text: str) -> None:
    """Raise RuleViolation for a gap that does not exist."""
    check_gaps(text, LUECKEN)


def write_cover(text: str, werte: dict[str, str], korrektur: Korrektur | None) -> Anschreiben:
    """Subject and text with their values; a correction says so in both, before all else."""
    betreff, inhalt = fill_gaps(BETREFF, werte), fill_gaps(text, werte)
    if korrektur is None:
        return Anschreiben(_short(betreff), inhalt)
    return Anschreiben(_short(f"Korrektur: {betreff}"), f"{inhalt.rstrip()}\n\n{_told(korrektur)}")


def _told(korrektur: Korrektur) -> str:
    changed = "\n".join(f"- {satz}" for satz in korrektur.aenderungen)
    return (
        f"Dieser Bericht ersetzt die Fassung vom {korrektur.ersetzt}. Bitte verwenden Sie nur noch "
        f"diese.\nGrund: {korrektur.grund}\n"
        f"Was sich geändert hat:\n{changed or '- keine ausgewiesene Zahl'}\n"
    )


def _short(betreff: str) -> str:
    return betreff if len(betreff) <= 190 else f"{betreff[:189]}…"
