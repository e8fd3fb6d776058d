"""What is known before a step is taken: values to propose, and what its paper says of it."""

from typing import Any

from peewee import TextField

from admin.base import verzeichnis
from admin.base.verzeichnis import Option
from admin.formatters import LEER, format_value
from admin.security import anfrage
from admin.views.schrittpersonen import PERSONENFELDER
from models.queries.schritte import Angebot
from models.rules.regelwerk import load_regelwerk
from models.tables import Inhalt, Konto, Vorgang

_TEXTE_IM_KOPF = [name for name, f in Vorgang._meta.fields.items() if isinstance(f, TextField)]
OHNE_REGEL = "keine Regel"
"""How `stelle` of a step begins where the paper says nothing."""


def source_of(angebot: Angebot, vorgang: Vorgang) -> str:
    """Where the step comes from, in words: the paper and its section."""
    papier, stelle = load_regelwerk(vorgang.regelwerk).papier, angebot.schritt.stelle
    if stelle.startswith(OHNE_REGEL):
        return f"{papier} regelt das nicht; so gibt es KRM vor."
    return f"So steht es in {papier}, {stelle}."


def name_of(konto_id: int | None) -> str:
    """The name of an account in view; empty for any other."""
    konto = Konto.get_or_none(Konto.id == konto_id) if konto_id else None
    return konto.name if konto else ""


def known_values(angebot: Angebot, vorgang: Vorgang) -> dict[str, Any]:
    """What the case holds of the fields a step asks for; never what must be said anew."""
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    stored = {**(inhalt.__data__ if inhalt else {}), **vorgang.__data__}
    if inhalt is None:  # what people wrote into the head goes with the content
        stored |= dict.fromkeys(_TEXTE_IM_KOPF)
    stored["team"] = _team(vorgang)
    stored["schlusszeichnung"] = vorgang.schlusszeichnung or _proposed_level(vorgang)
    stored["datum_der_klaerung"] = (
        vorgang.datum_der_klaerung or vorgang.antwort_versandt_am or anfrage.today()
    )
    asked = (*angebot.pflicht, *angebot.felder)
    return {name: stored.get(name) for name in asked if not _is_new(name, angebot)}


def earlier_value(name: str, angebot: Angebot, vorgang: Vorgang) -> str:
    """„Bisher: …“ for a field that must be said anew; empty where nothing was said yet."""
    if not _is_new(name, angebot):
        return ""
    value = _team(vorgang) if name == "team" else vorgang.__data__.get(name)
    text = _words(name, value)
    return "" if text == LEER else f"Bisher: {text}."


def levels(vorgang: Vorgang) -> list[Option]:
    """Levels of Schlusszeichnung that the Regelwerk has for this Art, as the house calls them."""
    regelwerk = load_regelwerk(vorgang.regelwerk)
    if vorgang.art not in regelwerk.arten:
        return []
    stufen = regelwerk.zeichnung(vorgang.art).stufen
    return [(stufe, regelwerk.rolle_bezeichnung(stufe)) for stufe in stufen]


def _is_new(name: str, angebot: Angebot) -> bool:
    """A step that may be repeated says its fields anew; a case sent back needs another team."""
    schritt = angebot.schritt
    again = schritt.wiederholbar and name in schritt.pflicht
    return again or name == "massnahme" or (name == "team" and angebot.runde > 1)


def _proposed_level(vorgang: Vorgang) -> str | None:
    regelwerk = load_regelwerk(vorgang.regelwerk)
    return regelwerk.zeichnung(vorgang.art).vorgabe if vorgang.art in regelwerk.arten else None


def _team(vorgang: Vorgang) -> int | None:
    einheit = verzeichnis.einheit(vorgang.einheit_id)
    return einheit.id if einheit is not None and einheit.art == "team" else None


def _words(name: str, value: Any) -> str:
    if value is None:
        return LEER
    if name == "team":
        return verzeichnis.einheit_label(value)
    if name in PERSONENFELDER:
        return name_of(value) or LEER
    return format_value(name, value)
