"""From a row of the file to a case: every cell read, every fault named with line and column."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.actions.vorgangsfelder import Eintrag
from models.importer.einheiten import Ort
from models.importer.fehler import Fehler
from models.importer.personen import Personen
from models.importer.spalten import GEFOLGERT, Spalte
from models.importer.tabelle import Zeile
from models.queries.codes import Codelisten
from models.rules.codes import MEHRFACH, normalise
from models.rules.fehler import RuleViolation

_ZEIGEN = 40  # characters of a wrong value that a message shows
_GESCHLOSSEN = ("erledigt", "abgegeben")
_SAGT_NEIN = "nein"


@dataclass(frozen=True)
class Umfeld:
    """What reading a row needs to know of the house."""

    spalten: tuple[Spalte, ...]
    listen: Codelisten
    ort: Ort
    personen: Personen
    standorte: dict[str, str]
    today: date

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the file."""
        return tuple(spalte.name for spalte in self.spalten)


@dataclass
class Gelesen:
    """What a row says: the case, unless there are faults; `werte` is what could be read."""

    zeile: int
    werte: dict[str, Any] = field(default_factory=dict)
    anliegen: dict[int, dict[str, Any]] = field(default_factory=dict)
    fehler: list[Fehler] = field(default_factory=list)
    eintrag: Eintrag | None = None

    def blame(self, spalte: str | None, kern: str, wert: str = "") -> None:
        """Note a fault, unless the column is to blame for another one already."""
        if spalte is None or not self.blames(spalte):
            self.fehler.append(Fehler(self.zeile, spalte, kern, wert))

    def blames(self, *spalten: str) -> bool:
        """Whether one of these columns is at fault."""
        return any(fault.spalte in spalten for fault in self.fehler)


def read_entry(zeile: Zeile, umfeld: Umfeld) -> Gelesen:
    """The case of a row, or what is wrong with it."""
    eingang = _eingang(zeile, umfeld)
    gelesen = Gelesen(zeile.nummer)
    for place, (spalte, text) in enumerate(zip(umfeld.spalten, zeile.zellen, strict=True)):
        if fault := zeile.maengel.get(place):
            _blame_cell(gelesen, spalte, text, fault)
        elif text:
            _read_cell(gelesen, spalte, text, (umfeld, eingang))
    _require(gelesen)
    _close(gelesen)
    einheit_id = _place(gelesen, umfeld, eingang)
    if not gelesen.fehler:
        gelesen.eintrag = _entry(gelesen, einheit_id)
    return gelesen


def _eingang(zeile: Zeile, umfeld: Umfeld) -> date:
    """The day that decides which code and which team was valid; today where it is unreadable."""
    for spalte, text in zip(umfeld.spalten, zeile.zellen, strict=True):
        if spalte.name == "eingang_am" and text:
            try:
                return spalte.lesen(text)
            except ValueError:
                break
    return umfeld.today


def _read_cell(gelesen: Gelesen, spalte: Spalte, text: str, lage: tuple[Umfeld, date]) -> None:
    try:
        values = _value(spalte, text, *lage)
    except ValueError as error:
        _blame_cell(gelesen, spalte, text, str(error))
        return
    if spalte.anliegen:
        gelesen.anliegen.setdefault(spalte.anliegen, {}).update(values)
    else:
        gelesen.werte.update(values)


def _blame_cell(gelesen: Gelesen, spalte: Spalte, text: str, satz: str) -> None:
    shown = text if len(text) <= _ZEIGEN else f"{text[:_ZEIGEN]}…"
    kern = f"{satz[0].upper()}{satz[1:]}".rstrip(".") + "."
    gelesen.blame(spalte.name, kern, f"„{shown}“" if spalte.is_open else "")


