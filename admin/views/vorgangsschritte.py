"""The steps of a case as its page offers them: what is next for her, what else, what not yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.queries.schritte import Angebot
from models.rules.ablauf_format import LEER, Schrittregel


@dataclass(frozen=True)
class Schrittwahl:
    """`naechster` is the one step that is really next for her; `weitere` others she has to take;
    `moeglich` what she may do where it is needed; `selten` what hands over or reopens; `haengt`
    hers, but something is missing; `spaeter` all else with its reason, mandatory ones first."""

    naechster: Angebot | None
    weitere: tuple[Angebot, ...]
    moeglich: tuple[Angebot, ...]
    selten: tuple[Angebot, ...]
    haengt: tuple[Angebot, ...]
    spaeter: tuple[Angebot, ...]


def sort_steps(angebote: Sequence[Angebot]) -> Schrittwahl:
    """Sort what the case offers by what it means for who looks at it."""
    allowed = [a for a in angebote if a.erlaubt]
    refused = [a for a in angebote if not a.erlaubt]
    mandatory = [a for a in allowed if not a.schritt.optional]
    optional = [a for a in allowed if a.schritt.optional]
    stuck = [a for a in refused if is_hers_but_stuck(a)]
    later = [a for a in refused if a not in stuck]
    return Schrittwahl(
        naechster=mandatory[0] if mandatory else None,
        weitere=tuple(mandatory[1:]),
        moeglich=tuple(a for a in optional if not _is_rare(a.schritt)),
        selten=tuple(a for a in optional if _is_rare(a.schritt)),
        haengt=tuple(stuck),
        spaeter=tuple(sorted(later, key=lambda a: a.schritt.optional)),
    )


def is_hers_but_stuck(angebot: Angebot) -> bool:
    """Whether its turn has come and it is her step, but something it needs is not there."""
    others = f"Zuständig ist: {angebot.zustaendig}."
    return angebot.offen and not angebot.schritt.optional and angebot.erlaubt.reason != others


def _is_rare(schritt: Schrittregel) -> bool:
    """What hands the case over, ends it early or opens it again is nobody's next step."""
    reopens = schritt.setzt.get("ausgetragen_am") == LEER
    # an addressee that the order itself names is part of the way; one typed in takes it over
    hands_over = bool(schritt.uebermittlung) and not str(schritt.uebermittlung).startswith("„")
    return hands_over or schritt.abschluss or reopens
