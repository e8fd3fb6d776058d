"""The form of a letter: its parts, a field for each gap still open, and its way to a Blatt."""

import unicodedata
from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from admin.base.formular import Feld, Formular, Gruppe, build_form, langtext, text
from admin.security import anfrage
from models.actions.briefe import LAENGSTENS
from models.queries.schreiben import Blatt, insertable_texts, open_gaps
from models.rules.platzhalter import fill_gaps, names_in
from models.rules.schreiben import PLATZHALTER
from models.rules.zeichen import plain_text

LUECKE = "luecke_"
_LANG = {"antwort": 8, "grund": 2, "stand": 2, "gruende": 4}
"""Gaps that take several lines."""
_TEILE = ("anschrift", "betreff", "text", "unterschrift")
_HOECHSTENS = 30
_CONTROL = ("Cc", "Cs", "Co")
_SO_FUELLEN = (
    "Was Sie hier eintragen, steht nach dem Speichern im Text an seiner Stelle. Sie können es auch "
    "gleich unten in den Text schreiben."
)


def letter_form(blatt: Blatt) -> tuple[tuple[Gruppe, ...], Formular]:
    """Groups and form of a letter as it stands."""
    gruppen = _groups(open_gaps(blatt.betreff, blatt.text))
    return gruppen, build_form(gruppen)(None, data={name: getattr(blatt, name) for name in _TEILE})


def posted_form(posted: MultiDict[str, str]) -> tuple[tuple[Gruppe, ...], Formular]:
    """Groups and form of what was sent, with a field for each gap that was or is open."""
    known = [name.removeprefix(LUECKE) for name in posted if name.startswith(LUECKE)]
    written = open_gaps(posted.get("betreff", ""), posted.get("text", ""))
    gruppen = _groups(sorted({*written, *(name for name in known if name in PLATZHALTER)}))
    return gruppen, build_form(gruppen)(posted)


def blatt_of(form: Formular) -> Blatt:
    """What was typed: the gaps filled, the chosen passage added, unseen signs left out."""
    teile = {name: clean(form[name].data or "") for name in _TEILE}
    given = {
        field.name.removeprefix(LUECKE): seen
        for field in form
        if field.name.startswith(LUECKE) and (seen := clean(field.data or ""))
    }
    for name in ("betreff", "text"):
        kept = {gap: f"{{{{{gap}}}}}" for gap in names_in(teile[name])}
        teile[name] = fill_gaps(teile[name], kept | given)
    return Blatt(**teile)


def with_passage(blatt: Blatt, name: str) -> Blatt:
    """The letter with a Textbaustein to insert as a new paragraph before its last one."""
    passage = dict(insertable_texts(anfrage.today())).get(name)
    if passage is None:
        return blatt
    *before, last = blatt.text.rstrip().split("\n\n")
    paragraphs = [*before, passage.strip(), last] if before else [last, passage.strip()]
    return Blatt(blatt.betreff, "\n\n".join(paragraphs), blatt.anschrift, blatt.unterschrift)


def clean(wert: str) -> str:
    """A text with plain line ends and without control signs."""
    plain = plain_text(wert.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (sign for sign in plain if sign == "\n" or unicodedata.category(sign) not in _CONTROL)
    return "".join(kept).strip()


def _groups(gaps: Iterable[str]) -> tuple[Gruppe, ...]:
    open_fields = tuple(_gap(name) for name in list(gaps)[:_HOECHSTENS])
    todo = (Gruppe("Noch zu füllen", open_fields, _SO_FUELLEN),) if open_fields else ()
    return (*todo, *_BRIEF)


def _gap(name: str) -> Feld:
    label = PLATZHALTER.get(name, f"Unbekannter Platzhalter „{name}“")
    label = f"{label[:1].upper()}{label[1:]}"
    hilfe = f"Im Text: {{{{{name}}}}}"
    if name in _LANG:
        return langtext(f"{LUECKE}{name}", zeilen=_LANG[name], label=label, hilfe=hilfe)
    return text(f"{LUECKE}{name}", laenge=200, label=label, hilfe=hilfe)


_BRIEF = (
    Gruppe("Empfänger", (langtext("anschrift", zeilen=4, label="Anschrift",
                                      hilfe="Name, Straße, Ort. Fehlt sie im Vorgang, tragen Sie "
                                      "sie hier ein."),)),
    Gruppe("Schreiben", (
        text("betreff", laenge=LAENGSTENS["betreff"], label="Betreff"),
        langtext("text", zeilen=18, label="Text",
                 hilfe="Eine leere Zeile beginnt einen neuen Absatz."),
        langtext("unterschrift", zeilen=3, label="Unterschrift"),
    )),
)  # fmt: skip
