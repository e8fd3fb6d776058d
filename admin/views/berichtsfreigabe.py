"""A report on its way out, on its page and on the desk: released, returned, sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.security import anfrage
from admin.views import berichtslauf, berichtsordner
from admin.views.gefahrblick import versand
from models.queries.berichtsbrief import correction_of, cover_of
from models.queries.berichtstisch import returned_to, stuck_dispatches, waiting_for_release
from models.queries.berichtswege import (
    address_of,
    decisions_on,
    dispatch_of,
    is_open,
    is_out,
    overtaken_by,
    overtaken_words,
    predecessor,
    release_verdict,
    waits,
    way_of_lauf,
)
from models.rules.anschreiben import Anschreiben
from models.rules.berichtsweg import (
    VERSANDWEG,
    Versandweg,
    leaves_house,
)
from models.rules.fehler import RuleViolation
from models.rules.poststand import poststand
from models.rules.rechte import Verdict, may
from models.rules.rollen import ROLLEN, Recht
from models.rules.versand import way_label
from models.tables import Berichtsfreigabe, Berichtsversand, Lauf


@dataclass(frozen=True)
class Weg:
    """What the page of a run shows of its way out. `hindernis`: why nobody can release it as it
    is; `ersetzt`: the earlier run that it replaces or replaced."""

    stand: str
    wartet: bool
    frei: bool
    rolle: str
    darf: Verdict
    empfaenger: str
    adresse: str
    pflegbar: bool
    ersetzt: Lauf | None
    schritte: list[Berichtsfreigabe]
    anschreiben: Anschreiben | None = None
    aenderungen: Sequence[str] = ()
    hindernis: str = ""
    versand: str = ""
    offen: bool = False


def on_page(row: Lauf) -> Weg | None:
    """The way out of a finished run for readers outside; None for any other."""
    if row.freigabe is None or not leaves_house(row.bericht.empfaenger):
        return None
    akteur, now, today = anfrage.akteur(), anfrage.now(), anfrage.today()
    weg, darf, schritte = (
        way_of_lauf(row, today),
        release_verdict(akteur, row, now),
        decisions_on(row),
    )
    return Weg(
        stand=berichtslauf.state(row),
        wartet=waits(row),
        frei=is_out(row),
        rolle=ROLLEN[weg.freigabe].bezeichnung,
        darf=darf,
        empfaenger=weg.empfaenger,
        adresse=_address(row, bool(darf)),
        pflegbar=bool(may(akteur, Recht.BERICHT_STARTEN, row)),
        schritte=schritte,
        **(_sent(row, schritte) if is_out(row) else _drafted(row)),
    )


def on_desk() -> dict[str, Any]:
    """What the desk shows: reports to sign off, those that came back, those that did not leave."""
    akteur, now = anfrage.akteur(), anfrage.now()
    return {
        "zur_freigabe": waiting_for_release(akteur, now),
        "zurueckgegeben": returned_to(akteur),
        "nicht_versandt": stuck_dispatches(akteur),
    }


def _drafted(row: Lauf) -> dict[str, Any]:
    """How it would go out; a folder that is not whole stands against it."""
    earlier, newer = predecessor(row), overtaken_by(row)
    if newer is not None:
        return {"ersetzt": earlier, "hindernis": overtaken_words(newer)}
    try:
        papers = berichtsordner.papers_of(row)
        korrektur = correction_of(row, "(wird bei der Freigabe angegeben)", papers.aenderungen)
        cover = cover_of(row, papers, korrektur, anfrage.today())
    except RuleViolation as violation:
        return {"ersetzt": earlier, "hindernis": violation.satz}
    return {"ersetzt": earlier, "anschreiben": cover, "aenderungen": papers.aenderungen}


def _sent(row: Lauf, schritte: list[Berichtsfreigabe]) -> dict[str, Any]:
    last, sent = schritte[-1], dispatch_of(row)
    if sent is None:
        return {"ersetzt": last.ersetzt}
    return {
        "ersetzt": last.ersetzt,
        "aenderungen": last.aenderungen.splitlines(),
        "anschreiben": Anschreiben(sent.betreff, sent.text),
        "versand": _dispatch_words(sent),
        "offen": is_open(sent),
    }


def _dispatch_words(row: Berichtsversand) -> str:
    if row.uebergeben_am is not None:
        return f"Übergeben am {row.uebergeben_am:%d.%m.%Y}: {way_label(row.uebergeben_weg)}."
    if row.nachricht_id is None:
        return "Noch nicht versandt: Es fehlt eine E-Mail-Adresse, oder er wird von Hand übergeben."
    return poststand(row.nachricht, versand(), anfrage.now()).satz


def _address(row: Lauf, deciding: bool) -> str:
    """Where it goes, for who sends it or signs it off."""
    if not (deciding or may(anfrage.akteur(), Recht.BERICHT_STARTEN, row)):
        return ""
    found = address_of(row)
    if found is None:
        return "Noch keine Adresse hinterlegt."
    return ", ".join(part for part in (found.adresse, VERSANDWEG[Versandweg(found.weg)]) if part)
