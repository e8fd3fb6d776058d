"""The first pass of an import: everything that the second could stumble over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from models.actions.erlaubnis import at, require
from models.actions.vorgangsfelder import Eintrag, Stammdaten, build_rows
from models.db import acting_as
from models.importer.fehler import Fehler, Sammlung
from models.importer.tabelle import Bruch, Zeile, read_rows
from models.importer.zeilen import Gelesen, Umfeld, read_entry
from models.rules.fehler import RuleViolation
from models.rules.felder import FELDER
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.vorgang import Verstoesse, check_vorgang
from models.rules.zeit import berlin_day
from models.tables import Vorgang

HOECHSTENS_FEHLER = 100
Fortschritt = Callable[[str, int], None]
_SCHRITT = 1000
_EINMAL = "Jede Nummer darf nur einmal vorkommen."
_BEZEICHNUNGEN = {name: feld.bezeichnung for name, feld in FELDER.items()}


@dataclass
class Ergebnis:
    """How it went: rows read, cases written, the first faults and how many more there are.

    `arten`: all faults by kind, each with its rows. `offene_namen`: names that may be somebody's
    with an account, each with the log-ins it may be.
    """

    zeilen: int = 0
    uebernommen: int = 0
    fehler: list[Fehler] = field(default_factory=list)
    weitere_fehler: int = 0
    arten: Sammlung = field(default_factory=Sammlung)
    offene_namen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not self.fehler

    def blame(self, faults: list[Fehler]) -> None:
        """Keep the first HOECHSTENS_FEHLER, count the rest."""
        room = HOECHSTENS_FEHLER - len(self.fehler)
        self.fehler += faults[:room]
        self.weitere_fehler += len(faults[room:])
        for fault in faults:
            self.arten.add(fault)


class Pruefung:
    """Checks every row of a file as it would be recorded, without writing."""

    def __init__(self, by: Akteur, now: datetime, umfeld: Umfeld) -> None:
        self._by, self._now, self._umfeld = by, now, umfeld
        with acting_as(SYSTEM):
            self._stammdaten = Stammdaten.load()
        self._allowed: set[int] = set()
        self._lines: dict[tuple[int, str], int] = {}
        self._pending: list[tuple[int, str]] = []

    def check(self, datei: Path, tell: Fortschritt) -> Ergebnis:
        """Read the file to its end; faults come in the order of the lines."""
        ergebnis = Ergebnis()
        batch: list[Fehler] = []
        for zeile in read_rows(datei, self._umfeld.header):
            ergebnis.zeilen += 1
            batch += self._check_row(zeile)
            if ergebnis.zeilen % _SCHRITT == 0:
                ergebnis.blame(self._in_order(batch))
                batch = []
                tell("geprüft", ergebnis.zeilen)
        ergebnis.blame(self._in_order(batch))
        return ergebnis

    def _in_order(self, faults: list[Fehler]) -> list[Fehler]:
        return sorted(faults + self._known_numbers(), key=lambda fault: fault.zeile)

    def _check_row(self, zeile: Zeile | Bruch) -> list[Fehler]:
        if isinstance(zeile, Bruch):
            return [Fehler(zeile.nummer, None, zeile.satz)]
        gelesen = read_entry(zeile, self._umfeld)
        if gelesen.eintrag is not None:
            self._check_entry(gelesen, gelesen.eintrag)
        else:
            self._check_readable(gelesen)
        self._check_number(gelesen)
        return gelesen.fehler

    def _check_entry(self, gelesen: Gelesen, eintrag: Eintrag) -> None:
        try:
            if eintrag.einheit_id not in self._allowed:
                require(self._by, Recht.VORGANG_IMPORTIEREN, at(eintrag.einheit_id))
                self._allowed.add(eintrag.einheit_id)
            build_rows(eintrag, self._stammdaten, now=self._now, by=self._by)
        except Verstoesse as several:
            for violation in several.verstoesse:
                gelesen.blame(violation.feld, violation.satz)
        except RuleViolation as violation:
            gelesen.blame(violation.feld, violation.satz)

    def _check_readable(self, gelesen: Gelesen) -> None:
        """The rest of a faulty row, so that one look at the report is enough."""
        found = check_vorgang(
            gelesen.werte,
            today=berlin_day(self._now),
            bezeichnungen=_BEZEICHNUNGEN,
            importiert=True,
            eigene=self._stammdaten.eigene_codes,
        )
        for violation in found:
            gelesen.blame(violation.feld, violation.satz)

    def _check_number(self, gelesen: Gelesen) -> None:
        nummer = gelesen.werte.get("fremdnummer")
        if nummer is None:
            return
        key = (self._umfeld.ort.dienststelle_id(gelesen.eintrag), nummer)
        first = self._lines.setdefault(key, gelesen.zeile)
        if first != gelesen.zeile:
            gelesen.blame("fremdnummer", _EINMAL, f"„{nummer}“ steht schon in Zeile {first}")
        else:
            self._pending.append(key)

    def _known_numbers(self) -> list[Fehler]:
        """Numbers of the last rows that a case in the database bears already."""
        pending, self._pending = self._pending, []
        if not pending:
            return []
        with acting_as(SYSTEM):
            query = Vorgang.select(Vorgang.dienststelle, Vorgang.fremdnummer).where(
                Vorgang.fremdnummer << [nummer for _, nummer in pending]
            )
            known = set(query.tuples())
        return [
            Fehler(self._lines[key], "fremdnummer", _EINMAL, f"„{key[1]}“ ist schon übernommen")
            for key in pending
            if key in known
        ]
