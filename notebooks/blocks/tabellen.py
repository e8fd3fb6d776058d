"""The tables of the reports as data: title, unit, basis, columns, CSV.

A new table also gets its number, in notebooks/blocks/nummern.py.
"""

from dataclasses import dataclass

from notebooks.blocks import spalten as s

EINGANG, ABSCHLUSS, BEWEGUNG, FRIST, STICHTAG, STRICHLISTE, MONATE, LAUF, GLIEDERUNG = (
    "eingang abschluss bewegung frist stichtag strichliste monate lauf gliederung".split()
)
FESTGELEGT = "festgelegt"
ABGABE = "abgabe"
VORGAENGE, ANLIEGEN, REAKTIONEN = "Vorgänge", "Anliegen", "Reaktionen"
MASSNAHMEN = "Maßnahmen"


@dataclass(frozen=True)
class Tabelle:
    """What a table is: `feld` names the code list of its first column (or a list in NAMEN).

    `csv`: columns of the CSV where they differ from the printed ones; more files by suffix.
    """

    titel: str
    feld: str
    kopf: str
    einheit: str
    basis: str
    spalten: tuple[s.Spalte, ...]
    hinweis: str = ""
    csv: tuple[tuple[str, tuple[str, ...]], ...] = ()


_BESTAND_CSV = ("uebernommen", "neu", "abgeschlossen", "offen")


def _kategorien(titel: str) -> Tabelle:
    """The categories of one Leistungsträger; shares are of the Anliegen of all categories."""
    hinweis = "Anteile an allen Anliegen mit bekannter Kategorie."
    return Tabelle(titel, "kategorie", "Kategorie", ANLIEGEN, EINGANG, s.VERTEILUNG, hinweis)