def _value(spalte: Spalte, text: str, umfeld: Umfeld, eingang: date) -> dict[str, Any]:
    if spalte.name == "art":
        return _art(text, umfeld.listen, eingang)
    if spalte.liste in MEHRFACH:
        parts = [part.strip() for part in text.split("|") if part.strip()]
        found = (_code(str(spalte.liste), part, umfeld.listen, eingang) for part in parts)
        return {spalte.feld: " ".join(dict.fromkeys(found))}
    if spalte.liste:
        return {spalte.feld: _code(spalte.liste, text, umfeld.listen, eingang)}
    if spalte.konto:
        if text.casefold() not in umfeld.personen.logins:
            raise ValueError("dieses Konto gibt es nicht, erwartet wird der Anmeldename")
        return {spalte.feld: umfeld.personen.logins[text.casefold()]}
    if spalte.name == "betroffene_person":
        return {spalte.feld: umfeld.personen.read(spalte.lesen(text))}
    if spalte.name == "standort":
        text = umfeld.standorte.get(normalise(text), text)
    value = spalte.lesen(text)
    return _source_of(spalte.name, value) if spalte.name in GEFOLGERT else {spalte.feld: value}


def _art(text: str, listen: Codelisten, eingang: date) -> dict[str, Any]:
    """A kind of reaction, or what is handed over and not recorded."""
    feld = "abgabefall" if listen.knows("abgabefall", text) else "art"
    return {feld: _code(feld, text, listen, eingang)}


def _code(liste: str, text: str, listen: Codelisten, eingang: date) -> str:
    try:
        return listen.resolve(liste, text, eingang)
    except RuleViolation:
        allowed = ", ".join(code for code, _ in listen.choices(liste, eingang))
        raise ValueError(f"diesen Wert gibt es nicht; erlaubt sind {allowed}") from None


def _source_of(name: str, value: Any) -> dict[str, Any]:
    """A derived column tells what its source would have said."""
    source = GEFOLGERT[name]
    if name == "selbst_betroffen":
        return {source: value}
    if name == "personengruppe":
        return {source: value}
    said = {"als_dab_bezeichnet": "Dienstaufsichtsbeschwerde"}.get(name, "ja")
    return {source: said if value else _SAGT_NEIN}


def _require(gelesen: Gelesen) -> None:
    for name in ("art", "eingang_am", "eingangsweg"):
        if name not in gelesen.werte and not (name == "art" and "abgabefall" in gelesen.werte):
            gelesen.blame(name, "Hier fehlt eine Angabe.")


def _close(gelesen: Gelesen) -> None:
    """What the columns say about the end of a case must fit together."""
    werte = gelesen.werte
    end = werte.pop("bearbeitungsende", None)
    if end and werte.setdefault("ausgetragen_am", end) != end:
        gelesen.blame("bearbeitungsende", "Das Bearbeitungsende widerspricht ausgetragen_am.")
    status, closed = werte.get("status"), werte.get("ausgetragen_am")
    settled = closed or werte.get("datum_der_klaerung")
    if gelesen.blames("ausgetragen_am", "bearbeitungsende", "datum_der_klaerung", "art"):
        return
    if status == "erledigt" and not settled:
        satz = "Ein erledigter Vorgang braucht ausgetragen_am oder datum_der_klaerung."
        gelesen.blame("status", satz)
    if status == "abgegeben" and "art" in werte:
        satz = "Abgegeben werden nur Abgabefälle; bitte eine andere art oder ein Ende angeben."
        gelesen.blame("status", satz)
    if closed and status is not None and status not in _GESCHLOSSEN:
        satz = "Dieser Stand widerspricht ausgetragen_am: Der Vorgang ist abgeschlossen."
        gelesen.blame("status", satz)


def _place(gelesen: Gelesen, umfeld: Umfeld, eingang: date) -> int:
    team, fachbereich = gelesen.werte.pop("team", None), gelesen.werte.pop("fachbereich", None)
    try:
        return umfeld.ort.place(team, fachbereich, eingang)
    except RuleViolation as violation:
        gelesen.blame(violation.feld, violation.satz)
        return 0


def _entry(gelesen: Gelesen, einheit_id: int) -> Eintrag:
    named = gelesen.werte.pop("betroffene_person", ())
    return Eintrag(
        einheit_id=einheit_id,
        werte=gelesen.werte,
        anliegen=tuple(gelesen.anliegen[number] for number in sorted(gelesen.anliegen)),
        betroffene=named,
        erfasst_am=gelesen.werte.pop("erfasst_am", None),
        herkunft="import",
    )
