"""The format of a Regelwerk file: these dataclasses are its tables and keys.

What one key must say about another is checked in `regelwerk_pruefung.py`.
"""

from dataclasses import dataclass
from datetime import date

from models.rules.codes import CODES
from models.rules.fehler import RuleViolation
from models.rules.kalender import GEMEINDEN, KATEGORIEN, LAENDER
from models.rules.rollen import ABGABE, ROLLEN, Recht, Sicht, Umfang
from models.rules.tabelle import key

FRISTNAMEN: dict[str, str] = {
    "eingangsbestaetigung": "Eingangsbestätigung",
    "antwort": "Antwort",
    "zwischennachricht": "Zwischennachricht",
    "stellungnahme": "Stellungnahme",
}
GENDERFORMEN = ("stern", "doppelpunkt", "schraegstrich", "paar", "neutral")
PUENKTLICHKEIT = ("erste-antwort", "abschliessend")
AUS = "-"
"""Begins a switch that a Dienststelle turns off."""
RHYTHMEN = ("monatlich", "halbjährlich", "jährlich", "anlass")
KREISE: dict[str, str] = {
    "gf": "Geschäftsführung",
    "qmb": "Qualitätsmanagement",
    "traegerversammlung": "Trägerversammlung",
    "agentur": "Agentur für Arbeit",
    "bezirk": "Bezirk, über seine Steuerungsstelle",
}
"""Circles of readers that a report is made for; notebooks.protect says what each may see."""
FREIGEBENDE = tuple(r.name for r in ROLLEN.values() if Recht.BERICHT_FREIGEBEN in r.rechte)
"""Roles that an order may name as those who sign reports off."""


def _codes(feld: str) -> tuple[str, ...]:
    return tuple(code.code for code in CODES[feld])


@dataclass(frozen=True)
class Fristregel:
    """One period: for which Arten and Eingangswege (none named: all), how long, from when.

    Exactly one of kalendertage, wochen, arbeitstage, unverzueglich. `schalter`: only while that
    switch is on. `individuell`: rule id that lets a case have a date of its own.
    """

    # a Stellungnahme has no period of its own: its date comes from a Weg
    name: str = key(str, allowed=[name for name in FRISTNAMEN if name != "stellungnahme"])
    arten: tuple[str, ...] = key(list, allowed=_codes("art"))
    eingangswege: tuple[str, ...] = key(list, default=(), allowed=_codes("eingangsweg"))
    ab: str = key(str, allowed=("eingang", "eingangsbestaetigung"))
    kalendertage: int | None = key(int, default=None)
    wochen: int | None = key(int, default=None)
    arbeitstage: int | None = key(int, default=None)
    unverzueglich: bool = key(bool, default=False)
    schalter: str | None = key(str, default=None)
    individuell: str | None = key(str, default=None)
    regel: str = key(str)
    stelle: str = key(str)

    def covers(self, art: str, eingangsweg: str) -> bool:
        return art in self.arten and (not self.eingangswege or eingangsweg in self.eingangswege)


@dataclass(frozen=True)
class Weg:
    """A way of a Petition or Eingabe: whose date applies, how many Kalendertage before it."""

    name: str = key(str, allowed=_codes("weg"))
    arten: tuple[str, ...] = key(list, allowed=_codes("art"))
    stelle_extern: str = key(str)
    tage_vorher: int = key(int, default=0)
    regel: str = key(str)
    stelle: str = key(str)


@dataclass(frozen=True)
class Etappe:
    """A step of a Stellungnahme that has to be done so many Arbeitstage before it is due.

    `rolle`: whose step it is; None for an office outside. `schritte`: steps of the Ablauf that
    do it. Steps stand in their order.
    """

    bezeichnung: str = key(str)
    schritte: tuple[str, ...] = key(list, default=())
    rolle: str | None = key(str, default=None, allowed=ROLLEN)
    wege: tuple[str, ...] = key(list, allowed=_codes("weg"))
    arbeitstage_vorher: int = key(int)
    regel: str = key(str)


@dataclass(frozen=True)
class Schalter:
    """What the paper leaves to the Dienststelle; `vorgabe` is its state until somebody decides."""

    name: str = key(str)
    bezeichnung: str = key(str)
    vorgabe: bool = key(bool)
    regel: str = key(str)


@dataclass(frozen=True)
class Zeichnung:
    """Who may sign finally, lowest level first, and who does if nobody says otherwise."""

    arten: tuple[str, ...] = key(list, allowed=_codes("art"))
    stufen: tuple[str, ...] = key(list, allowed=_codes("schlusszeichnung"))
    vorgabe: str = key(str, allowed=_codes("schlusszeichnung"))
    regel: str = key(str)


