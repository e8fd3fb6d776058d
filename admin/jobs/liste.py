"""All jobs of the worker, in the order in which it asks them."""

from collections.abc import Callable
from dataclasses import dataclass

from admin.config import Config
from admin.jobs.anker import drop_daily_anchor
from admin.jobs.aufbewahrung import expire_runs
from admin.jobs.aufraeumen import (
    resume_recalculations,
    sweep,
    sweep_dead_imports,
    sweep_explorers,
    sweep_files,
    sweep_sessions,
)
from admin.jobs.berichte import run_next_bericht
from admin.jobs.blaetter import file_next_blatt
from admin.jobs.erinnerungen import remind
from admin.jobs.post import send_next_nachricht, tell_alive
from admin.jobs.zeitplan import fire_zeitplaene


@dataclass(frozen=True)
class Job:
    """A job: `work(config)` does one due thing; it is asked at most every `pause_s` seconds.

    `spur`: jobs of one lane follow each other, lanes go side by side.
    """

    name: str
    work: Callable[[Config], bool]
    beschreibung: str
    pause_s: int = 0
    spur: str = "arbeit"


ARBEIT = "arbeit"
POST = "post"
"""The lane of mails: a call for help must not wait until a report of ten minutes is done."""
_TAG_S = 24 * 60 * 60

JOBS: tuple[Job, ...] = (
    Job("aufraeumen", sweep, "Reste abgebrochener Läufe entfernen", pause_s=60),
    Job("erinnerungen", remind, "an Fristen und Wiedervorlagen erinnern", pause_s=600),
    Job("sitzungen", sweep_sessions, "abgelaufene Sitzungen vergessen", pause_s=300),
    Job("ablage", sweep_files, "Dateien ohne Dokument löschen", pause_s=_TAG_S),
    Job("aufbewahrung", expire_runs, "abgelaufene Berichtsläufe löschen", pause_s=3600),
    Job("erkundung", sweep_explorers, "alte Momentaufnahmen löschen", pause_s=_TAG_S),
    Job("einspielung", sweep_dead_imports, "abgebrochene Importe zurücknehmen", pause_s=60),
    Job("nachlauf", resume_recalculations, "abgebrochene Neuberechnungen beenden", pause_s=60),
    Job("anker", drop_daily_anchor, "das Ende des Protokolls außerhalb vermerken", pause_s=600),
    Job("blatt", file_next_blatt, "die Verfahrensdokumentation ablegen", pause_s=5),
    Job("nachricht", send_next_nachricht, "die nächste fällige E-Mail senden", spur=POST),
    Job("lebenszeichen", tell_alive, "sagen, dass die Post läuft", pause_s=60, spur=POST),
    Job("zeitplan", fire_zeitplaene, "fällige Berichte nach Zeitplan anfordern", pause_s=30),
    Job("bericht", run_next_bericht, "den nächsten angeforderten Bericht erstellen"),
)
