"""Where a mail stands, in words: the one place that says so, from what is known and no more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from models.rules.lauf import Nachrichtstatus
from models.rules.zeit import BERLIN, berlin_day

OHNE_ADRESSE = "Es ging keine E-Mail hinaus: Niemand, der sie bekäme, hat eine E-Mail-Adresse."
OHNE_MAILSERVER = "KRM hat keinen Mailserver; die E-Mail bleibt liegen."
RUHT = "Die Hintergrundarbeit von KRM läuft nicht; die E-Mail bleibt liegen, bis sie läuft."
STOCKT_NACH = timedelta(minutes=5)
"""So long a mail may wait for its first attempt before a person should know."""


class Lage(StrEnum):
    """What a state means for who relies on the mail."""

    UNTERWEGS = "unterwegs"
    ZUGESTELLT = "zugestellt"
    STOCKT = "stockt"  # may still arrive; nobody should wait for it
    FEHLT = "fehlt"  # does not arrive by itself any more


@dataclass(frozen=True)
class Poststand:
    """`satz`: a German sentence. `traegt`: whether one may rely on the mail."""

    lage: Lage
    satz: str

    @property
    def traegt(self) -> bool:
        return self.lage in (Lage.UNTERWEGS, Lage.ZUGESTELLT)


@dataclass(frozen=True)
class Versand:
    """What is known of sending at all: a server is set, the worker gave a sign of life."""

    eingerichtet: bool
    laeuft: bool = True


class Mail(Protocol):
    """What of a Nachricht says where it stands."""

    status: str
    versuch: int
    faellig_am: datetime
    vermerkt_am: datetime | None
    lease_bis: datetime | None
    gesendet_am: datetime | None
    fehler: str | None


def poststand(mail: Mail | None, versand: Versand, now: datetime) -> Poststand:
    """Where a mail stands now; None: there was nobody with an address."""
    if mail is None:
        return Poststand(Lage.FEHLT, OHNE_ADRESSE)
    status, reason = Nachrichtstatus(mail.status), mail.fehler or ""
    if status == Nachrichtstatus.GESENDET:
        return _delivered(mail.gesendet_am, reason, now)
    if status == Nachrichtstatus.GESCHEITERT:
        return Poststand(Lage.FEHLT, f"Die E-Mail wurde nicht zugestellt. {reason}".strip())
    if status == Nachrichtstatus.ERLEDIGT:
        return Poststand(Lage.FEHLT, "Die E-Mail wird nicht noch einmal gesendet.")
    if status == Nachrichtstatus.UNKLAR:
        return Poststand(Lage.STOCKT, f"Ob die E-Mail ankam, ist unklar. {reason}".strip())
    return _on_its_way(mail, versand, now)


def moment_words(moment: datetime, now: datetime) -> str:
    """„um 11:02 Uhr“, on another day „am 14.07.2026 um 11:02 Uhr“, in Berlin."""
    local = moment.astimezone(BERLIN)
    day = "" if berlin_day(moment) == berlin_day(now) else f"am {local:%d.%m.%Y} "
    return f"{day}um {local:%H:%M} Uhr"


def _delivered(moment: datetime | None, reason: str, now: datetime) -> Poststand:
    when = f" {moment_words(moment, now)}" if moment else ""
    if reason:  # the server took it for some and refused others
        satz = f"Die E-Mail ist nur zum Teil zugestellt{when}: {reason}"
        return Poststand(Lage.STOCKT, satz)
    return Poststand(Lage.ZUGESTELLT, f"Die E-Mail ist zugestellt an den Mailserver{when}.")


def _on_its_way(mail: Mail, versand: Versand, now: datetime) -> Poststand:
    reason = mail.fehler or ""
    if not versand.eingerichtet:
        return Poststand(Lage.FEHLT, OHNE_MAILSERVER)
    if mail.status == Nachrichtstatus.WARTET and mail.versuch:
        again = moment_words(mail.faellig_am, now)
        satz = f"Die E-Mail ist noch nicht zugestellt. {reason} Nächster Versuch {again}."
        return Poststand(Lage.STOCKT, " ".join(satz.split()))
    if not versand.laeuft:
        return Poststand(Lage.STOCKT, RUHT)
    since = mail.vermerkt_am or mail.faellig_am
    if now - since > STOCKT_NACH:
        satz = f"Die E-Mail liegt seit {moment_words(since, now)} im Postausgang."
        return Poststand(Lage.STOCKT, satz)
    return Poststand(Lage.UNTERWEGS, "Die E-Mail ist unterwegs.")
