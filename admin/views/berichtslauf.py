"""What the report screens ask of a run: start, progress, and files that its lauf.json names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Response, current_app, send_file

from admin.base import verzeichnis
from admin.base.formular import Formular, Gruppe, datum, einheit, typed_values, wahl
from admin.security import anfrage
from admin.security.kopfzeilen import BERICHT
from admin.views import berichtsparameter, berichtszeit
from models.actions.laeufe import Berichtsauftrag, request_lauf
from models.queries.berichtswege import overtaken_by
from models.queries.konten import name_of_login
from models.rules.berichtsweg import BERICHTSSTAND, UEBERHOLT, Berichtsstand, leaves_house
from models.rules.fehler import RuleViolation
from models.rules.lauf import LAUFSTATUS, Laufstatus
from models.rules.rechte import SYSTEM
from models.rules.regelwerk_format import KREISE
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day, end_of
from models.tables import Bericht, Lauf
from notebooks import catalogue

BERICHTE = tuple((entry.name, entry.titel) for entry in catalogue.BERICHTE)
EMPFAENGER = tuple(
    (name, KREISE.get(name, name))
    for name in dict.fromkeys(name for entry in catalogue.BERICHTE for name in entry.empfaenger)
)
# What a browser may show, and how; everything else is only ever downloaded.
_TYPEN = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".json": "application/json",
}
_BESCHREIBUNG = "lauf.json"


def first_unit() -> str | None:
    """The highest unit whose reports the actor may start: the usual order is about all of it."""
    return next((key for key, _ in verzeichnis.einheit_options(Recht.BERICHT_STARTEN)), None)


GRUPPEN = (
    Gruppe("Bericht", (
        wahl("bericht", BERICHTE, label="Bericht", pflicht=True, default=BERICHTE[0][0]),
        einheit("einheit", label="Einheit", pflicht=True, recht=Recht.BERICHT_STARTEN,
                default=first_unit),
        wahl("empfaenger", EMPFAENGER, label="Empfänger", pflicht=True,
             default=EMPFAENGER[0][0]),
    )),
    *berichtszeit.GRUPPEN,
    Gruppe("Früherer Datenstand", (
        datum("datenstand", label="Datenstand",
              hilfe="Nur was am Ende dieses Tages bekannt war, ohne spätere Einträge und "
              "Berichtigungen. Leer gilt, was jetzt bekannt ist."),
    ), klappt=True),
    *berichtsparameter.GRUPPEN,
)  # fmt: skip
_VON_SELBST = "KRM (Zeitplan oder Befehlszeile)"


@dataclass(frozen=True)
class Datei:
    """A published file: its name below the run's folder, what it is called, its size."""

    name: str
    label: str
    groesse: str


def report_title(name: str, zeitraum: str = "") -> str:
    """What a report is called, for this period where one is given."""
    entry = next((entry for entry in catalogue.BERICHTE if entry.name == name), None)
    if entry is None:
        return name
    return entry.titel_fuer(catalogue.parse_zeitraum(zeitraum)) if zeitraum else entry.titel


def run_title(bericht: Bericht) -> str:
    """„Halbjahresbericht 1. Halbjahr 2026“."""
    name = report_title(bericht.name, bericht.zeitraum)
    return f"{name} {berichtszeit.in_words(bericht.zeitraum)}"


def state(row: Lauf) -> str:
    """Where a run stands; a finished one for readers outside by its way there."""
    if row.status == Laufstatus.FERTIG and leaves_house(row.bericht.empfaenger):
        if overtaken_by(row):
            return UEBERHOLT
        return BERICHTSSTAND[Berichtsstand(row.freigabe)]
    return LAUFSTATUS.get(row.status, row.status)


CELLS = {
    "bericht": lambda view, context, row, name: report_title(
        row.bericht.name, row.bericht.zeitraum
    ),
    "zeitraum": lambda view, context, row, name: berichtszeit.in_words(row.bericht.zeitraum),
    "empfaenger": lambda view, context, row, name: dict(EMPFAENGER).get(
        row.bericht.empfaenger, row.bericht.empfaenger
    ),
    "status": lambda view, context, row, name: state(row),
}


