"""The command line: `python -m admin BEFEHL …`.

Each command is a module with `add_arguments(parser)` and `run(args) -> int`. Only the chosen one
is imported, so that `frist` starts without flask, peewee and pandas. How one ends that something
stopped says `admin.cli.stoerfall`: a German sentence on standard error, never a traceback.
"""

from importlib import import_module
from importlib.util import find_spec

from admin.cli.deutsch import Parser, speak_german
from admin.cli.stoerfall import SCHALTER, in_words
from models.rules.fehler import RuleViolation

# name, module, help
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("einrichten", "admin.cli.einrichten", "Dienststelle, Regelwerk und erstes Konto anlegen"),
    ("migrate", "admin.cli.migrate", "die Datenbank auf den Stand des Programms bringen"),
    ("serve", "admin.cli.serve", "die Anwendung starten, mit Hintergrundarbeit"),
    ("worker", "admin.cli.worker", "nur die Hintergrundarbeit starten"),
    ("demo", "admin.cli.demo", "eine leere Datenbank mit Beispieldaten füllen"),
    ("check", "admin.cli.check", "prüfen, was fehlt, und sagen, wie man es behebt"),
    ("frist", "admin.cli.frist", "die Fristen eines Vorgangs ausrechnen und erklären"),
    ("regelwerk", "admin.cli.regelwerk", "ein Regelwerk prüfen, mit einem anderen vergleichen"),
    ("bericht", "admin.cli.bericht", "einen Bericht jetzt erstellen"),
    ("momentaufnahme", "admin.cli.momentaufnahme", "Daten zum Erkunden in Jupyter bereitlegen"),
    ("lab", "admin.cli.lab", "JupyterLab mit einer Momentaufnahme öffnen"),
    ("import", "admin.cli.import_", "Vorgänge aus einer CSV-Datei übernehmen"),
    ("protokoll", "admin.cli.protokoll", "prüfen, ob am Protokoll etwas verändert wurde"),
    ("backup", "admin.cli.sicherung.backup", "Datenbank und Ablage sichern"),
    ("restore", "admin.cli.sicherung.restore", "eine Sicherung zurückspielen"),
)


def main(argv: list[str]) -> int:
    """Run one command. Returns its exit code; 2 for a call that cannot be carried out."""
    is_search = argv[:1] == [SCHALTER]
    return in_words(lambda: _main(argv[1:] if is_search else argv), fehlersuche=is_search)


def _main(argv: list[str]) -> int:
    speak_german()
    if argv and argv[0] in {"-h", "--help"}:
        print(overview())
        return 0
    if not argv:
        raise RuleViolation("Bitte einen Befehl nennen; „python -m admin --help“ zeigt alle.")
    found = [row for row in COMMANDS if row[0] == argv[0]]
    if not found or not _exists(found[0][1]):
        names = ", ".join(name for name, module, _ in COMMANDS if _exists(module))
        raise RuleViolation(f"Den Befehl „{argv[0]}“ gibt es nicht; möglich sind {names}.")
    name, module, description = found[0]
    command = import_module(module)
    parser = Parser(prog=f"{_PROG} {name}", description=description)
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(argv[1:])))


_PROG = "python -m admin"
_SUCHE = f"{_PROG} {SCHALTER} BEFEHL … zeigt bei einem unerwarteten Fehler, wo er entstand."


def overview() -> str:
    """The list of commands, as `--help` shows it."""
    rows = [(name, text) for name, module, text in COMMANDS if _exists(module)]
    width = max(len(name) for name, _ in rows)
    lines = [f"Aufruf: {_PROG} BEFEHL [Optionen]", "", "Befehle:"]
    lines += [f"  {name:<{width}}  {text}" for name, text in rows]
    return "\n".join(
        [*lines, "", f"{_PROG} BEFEHL --help zeigt die Optionen eines Befehls.", _SUCHE]
    )


def _exists(module: str) -> bool:
    return find_spec(module) is not None
