"""From a row of the file to a case: every cell read, every fault named with line and column."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.actions.vorgangsfelder import Eintrag
from models.importer.einheiten import Ort
from models.importer.spalten import GEFOLGERT, Spalte
from models.importer.tabelle import Zeile
from models.queries.codes import Codelisten
from models.rules.codes import normalise
from models.rules.fehler import RuleViolation

_ZEIGEN = 40  # characters of a wrong value that a message shows
_GESCHLOSSEN = ("erledigt", "abgegeben")
_SAGT_NEIN = "nein"


@dataclass(frozen=True)
class Fehler:
    """One fault: line (the header is line 1), column where one is to blame, a German sentence."""

    zeile: int
    spalte: str | None
    satz: str

    def __str__(self) -> str:
        where = f"Zeile {self.zeile}" + (f", Spalte {self.spalte}" if self.spalte else "")
        return f"{where}: {self.satz}"


@dataclass(frozen=True)
class Umfeld:
    """What reading a row needs to know of the house; `konten` maps log-in and e-mail to ids."""

    spalten: tuple[Spalte, ...]
    listen: Codelisten
    ort: Ort
    konten: dict[str, int]
    standorte: dict[str, str]
    today: date


@dataclass
class _Gelesen:
    werte: dict[str, Any] = field(default_factory=dict)
    anliegen: dict[int, dict[str, Any]] = field(default_factory=dict)
    fehler: list[Fehler] = field(default_factory=list)


def read_entry(zeile: Zeile, umfeld: Umfeld) -> tuple[Eintrag | None, list[Fehler]]:
    """The case of a row, or None and what is wrong with it."""
    eingang = _eingang(zeile, umfeld)
    gelesen = _Gelesen()
    for spalte, text in zip(umfeld.spalten, zeile.zellen, strict=True):
        if text:
            _read_cell(gelesen, zeile.nummer, spalte, text, (umfeld, eingang))
    werte = gelesen.werte
    gelesen.fehler += _missing(zeile.nummer, werte, gelesen.fehler)
    gelesen.fehler += [Fehler(zeile.nummer, *fault) for fault in _close(werte)]
    einheit_id = _place(zeile.nummer, gelesen, umfeld, eingang)
    if gelesen.fehler:
        return None, gelesen.fehler
    return _entry(werte, gelesen.anliegen, einheit_id), []


def _eingang(zeile: Zeile, umfeld: Umfeld) -> date:
    """The day that decides which code and which team was valid; today where it is unreadable."""
    for spalte, text in zip(umfeld.spalten, zeile.zellen, strict=True):
        if spalte.name == "eingang_am" and text:
            try:
                return spalte.lesen(text)
            except ValueError:
                break
    return umfeld.today


def _read_cell(
    gelesen: _Gelesen, line: int, spalte: Spalte, text: str, lage: tuple[Umfeld, date]
) -> None:
    try:
        values = _value(spalte, text, *lage)
    except ValueError as error:
        satz = str(error)
        shown = text if len(text) <= _ZEIGEN else f"{text[:_ZEIGEN]}…"
        prefix = f"„{shown}“: " if spalte.is_open else ""
        sentence = f"{prefix}{satz[0].upper()}{satz[1:]}".rstrip(".") + "."
        gelesen.fehler.append(Fehler(line, spalte.name, sentence))
        return
    if spalte.anliegen:
        gelesen.anliegen.setdefault(spalte.anliegen, {}).update(values)
    else:
        gelesen.werte.update(values)


def _value(spalte: Spalte, text: str, umfeld: Umfeld, eingang: date) -> dict[str, Any]:
    if spalte.name == "art":
        return _art(text, umfeld.listen, eingang)
    if spalte.liste:
        return {spalte.feld: _code(spalte.liste, text, umfeld.listen, eingang)}
    if spalte.konto:
        if text.casefold() not in umfeld.konten:
            raise ValueError("dieses Konto gibt es nicht, erwartet wird der Anmeldename")
        return {spalte.feld: umfeld.konten[text.casefold()]}
    if spalte.name == "standort":
        text = umfeld.standorte.get(normalise(text), text)
    value = spalte.lesen(text)
    return _source_of(spalte.name, value) if spalte.name in GEFOLGERT else {spalte.feld: value}


def _art(text: str, listen: Codelisten, eingang: date) -> dict[str, Any]:
    """A kind of reaction, or what is handed over and not recorded."""
    try:
        return {"abgabefall": listen.resolve("abgabefall", text, eingang)}
    except RuleViolation:
        return {"art": _code("art", text, listen, eingang)}


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


def _missing(line: int, werte: dict[str, Any], faults: list[Fehler]) -> Iterator[Fehler]:
    reported = {fault.spalte for fault in faults}
    for name in ("art", "eingang_am", "eingangsweg"):
        present = name in werte or (name == "art" and "abgabefall" in werte)
        if not present and name not in reported:
            yield Fehler(line, name, "Hier fehlt eine Angabe.")


def _close(werte: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the columns say about the end of a case must fit; `bearbeitungsende` is its old name."""
    end = werte.pop("bearbeitungsende", None)
    if end and werte.setdefault("ausgetragen_am", end) != end:
        yield "bearbeitungsende", "Das Bearbeitungsende widerspricht ausgetragen_am."
    status, closed = werte.get("status"), werte.get("ausgetragen_am")
    if status == "erledigt" and not (closed or werte.get("datum_der_klaerung")):
        yield (
            "status",
            "Ein erledigter Vorgang braucht ausgetragen_am oder datum_der_klaerung.",
        )
    if status == "abgegeben" and "art" in werte:
        yield (
            "status",
            "Abgegeben werden nur Abgabefälle; bitte ausgetragen_am oder eine andere art angeben.",
        )
    if closed and status is not None and status not in _GESCHLOSSEN:
        yield "status", "Dieser Stand widerspricht ausgetragen_am: Der Vorgang ist abgeschlossen."


def _place(line: int, gelesen: _Gelesen, umfeld: Umfeld, eingang: date) -> int:
    team, fachbereich = gelesen.werte.pop("team", None), gelesen.werte.pop("fachbereich", None)
    try:
        return umfeld.ort.place(team, fachbereich, eingang)
    except RuleViolation as violation:
        gelesen.fehler.append(Fehler(line, violation.feld, violation.satz))
        return 0


def _entry(werte: dict[str, Any], anliegen: dict[int, dict[str, Any]], einheit_id: int) -> Eintrag:
    named = werte.pop("betroffene_person", None)
    return Eintrag(
        einheit_id=einheit_id,
        werte=werte,
        anliegen=tuple(anliegen[number] for number in sorted(anliegen)),
        betroffene=tuple(part.strip() for part in named.split("|") if part.strip())
        if named
        else (),
        erfasst_am=werte.pop("erfasst_am", None),
        herkunft="import",
    )