def start(form: Formular) -> Lauf:
    """Put a run into the ledger; the worker takes it from there."""
    values = typed_values(form)
    stand = values["datenstand"]
    zeitraum = berichtszeit.chosen_period(values, anfrage.today())
    if stand and stand < zeitraum.von:
        satz = "An diesem Tag hatte der Zeitraum noch nicht begonnen. Bitte einen späteren wählen."
        raise RuleViolation(satz, "datenstand")
    require_circle(values["bericht"], values["empfaenger"])
    auftrag = Berichtsauftrag(values["bericht"], zeitraum.text, zeitraum.von, zeitraum.bis,
                              values["einheit"], values["empfaenger"],
                              end_of(stand) if stand else None,
                              berichtsparameter.chosen(values["bericht"], values))  # fmt: skip
    return request_lauf(by=anfrage.akteur(), now=anfrage.now(), bericht=auftrag)


def require_circle(bericht: str, empfaenger: str) -> None:
    """RuleViolation where the report is not made for these readers."""
    if empfaenger not in catalogue.bericht(bericht).empfaenger:
        raise RuleViolation("Für diesen Kreis gibt es den Bericht nicht.", "empfaenger")


def progress(row: Lauf) -> dict[str, Any]:
    """How far a run is, for the page that watches it."""
    ended = row.status in (Laufstatus.FERTIG, Laufstatus.GESCHEITERT)
    return {"beendet": ended, "anteil": row.anteil, "schritt": row.schritt}


def started_by(row: Lauf) -> str:
    """Who asked for the run, by name."""
    if row.gestartet_von == SYSTEM.login:
        return _VON_SELBST
    return name_of_login(row.gestartet_von) or row.gestartet_von


def order_of(row: Lauf) -> dict[str, str]:
    """What the form would post to ask for the same once more."""
    bericht = row.bericht
    own = {"bericht": bericht.name, "einheit": str(row.einheit_id),
           "empfaenger": bericht.empfaenger}  # fmt: skip
    if row.rueckblick:
        own["datenstand"] = berlin_day(row.rueckblick).isoformat()
    own |= berichtsparameter.fields_of(bericht)
    return own | berichtszeit.fields_of(bericht.zeitraum)


def order_with_datenstand(row: Lauf) -> dict[str, str]:
    """The same for what was known at the end of the day of this run; none while it lasts."""
    if row.datenstand is None or row.datenstand >= anfrage.today():
        return {}
    return order_of(row) | {"datenstand": row.datenstand.isoformat()}


def files(row: Lauf) -> list[Datei]:
    """The files that a published run names; none as long as it is not published."""
    if row.status != Laufstatus.FERTIG:
        return []
    return list(_described(row))


def send(row: Lauf, name: str) -> Response | None:
    """One of the run's files; None for any name that its description does not hold."""
    if name not in {datei.name for datei in files(row)}:
        return None
    path = _folder(row) / name
    suffix = path.suffix.lower()
    response = send_file(
        path,
        mimetype=_TYPEN.get(suffix, "application/octet-stream"),
        as_attachment=suffix != ".html",
        download_name=f"{row.bericht.name}-{row.bericht.zeitraum}-{path.name}",
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = BERICHT
    return response


def _described(row: Lauf) -> Iterator[Datei]:
    folder = _folder(row)
    for name in _names(folder):
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            yield Datei(name, _label(name), _size(path.stat().st_size))


def _names(folder: Path) -> list[str]:
    try:
        described = json.loads((folder / _BESCHREIBUNG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    names = [str(entry.get("name") if isinstance(entry, dict) else entry)
             for entry in described.get("dateien", [])]  # fmt: skip
    return [*names, _BESCHREIBUNG] if _BESCHREIBUNG not in names else names


def _folder(row: Lauf) -> Path:
    # The ledger says where; the address of a request never does.
    return Path(current_app.config["KRM"].reports_dir) / str(row.ordner)


def _label(name: str) -> str:
    labels = {"bericht.html": "Bericht (HTML)", "bericht.pdf": "Bericht (PDF)",
              _BESCHREIBUNG: "Angaben zum Lauf"}  # fmt: skip
    return labels.get(name, f"Tabelle {Path(name).stem}")


def _size(number: int) -> str:
    return f"{max(1, round(number / 1024))} kB"
