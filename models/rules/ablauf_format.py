"""The format of `<id>.ablauf.toml` beside a Regelwerk: its steps, its Abläufe, its reminders.

[[schritt]] says how, [[ablauf]] which, in which order. A step is written once per file; an Ablauf
lists the names of its steps. What a step says about another one counts only where the Ablauf has
that other one, so that one text serves several ways.
"""

from dataclasses import dataclass

from models.rules.codes import CODES
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rollen import ROLLEN
from models.rules.tabelle import key

DYNAMISCH: dict[str, str] = {
    "@schlusszeichnung": "Stufe der Schlusszeichnung",
    "@verantwortlich": "verantwortliche Bearbeitung",
}
"""Roles that a case fills: the level set at intake, the person the TL chose."""

VERMERKE: dict[str, str] = {
    "vermerk": "Vermerk",
    "gespraech": "Gespräch",
    "telefon": "Telefonat",
    "bemerkung": "Bemerkung zur Fassung",
    "begruendung": "Begründung eines Schritts",
    "angaben": "Angaben zu einem Schritt",
}
"""Kinds of notes (`Vermerk.art`)."""

EINGANG: dict[str, tuple[str, ...]] = {
    "muendlich": ("persoenlich", "telefonisch"),
    "schriftlich": (
        "schriftlich",
        "e-mail",
        "digital",
        "kontaktformular",
        "meinungskarte",
        "ueber-dritte",
    ),
}
"""Groups of Eingangswege; what comes through others gets a written answer."""

EINGANGSWORTE: dict[str, str] = {"muendlich": "mündlich", "schriftlich": "schriftlich"}

HEUTE, JETZT, ICH, LEER, ZAEHLT = "heute", "jetzt", "ich", "leer", "zählt"
ZEITMARKEN = (HEUTE, JETZT)
"""Words of `setzt`: today, this moment, the acting account, nothing, one more than before."""
FRISTNAMEN_ERINNERUNG = ("eingangsbestaetigung", "antwort", "zwischennachricht", "stellungnahme")


class _Nichts(dict[str, str]):
    """An empty table that nobody fills, so that a frozen dataclass may have it as default."""

    __hash__ = object.__hash__  # type: ignore[assignment]


NICHTS: dict[str, str] = _Nichts()


def _codes(feld: str) -> tuple[str, ...]:
    return tuple(code.code for code in CODES[feld])


_WER = (*ROLLEN, *DYNAMISCH)


