"""Reading the settings: environment before TOML file, odd values stop the start."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from admin.config.einstellungen import KEY_LENGTH, KONFIG, SETTINGS, WURZEL, Setting
from models.rules.fehler import RuleViolation

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ConfigError(RuleViolation):
    """A setting has a value nobody can mean; `feld` is its name."""


@dataclass(frozen=True, repr=False)
class Config:
    """All settings, parsed; field names are those of SETTINGS without KRM_, in lower case.

    `secret_key` and `pseudonym_key` are None until `provide_keys` filled them.
    """

    betrieb: str
    var_dir: Path
    database_url: str
    reports_dir: Path
    ablage_dir: Path
    secret_key: str | None
    pseudonym_key: str | None
    base_url: str
    proxies: int
    smtp_url: str | None
    mail_absender: str | None
    mail_buerger: str
    lauf_speicher_mb: int
    lauf_dauer_s: int
    lauf_aufbewahrung_tage: int
    bericht_aufbewahrung_jahre: int
    demo_password: str | None
    admin_password: str | None

    @property
    def is_production(self) -> bool:
        return self.betrieb == "produktion"

    @property
    def places(self) -> dict[str, Path]:
        """Folders by the setting that names them, the innermost first."""
        return {
            "KRM_REPORTS_DIR": self.reports_dir,
            "KRM_ABLAGE_DIR": self.ablage_dir,
            "KRM_VAR_DIR": self.var_dir,
        }

    @property
    def sends_mail(self) -> bool:
        """Whether any mail can leave the house."""
        return bool(self.smtp_url and self.mail_absender)

    @property
    def mails_citizens(self) -> bool:
        """Whether a notice without content may go to a citizen at all."""
        return self.mail_buerger == "hinweis" and self.smtp_url is not None

    def address(self, path: str) -> str:
        """The whole address of a page, for those who are elsewhere: in mails, secret links."""
        return f"{self.base_url}{path}"

    def __repr__(self) -> str:
        """Without values: a Config in a traceback must not tell a key."""
        return f"Config(betrieb={self.betrieb!r})"


def load_config(environ: Mapping[str, str], toml_path: Path | None = None) -> Config:
    """Read and check every setting; the environment goes before the TOML file.

    Raises ConfigError with the setting's name and one German sentence.
    """
    named = environ.get(KONFIG, "").strip()
    path = toml_path or (Path(named) if named else None)
    given = {**(_toml_values(path) if path else {}), **_environ_values(environ)}
    values = {setting.field: _value(setting, given) for setting in SETTINGS}
    values["database_url"] = values["database_url"] or f"sqlite:///{values['var_dir']}/krm.sqlite"
    values["ablage_dir"] = values["ablage_dir"] or values["var_dir"] / "ablage"
    config = Config(**values)
    _check_together(config)
    return config


def provide_keys(config: Config, *names: str) -> Config:
    """The same settings with the keys of these names, by default with both (serve, worker).

    In production they must be given; in a demonstration they are generated once into `var_dir`.
    Raises ConfigError.
    """
    wanted = names or ("secret_key", "pseudonym_key")
    missing = [name for name in wanted if not getattr(config, name)]
    if missing and config.is_production:
        name = f"KRM_{missing[0].upper()}"
        raise ConfigError(
            f"{name} fehlt: In Produktion bitte mit mindestens {KEY_LENGTH} zufälligen Zeichen "
            "setzen.",
            feld=name,
        )
    keys: dict[str, Any] = {name: stored_secret(config.var_dir / name) for name in missing}
    return replace(config, **keys)


def stored_secret(path: Path, length: int = KEY_LENGTH) -> str:
    """The secret in this file; if there is none yet, one is generated (mode 0600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    secret = secrets.token_urlsafe(length)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret + "\n")
    return secret


def _value(setting: Setting, given: Mapping[str, str]) -> Any:
    text = given.get(setting.name, "").strip()
    try:
        if text:
            return setting.parse(text)
    except ValueError as error:
        shown = "Der Wert" if setting.geheim else f"„{text}“"
        satz = f"{setting.name}: {shown} passt nicht, {error}."
        raise ConfigError(satz, feld=setting.name) from None
    return _default(setting)


def _default(setting: Setting) -> Any:
    if setting.default is None:
        return None
    value = setting.parse(setting.default)
    # Defaults lie in the checkout, wherever the command was started from.
    return WURZEL / setting.default if isinstance(value, Path) else value


def _environ_values(environ: Mapping[str, str]) -> dict[str, str]:
    given = {name: value for name, value in environ.items() if name.startswith("KRM_")}
    for name in given:
        _refuse_misspelt(name)
    from_files = {
        setting.name: _read(Path(given[f"{setting.name}_FILE"]), setting.name)
        for setting in SETTINGS
        if setting.geheim and f"{setting.name}_FILE" in given
    }
    return {**from_files, **given}


def _toml_values(path: Path) -> dict[str, str]:
    try:
        content = tomllib.loads(_read(path, KONFIG))
    except tomllib.TOMLDecodeError as error:
        satz = f"{KONFIG}: {path} ist keine gültige TOML-Datei ({error})."
        raise ConfigError(satz, feld=KONFIG) from None
    for name in content:
        _refuse_misspelt(name)
        if name not in _names():
            satz = f"{KONFIG}: Die Einstellung „{name}“ gibt es nicht."
            raise ConfigError(satz, feld=name)
    return {name: str(value) for name, value in content.items()}


def _refuse_misspelt(name: str) -> None:
    """A misspelt setting would silently be the default: the wrong database, say."""
    if name in (*_names(), KONFIG) or name.removesuffix("_FILE") in _names():
        return
    near = get_close_matches(name, (*_names(), KONFIG), n=1, cutoff=0.85)
    if near:
        satz = f"Die Einstellung „{name}“ gibt es nicht; gemeint ist wohl {near[0]}."
        raise ConfigError(satz, feld=name)


def _names() -> tuple[str, ...]:
    return tuple(setting.name for setting in SETTINGS)


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        satz = f"{name}: Die Datei {path} ist nicht lesbar."
        raise ConfigError(satz, feld=name) from None


def _check_together(config: Config) -> None:
    if config.smtp_url and not config.mail_absender:
        satz = "KRM_MAIL_ABSENDER fehlt: Mit KRM_SMTP_URL braucht jede E-Mail einen Absender."
        raise ConfigError(satz, feld="KRM_MAIL_ABSENDER")
    address = urlsplit(config.base_url)
    if config.is_production and address.scheme == "http" and address.hostname not in LOOPBACK:
        satz = "KRM_BASE_URL: In Produktion muss die Adresse mit https:// beginnen."
        raise ConfigError(satz, feld="KRM_BASE_URL")
