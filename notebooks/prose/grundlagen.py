"""Definitions and provenance: what every number of the report means and where it comes from."""

from collections.abc import Sequence

from models.rules.codes import bezeichnung
from models.rules.puenktlichkeit import first_reply_suffices
from models.rules.regelwerk import load_regelwerk
from models.rules.regelwerk_format import Berichtsempfang
from models.rules.rollen import ROLLEN
from notebooks.data import Abschnitte
from notebooks.figures.abdeckung import EXTERN
from notebooks.figures.signal import MINDESTENS_IM_NENNER
from notebooks.prose.formate import aufzaehlung, datum, spanne


def _erste() -> str:
    """The Regelwerke that count the first reply first."""
    return aufzaehlung([load_regelwerk(id).name for id in first_reply_suffices()])


DEFINITIONEN: tuple[tuple[str, str], ...] = (
    (
        "Einheiten",
        "Gezählt werden Vorgänge (eine Kundenreaktion ist ein Vorgang) oder Anliegen (bis zu drei "
        "je Vorgang). Jede Tabelle nennt ihre Einheit; Personen werden nicht gezählt.",
    ),
    (
        "Kundenreaktion",
        "Alle Arten außer Hinweisen von Beschäftigten. Anfragen, Widersprüche und andere Abgaben "
        "sind keine Kundenreaktionen; sie stehen in einer eigenen Tabelle.",
    ),
    (
        "Eingang und Abschluss",
        "Je nach Tabelle zählt ein Vorgang mit dem Tag seines Eingangs oder seines Abschlusses "
        "(Austragung, Abgabe; bei übernommenen Vorgängen ohne Austragung das Datum der Klärung).",
    ),
    (
        "Bestandsrechnung",
        "Übernommen + neu + wiedereröffnet − abgeschlossen = offen. Alle fünf Zahlen sind einzeln "
        "gezählt; geht die Rechnung nicht auf, wird der Bericht nicht veröffentlicht.",
    ),
    (
        "Stichtag",
        "Jeder Zeitraum ist erzählt, wie er an seinem letzten Tag stand: Art, Einheit, Abschluss, "
        "Ergebnis und Frist gelten mit dem Stand dieses Tages. Was danach geschah (eine "
        "Wiedereröffnung, ein anderes Team, eine spätere Antwort), ändert ihn nicht; was danach "
        "berichtigt oder nachgetragen wurde, schon.",
    ),
    (
        "Erfassung seit",
        "Der Tag, von dem an die Dienststelle ihre Kundenreaktionen laufend erfasst: in KRM "
        "eingestellt oder, ohne Einstellung, der erste Monat, von dem an ohne längere Lücke "
        "Vorgänge vorliegen. Was davor liegt, ist „nicht erfasst“ und wird nicht verglichen; "
        "einzelne ältere Vorgänge ändern daran nichts.",
    ),
    (
        "Umgliederungen",
        "Gezählt wird nach der Gliederung am Stichtag, auch in den Vergleichen: Vorgänge einer "
        "früheren Einheit zählen bei ihrer Nachfolgerin. So ist keine Umgliederung eine "
        "Veränderung, und der Bericht des Hauses stimmt mit dem jeder Einheit überein.",
    ),
    (
        "Frist",
        "Gezählt werden Vorgänge, deren Fristdatum im Zeitraum liegt, jeder also in genau einem. "
        "„Unverzüglich“ ist kein Fristdatum und zählt nie als verspätet. Ob eine Antwort "
        "fristgerecht war, steht mit ihrem Tag fest: Ein später verlegtes Fristdatum ändert daran "
        "nichts. Wer am Stichtag unbeantwortet über die Frist hinaus offen ist, zählt als "
        "verspätet. Termintreue meint Beschwerden; Petitionen und Eingaben stehen im eigenen "
        "Abschnitt, Lob und Anregungen daneben.",
    ),
    (
        "Petitionen und Eingaben",
        "Sie sind gesondert ausgewertet (eigener Abschnitt): In Ergebnissen, Klärung, Termintreue "
        "und Dauer der Beschwerden zählen sie nicht. In Bestand, Eingängen, Anliegen, "
        "Diskriminierung und überfälligen Vorgängen zählen sie mit.",
    ),
    (
        "Fristklassen",
        "Fristgerecht und verspätet nach der jeweiligen Antwort; abgeschlossen ohne bekannten Tag "
        "der Antwort ist „ohne Datum“. „Noch offen“ heißt unbeantwortet, nicht abgeschlossen und "
        "fällig am Stichtag selbst, solange der Zeitraum noch läuft.",
    ),
    (
        "Überfällig",
        "Am Stichtag offen, die Frist davor abgelaufen und nach dem Maß, das das Regelwerk des "
        f"Vorgangs zuerst zählt, noch unbeantwortet: erste sachliche Antwort bei {_erste()}, sonst "
        "die abschließende.",
    ),
    (
        "Erste sachliche Antwort",
        "Der früheste Tag von eingetragener erster sachlicher Antwort, Antwortschreiben, Klärung, "
        "Dankschreiben und Versand der Stellungnahme. Eingangsbestätigung, Zwischennachricht und "
        "Abgabenachricht zählen nicht.",
    ),
    (
        "Abschließende Antwort",
        "Der Tag der versandten Stellungnahme (Petition, Eingabe), des Antwortschreibens oder des "
        "Dankschreibens, ohne Schreiben das Datum der Klärung.",
    ),
    (
        "Dauer",
        "Kalendertage vom Eingang bis zum Datum der Klärung, für Eingänge des Zeitraums nach "
        "Kaplan–Meier: Offene Vorgänge zählen mit der Zeit, die sie am Stichtag schon offen sind. "
        "Unbekannt und nicht in der Schätzung ist, wer ohne Datum der Klärung abgeschlossen oder "
        "vor seinem Eingang geklärt ist. Binnen t Tagen geklärt: 1 minus das Produkt, über jeden "
        "Tag d bis t mit einer Klärung, von 1 − (an Tag d geklärt ÷ bis mindestens Tag d "
        "beobachtet). Median und „9 von 10“: der erste Tag mit mindestens 50 und 90 Prozent. Leer "
        "bleibt, was unter fünf bekannten Vorgängen steht, was nicht erreicht wird, und ein "
        "Anteil unter 100 Prozent, wo niemand so lange beobachtet ist.",
    ),
    (
        "Ergebnisart",
        "Begründet, unbegründet, kein KRM, nicht bewertbar; festgestellt bei Beschwerde, "
        "Fachaufsichtsbeschwerde, Petition und Eingabe. Die Tabellen zu Ergebnissen zählen die "
        "ersten beiden, der Abschnitt zu Petitionen und Eingaben die anderen. „Begründet“ steht "
        "mit zwei Nennern: begründet und unbegründet, und alle vier Ergebnisarten.",
    ),
    (
        "Leistungsträger",
        "Eigenschaft der Kategorie nach § 6 Abs. 1 SGB II, nicht des einzelnen Vorgangs. In "
        "Ergebnissen zählt ein Vorgang bei dem Träger, zu dem alle seine Anliegen mit bekannter "
        "Kategorie gehören, bei verschiedenen unter „beide“, ohne bekannte Kategorie unter „ohne "
        "Angabe“.",
    ),
    (
        "Signal und kein Signal",
        "Kein Signal: Der Unterschied liegt im Bereich des Zufalls. Verglichen wird exakt: "
        "Anzahlen als Poisson-Raten je Tag (bedingter Binomialtest), Anteile nach Fisher, und zwar "
        f"ab {MINDESTENS_IM_NENNER} Fällen in beiden Nennern; der p-Wert ist das Doppelte der "
        "kleineren Seite. Alle verschiedenen Vergleiche eines Berichts werden gemeinsam "
        "beurteilt (Benjamini–Hochberg, 5 Prozent): Von den Signalen ist im Mittel höchstens jedes "
        "zwanzigste Zufall. Das Wort sagt, was die Zahl tat: „mehr“ und „weniger“ bei Anzahlen "
        "(mit „je Tag“, wenn nur die Rate so ging, weil die Zeiträume verschieden lang sind), "
        "„höher“ und „niedriger“ bei Anteilen. „Ohne Angabe“ wird nicht verglichen.",
    ),
    (
        "Bereich (95 %)",
        "Intervall nach Wilson: So weit kann der Anteil bei dieser Fallzahl allein durch Zufall "
        "schwanken.",
    ),
    (
        "Regelkarte",
        "XmR-Karte der Monatszahlen: Mittel ± 2,66 × mittlere Spannweite benachbarter Monate. "
        "Beide kommen aus einer Grundlage vor dem Monat: den ersten 12 vollen Monaten der "
        "Erfassung, ab dem 25. Monat den ersten 24, ab dem 37. den ersten 36. Liegen danach zwölf "
        "Monate hintereinander auf einer Seite des Mittels, sind diese zwölf ab dem folgenden "
        "Monat die Grundlage. Ab dem 37. Monat sind Mittel und Grenzen mit dem Monatsindex "
        "malgenommen (Monat geteilt durch das Mittel seines Jahres, gemittelt über die ersten "
        "drei Jahre), der Abstand der Grenzen außerdem mit √2, weil der Index geschätzt ist; bei "
        "neuer Grundlage nicht. Signale eines Monats: außerhalb der Grenzen; der siebte auf einer "
        "Seite des Mittels; der siebte in einer Richtung; zwei von drei auf einer Seite "
        "mindestens zwei Drittel des Wegs zur Grenze entfernt. Ein Monat zählt mit dem Stand "
        "seines letzten Tages und wird nur einmal beurteilt, gleich in welchem Bericht.",
    ),
    (
        "Abdeckung",
        "Wer vor Ort sofort Hilfe fand, wird nicht erfasst, sondern auf der Strichliste gezählt. "
        "Anteile gelten für die erfassten Vorgänge; Vorgänge ohne Angabe stehen nicht im Nenner.",
    ),
    (
        "Nenner",
        "Verteilungen: alle mit Angabe (die Zeile „gesamt“). „Begründet“: Abschlüsse mit "
        "Ergebnisart. Klärung und Abhilfe: Abschlüsse von Beschwerden (mit Dienst- und "
        "Fachaufsicht, ohne Petitionen und Eingaben) mit bekannter Angabe. Besondere Merkmale: "
        "eingegangene Kundenreaktionen mit bekannter Angabe. Termintreue: fristgerechte und "
        "verspätete. Anliegen: die von Beschwerden aller Arten, auch von Petitionen und Eingaben. "
        "Ohne Nenner bleibt der Anteil leer.",
    ),
    (
        "Abgaben",
        "Sie zählen mit dem Tag der Abgabe; was noch nicht abgegeben ist, zählt noch nicht.",
    ),
    (
        "Stellen außerhalb",
        f"{aufzaehlung([bezeichnung('eingangsstelle', code) for code in EXTERN])}.",
    ),
    (
        "Veränderung",
        "Anzahl minus Anzahl der Vorperiode, dahinter in Prozent der Vorperiode. Ist diese null, "
        "steht kein Prozentwert.",
    ),
    (
        "Tabellennummern",
        "Eine Tabelle hat in jedem Bericht und Zeitraum dieselbe Nummer und denselben Namen; wo "
        "eine fehlt, bleibt ihre Nummer frei. Alles Gedruckte steht auch in den CSV-Dateien "
        "gleicher Nummer, die Zeilen dort mit dem Code statt der Bezeichnung.",
    ),
)
NICHT_ENTHALTEN = (
    "Nicht ausgewertet sind Quoten je betreuter Person oder Bescheid, Geschlecht und Alter sowie "
    "alle Angaben zu einzelnen Beschäftigten. Namen, Freitexte und Aktenzeichen erreichen den "
    "Bericht nicht."
)
DIENSTGEBRAUCH = (
    "Nur zur internen Verwendung. Kleine Zahlen sind nicht unterdrückt; der Bericht darf so nicht "
    "nach außen gegeben werden."
)
OHNE_KLEINE_ZAHLEN = (
    "Kleine Zahlen sind zum Schutz der Personen nicht ausgewiesen; damit sie sich nicht errechnen "
    "lassen, fehlen auch einzelne größere."
)