TABELLEN: dict[str, Tabelle] = {
    "bestand": Tabelle(
        "Bestandsrechnung nach Art",
        "art",
        "Art",
        VORGAENGE,
        BEWEGUNG,
        s.BESTAND,
        "„Gesamt“ zählt alle Kundenreaktionen, also ohne Hinweise von Beschäftigten.",
        (
            ("", _BESTAND_CSV),
            ("-vorperiode", (*(f"vor_{n}" for n in _BESTAND_CSV), "vor_wiedereroeffnet")),
        ),
    ),
    "eingaenge-monat": Tabelle(
        "Eingänge je Monat",
        "monat",
        "Monat",
        VORGAENGE,
        EINGANG,
        (s.ANZAHL,),
    ),
    "eingaenge-vergleich": Tabelle(
        "Eingänge im Vergleich",
        "spanne",
        "Zeitraum",
        VORGAENGE,
        EINGANG,
        (
            s.Spalte("von", s.TAG, ("von",)),
            s.Spalte("bis", s.TAG, ("bis",)),
            s.Spalte("Tage", s.ZAHL, ("tage",)),
            s.ANZAHL,
            s.Spalte("Vergleich der Anzahl", s.SIGNAL, ("signal",)),
        ),
    ),
    "monatskarte": Tabelle(
        "Regelkarte: Eingänge und was je Monat zu erwarten war",
        "monat",
        "Monat",
        VORGAENGE,
        MONATE,
        s.MONATSKARTE,
        "Jeder Monat ist mit dem Stand seines letzten Tages gezählt.",
    ),
    "arten": Tabelle("Eingänge nach Art", "art", "Art", VORGAENGE, EINGANG, s.VERTEILUNG),
    "eingangswege": Tabelle(
        "Eingänge nach Eingangsweg", "eingangsweg", "Eingangsweg", VORGAENGE, EINGANG, s.VERTEILUNG
    ),
    "eingangsstellen": Tabelle(
        "Wo die Kundenreaktionen zuerst eingingen",
        "eingangsstelle",
        "Stelle",
        VORGAENGE,
        EINGANG,
        s.VERTEILUNG,
    ),
    "untereinheiten": Tabelle(
        "Eingänge nach Organisationseinheit",
        "einheit",
        "Einheit",
        VORGAENGE,
        EINGANG,
        s.VERTEILUNG,
    ),
    "abgaben": Tabelle(
        "Abgaben (keine Kundenreaktionen)",
        "abgabefall",
        "Abgabefall",
        VORGAENGE,
        ABGABE,
        s.VERTEILUNG,
    ),
    "anliegenarten": Tabelle(
        "Sachanliegen und Verhalten", "anliegenart", "Anliegenart", ANLIEGEN, EINGANG, s.VERTEILUNG
    ),
    "oberklassen": Tabelle(
        "Gegenstand der Anliegen", "oberklasse", "Gegenstand", ANLIEGEN, EINGANG, s.VERTEILUNG
    ),
    "kategorien": Tabelle(
        "Anliegen nach Kategorie", "kategorie", "Kategorie", ANLIEGEN, EINGANG, s.VERTEILUNG
    ),
    "leistungstraeger": Tabelle(
        "Anliegen nach Leistungsträger der Kategorie",
        "leistungstraeger",
        "Leistungsträger",
        ANLIEGEN,
        EINGANG,
        s.VERTEILUNG,
    ),
    "kategorien-ba": _kategorien("Anliegen zu Leistungen der Bundesagentur für Arbeit"),
    "kategorien-kommunal": _kategorien("Anliegen zu Leistungen der Kommune"),
    "kategorien-beide": _kategorien("Anliegen, die beide Leistungsträger betreffen"),
    "diskriminierung": Tabelle(
        "Vorgänge mit dem Anliegen Diskriminierung",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        BEWEGUNG,
        s.BEIDE,
        "Eingegangene zählen nach Eingang, alle anderen Zeilen nach Abschluss.",
    ),
    "ergebnisarten": Tabelle(
        "Abschlüsse nach Ergebnisart",
        "ergebnisart",
        "Ergebnisart",
        VORGAENGE,
        ABSCHLUSS,
        s.VERTEILUNG,
        "Beschwerden und Fachaufsichtsbeschwerden; Petitionen und Eingaben stehen gesondert.",
    ),
    "begruendet": Tabelle(
        "Anteil „begründet“ mit beiden Nennern",
        "merkmal",
        "Anteil",
        VORGAENGE,
        ABSCHLUSS,
        s.ANTEILE,
        "Beschwerden und Fachaufsichtsbeschwerden; Petitionen und Eingaben stehen gesondert.",
    ),
    "ergebnis-traeger": Tabelle(
        "Abschlüsse nach Leistungsträger und Ergebnisart",
        "leistungstraeger",
        "Leistungsträger",
        VORGAENGE,
        ABSCHLUSS,
        s.ERGEBNIS_TRAEGER,
        "Beschwerden und Fachaufsichtsbeschwerden mit Ergebnisart, jede in einer Zeile. „Ohne "
        "Angabe“: ohne bekannte Kategorie.",
    ),
    "begruendet-traeger": Tabelle(
        "Anteil „begründet“ von begründet und unbegründet nach Leistungsträger",
        "leistungstraeger",
        "Leistungsträger",
        VORGAENGE,
        ABSCHLUSS,
        s.ANTEILE,
        "Beschwerden und Fachaufsichtsbeschwerden, jede in einer Zeile.",
    ),
    "abhilfe": Tabelle(
        "Abschlüsse nach Abhilfe",
        "abhilfe",
        "abgeholfen",
        VORGAENGE,
        ABSCHLUSS,
        s.VERTEILUNG,
        "Beschwerden aller Art ohne Petitionen und Eingaben, die gesondert stehen.",
    ),
    "klaerung": Tabelle(
        "Wie Beschwerden geklärt wurden",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        ABSCHLUSS,
        s.ANTEILE,
        "Nenner sind Abschlüsse mit bekannter Angabe, ohne Petitionen und Eingaben.",
    ),
    "dienstaufsicht": Tabelle(
        "Dienstaufsichtsbeschwerden",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        BEWEGUNG,
        s.BEIDE,
        "Abgeschlossene zählen nach Abschluss, alle anderen Zeilen nach Eingang.",
    ),
    "termintreue": Tabelle(
        "Termintreue der Beschwerden in beiden Maßen",
        "merkmal",
        "Maß",
        VORGAENGE,
        FRIST,
        s.TERMINE,
        "Ohne Petitionen, Eingaben, Lob, Anregungen und Hinweise.",
    ),
    "fristklassen": Tabelle(
        "Wie sich alle abgelaufenen Fristen von Beschwerden auf die Maße verteilen",
        "merkmal",
        "Maß",
        VORGAENGE,
        FRIST,
        s.FRISTKLASSEN,
        "Fällig, also im Nenner, sind fristgerechte und verspätete.",
    ),
    "termintreue-art": Tabelle(
        "Termintreue nach Art",
        "art",
        "Art",
        VORGAENGE,
        FRIST,
        s.TERMINE_JE_ART,
        "Nur Arten von Beschwerden, bei denen eine Frist ablief.",
    ),
    "termintreue-daneben": Tabelle(
        "Antwortfristen bei Lob und Anregungen",
        "art",
        "Art",
        VORGAENGE,
        FRIST,
        s.TERMINE_JE_ART,
        "Nur Arten, für die das Regelwerk eine Frist setzt und bei denen eine ablief.",
    ),
    "petitionen": Tabelle(
        "Petitionen und Eingaben",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        BEWEGUNG,
        s.PETITIONEN,
        "Dieselben Zahlen stehen in der Bestandsrechnung je Art.",
    ),
    "petitionen-frist": Tabelle(
        "Fristen der Stellungnahmen zu Petitionen und Eingaben",
        "merkmal",
        "Maß",
        VORGAENGE,
        FRIST,
        s.TERMINE,
    ),
    "petitionen-fristklassen": Tabelle(
        "Wie sich die abgelaufenen Fristen der Stellungnahmen verteilen",
        "merkmal",
        "Maß",
        VORGAENGE,
        FRIST,
        s.FRISTKLASSEN,
        "Fällig, also im Nenner, sind fristgerechte und verspätete.",
    ),
    "petitionen-ergebnis": Tabelle(
        "Abgeschlossene Petitionen und Eingaben nach Ergebnisart",
        "ergebnisart",
        "Ergebnisart",
        VORGAENGE,
        ABSCHLUSS,
        s.VERTEILUNG,
    ),
    "petitionen-klaerung": Tabelle(
        "Wie Petitionen und Eingaben geklärt wurden",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        ABSCHLUSS,
        s.ANTEILE,
        "Nenner sind Abschlüsse mit bekannter Angabe.",
    ),
    "petitionen-dauer": Tabelle(
        "Dauer bis zur Klärung von Petitionen und Eingaben",
        "art",
        "Art",
        VORGAENGE,
        EINGANG,
        s.DAUER,
    ),
    "dauer": Tabelle(
        "Dauer bis zur Klärung",
        "art",
        "Art",
        VORGAENGE,
        EINGANG,
        s.DAUER,
        "„Alle Beschwerden“ sind die Arten von Beschwerden zusammen, ohne Lob und Anregungen. "
        "Petitionen und Eingaben stehen gesondert.",
    ),
    "ueberfaellig": Tabelle(
        "Überfällige offene Vorgänge",
        "ueberzug",
        "Frist überschritten um",
        VORGAENGE,
        STICHTAG,
        s.UEBERFAELLIG,
        "Alle Kundenreaktionen, auch Petitionen und Eingaben.",
    ),
    "massnahmen": Tabelle(
        "Maßnahmen aus Kundenreaktionen",
        "merkmal",
        "Merkmal",
        MASSNAHMEN,
        FESTGELEGT,
        s.BEIDE,
    ),
    "lob": Tabelle(
        "Lob und Anregungen neben Beschwerden", "merkmal", "Merkmal", VORGAENGE, EINGANG, s.BEIDE
    ),
    "besonderheiten": Tabelle(
        "Besondere Merkmale der Eingänge",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        EINGANG,
        s.ANTEILE,
        "Nenner sind Vorgänge mit bekannter Angabe.",
    ),
    "abdeckung": Tabelle("Abdeckung", "merkmal", "Merkmal", REAKTIONEN, EINGANG, s.ABDECKUNG),
    "strichliste": Tabelle(
        "Vor Ort erledigt (Strichliste)",
        "kategorie",
        "Thema",
        REAKTIONEN,
        STRICHLISTE,
        s.VERTEILUNG,
    ),
    "berichtigt": Tabelle(
        "Seither berichtigte Vorgänge und was sie an der Bestandsrechnung ändern",
        "grund",
        "Grund",
        VORGAENGE,
        LAUF,
        s.BERICHTIGT,
        "Jeder Vorgang zählt beim ersten Grund, der zutrifft. „Gesamt“ ist der Unterschied der "
        "Zeile „gesamt“ der Bestandsrechnung.",
    ),
    "berichtigt-art": Tabelle(
        "Unterschied der Bestandsrechnung zum veröffentlichten Stand nach Art",
        "art",
        "Art",
        VORGAENGE,
        LAUF,
        s.BERICHTIGT_ART,
    ),
    "seither": Tabelle(
        "Summen der Bestandsrechnung, zuletzt veröffentlicht und jetzt",
        "groesse",
        "Größe",
        VORGAENGE,
        LAUF,
        s.SEITHER,
    ),
    "nachfolgen": Tabelle(
        "Umgliederungen: welche Einheit welcher nachfolgte",
        "vorgaenger",
        "frühere Einheit",
        "Einheiten",
        GLIEDERUNG,
        s.NACHFOLGEN,
        "Vorgänge der früheren Einheit zählen bei ihrer Nachfolgerin.",
    ),
    "doppel": Tabelle(
        "Mögliche Doppel aus Importen",
        "merkmal",
        "Merkmal",
        VORGAENGE,
        EINGANG,
        s.ABDECKUNG,
        "Ein Import zählt als mögliches Doppel, wenn es zu derselben Person schon einen Vorgang "
        "derselben Art mit demselben Eingangstag gibt. Beide zählen in allen Tabellen, bis einer "
        "gelöscht ist.",
    ),
    "luecken": Tabelle("Fehlende Angaben", "luecke", "Angabe", VORGAENGE, EINGANG, s.LUECKEN),
}
