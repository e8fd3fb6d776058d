"""The settings as data: name, default, parser, German help.

A default may only be a value that is safe for a demonstration on one's own machine; what an
authority must decide for itself has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WURZEL = Path(__file__).resolve().parents[2]
KONFIG = "KRM_KONFIG"
MARKEN = ("<!-- settings -->", "<!-- /settings -->")
KEY_LENGTH = 32
_KONFIG_HILFE = "TOML-Datei mit diesen Einstellungen; die Umgebung geht ihr vor."


@dataclass(frozen=True)
class Setting:
    """One setting. `parse` turns its text into the value or raises ValueError with a reason.

    `geheim`: the value is never shown, and the setting `NAME_FILE` may name a file with it.
    """

    name: str
    default: str | None
    parse: Callable[[str], Any]
    hilfe: str
    geheim: bool = False

    @property
    def field(self) -> str:
        """Name of the field of Config."""
        return self.name.removeprefix("KRM_").lower()


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _choice(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"erlaubt sind {' und '.join(allowed)}")
        return value

    return parse


def _integer(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        number = int(value) if value.isascii() and value.isdigit() else None
        if number is None or not least <= number <= most:
            raise ValueError(f"erlaubt ist eine ganze Zahl von {least} bis {most}")
        return number

    return parse


def _url(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        address = urlsplit(value)
        if address.scheme not in schemes or not (address.netloc or address.path.strip("/")):
            raise ValueError(f"erwartet wird eine Adresse mit {'://… oder '.join(schemes)}://…")
        return value.rstrip("/") if address.scheme.startswith("http") else value

    return parse


def _mail(value: str) -> str:
    local, _, domain = value.partition("@")
    if not local or not domain or any(sign.isspace() for sign in value):
        raise ValueError("erwartet wird eine E-Mail-Adresse")
    return value


def _key(value: str) -> str:
    if len(value) < KEY_LENGTH:
        raise ValueError(f"der Schlüssel braucht mindestens {KEY_LENGTH} Zeichen")
    return value


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "KRM_BETRIEB",
        "demo",
        _choice("demo", "produktion"),
        "`demo` lauscht nur auf diesem Rechner und erzeugt Schlüssel selbst; "
        "`produktion` verlangt sie.",
    ),
    Setting(
        "KRM_VAR_DIR",
        "var",
        _path,
        "Ordner für die SQLite-Datei, erzeugte Schlüssel und Arbeitsdateien.",
    ),
    Setting(
        "KRM_DATABASE_URL",
        None,
        _url("sqlite", "postgresql"),
        "Datenbank: `sqlite:///pfad` oder `postgresql://…`; ohne Angabe `krm.sqlite` in "
        "KRM_VAR_DIR.",
        geheim=True,
    ),
    Setting("KRM_REPORTS_DIR", "reports_out", _path, "Ordner der veröffentlichten Berichte."),
    Setting(
        "KRM_ABLAGE_DIR",
        None,
        _path,
        "Ordner der abgelegten Dokumente; ohne Angabe `ablage` in KRM_VAR_DIR.",
    ),
    Setting(
        "KRM_SECRET_KEY",
        None,
        _key,
        "Schlüssel für Anmeldung und Formulare, mindestens 32 Zeichen; Pflicht für `serve` und "
        "`worker` in Produktion.",
        geheim=True,
    ),
    Setting(
        "KRM_PSEUDONYM_KEY",
        None,
        _key,
        "Schlüssel der Pseudonyme in Auswertungen, mindestens 32 Zeichen; Pflicht für `serve`, "
        "`worker` und `bericht` in Produktion.",
        geheim=True,
    ),
    Setting(
        "KRM_BASE_URL",
        "http://127.0.0.1:8000",
        _url("http", "https"),
        "Adresse, unter der die Anwendung erreicht wird; sie steht in E-Mails und in geheimen "
        "Links.",
    ),
    Setting(
        "KRM_PROXIES",
        "0",
        _integer(0, 5),
        "Wie viele eigene Proxys vor KRM stehen. Nur was sie über die Herkunft einer Anfrage "
        "sagen, gilt; `0`: KRM wird direkt erreicht.",
    ),
    Setting(
        "KRM_SMTP_URL",
        None,
        _url("smtp", "smtps"),
        "Mailserver: `smtp://[konto:passwort@]server:port` oder `smtps://…`; ohne Angabe geht "
        "keine E-Mail hinaus.",
        geheim=True,
    ),
    Setting(
        "KRM_MAIL_ABSENDER",
        None,
        _mail,
        "Absenderadresse der E-Mails; Pflicht, sobald KRM_SMTP_URL gesetzt ist.",
    ),
    Setting(
        "KRM_MAIL_BUERGER",
        "aus",
        _choice("aus", "hinweis"),
        "`aus`: an Bürgerinnen und Bürger geht keine E-Mail; `hinweis`: nach dem Versand darf auf "
        "Wunsch der Person ein Hinweis ohne jeden Inhalt hinausgehen.",
    ),
    Setting(
        "KRM_LAUF_SPEICHER_MB",
        "2048",
        _integer(256, 1_048_576),
        "Speicher, den ein Berichtslauf höchstens belegen darf, in MB.",
    ),
    Setting(
        "KRM_LAUF_DAUER_S",
        "900",
        _integer(10, 86_400),
        "Zeit, die ein Berichtslauf höchstens dauern darf, in Sekunden.",
    ),
    Setting(
        "KRM_LAUF_AUFBEWAHRUNG_TAGE",
        "180",
        _integer(1, 36_500),
        "Wie viele Tage ein Berichtslauf aufbewahrt wird, der gescheitert ist, zurückgegeben wurde "
        "oder den ein neuerer im Haus abgelöst hat.",
    ),
    Setting(
        "KRM_BERICHT_AUFBEWAHRUNG_JAHRE",
        "10",
        _integer(1, 100),
        "Wie viele volle Jahre nach dem Ende seines Zeitraums ein veröffentlichter Bericht "
        "aufbewahrt wird.",
    ),
    Setting(
        "KRM_DEMO_PASSWORD",
        None,
        _text,
        "Passwort aller Demo-Konten; ohne Angabe wird eines erzeugt.",
        geheim=True,
    ),
    Setting(
        "KRM_ADMIN_PASSWORD",
        None,
        _text,
        "Passwort der ersten Administration für `einrichten` ohne Rückfrage.",
        geheim=True,
    ),
)


def settings_table() -> str:
    """The README's table of settings in Markdown; it stands between the MARKEN."""
    rows = ["| Einstellung | Vorgabe | Bedeutung |", "|---|---|---|"]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "–"
        rows.append(f"| `{setting.name}` | {default} | {setting.hilfe} |")
    rows.append(f"| `{KONFIG}` | – | {_KONFIG_HILFE} |")
    return "\n".join(rows)
