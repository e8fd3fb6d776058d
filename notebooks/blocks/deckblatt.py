"""The first page: what the report is about, for whom, by whom, and what is decided with it."""

from typing import Any, Protocol

from notebooks.data.aufnahme import Aufnahme
from notebooks.prose import formate, grundlagen
from notebooks.protect import Profil


class Eintrag(Protocol):
    """What a title takes from the report's row of the catalogue."""

    @property
    def name(self) -> str: ...

    @property
    def entscheidungen(self) -> tuple[str, ...]: ...


def anschrift(eintrag: Eintrag, aufnahme: Aufnahme, kreis: Profil) -> str:
    """Whom the report goes to: as the Regelwerk names them, else as the profile does."""
    empfang = aufnahme.empfang(eintrag.name, kreis.bezeichnung)
    return empfang.empfaenger if empfang else kreis.bezeichnung


def deckblatt(
    titel: str, aufnahme: Aufnahme, kreis: Profil, eintrag: Eintrag | None
) -> dict[str, Any]:
    """The block of the title."""
    meta = aufnahme.meta
    return {
        "titel": titel,
        "einheit": aufnahme.einheit,
        "zeitraum": formate.zeitraum(aufnahme.zeitraum),
        "vermerk": kreis.vermerk,
        "einheit_kuerzel": meta.get("einheit", ""),
        "datenstand": meta["datenstand"],
        "fassung": meta.get("fassung", ""),
        "codes_fassung": meta.get("codes_fassung", ""),
        "regelwerk": meta.get("regelwerk", ""),
        "angaben": _angaben(aufnahme, kreis, eintrag),
        "entscheidungen": list(eintrag.entscheidungen if eintrag else ()),
    }


def _angaben(aufnahme: Aufnahme, kreis: Profil, eintrag: Eintrag | None) -> list[tuple[str, str]]:
    angaben = grundlagen.herkunft(aufnahme.meta, aufnahme.abschnitte, aufnahme.regelwerk)
    wer = anschrift(eintrag, aufnahme, kreis) if eintrag else kreis.bezeichnung
    eigene = [("Empfängerkreis", wer)]
    if eintrag and (empfang := aufnahme.empfang(eintrag.name, kreis.bezeichnung)):
        eigene.append(("Erstellt von", grundlagen.ersteller(empfang)))
    return [angaben[0], *eigene, *angaben[1:]]
