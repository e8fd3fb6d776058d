"""What the demonstration knows of one Dienststelle while it makes cases for it."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from models.demo.personen import Buergerschaft
from models.demo.zugang import STUFE_VOR_TAGEN
from models.rules.regelwerk_format import Regelwerk


@dataclass(frozen=True)
class Team:
    """A team with its people (ids of accounts), as it stands from `ab` until `bis`.

    `gewicht`: its share of the cases; `nach_stufe`: its share once reactions rose.
    """

    einheit_id: int
    gewicht: float
    tl: int
    bl: int | None = None
    bearbeitung: tuple[int, ...] = ()
    nach_stufe: float | None = None
    ab: date = date.min
    bis: date = date.max


@dataclass
class Lage:
    """One Dienststelle on the day of the demonstration; `bekannte`: citizens of another Lage."""

    rng: Random
    heute: date
    dienststelle_id: int
    regelwerk: Regelwerk
    gf: int
    teams: tuple[Team, ...]
    ursachen: tuple[str, ...]
    bekannte: int = 0
    buerger: Buergerschaft = field(init=False)

    def __post_init__(self) -> None:
        self.buerger = Buergerschaft(self.rng, self.bekannte)

    def is_after_step(self, day: date) -> bool:
        """Whether the number of reactions had risen by this day."""
        return (self.heute - day).days <= STUFE_VOR_TAGEN

    def draw_team(self, eingang: date) -> Team:
        """The team a case of this day belongs to."""
        after = self.is_after_step(eingang)
        teams = [team for team in self.teams if team.ab <= eingang <= team.bis]
        shares = [t.nach_stufe if after and t.nach_stufe else t.gewicht for t in teams]
        return self.rng.choices(teams, shares)[0]
