"""Who gets which mail: a link and a number, never content and never a name (MH-43, L12).

Mails are queued in the transaction of the action that decides on them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.actions.nachrichten import Entwurf, is_address, queue_nachricht
from models.db import current_akteur
from models.queries.zustaendige import Blick
from models.queries.zustand import Fall
from models.rules.ablauf_format import Schrittregel
from models.rules.lauf import BASISADRESSE, Nachrichtklasse
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day
from models.tables import Konto, Nachricht, Vorgang


@dataclass(frozen=True)
class Anlass:
    """Why a mail goes out: `schluessel` names the cause once and for all, `satz` says it."""

    schluessel: str
    betreff: str
    satz: str


def notify_step(
    *, now: datetime, vorgang: Vorgang, fall: Fall, schritt: Schrittregel, runde: int
) -> None:
    """Tell the roles that a step names, with copies; nobody is told of her own step."""
    anlass = Anlass(
        f"schritt:{vorgang.id}:{schritt.name}:{runde}",
        "Vorgang für Sie",
        f"Vorgang {vorgang.vorgangsnummer}: {schritt.ereignis}.",
    )
    _send(now, blick_on(vorgang, fall, now), anlass, (schritt.benachrichtigt, schritt.kopie))


def notify_recorded(*, now: datetime, vorgang: Vorgang, fall: Fall) -> None:
    """Tell the roles that an Ablauf names for the Eingang, for instance of a Hinweis (BKW-35)."""
    anlass = Anlass(
        f"eingang:{vorgang.id}",
        "Neuer Vorgang",
        f"Vorgang {vorgang.vorgangsnummer}: neu erfasst.",
    )
    _send(now, blick_on(vorgang, fall, now), anlass, (fall.plan.ablauf.bei_eingang, ()))


def notify_betroffene(*, now: datetime, vorgang: Vorgang, fall: Fall) -> None:
    """Tell VZ GF and GF that it changed whom a case is about: it shuts somebody out (D22)."""
    anlass = Anlass(
        f"betroffene:{vorgang.id}:{vorgang.version}",
        "Betroffene benannt",
        f"Im Vorgang {vorgang.vorgangsnummer} wurde eine betroffene beschäftigte Person benannt, "
        "zugeordnet oder zurückgenommen.",
    )
    _send(now, blick_on(vorgang, fall, now), anlass, (("vz_gf", "gf"), ()))


def blick_on(vorgang: Vorgang, fall: Fall, now: datetime) -> Blick:
    """The view in which recipients of a case are looked for."""
    return Blick(
        vorgang,
        berlin_day(now),
        fall.zustand.befangen,
        fall.betroffene,
        ersatz=fall.plan.ersatz,
    )


def send_to(
    now: datetime, konten: Iterable[Konto], kopie: Iterable[Konto], anlass: Anlass
) -> Nachricht | None:
    """Queue one mail to these accounts; None where nobody has an address to write to.

    An account without a usable address must not hold up the others, nor what they are told of.
    """
    to = [konto.email for konto in konten if is_address(konto.email)]
    cc = [konto.email for konto in kopie if is_address(konto.email) and konto.email not in to]
    if not to:
        to, cc = cc, []
    if not to:
        return None
    entwurf = Entwurf(
        schluessel=anlass.schluessel,
        klasse=Nachrichtklasse.INTERN,
        empfaenger=", ".join(to),
        kopie=", ".join(cc),
        betreff=f"KRM: {anlass.betreff}",
        text=anlass.satz,
    )
    return queue_nachricht(by=SYSTEM, now=now, nachricht=entwurf)


def with_link(satz: str, vorgang_id: int) -> str:
    """A mail's text: one sentence and where to look; the address is put in when it is sent."""
    link = f"{BASISADRESSE}/vorgang/details/?id={vorgang_id}"
    return f"{satz}\n\n{link}\n\nDiese E-Mail enthält absichtlich keine weiteren Angaben.\n"


def _send(
    now: datetime,
    blick: Blick,
    anlass: Anlass,
    rollen: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    me = current_akteur().konto_id
    to, cc = ([k for k in blick.people(names) if k.id != me] for names in rollen)
    text = with_link(anlass.satz, blick.vorgang.id)
    send_to(now, to, cc, Anlass(anlass.schluessel, anlass.betreff, text))
