"""One finding of `check`, and what the areas are given to look at."""

from dataclasses import dataclass
from datetime import date, datetime

from admin.config import Config
from models.rules.zeit import berlin_day


@dataclass(frozen=True)
class Befund:
    """One thing looked at; `abhilfe` says what to do where it is not in order.

    `pflicht`: whether KRM lacks it; otherwise it is a hint.
    """

    was: str
    ok: bool
    text: str
    abhilfe: str = ""
    pflicht: bool = True

    @property
    def genuegt(self) -> bool:
        """Whether KRM can do its work with it as it is."""
        return self.ok or not self.pflicht


@dataclass(frozen=True)
class Lage:
    """What an area looks at: the settings, and the moment `check` began."""

    config: Config
    now: datetime

    @property
    def heute(self) -> date:
        """The day in Berlin."""
        return berlin_day(self.now)
