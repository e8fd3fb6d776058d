"""Settings of the installation, read and checked once at the start."""

from admin.config.einstellungen import KONFIG, MARKEN, SETTINGS, WURZEL, Setting, settings_table
from admin.config.laden import (
    LOOPBACK,
    Config,
    ConfigError,
    load_config,
    provide_keys,
    stored_secret,
)

__all__ = [
    "KONFIG",
    "LOOPBACK",
    "MARKEN",
    "SETTINGS",
    "WURZEL",
    "Config",
    "ConfigError",
    "Setting",
    "load_config",
    "provide_keys",
    "settings_table",
    "stored_secret",
]
