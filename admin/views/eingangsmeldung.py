"""What is said after an intake: what was recorded, and the next step as a button."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup

from admin.base import verzeichnis
from admin.security import anfrage
from models.queries.schritte import angebote
from models.tables import Vorgang

_LANGE_HER = timedelta(days=180)


def told(vorgang: Vorgang, values: Mapping[str, Any]) -> Markup:
    """One or two sentences; the button only for who may take the step."""
    if vorgang.abgabefall:
        return Markup("{}. Nummer der Abgabe: {}.").format(
            _handed_over("Vermerkt: abgegeben", vorgang.abgabefall, vorgang.abgabe_an),
            vorgang.vorgangsnummer,
        )
    said = Markup("{} ist erfasst.").format(vorgang.vorgangsnummer)
    if anfrage.today() - vorgang.eingang_am > _LANGE_HER:
        said += Markup(" Eingang am {:%d.%m.%Y}: Stimmt das Jahr?").format(vorgang.eingang_am)
    if values.get("teil_abgabefall"):
        told = _handed_over("Ein Teil ist abgegeben", values["teil_abgabefall"], values["teil_an"])
        said += Markup(" {}.").format(told)
    return said + _next_step(vorgang)


def _handed_over(words: str, abgabefall: str, an: str | None) -> str:
    what = verzeichnis.code_text("abgabefall", abgabefall)
    return f"{words} als {what} an: {verzeichnis.code_text('abgabe_an', an)}"


def _next_step(vorgang: Vorgang) -> Markup:
    offers = angebote(vorgang, anfrage.akteur())
    first = next((a for a in offers if a.offen and not a.schritt.optional), None)
    if first is None:
        return Markup("")
    label = first.schritt.bezeichnung
    if not first.erlaubt:
        return Markup(" Als Nächstes: {} ({}).").format(label, first.zustaendig)
    url = url_for("vorgang.schritt_view", was=first.schritt.name, id=vorgang.id)
    link = '<a class="btn btn-primary btn-sm" href="{}">{}</a>'
    return Markup(" Der nächste Schritt: " + link).format(url, label)
