"""What steps may ask about a case: fields of the catalogue, and facts that follow from its rows."""

from models.rules.codes import CODES
from models.rules.felder import FELDER

ABGELEITET: dict[str, str] = {
    "eingang": "Eingang schriftlich oder mündlich",
    "schalter": "Schalter der Dienststelle",
    "abschliessend_gehalten": "Frist abschließend gehalten",
}
"""Facts that nobody can give with a step."""

ZUSAETZLICH: dict[str, str] = {
    "weg": "Weg",
    "neuer_termin_am": "Neuer Termin laut Zwischennachricht",
    "ergebnis_kriterium": "Kriterium der Einschätzung",
    "frist_begruendung": "Begründung der Frist",
    "ursache_text": "Ursache im Einzelnen",
    "anliegen_antwort": "Rückmeldung zu jedem Beschwerdepunkt",
    "massnahme_verantwortlich": "Verantwortlich für die Maßnahme",
    "massnahme_termin": "Termin der Maßnahme",
}
"""Fields that the catalogue lacks or that stand in rows of their own."""

JA_NEIN = frozenset({"ja", "nein", "leer"})
GESETZT = frozenset({"gesetzt", "leer"})


def label_of(feld: str) -> str:
    """The German label of a field or fact. Raises KeyError for an unknown one."""
    if feld in ZUSAETZLICH:
        return ZUSAETZLICH[feld]
    return FELDER[feld].bezeichnung if feld in FELDER else ABGELEITET[feld]


def is_fact(feld: str) -> bool:
    """Whether `wenn` may ask for it."""
    return feld in FELDER or feld in ZUSAETZLICH or feld in ABGELEITET


def is_givable(feld: str) -> bool:
    """Whether a step may ask a person for it."""
    return feld in FELDER or feld in ZUSAETZLICH


def known_values(feld: str) -> frozenset[str] | None:
    """The texts a fact can be compared with; None where any may be (switches of a house)."""
    if feld == "schalter":
        return None
    if feld == "eingang":
        return frozenset({"schriftlich", "muendlich"})
    codes = frozenset(code.code for code in CODES.get(feld, ()))
    return codes | GESETZT if codes else JA_NEIN | GESETZT
