"""The way of a report out of the house: signed off by whom the order names, sent, corrected.

Who signs off is in the order (MH: QMB makes it, the GF signs; BKW-44: the GF is its author).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace

from models.rules.rechte import Akteur, Verdict, may
from models.rules.regelwerk_format import KREISE, Regelwerk
from models.rules.rollen import ROLLEN, Recht
from models.rules.zustaendig import AMT

INTERN = frozenset({"gf", "qmb"})
"""Circles inside the house; whatever else there is lies outside and is signed off first."""


class Berichtsstand(StrEnum):
    """Where a finished run stands on its way out."""

    ZUR_FREIGABE = "zur_freigabe"
    ZURUECKGEGEBEN = "zurueckgegeben"
    FREIGEGEBEN = "freigegeben"


BERICHTSSTAND: dict[Berichtsstand, str] = {
    Berichtsstand.ZUR_FREIGABE: "Wartet auf Freigabe",
    Berichtsstand.ZURUECKGEGEBEN: "Zurückgegeben",
    Berichtsstand.FREIGEGEBEN: "Freigegeben",
}
UEBERHOLT = "Überholt"
"""What a draft is once a newer run of the same report exists: derived, never stored."""
SCHRITTE = BERICHTSSTAND | {Berichtsstand.ZUR_FREIGABE: "Noch einmal vorgelegt"}
"""Decisions in words; that a report waits is no decision, that it was submitted again is one."""


class Versandweg(StrEnum):
    """How a report reaches its reader: as an attachment, by a link for who has an account, or by
    hand."""

    ANHANG = "anhang"
    LINK = "link"
    HAND = "hand"


VERSANDWEG: dict[Versandweg, str] = {
    Versandweg.ANHANG: "per E-Mail, das PDF im Anhang",
    Versandweg.LINK: "per E-Mail mit Link, für Empfänger mit einem Konto in KRM",
    Versandweg.HAND: "nicht durch KRM, sondern von Hand (Post, Bote, Sitzung)",
}


@dataclass(frozen=True)
class Berichtsweg:
    """`empfaenger`: what the paper calls the reader. `freigabe`: the role that signs off;
    `vier_augen`: never who made the report."""

    empfaenger: str
    freigabe: str = "gf"
    vier_augen: bool = True


def leaves_house(kreis: str) -> bool:
    """Whether a report for this circle leaves the house."""
    return kreis not in INTERN


def way_of(regelwerk: Regelwerk | None, name: str, kreis: str) -> Berichtsweg:
    """The way of this report to this circle; where the order is silent the GF signs off."""
    for entry in regelwerk.bericht if regelwerk else ():
        if (entry.name, entry.kreis) == (name, kreis):
            return Berichtsweg(entry.empfaenger, entry.freigabe or "gf", entry.vier_augen)
    return Berichtsweg(KREISE.get(kreis, kreis))


def may_release(
    akteur: Akteur, einheit_id: int, weg: Berichtsweg, ersteller: Collection[str]
) -> Verdict:
    """Whether she may sign off (or return) a report of this unit that `ersteller` (logins) made."""
    verdict = may(akteur, Recht.BERICHT_FREIGEBEN, SimpleNamespace(einheit_id=einheit_id))
    if not verdict:
        return verdict
    offices = AMT.get(weg.freigabe, (weg.freigabe,))
    held = [b for b in akteur.bindungen if b.rolle in offices and einheit_id in b.einheiten]
    if not held:
        who = " oder ".join(ROLLEN[office].bezeichnung for office in offices)
        return Verdict(False, f"Diesen Bericht gibt nach dem Regelwerk frei: {who}.")
    if weg.vier_augen and akteur.login in ersteller:
        return Verdict(False, "Wer einen Bericht gestartet oder vorgelegt hat, gibt ihn nicht "
                              "selbst frei. Das tut eine zweite Person.")  # fmt: skip
    if weg.vier_augen and all(b.vertretung_fuer in ersteller for b in held):
        return Verdict(False, "In Vertretung für die Person, die den Bericht gestartet oder "
                              "vorgelegt hat, gibt ihn niemand frei.")  # fmt: skip
    return Verdict(True, "Diesen Bericht dürfen Sie freigeben.")