@dataclass(frozen=True)
class Sichtbarkeit:
    """Where a role sees other rows than in `rollen.py`."""

    rolle: str = key(str, allowed=ROLLEN)
    arten: tuple[str, ...] = key(list, allowed=(*_codes("art"), ABGABE))
    kopf: str = key(str, allowed=[umfang.value for umfang in Umfang])
    inhalt: str = key(str, allowed=[umfang.value for umfang in Umfang])
    inhalt_bis_zuleitung: bool = key(bool, default=False)
    regel: str = key(str)

    def sicht(self) -> Sicht:
        return Sicht(self.arten, Umfang(self.kopf), Umfang(self.inhalt), self.inhalt_bis_zuleitung)


@dataclass(frozen=True)
class Aufbewahrung:
    """Years after Bearbeitungsende; without `jahre` the Dienststelle has to decide."""

    jahre: int | None = key(int, default=None)
    vorschlag_jahre: int | None = key(int, default=None)
    aktenzeichen: tuple[str, ...] = key(list, default=())
    regel: str | None = key(str, default=None)


@dataclass(frozen=True)
class Berichtsempfang:
    """Who gets which report how often, which role makes it and which one signs it off.

    `kreis`: the circle of readers it is made for; None: not made by KRM. `vier_augen`: who made it
    does not sign it off.
    """

    name: str = key(str)
    empfaenger: str = key(str)
    kreis: str | None = key(str, default=None, allowed=KREISE)
    rhythmus: str = key(str, allowed=RHYTHMEN)
    ersteller: str = key(str, allowed=ROLLEN)
    freigabe: str | None = key(str, default=None, allowed=FREIGEBENDE)
    vier_augen: bool = key(bool, default=True)
    regel: str = key(str)


@dataclass(frozen=True)
class Regelwerk:
    """One authority's order. `land` is None where the Dienststelle has to say it.

    `ersetzt`: id of the earlier order that it replaces from `gueltig_ab` on.
    """

    id: str = key(str)
    name: str = key(str)
    papier: str = key(str)
    gueltig_ab: date = key(date)
    ersetzt: str | None = key(str, default=None)
    land: str | None = key(str, default=None, allowed=LAENDER)
    gemeinde: str | None = key(str, default=None, allowed=GEMEINDEN)
    feiertagsarten: tuple[str, ...] = key(list, default=(), allowed=KATEGORIEN)
    genderform: str = key(str, allowed=GENDERFORMEN)
    puenktlichkeit: str = key(str, allowed=PUENKTLICHKEIT)
    standorte: tuple[str, ...] = key(list, default=())
    arten: tuple[str, ...] = key(list, allowed=_codes("art"))
    abgabefaelle: tuple[str, ...] = key(list, allowed=_codes("abgabefall"))
    sofortsachen: tuple[str, ...] = key(list, default=(), allowed=_codes("art"))
    rollen: dict[str, str] = key(dict, allowed=ROLLEN)
    schalter: tuple[Schalter, ...] = key(list, default=(), table=Schalter)
    frist: tuple[Fristregel, ...] = key(list, default=(), table=Fristregel)
    weg: tuple[Weg, ...] = key(list, default=(), table=Weg)
    rueckwaertsplan: tuple[Etappe, ...] = key(list, default=(), table=Etappe)
    schlusszeichnung: tuple[Zeichnung, ...] = key(list, table=Zeichnung)
    sichtbarkeit: tuple[Sichtbarkeit, ...] = key(list, default=(), table=Sichtbarkeit)
    aufbewahrung: Aufbewahrung = key(dict, table=Aufbewahrung)
    bericht: tuple[Berichtsempfang, ...] = key(list, default=(), table=Berichtsempfang)

    def rolle_bezeichnung(self, rolle: str) -> str:
        """What this house calls a role."""
        return self.rollen.get(rolle, ROLLEN[rolle].bezeichnung)

    def sichten(self, rolle: str) -> tuple[Sicht, ...] | None:
        """What the role sees here instead of its default, or None (for `Bindung`)."""
        return tuple(item.sicht() for item in self.sichtbarkeit if item.rolle == rolle) or None

    def schalter_vorgabe(self) -> frozenset[str]:
        return frozenset(schalter.name for schalter in self.schalter if schalter.vorgabe)

    def schalter_an(self, angaben: str) -> frozenset[str]:
        """Switches that are on where a Dienststelle says `angaben`: „name“ on, „-name“ off.

        What it does not name is as the order proposes; names of other orders do not count.
        """
        said = frozenset(angaben.split())
        off = {word.removeprefix(AUS) for word in said if word.startswith(AUS)}
        known = {schalter.name for schalter in self.schalter}
        return (self.schalter_vorgabe() | said) & known - off

    def zeichnung(self, art: str) -> Zeichnung:
        """Levels of Schlusszeichnung of an Art (MH-41, MH-65). Raises RuleViolation."""
        for zeichnung in self.schlusszeichnung:
            if art in zeichnung.arten:
                return zeichnung
        raise RuleViolation(f"Das Regelwerk „{self.id}“ kennt die Art „{art}“ nicht.", feld="art")