@dataclass(frozen=True)
class Schrittregel:
    """One step: who may take it, after what, what it needs and what it changes.

    Whose turn: `rollen`, `andere_person_als` (four eyes against whoever took these steps).
    When: `nach` all of these, `nach_eines` one, `ohne` none, `wenn` and `wenn_nicht` facts as
    {field = "value oder value"}; a step that cannot come does not hold up those after it.
    What it needs: `steht` fields set before, `pflicht` fields set or given now, `felder` may be
    given, `angaben` texts and `bestaetigt` sentences by key, `unterlage` a document in the case,
    `vermerk` the kind of note that must be written.
    What it does: `setzt` and `setzt_falls_leer` values, `status`, `setzt_zurueck` makes steps
    undone, `benachrichtigt` and `kopie` mail roles, `uebermittlung` logs who outside got
    something (a field or a text in „…“), `blatt` files the Verfahrensdokumentation as it stands
    then, `abschluss` ends the case.
    `marke`: the field that tells of this step where a case came from elsewhere.
    """

    name: str = key(str)
    bezeichnung: str = key(str)
    ereignis: str = key(str)
    rollen: tuple[str, ...] = key(list, allowed=_WER)
    andere_person_als: tuple[str, ...] = key(list, default=())
    nach: tuple[str, ...] = key(list, default=())
    nach_eines: tuple[str, ...] = key(list, default=())
    ohne: tuple[str, ...] = key(list, default=())
    wenn: dict[str, str] = key(dict, default=NICHTS)
    wenn_nicht: dict[str, str] = key(dict, default=NICHTS)
    steht: tuple[str, ...] = key(list, default=())
    pflicht: tuple[str, ...] = key(list, default=())
    felder: tuple[str, ...] = key(list, default=())
    angaben: dict[str, str] = key(dict, default=NICHTS)
    bestaetigt: dict[str, str] = key(dict, default=NICHTS)
    unterlage: str | None = key(str, default=None, allowed=DOKUMENTARTEN)
    vermerk: str | None = key(str, default=None, allowed=VERMERKE)
    setzt: dict[str, str] = key(dict, default=NICHTS)
    setzt_falls_leer: dict[str, str] = key(dict, default=NICHTS)
    marke: str | None = key(str, default=None)
    status: str | None = key(str, default=None, allowed=_codes("status"))
    setzt_zurueck: tuple[str, ...] = key(list, default=())
    wiederholbar: bool = key(bool, default=False)
    optional: bool = key(bool, default=False)
    benachrichtigt: tuple[str, ...] = key(list, default=(), allowed=_WER)
    kopie: tuple[str, ...] = key(list, default=(), allowed=_WER)
    uebermittlung: str | None = key(str, default=None)
    blatt: bool = key(bool, default=False)
    abschluss: bool = key(bool, default=False)
    regel: tuple[str, ...] = key(list)
    stelle: str = key(str)

    @property
    def zeitmarken(self) -> tuple[str, ...]:
        """Fields in which this step leaves its day or moment."""
        return tuple(feld for feld, wert in self.setzt.items() if wert in ZEITMARKEN)

    @property
    def zeichen(self) -> str | None:
        """The field that tells of this step: `marke`, else the first day it leaves."""
        return self.marke or next(iter(self.zeitmarken), None)


@dataclass(frozen=True)
class Ablauf:
    """The steps of some Arten in their order; `eingang` and `wege` narrow it (none: all)."""

    name: str = key(str)
    bezeichnung: str = key(str)
    arten: tuple[str, ...] = key(list, allowed=_codes("art"))
    eingang: str | None = key(str, default=None, allowed=EINGANG)
    wege: tuple[str, ...] = key(list, default=(), allowed=_codes("weg"))
    schritte: tuple[str, ...] = key(list)
    bei_eingang: tuple[str, ...] = key(list, default=(), allowed=_WER)
    regel: tuple[str, ...] = key(list)
    stelle: str = key(str)


@dataclass(frozen=True)
class Erinnerung:
    """When a date is near or past, who gets a mail: so many Arbeitstage before or after."""

    name: str = key(str)
    frist: tuple[str, ...] = key(list, allowed=FRISTNAMEN_ERINNERUNG)
    arbeitstage_vorher: int | None = key(int, default=None)
    arbeitstage_nachher: int | None = key(int, default=None)
    an: tuple[str, ...] = key(list, allowed=_WER)
    kopie: tuple[str, ...] = key(list, default=(), allowed=_WER)
    regel: str = key(str)
    stelle: str = key(str)


@dataclass(frozen=True)
class Ablaufwerk:
    """All steps of one Regelwerk.

    `wie`: id of another one whose steps apply here, too. `ersatz`: who steps in for a role whose
    holder a case is about, where it is not as everywhere (D22).
    """

    id: str = key(str)
    wie: str | None = key(str, default=None)
    ersatz: dict[str, str] = key(dict, default=NICHTS, allowed=ROLLEN)
    schritt: tuple[Schrittregel, ...] = key(list, default=(), table=Schrittregel)
    ablauf: tuple[Ablauf, ...] = key(list, default=(), table=Ablauf)
    erinnerung: tuple[Erinnerung, ...] = key(list, default=(), table=Erinnerung)


def eingangsgruppe(eingangsweg: str | None) -> str:
    """„muendlich“ or „schriftlich“; what is not known counts as written, which asks for more."""
    return "muendlich" if eingangsweg in EINGANG["muendlich"] else "schriftlich"
