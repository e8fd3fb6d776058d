"""What the machine refuses, in German words that say what to do: disk, rights, folders, memory,
database. One table for the command line, the runs of reports and the worker.

Errors are told by errno, by the names of their classes and by the words of the databases, so that
nothing has to be imported for it.
"""

import errno
import re
from collections.abc import Mapping
from pathlib import Path

VOLL = "Der Datenträger ist voll. Bitte Platz schaffen und es dann noch einmal versuchen."
SPEICHER = "Der Arbeitsspeicher reicht nicht. Bitte anderes beenden und es noch einmal versuchen."
_RECHTE = "bitte die Rechte des Benutzerkontos prüfen, unter dem KRM läuft."

# errno: sentence; {was} is the place with the setting that names it
ZU_ERRNO: dict[int, str] = {
    errno.ENOSPC: VOLL,
    errno.EDQUOT: VOLL,
    errno.EROFS: "{was} lässt sich nicht beschreiben (nur lesbar eingehängt); bitte einen anderen "
    "Ort angeben oder den Datenträger beschreibbar einhängen.",
    errno.EACCES: "{was} ist für KRM nicht zugänglich; " + _RECHTE,
    errno.EPERM: "{was} ist für KRM nicht zugänglich; " + _RECHTE,
    errno.ENOTDIR: "{was} ist kein Ordner, sondern eine Datei; bitte einen Ordner angeben.",
    errno.EEXIST: "{was} gibt es schon und ist kein Ordner; bitte einen anderen Ort angeben.",
    errno.EISDIR: "{was} ist ein Ordner; hier gehört eine Datei hin.",
    errno.ENOENT: "{was} gibt es nicht; bitte die Angabe prüfen.",
    errno.ENAMETOOLONG: "Der Name {was} ist zu lang; bitte einen kürzeren wählen.",
    errno.EFBIG: "{was} wird größer, als hier erlaubt ist.",
    errno.EMFILE: "Zu viele Dateien sind gleichzeitig offen; bitte KRM neu starten.",
    errno.ENFILE: "Auf dem Rechner sind zu viele Dateien offen; bitte die Administration fragen.",
    errno.ENOMEM: SPEICHER,
    errno.EADDRINUSE: "Der Anschluss ist schon belegt: Läuft KRM hier schon? Sonst bitte einen "
    "anderen Port wählen.",
    errno.EIO: "Der Datenträger meldet einen Fehler; bitte die Administration fragen.",
}  # fmt: skip
_DATENBANKFEHLER = frozenset({"DatabaseError", "InterfaceError", "PeeweeException"})
# words of SQLite and PostgreSQL, the first that fits
ZU_WORTEN: tuple[tuple[str, str], ...] = (
    (r"database is locked|database table is locked|lock timeout|LockNotAvailable",
     "Die Datenbank ist gerade durch einen anderen Vorgang belegt; bitte gleich noch einmal."),
    (r"database or disk is full|No space left", VOLL),
    (r"readonly database|read-only", "Die Datenbank ist nur lesbar; " + _RECHTE),
    (r"unable to open database file",
     "Die Datenbankdatei lässt sich nicht öffnen; bitte KRM_DATABASE_URL, den Ordner und seine "
     "Rechte prüfen."),
    (r"file is not a database|malformed|file is encrypted",
     "Die Datei ist keine lesbare Datenbank von KRM; bitte KRM_DATABASE_URL prüfen oder eine "
     "Sicherung einspielen."),
    (r"disk I/O error", ZU_ERRNO[errno.EIO]),
    (r"no such table|no such column|UndefinedTable|does not exist",
     "Die Datenbank ist nicht auf dem Stand des Programms; bitte „python -m admin migrate“ "
     "ausführen."),
    (r"could not connect|connection .*(failed|refused|closed|lost)|terminat|server closed|"
     r"not available|shutting down|starting up|timeout|authentication",
     "Die Datenbank ist nicht erreichbar; bitte KRM_DATABASE_URL und den Datenbankserver prüfen."),
)  # fmt: skip


def sentence_for(error: BaseException, orte: Mapping[str, Path] | None = None) -> str | None:
    """The sentence for a disturbance of a known kind; None for every other error.

    `orte`: places by the name of the setting that gives them, which the sentence then names.
    """
    if isinstance(error, MemoryError):
        return SPEICHER
    if isinstance(error, OSError) and error.errno in ZU_ERRNO:
        return ZU_ERRNO[error.errno].format(was=_place(error, orte or {}))
    if _DATENBANKFEHLER & {cls.__name__ for cls in type(error).__mro__}:
        text = str(error)
        found = next((satz for words, satz in ZU_WORTEN if re.search(words, text, re.I)), None)
        # An undoing that failed hides why it was needed.
        return found or (sentence_for(error.__context__, orte) if error.__context__ else None)
    cause = error.__cause__ or error.__context__
    return sentence_for(cause, orte) if _is_wrapper(error) and cause else None


def _is_wrapper(error: BaseException) -> bool:
    """Libraries wrap what the machine says into an error of their own."""
    return isinstance(error, RuntimeError | ImportError)


def _place(error: OSError, orte: Mapping[str, Path]) -> str:
    if error.filename is None:
        return "Eine Datei oder ein Ordner"
    path = Path(str(error.filename))
    inside = [(name, ort) for name, ort in orte.items() if ort in (path, *path.parents)]
    if inside:  # the narrowest of the places it lies in
        name, ort = max(inside, key=lambda place: len(place[1].parts))
        return f"{name} („{ort}“)"
    return f"„{path}“"
