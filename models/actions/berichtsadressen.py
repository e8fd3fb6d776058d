"""Where a Dienststelle sends its reports, per circle of readers."""

from collections.abc import Mapping
from datetime import datetime

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.actions.nachrichten import is_address
from models.db import writing
from models.rules.anschreiben import HOECHSTENS, check_text
from models.rules.berichtsweg import Versandweg, leaves_house
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.regelwerk_format import KREISE
from models.rules.rollen import Recht
from models.tables import Berichtsadresse, Einheit

FELDER = ("weg", "adresse", "anschreiben")
"""What update_berichtsadresse takes; `adresse` one address a line or with commas between."""
_HOECHSTENS_ADRESSEN = 10


def create_berichtsadresse(
    *, by: Akteur, now: datetime, einheit_id: int, kreis: str, werte: Mapping[str, str]
) -> Berichtsadresse:
    """Where one circle's reports go. Raises RuleViolation with the field."""
    require(by, Recht.BERICHT_STARTEN, at(einheit_id))
    if kreis not in KREISE or not leaves_house(kreis):
        raise RuleViolation("Bitte wählen Sie einen Empfängerkreis außerhalb des Hauses.", "kreis")
    with writing(by=by):
        if Einheit.get_by_id(einheit_id).art != "dienststelle":
            raise RuleViolation("Berichte versendet nur eine Dienststelle.", "einheit")
        row = Berichtsadresse.create(einheit=einheit_id, kreis=kreis, **_checked(werte))
        _tell(now, row)
    return row


def update_berichtsadresse(
    *, by: Akteur, now: datetime, adresse_id: int, version: int, werte: Mapping[str, str]
) -> Berichtsadresse:
    """Change FELDER; what is queued already keeps its address. Raises StaleVersion,
    RuleViolation with the field, DoesNotExist."""
    with writing(by=by):
        row = Berichtsadresse.get_by_id(adresse_id)
        require(by, Recht.BERICHT_STARTEN, at(row.einheit_id))
        row.save_version(version, _checked(werte))
        _tell(now, row)
    return row


def _checked(werte: Mapping[str, str]) -> dict[str, str]:
    weg = werte.get("weg") or ""
    if weg not in list(Versandweg):
        raise RuleViolation("Bitte wählen Sie, wie der Bericht dorthin kommt.", "weg")
    addresses = _addresses(werte.get("adresse") or "")
    if weg != Versandweg.HAND and not addresses:
        raise RuleViolation("Bitte geben Sie mindestens eine E-Mail-Adresse an.", "adresse")
    return {"weg": weg, "adresse": ", ".join(addresses), "anschreiben": _cover(werte)}


def _addresses(text: str) -> list[str]:
    found = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
    for address in found:
        domain = address.rpartition("@")[2]
        if not is_address(address) or "." not in domain or not address.isascii():
            raise RuleViolation(f"„{address[:80]}“ ist keine E-Mail-Adresse.", "adresse")
    if len(found) > _HOECHSTENS_ADRESSEN:
        raise RuleViolation(f"Höchstens {_HOECHSTENS_ADRESSEN} Adressen.", "adresse")
    return found


def _cover(werte: Mapping[str, str]) -> str:
    text = (werte.get("anschreiben") or "").replace("\r\n", "\n").strip()
    if len(text) > HOECHSTENS:
        raise RuleViolation(f"Hier sind höchstens {HOECHSTENS} Zeichen möglich.", "anschreiben")
    try:
        check_text(text)
    except RuleViolation as violation:
        raise RuleViolation(violation.satz, "anschreiben") from None
    return f"{text}\n" if text else ""


def _tell(now: datetime, row: Berichtsadresse) -> None:
    neu = {name: getattr(row, name) for name in ("kreis", *FELDER)}
    record_event(
        now=now, meldung=Meldung("berichtsadresse_saved", Berichtsadresse, row.id, neu=neu)
    )
