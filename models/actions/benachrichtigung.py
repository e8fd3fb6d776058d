"""Who gets which mail: a link and a number, never content and never a name (MH-43, L12).

Mails are queued in the transaction of the action that decides on them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions.nachrichten import Entwurf, queue_nachricht
from models.db import current_akteur
from models.queries.zustaendige import Blick
from models.queries.zustand import Fall, befangene_rollen, betroffene_konten
from models.rules.ablauf_format import Schrittregel
from models.rules.lauf import BASISADRESSE, Nachrichtklasse
from models.rules.rechte import SYSTEM
from models.rules.vorgang import says
from models.rules.zeit import berlin_day
from models.tables import Konto, Vorgang

SOFORT: dict[str, str] = {
    "drohpotenzial": "Drohpotenzial",
    "risiko_notlage": "besondere Notlage",
}
"""Facts the GF is told of at once (MV-08, BKW-34)."""


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


def notify_danger(*, now: datetime, vorgang: Vorgang, texte: Mapping[str, Any]) -> None:
    """Tell the GF at once of Drohpotenzial and Notlage among these new texts (MV-08, BKW-34)."""
    for feld, label in SOFORT.items():
        if says(texte.get(feld)):
            anlass = Anlass(
                f"sofort:{vorgang.id}:{feld}",
                f"Sofort: {label}",
                f"Im Vorgang {vorgang.vorgangsnummer} ist vermerkt: {label}. Bitte sofort ansehen.",
            )
            _send(now, _blick_without_plan(vorgang, now), anlass, (("gf",), ()))


def blick_on(vorgang: Vorgang, fall: Fall, now: datetime) -> Blick:
    """The view in which recipients of a case are looked for."""
    return Blick(
        vorgang,
        berlin_day(now),
        fall.zustand.befangen,
        fall.betroffene,
        ersatz=fall.plan.ersatz,
    )


def send_to(now: datetime, konten: Iterable[Konto], kopie: Iterable[Konto], anlass: Anlass) -> None:
    """Queue one mail to these accounts; none where there is nobody to tell."""
    to = [konto.email for konto in konten]
    cc = [konto.email for konto in kopie if konto.email not in to]
    if not to:
        to, cc = cc, []
    if not to:
        return
    entwurf = Entwurf(
        schluessel=anlass.schluessel,
        klasse=Nachrichtklasse.INTERN,
        empfaenger=", ".join(to),
        kopie=", ".join(cc),
        betreff=f"KRM: {anlass.betreff}",
        text=anlass.satz,
    )
    queue_nachricht(by=SYSTEM, now=now, nachricht=entwurf)


def with_link(satz: str, vorgang_id: int) -> str:
    """A mail's text: one sentence and where to look; the address is put in when it is sent."""
    link = f"{BASISADRESSE}/vorgang/details/?id={vorgang_id}"
    return f"{satz}\n\n{link}\n\nDiese E-Mail enthält absichtlich keine weiteren Angaben.\n"


def _blick_without_plan(vorgang: Vorgang, now: datetime) -> Blick:
    """Also for an Abgabefall, which has no steps."""
    betroffene = betroffene_konten(vorgang.id)
    befangen = befangene_rollen(vorgang.__data__, betroffene)
    return Blick(vorgang, berlin_day(now), befangen, betroffene)


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
