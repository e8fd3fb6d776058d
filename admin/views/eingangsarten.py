"""What comes in, as data: for each kind the fields one screen asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wtforms import MultipleFileField

from admin.base import verzeichnis
from admin.base.formular import (
    Feld,
    Gruppe,
    auswahl,
    datum,
    einheit,
    konto,
    langtext,
    mehrfach,
    text,
    wahl,
)
from admin.security import anfrage
from models.rules.codes import choices
from models.rules.dateien import DATEITYPEN, ERLAUBT, HOECHSTGROESSE
from models.rules.rollen import Recht


@dataclass(frozen=True)
class Eingangsart:
    """One choice at the door. Exactly one of `art` and `abgabefall`; `vorgabe` fills the form.

    `reihe`: several of the same are typed one after another.
    """

    name: str
    titel: str
    hilfe: str
    gruppen: tuple[Gruppe, ...]
    art: str | None = None
    abgabefall: str | None = None
    vorgabe: Mapping[str, Any] = field(default_factory=dict)
    reihe: bool = False

    def nebenbei(self) -> tuple[Gruppe, ...]:
        """What stands beside the letter: its files and all that most letters do not need."""
        place = next(i for i, gruppe in enumerate(self.gruppen) if gruppe is _DATEIEN)
        return self.gruppen[place:]


def _team() -> Feld:
    return einheit(
        "einheit",
        label="Team",
        pflicht=True,
        recht=Recht.VORGANG_ERFASSEN,
        arten=("dienststelle", "team"),
        default=_dienststelle,
        hilfe="Die Dienststelle, solange kein Team feststeht.",
    )


def _dienststelle() -> str:
    """The Dienststelle, where somebody records for one only."""
    found = verzeichnis.einheit_options(Recht.VORGANG_ERFASSEN, ("dienststelle",))
    return found[0][0] if len(found) == 1 else ""


def _eingang(*more: Feld) -> Gruppe:
    fields = (
        auswahl("eingangsweg", pflicht=True, label="Eingangsweg"),
        datum("eingang_am", pflicht=True, label="Eingang am", default=anfrage.today),
        _team(),
        *more,
    )
    return Gruppe("Eingang", fields)


_DATEIEN = Gruppe("Dateien", ((
    "dateien",
    MultipleFileField(
        "Eingescannter Brief und Anlagen",
        description=f"{ERLAUBT}; zusammen höchstens {HOECHSTGROESSE // 2**20} MB. Die erste Datei "
                    "wird als Eingang abgelegt, weitere als Anlagen.",
        render_kw={"accept": ",".join(e for typ in DATEITYPEN.values() for e in typ.endungen)},
    ),
),))  # fmt: skip


_PERSON = Gruppe(
    "Von wem?",
    (
        text("name"),
        text("vorname"),
        text("kundennummer"),
        langtext("kontakt", zeilen=2, label="Kontakt und gewünschter Antwortweg"),
    ),
    hilfe="Leer gelassen gilt die Kundenreaktion als anonym.",
)


def _anliegen(nummer: int) -> Gruppe:
    prefix = f"anliegen_{nummer}_"
    fields = (
        langtext(f"{prefix}anliegen_text", label="Worum geht es?"),
        auswahl(f"{prefix}kategorie", liste="kategorie", label="Kategorie"),
        mehrfach(f"{prefix}begehren_art", liste="begehren_art", label="Was wird begehrt?"),
    )
    return Gruppe(f"Anliegen {nummer}", fields, klappt=nummer > 1)


_DRINGEND = Gruppe(
    "Notlage, Drohung, Bezug",
    (
        text("risiko_notlage", hilfe="Zum Beispiel Mittellosigkeit oder Energiesperre."),
        text(
            "drohpotenzial",
            hilfe="KRM meldet es sofort der Geschäftsführung. Ob sie es gesehen hat, steht dann im "
            "Vorgang.",
        ),
        text("bezug_vorgang", label="Bezug zu früherem Vorgang", hilfe="Nummer des Vorgangs."),
        konto(
            "betroffen",
            label="Betroffene/r Beschäftigte/r",
            hilfe="Wer hier steht, sieht diesen Vorgang nicht.",
        ),
        konto("betroffen_2", label="Zweite betroffene Person"),
        konto(
            "betroffen_3",
            label="Dritte betroffene Person",
            hilfe="Weitere und solche ohne Konto nach dem Speichern auf der Seite des Vorgangs.",
        ),
    ),
    klappt=True,
)
_TEILABGABE = Gruppe(
    "Ein Teil gehört nicht ins KRM",
    (
        wahl(
            "teil_abgabefall",
            choices("abgabefall"),
            label="Dieser Teil wird abgegeben als",
            hilfe="Zum Beispiel ein Widerspruch gegen einen Bescheid im selben Brief.",
        ),
        wahl("teil_an", choices("abgabe_an"), label="Abgegeben an"),
    ),
    hilfe="Der Teil wird heute mit dem Eingangsdatum abgegeben, ohne Inhalt. Der Rest bleibt.",
    klappt=True,
)
_WEITERES = Gruppe(
    "Weitere Angaben",
    (
        text("vertretung", label="Vertreten durch"),
        text("bg_nummer"),
        auswahl("kundengruppe"),
        text("art_wie_bezeichnet", hilfe="Nur wenn die Person es anders nennt."),
        auswahl("eingangsstelle"),
        auswahl("prioritaet", hilfe="Leer gelassen folgt sie aus Art und Notlage."),
    ),
    klappt=True,
)
_FRIST = Gruppe(
    "Schlusszeichnung und Frist",
    (
        auswahl("schlusszeichnung", label="Schlusszeichnung durch"),
        datum("frist_am", label="Antwort fällig am", hilfe="Leer gelassen rechnet KRM sie aus."),
        langtext("frist_begruendung", zeilen=2, label="Begründung einer anderen Frist"),
    ),
    klappt=True,
)
_BESCHWERDE = (
    _eingang(),
    _PERSON,
    *(_anliegen(nummer) for nummer in (1, 2, 3)),
    _DATEIEN,
    _DRINGEND,
    _TEILABGABE,
    _FRIST,
    _WEITERES,
)
_STELLE = Gruppe(
    "Stelle und Termin",
    (
        auswahl("adressat", label="Gerichtet an"),
        auswahl("weg", label="Weg der Stellungnahme"),
        datum("frist_extern", label="Von der Stelle gesetzter Termin"),
        text("externes_az", laenge=60, label="Aktenzeichen der Stelle"),
    ),
    hilfe="Petitionen und Eingaben sind immer Sofortsache.",
)
_PETENTEN = Gruppe(
    _PERSON.titel,
    (
        *_PERSON.felder,
        langtext(
            "weitere_petenten",
            zeilen=2,
            label="Weitere Petentinnen und Petenten",
            hilfe="Je Zeile eine Person.",
        ),
    ),
    hilfe=_PERSON.hilfe,
)
_PETITION = (
    _eingang(),
    _STELLE,
    _PETENTEN,
    *(_anliegen(nummer) for nummer in (1, 2, 3)),
    _DATEIEN,
    _DRINGEND,
    _TEILABGABE,
    _WEITERES,
)
_KURZ = (
    _eingang(),
    Gruppe(
        "Anregung",
        (
            langtext("anliegen_1_anliegen_text", label="Worum geht es?"),
            auswahl("anliegen_1_kategorie", liste="kategorie", label="Kategorie"),
        ),
    ),
    _PERSON,
    _DATEIEN,
)
# What the praise is for, the Teamleitung says when she evaluates it (MH-74).
_LOB = (
    _eingang(),
    Gruppe("Lob", (langtext("anliegen_1_anliegen_text", label="Was wird gelobt?"),)),
    _PERSON,
    _DATEIEN,
)
_HINWEIS = (
    _eingang(),
    Gruppe("Hinweis", (langtext("anliegen_1_anliegen_text", label="Hinweis oder Beobachtung"),)),
    _DATEIEN,
)
_ABGABE = (
    _eingang(),
    Gruppe(
        "Abgabe",
        (
            wahl("abgabe_an", choices("abgabe_an"), pflicht=True, label="Abgegeben an"),
            datum("abgabe_am", pflicht=True, label="Abgegeben am", default=anfrage.today),
        ),
        hilfe="Es wird nur vermerkt, dass und wohin abgegeben wurde. Kein Name, kein Inhalt.",
    ),
)
_KARTE = (
    _eingang(
        text("standort", laenge=60, label="Standort", hilfe="Wo der Meinungskasten hängt."),
        wahl("art", (("beschwerde", "Beschwerde"), ("lob", "Lob"), ("anregung", "Anregung")),
             pflicht=True, label="Art"),
    ),
    Gruppe("Karte", (
        langtext("anliegen_1_anliegen_text", label="Was steht auf der Karte?"),
        auswahl("anliegen_1_kategorie", liste="kategorie", label="Kategorie"),
        text("name", hilfe="Nur, wenn er auf der Karte steht."),
        text("kontakt", label="Kontakt"),
    )),
    _DATEIEN,
)  # fmt: skip

EINGANGSARTEN: tuple[Eingangsart, ...] = (
    Eingangsart("beschwerde", "Beschwerde",
                "Unzufriedenheit, gleich wie sie heißt und wie groß sie ist.",
                _BESCHWERDE, art="beschwerde"),
    Eingangsart("lob", "Lob", "Jede positive Äußerung.", _LOB, art="lob"),
    Eingangsart("anregung", "Anregung oder Idee", "Ein Vorschlag, wie es besser ginge.",
                _KURZ, art="anregung"),
    Eingangsart("petition", "Petition", "An Bundestag oder Abgeordnetenhaus gerichtet.",
                _PETITION, art="petition"),
    Eingangsart("eingabe", "Eingabe", "An eine andere Stelle gerichtet, etwa das BMAS.",
                _PETITION, art="eingabe"),
    Eingangsart("dienstaufsichtsbeschwerde", "Dienstaufsichtsbeschwerde",
                "Persönliches Fehlverhalten von Beschäftigten ist der Anlass.",
                _BESCHWERDE, art="dienstaufsichtsbeschwerde"),
    Eingangsart("fachaufsichtsbeschwerde", "Fachaufsichtsbeschwerde",
                "Eine Entscheidung soll überprüft werden.", _BESCHWERDE,
                art="fachaufsichtsbeschwerde"),
    Eingangsart("meinungskarte", "Meinungskarten", "Mehrere Karten nacheinander.",
                _KARTE, vorgabe={"eingangsweg": "meinungskarte"}, reihe=True),
    Eingangsart("hinweis", "Hinweis von Beschäftigten", "In einfachster Form.",
                _HINWEIS, art="hinweis"),
    Eingangsart("widerspruch", "Widerspruch",
                "Gegen einen Bescheid: noch heute an die Rechtsbehelfsstelle.",
                _ABGABE, abgabefall="widerspruch",
                vorgabe={"abgabe_an": "rechtsbehelfsstelle"}),
    Eingangsart("anfrage", "Anfrage", "Bitte um Auskunft: an die fachlich Zuständigen.",
                _ABGABE, abgabefall="anfrage",
                vorgabe={"abgabe_an": "fachbereich"}),
    Eingangsart("datenschutz", "Datenschutz oder IFG",
                "An die oder den behördlichen Datenschutzbeauftragten.",
                _ABGABE, abgabefall="datenschutz",
                vorgabe={"abgabe_an": "bdsb"}),
    Eingangsart("korruption", "Korruption", "An die zuständige Stelle.",
                _ABGABE, abgabefall="korruption",
                vorgabe={"abgabe_an": "andere-stelle"}),
    Eingangsart("leistungsmissbrauch", "Leistungsmissbrauch", "An die zuständige Stelle.",
                _ABGABE, abgabefall="leistungsmissbrauch",
                vorgabe={"abgabe_an": "fachbereich"}),
    Eingangsart("meldestelle", "Geschützte Meldung",
                "Hinweis nach dem HinSchG: an die interne Meldestelle, hier ohne jeden Inhalt.",
                _ABGABE, abgabefall="meldestelle",
                vorgabe={"abgabe_an": "meldestelle"}),
)  # fmt: skip
NACH_NAME: dict[str, Eingangsart] = {eingang.name: eingang for eingang in EINGANGSARTEN}
