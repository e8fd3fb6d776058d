"""Settings: defaults that fit a demonstration, and a start that stops at what nobody can mean."""

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from admin.config import (
    SETTINGS,
    WURZEL,
    Config,
    ConfigError,
    load_config,
    provide_keys,
    settings_table,
    stored_secret,
)

KEY = "k" * 32


def test_every_setting_has_its_field_and_a_german_help() -> None:
    assert [setting.field for setting in SETTINGS] == [
        setting.name.removeprefix("KRM_").lower() for setting in SETTINGS
    ]
    assert {setting.field for setting in SETTINGS} == {field.name for field in fields(Config)}
    assert all(setting.hilfe.endswith(".") for setting in SETTINGS)


def test_defaults_fit_a_demonstration_in_the_checkout() -> None:
    config = load_config({})
    assert not config.is_production
    assert config.database_url == f"sqlite:///{WURZEL}/var/krm.sqlite"
    assert config.reports_dir == WURZEL / "reports_out"
    assert config.ablage_dir == WURZEL / "var" / "ablage"
    assert (config.smtp_url, config.secret_key) == (None, None)


def test_everything_moves_with_the_folder(tmp_path: Path) -> None:
    config = load_config({"KRM_VAR_DIR": str(tmp_path)})
    assert config.database_url == f"sqlite:///{tmp_path}/krm.sqlite"
    assert config.ablage_dir == tmp_path / "ablage"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KRM_BETRIEB", "test"),
        ("KRM_DATABASE_URL", "mysql://krm"),
        ("KRM_SECRET_KEY", "kurz"),
        ("KRM_BASE_URL", "krm.example"),
        ("KRM_SMTP_URL", "mail.example:25"),
        ("KRM_MAIL_ABSENDER", "niemand"),
        ("KRM_LAUF_DAUER_S", "eine Stunde"),
        ("KRM_LAUF_SPEICHER_MB", "²"),
        ("KRM_LAUF_SPEICHER_MB", "1"),
        ("KRM_PROXIES", "einer"),
        ("KRM_PROXIES", "6"),
        ("KRM_KONFIG", "/gibt/es/nicht.toml"),
    ],
)
def test_an_odd_value_stops_the_start_with_its_name(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name) as caught:
        load_config({name: value})
    assert caught.value.feld == name


def test_a_secret_is_never_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        load_config({"KRM_SECRET_KEY": "kanarie"})
    assert "kanarie" not in caught.value.satz
    assert "kanarie" not in repr(load_config({"KRM_SECRET_KEY": "kanarie" * 9}))


def test_a_misspelt_setting_is_not_silently_the_default() -> None:
    with pytest.raises(ConfigError, match="gemeint ist wohl KRM_DATABASE_URL"):
        load_config({"KRM_DATABSE_URL": "postgresql://krm@db/krm"})
    assert load_config({"KRM_UNRELATED": "x"}).betrieb == "demo"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "krm.toml"
    path.write_text("KRM_LAUF_DAUER_S = 60\nKRM_LAUF_SPEICHER_MB = 512\n", encoding="utf-8")
    config = load_config({"KRM_KONFIG": str(path), "KRM_LAUF_DAUER_S": "30"})
    assert (config.lauf_dauer_s, config.lauf_speicher_mb) == (30, 512)


@pytest.mark.parametrize("content", ["KRM_FARBE = 1", "KRM_BETRIB = 'demo'", "das ist kein TOML"])
def test_a_wrong_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "krm.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="gibt es nicht|TOML"):
        load_config({}, path)


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "schluessel"
    path.write_text(f"{KEY}\n", encoding="utf-8")
    assert load_config({"KRM_SECRET_KEY_FILE": str(path)}).secret_key == KEY


def test_settings_must_fit_together() -> None:
    with pytest.raises(ConfigError, match="KRM_MAIL_ABSENDER fehlt"):
        load_config({"KRM_SMTP_URL": "smtp://localhost:25"})
    with pytest.raises(ConfigError, match="https"):
        load_config({"KRM_BETRIEB": "produktion", "KRM_BASE_URL": "http://krm.example"})


def test_production_wants_its_own_keys(tmp_path: Path) -> None:
    environ = {"KRM_BETRIEB": "produktion", "KRM_VAR_DIR": str(tmp_path), "KRM_SECRET_KEY": KEY}
    with pytest.raises(ConfigError, match="KRM_PSEUDONYM_KEY fehlt"):
        provide_keys(load_config(environ))
    assert list(tmp_path.iterdir()) == []


def test_a_demonstration_makes_its_keys_once(tmp_path: Path) -> None:
    config = load_config({"KRM_VAR_DIR": str(tmp_path)})
    first, second = provide_keys(config), provide_keys(config)
    assert first.secret_key == second.secret_key != first.pseudonym_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert stored_secret(tmp_path / "secret_key") == first.secret_key


def test_the_table_names_every_setting() -> None:
    table = settings_table()
    assert all(f"| `{setting.name}` |" in table for setting in SETTINGS)


def test_whole_addresses_come_from_the_setting_and_nowhere_else() -> None:
    sources = (WURZEL / "admin").rglob("*.py")
    assert [p.name for p in sources if "_external" in p.read_text("utf-8")] == []
    config = load_config({"KRM_BASE_URL": "https://krm.example/"})
    assert config.address("/kalender/x") == "https://krm.example/kalender/x"