def auswahl(begriffe: Sequence[str]) -> list[tuple[str, str]]:
    """The definitions of these words only, for a short report."""
    return [paar for paar in DEFINITIONEN if paar[0] in begriffe]


def ersteller(empfang: Berichtsempfang) -> str:
    """Who makes the report, and by which rule."""
    return f"{ROLLEN[empfang.ersteller].bezeichnung}, {empfang.regel}"


NUR_ERKUNDET = "zum Erkunden: nur was eine Person sehen darf, kein Bericht des Hauses"


def herkunft(meta: dict[str, str], teile: Abschnitte, regelwerk: str) -> list[tuple[str, str]]:
    """What the numbers were made from: (name, value)."""
    return [
        ("Einheit", meta.get("einheit_name") or meta.get("einheit", "")),
        ("Berichtszeitraum", spanne(teile.bericht)),
        ("Vorperiode", spanne(teile.vor) if teile.vor.tage else "entfällt"),
        ("Erfassung seit", datum(teile.erfasst_seit) if teile.erfasst_seit else "nicht erfasst"),
        ("Datenstand", datum(meta["datenstand"])),
        ("Regelwerk", regelwerk or "nicht angegeben"),
        ("Codelisten, Fassung", meta.get("codes_fassung", "")),
        ("KRM, Fassung", meta.get("fassung", "")),
        *([("Sicht", NUR_ERKUNDET)] if meta.get("sicht") else []),
    ]
