"""Schedules of reports: what is made for whom and when, the next dates, pause and end."""

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from admin.base import KrmView
from admin.base.formular import Formular, Gruppe, datum, einheit, text, typed_values, wahl
from admin.formatters import format_date
from admin.security import anfrage
from admin.views.berichtslauf import (
    BERICHTE,
    EMPFAENGER,
    first_unit,
    report_title,
    require_circle,
)
from admin.views.berichtszeit import in_words as period_in_words
from models.actions.zeitplaene import Gegenstand, Plan, create_zeitplan, takt_of, update_zeitplan
from models.queries.laeufe import laeufe_of_zeitplan
from models.rules.lauf import LAUFSTATUS
from models.rules.rollen import Recht
from models.rules.zeit import BERLIN, midnight
from models.rules.zeitplan import (
    NACHHOLEN,
    Nachholen,
    Rhythmus,
    Termin,
    in_words,
    next_termine,
)
from models.tables import Zeitplan

_PFLEGEN = Recht.BERICHT_STARTEN
_STAND = (("laeuft", "läuft"), ("beendet", "beendet"))
_NAECHSTE = 3
_RHYTHMEN = tuple((one.value, one.value) for one in Rhythmus)
_TAGE = tuple((str(tag), f"{tag}.") for tag in range(1, 29))


def next_dates(row: Zeitplan, count: int = _NAECHSTE) -> list[str]:
    """„15.01.2027, 06:00 Uhr: 2. Halbjahr 2026“; nothing of a schedule that has ended."""
    if row.beendet:
        return []
    resumes = row.pausiert_bis and midnight(row.pausiert_bis + timedelta(days=1))
    after = max(filter(None, (row.gesehen_bis, resumes and resumes - timedelta(minutes=1))))
    return [_date_in_words(one) for one in next_termine(takt_of(row), after, count)]


def _date_in_words(termin: Termin) -> str:
    local = termin.faellig_am.astimezone(BERLIN)
    day = format_date(local.date())
    return f"{day}, {local:%H:%M} Uhr: {period_in_words(termin.zeitraum)}"


def _state(row: Zeitplan) -> str:
    if row.beendet:
        return "beendet"
    paused = row.pausiert_bis and row.pausiert_bis >= anfrage.today()
    return f"pausiert bis {format_date(row.pausiert_bis)}" if paused else "läuft"


class ZeitplanView(KrmView):
    rechte = {
        "index_view": Recht.BERICHT_LESEN,
        "details_view": Recht.BERICHT_LESEN,
        "create_view": _PFLEGEN,
        "edit_view": _PFLEGEN,
    }
    column_list = ("bericht", "einheit", "empfaenger", "rhythmus", "gesehen_bis", "beendet")
    column_sortable_list = ()
    column_labels = {"bericht": "Bericht", "einheit": "Einheit", "empfaenger": "Empfänger",
                     "rhythmus": "Zeitplan", "nachholen": "Versäumte Termine",
                     "gesehen_bis": "Nächster Termin", "beendet": "Stand"}  # fmt: skip
    column_formatters = {
        "bericht": lambda view, context, row, name: report_title(row.bericht),
        "empfaenger": lambda view, context, row, name: dict(EMPFAENGER).get(
            row.empfaenger, row.empfaenger
        ),
        "rhythmus": lambda view, context, row, name: in_words(takt_of(row)),
        "nachholen": lambda view, context, row, name: NACHHOLEN[Nachholen(row.nachholen)],
        "gesehen_bis": lambda view, context, row, name: (next_dates(row, 1) or ["–"])[0],
        "beendet": lambda view, context, row, name: _state(row),
    }
    neu_titel = "Neuer Zeitplan"
    leer_text = "Noch kein Zeitplan. Bis einer da ist, startet jemand jeden Bericht von Hand."
    details_template = "zeitplan.html"
    gruppen = (
        Gruppe("Bericht", (
            wahl("bericht", BERICHTE, label="Bericht", pflicht=True, default=BERICHTE[0][0]),
            einheit("einheit", label="Einheit", pflicht=True, recht=_PFLEGEN,
                    default=first_unit),
            wahl("empfaenger", EMPFAENGER, label="Empfänger", pflicht=True,
                 default=EMPFAENGER[0][0]),
        ),
           hilfe="Was nur ein Bericht fragt, gilt in einem Zeitplan mit der Vorgabe."),
        Gruppe("Wann", (
            wahl("rhythmus", _RHYTHMEN, label="Rhythmus", pflicht=True,
                 default=Rhythmus.HALBJAEHRLICH.value),
            wahl("tag", _TAGE, label="Tag im Monat nach dem Zeitraum", pflicht=True,
                 default="15"),
            text("uhrzeit", label="Uhrzeit", pflicht=True, default="06:00",
                     hilfe="Stunde und Minute in Berlin, auch wenn die Uhr umgestellt wird."),
            wahl("nachholen", tuple((one.value, label) for one, label in NACHHOLEN.items()),
                 label="Wenn KRM zum Termin stillstand", pflicht=True,
                 default=Nachholen.LETZTER.value),
        ), hilfe="Der Bericht handelt immer vom Zeitraum, der gerade zu Ende ging."),
        Gruppe("Pause und Ende", (
            datum("pausiert_bis", label="Pause bis einschließlich",
                  hilfe="Was bis dahin fällig wird, entfällt und steht im Protokoll."),
            wahl("stand", _STAND, label="Stand", pflicht=True, default="laeuft"),
        ), klappt=True),
    )  # fmt: skip
    details_gruppen = (
        ("Zeitplan", ("bericht", "einheit", "empfaenger", "rhythmus", "nachholen", "beendet")),
    )

    def rights_object(self, row: Zeitplan) -> Any:
        return SimpleNamespace(einheit_id=row.einheit_id)

    def row_title(self, row: Zeitplan) -> str:
        return f"Zeitplan: {report_title(row.bericht)}, {row.rhythmus}"

    def details_context(self, row: Zeitplan) -> dict[str, Any]:
        return {
            "termine": next_dates(row),
            "laeufe": [
                (one, period_in_words(one.bericht.zeitraum), LAUFSTATUS.get(one.status))
                for one in laeufe_of_zeitplan(row.id)
            ],
        }

    def prepare_form(self, form: Formular, row: Zeitplan | None) -> None:
        form.drop(["stand"] if row is None else ["bericht", "einheit", "empfaenger"])

    def create_row(self, form: Formular) -> Zeitplan:
        values = typed_values(form)
        require_circle(values["bericht"], values["empfaenger"])
        was = Gegenstand(form["einheit"].key, values["bericht"], values["empfaenger"])
        return create_zeitplan(by=anfrage.akteur(), now=anfrage.now(), was=was, plan=_plan(values))

    def update_row(self, row: Zeitplan, form: Formular, version: int) -> None:
        update_zeitplan(by=anfrage.akteur(), now=anfrage.now(), zeitplan_id=row.id,
                        version=version, plan=_plan(typed_values(form)))  # fmt: skip


def _plan(values: Mapping[str, Any]) -> Plan:
    return Plan(
        rhythmus=values["rhythmus"],
        tag=int(values["tag"]),
        uhrzeit=values["uhrzeit"],
        nachholen=values["nachholen"],
        pausiert_bis=values["pausiert_bis"],
        beendet=values.get("stand") == "beendet",
    )
