"""One import: the file is checked to its end first, then written at once, or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from peewee import IntegrityError

from models.actions.erlaubnis import at, require
from models.actions.vorgaenge import record_many
from models.actions.vorgangsfelder import Eintrag, Stammdaten, build_rows
from models.db import acting_as
from models.importer.einheiten import Ort
from models.importer.spalten import make_columns
from models.importer.tabelle import Bruch, read_header, read_rows
from models.importer.zeilen import Fehler, Umfeld, read_entry
from models.queries.akteure import Baum
from models.queries.codes import Codelisten
from models.rules.codes import normalise
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.regelwerk import load_regelwerk
from models.rules.rollen import Recht
from models.rules.vorgang import Verstoesse
from models.rules.zeit import berlin_day
from models.tables import Einheit, Konto, Vorgang

HOECHSTENS_FEHLER = 100
_SCHRITT = 1000
Fortschritt = Callable[[str, int], None]


@dataclass(frozen=True)
class Auftrag:
    """What to import: a file, into which unit, `probe` checks only."""

    datei: Path
    einheit_id: int
    probe: bool = False


@dataclass
class Ergebnis:
    """How it went: rows read, cases written, the first faults and how many more there are."""

    zeilen: int = 0
    uebernommen: int = 0
    fehler: list[Fehler] = field(default_factory=list)
    weitere_fehler: int = 0

    @property
    def is_clean(self) -> bool:
        return not self.fehler

    def blame(self, faults: list[Fehler]) -> None:
        """Keep the first HOECHSTENS_FEHLER, count the rest."""
        room = HOECHSTENS_FEHLER - len(self.fehler)
        self.fehler += faults[:room]
        self.weitere_fehler += len(faults[room:])


def import_csv(
    *, by: Akteur, now: datetime, auftrag: Auftrag, progress: Fortschritt | None = None
) -> Ergebnis:
    """Import a file, all or nothing.

    Raises RuleViolation where the file as a whole is unusable or `by` may not import; faults of
    rows stand in the result, and then nothing was written. Progress gets a word and a number.
    """
    tell = progress or (lambda word, count: None)
    with acting_as(SYSTEM):
        einheit = Einheit.get_by_id(auftrag.einheit_id)
        umfeld = _surroundings(auftrag.datei, einheit, berlin_day(now))
    pruefung = _Pruefung(by, now, umfeld)
    ergebnis = pruefung.check(auftrag.datei, tell)
    if ergebnis.is_clean and not auftrag.probe and ergebnis.zeilen:
        ergebnis.uebernommen = _write(by, now, auftrag, umfeld, tell)
        if ergebnis.uebernommen != ergebnis.zeilen:
            raise RuntimeError("Geprüft und geschrieben wurden nicht dieselben Zeilen.")
    return ergebnis


def _surroundings(datei: Path, einheit: Einheit, today: date) -> Umfeld:
    listen, baum = Codelisten.load(), Baum.load()
    ort = Ort(baum, einheit)
    konten = {name: k.id for k in Konto.select() for name in (k.login, k.email)}
    return Umfeld(
        spalten=make_columns(read_header(datei), listen),
        listen=listen,
        ort=ort,
        konten=konten,
        standorte=_standorte(baum, ort, einheit),
        today=today,
    )


def _standorte(baum: Baum, ort: Ort, einheit: Einheit) -> dict[str, str]:
    house = baum.by_id[ort.dienststelle_id((ort.start or einheit).id)]
    names = load_regelwerk(house.regelwerk).standorte if house.regelwerk else ()
    return {normalise(name): name for name in names}


class _Pruefung:
    """The first pass: everything that the second could stumble over."""

    def __init__(self, by: Akteur, now: datetime, umfeld: Umfeld) -> None:
        self._by, self._now, self._umfeld = by, now, umfeld
        with acting_as(SYSTEM):
            self._stammdaten = Stammdaten.load()
        self._allowed: set[int] = set()
        self._seen: dict[tuple[int, str], int] = {}
        self._pending: list[tuple[int, str]] = []

    def check(self, datei: Path, tell: Fortschritt) -> Ergebnis:
        ergebnis = Ergebnis()
        for zeile in read_rows(datei, len(self._umfeld.spalten)):
            ergebnis.zeilen += 1
            if isinstance(zeile, Bruch):
                ergebnis.blame([Fehler(zeile.nummer, None, zeile.satz)])
                continue
            eintrag, faults = read_entry(zeile, self._umfeld)
            if eintrag is not None:
                faults = self._check_entry(zeile.nummer, eintrag)
            ergebnis.blame(faults)
            if ergebnis.zeilen % _SCHRITT == 0:
                ergebnis.blame(self._known_numbers())
                tell("geprüft", ergebnis.zeilen)
        ergebnis.blame(self._known_numbers())
        tell("geprüft", ergebnis.zeilen)
        return ergebnis

    def _check_entry(self, line: int, eintrag: Eintrag) -> list[Fehler]:
        try:
            if eintrag.einheit_id not in self._allowed:
                require(self._by, Recht.VORGANG_IMPORTIEREN, at(eintrag.einheit_id))
                self._allowed.add(eintrag.einheit_id)
            build_rows(eintrag, self._stammdaten, now=self._now, by=self._by)
        except Verstoesse as several:
            return [Fehler(line, v.feld, v.satz) for v in several.verstoesse]
        except RuleViolation as violation:
            return [Fehler(line, violation.feld, violation.satz)]
        return self._check_number(line, eintrag)

    def _check_number(self, line: int, eintrag: Eintrag) -> list[Fehler]:
        nummer = eintrag.werte.get("fremdnummer")
        if nummer is None:
            return []
        key = (self._umfeld.ort.dienststelle_id(eintrag.einheit_id), nummer)
        first = self._seen.setdefault(key, line)
        if first != line:
            satz = f"„{nummer}“ steht schon in Zeile {first}."
            return [Fehler(line, "fremdnummer", satz)]
        self._pending.append(key)
        return []

    def _known_numbers(self) -> list[Fehler]:
        """Numbers of the last rows that a case in the database bears already."""
        pending, self._pending = self._pending, []
        if not pending:
            return []
        with acting_as(SYSTEM):
            query = (
                Vorgang.select(Vorgang.dienststelle, Vorgang.fremdnummer)
                .where(Vorgang.fremdnummer << [nummer for _, nummer in pending])
                .tuples()
            )
            known = set(query)
        return [
            Fehler(self._seen[key], "fremdnummer", f"„{key[1]}“ ist schon übernommen.")
            for key in pending
            if key in known
        ]


def _write(by: Akteur, now: datetime, auftrag: Auftrag, umfeld: Umfeld, tell: Fortschritt) -> int:
    try:
        return record_many(
            by=by,
            now=now,
            eintraege=_entries(auftrag.datei, umfeld),
            progress=lambda count: tell("geschrieben", count),
        )
    except IntegrityError:
        raise RuleViolation(
            "Inzwischen wurde eine der Fremdnummern von anderer Stelle vergeben; "
            "nichts wurde übernommen. Bitte noch einmal importieren."
        ) from None


def _entries(datei: Path, umfeld: Umfeld) -> Iterator[Eintrag]:
    """The second pass over a file that was found good."""
    for zeile in read_rows(datei, len(umfeld.spalten)):
        eintrag = None if isinstance(zeile, Bruch) else read_entry(zeile, umfeld)[0]
        if eintrag is None:
            raise RuleViolation(
                "Die Datei hat sich während des Imports geändert; nichts wurde übernommen."
            )
        yield eintrag
