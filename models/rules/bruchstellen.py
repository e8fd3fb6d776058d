"""Fault points: named places at which a test pulls the plug; in a house they do nothing.

Each name stands once in the code, `reach("backup.abbild")`, and once in BRUCHSTELLEN; a test
compares both and kills a process at each.
"""

from collections.abc import Callable

# name: what has happened by then
BRUCHSTELLEN: dict[str, str] = {
    "import.angekuendigt": "an import is announced, nothing of it written",
    "import.scheibe": "a slice of an import is committed, nobody sees it",
    "import.geschrieben": "all of an import is committed, nobody sees it",
    "import.gezeigt": "an import is shown, its marks are still there",
    "import.zurueck": "a slice of a dead import is taken back",
    "nachlauf.scheibe": "a slice of a recalculation is committed, or the last of it",
    "backup.abbild": "the image of the database is written, in a file without a name",
    "backup.dokument": "a document is in the archive",
    "backup.archiv": "all is in the archive, it has no name yet",
    "backup.fertig": "the archive has its name",
    "restore.marke": "the place is marked, nothing else done",
    "restore.ausgepackt": "the archive is unpacked and its sums compared",
    "restore.dokumente": "a folder of documents is in its place",
    "restore.datenbank": "the database is in its place, nothing compared",
    "restore.geprueft": "all is compared, the mark still there",
    "migrate.schritt": "a migration is applied",
    "migrate.nacharbeit": "all are applied, the full text is not written",
    "migrate.nachgearbeitet": "the full text is written, but nothing says so",
    "migrate.angewandt": "the schema is new, lists of codes and texts are not",
    "eingang.korb": "a file of an intake lies in the tray, its card does not yet",
    "eingang.empfangen": "the files of an intake lie complete beside their places",
    "eingang.erfasst": "the case of an intake is written, not committed",
    "eingang.abgelegt": "its documents are written and their files in place, not committed",
    "eingang.festgeschrieben": "an intake is committed, its tray not yet emptied",
    "bericht.freigegeben": "a report is released and its mail queued, not committed",
    "post.genommen": "a mail is marked as being sent, the server has nothing of it",
    "post.uebergeben": "the server has taken a mail, nobody noted it",
    "post.vermerkt": "it is noted what became of a mail",
}

_haken: Callable[[str], None] | None = None


def reach(name: str) -> None:
    """Say that the program came to this place. Raises KeyError for a name not in BRUCHSTELLEN."""
    if _haken is not None:
        BRUCHSTELLEN[name]
        _haken(name)


def hook(haken: Callable[[str], None] | None) -> None:
    """Have tests told of each place that is reached; None ends it."""
    global _haken
    _haken = haken
