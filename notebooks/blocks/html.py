"""Blocks as HTML: escaped, with landmarks' headings, captions and scopes."""

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

Block = Mapping[str, Any]
WISCHEN = '<span class="wischen" aria-hidden="true">seitlich verschiebbar →</span>'
"""Shown on narrow screens only; a screen reader hears of a region that can be scrolled anyway."""
DAMIT = "Entschieden wird damit:"


def als_html(block: Block) -> str:
    """The HTML of one block; empty for blocks that nobody reads."""
    schreibe = SCHREIBER.get(block["typ"])
    return schreibe(block) if schreibe else ""


def _titel(b: Block) -> str:
    zeilen = "".join(
        f"<div><dt>{escape(n)}</dt><dd>{escape(w)}</dd></div>" for n, w in b["angaben"]
    )
    return (
        f'<p class="vermerk">{escape(b["vermerk"])}</p><h1>{escape(b["titel"])}</h1>'
        f'<p class="untertitel">{escape(b["einheit"])} · {escape(b["zeitraum"])}</p>'
        f'<dl class="angaben">{zeilen}</dl>{_entscheidungen(b.get("entscheidungen", ()))}'
    )


def _entscheidungen(punkte: Sequence[str]) -> str:
    if not punkte:
        return ""
    zeilen = "".join(f"<li>{escape(punkt)}</li>" for punkt in punkte)
    return f'<div class="entscheidungen"><p>{DAMIT}</p><ul>{zeilen}</ul></div>'


def _brief(b: Block) -> str:
    """A cover letter: recipient, subject, paragraphs, who signs."""
    absaetze = "".join(f"<p>{escape(absatz)}</p>" for absatz in b["absaetze"])
    return (
        f'<div class="brief"><p class="an">{escape(b["an"])}</p>'
        f'<p class="betreff">{escape(b["betreff"])}</p>{absaetze}'
        f'<p class="zeichnung">{escape(b["zeichnung"])}</p></div>'
    )


def _ueberschrift(b: Block) -> str:
    ebene = b["ebene"] + 1
    nummer = f'<span class="nummer">{b["nummer"]}</span> ' if b["nummer"] else ""
    return f'<h{ebene} id="{b["id"]}">{nummer}{escape(b["text"])}</h{ebene}>'


def _text(b: Block) -> str:
    return "".join(f"<p>{escape(absatz)}</p>" for absatz in b["absaetze"])


def _liste(b: Block) -> str:
    punkte = "".join(f"<li>{escape(punkt)}</li>" for punkt in b["punkte"])
    return f'<ul class="kurz">{punkte}</ul>'


def _hinweis(b: Block) -> str:
    return f'<p class="hinweis">{escape(b["text"])}</p>'


def _kennzahlen(b: Block) -> str:
    karten = "".join(
        f'<div><dt>{escape(k["titel"])}</dt><dd><span class="wert">{escape(k["wert"])}</span> '
        f"{escape(k['zusatz'])}</dd></div>"
        for k in b["karten"]
    )
    return f'<dl class="kennzahlen">{karten}</dl>'


def _definitionen(b: Block) -> str:
    paare = "".join(f"<dt>{escape(n)}</dt><dd>{escape(w)}</dd>" for n, w in b["paare"])
    return f'<dl class="definitionen">{paare}</dl>'


def _lauf(b: Block) -> str:
    zeilen = "".join(f"<dt>{escape(n)}</dt><dd>{escape(w)}</dd>" for n, w in b["angaben"])
    return f'<p class="lauf">{escape(b["text"])}</p><dl class="lauf">{zeilen}</dl>'


def _abbildung(b: Block) -> str:
    daten = base64.b64encode(b["svg"].encode("utf-8")).decode("ascii")
    return (
        f'<figure id="{b["id"]}">{WISCHEN}<div class="bild" role="region" tabindex="0" '
        f'aria-label="Abbildung {b["nr"]}"><img src="data:image/svg+xml;base64,{daten}" '
        f'alt="{escape(b["alt"])}"></div><figcaption>{_beschriftung("Abbildung", b)}'
        f"{_fuss(b['fuss'])}</figcaption></figure>"
    )


def _beschriftung(was: str, b: Block) -> str:
    return f'<span class="nummer">{was} {b["nr"]}</span> {escape(b["titel"])}'


def _fuss(text: str) -> str:
    return f'<span class="fuss">{escape(text)}</span>' if text else ""


def _tabelle(b: Block) -> str:
    """A table in a box that can be scrolled by keyboard where the screen is narrow."""
    kopf = "".join(
        f'<th scope="col"{_klasse(spalte)}>{escape(spalte["titel"])}</th>'
        for spalte in b["spalten"]
    )
    zeilen = "".join(_zeile(b, nummer) for nummer in range(len(b["zeilen"])))
    breit = " breit" if len(b["spalten"]) > 7 else " schmal" if len(b["spalten"]) < 4 else ""
    return (
        f'<div class="tabelle{breit}" role="region" tabindex="0" aria-labelledby="{b["id"]}">'
        f'<table><caption id="{b["id"]}"><span class="zeile">{_beschriftung("Tabelle", b)}</span>'
        f"{'' if breit == ' schmal' else WISCHEN}</caption>"
        f"<thead><tr>{kopf}</tr></thead><tbody>{zeilen}</tbody></table></div>"
        f'<p class="fuss">{escape(b["fuss"])}</p>'
    )


def _zeile(b: Block, nummer: int) -> str:
    erste, *rest = b["zeilen"][nummer]
    zellen = "".join(
        f"<td{_klasse(spalte)}>{_zelle(zelle)}</td>"
        for spalte, zelle in zip(b["spalten"][1:], rest, strict=True)
    )
    summe = ' class="summe"' if nummer in b["summen"] else ""
    return f'<tr{summe}><th scope="row">{escape(erste)}</th>{zellen}</tr>'


def _zelle(text: str) -> str:
    """A signal stands out by weight, not by colour alone."""
    return f"<strong>{escape(text)}</strong>" if text.startswith("Signal") else escape(text)


def _klasse(spalte: Block) -> str:
    return ' class="num"' if spalte["zahl"] else ""


SCHREIBER: dict[str, Callable[[Block], str]] = {
    "titel": _titel,
    "brief": _brief,
    "ueberschrift": _ueberschrift,
    "text": _text,
    "liste": _liste,
    "hinweis": _hinweis,
    "kennzahlen": _kennzahlen,
    "definitionen": _definitionen,
    "lauf": _lauf,
    "abbildung": _abbildung,
    "tabelle": _tabelle,
}
