"""What a browser would post of a page's form."""

from typing import Any
from xml.etree.ElementTree import Element

from tests.integration.web.klient import Mensch, parse


def form_of(page: str) -> dict[str, str]:
    """The values of the page's main form, without its token."""
    forms = list(parse(page).iter("form"))
    main = next((f for f in forms if f.get("data-warnt") is not None), forms[-1])
    values = dict(pair for tag in main.iter() for pair in _values(tag))
    return {name: value for name, value in values.items() if name != "csrf_token"}


def edit(mensch: Mensch, url: str, /, **changes: str) -> Any:
    """Open a form, change these fields, send it."""
    return mensch.post(url, **(form_of(mensch.get(url).text) | changes))


def chosen_radios(page: str) -> dict[str, str]:
    """Name and value of every radio button that is on."""
    radios = [tag for tag in parse(page).iter("input") if tag.get("type") == "radio"]
    return {r.get("name"): r.get("value") for r in radios if r.get("checked") is not None}


def _values(tag: Element) -> list[tuple[str, str]]:
    name = tag.get("name")
    if not name or tag.tag not in ("input", "select", "textarea"):
        return []
    if tag.tag == "select":
        chosen = [o.get("value", "") for o in tag.iter("option") if o.get("selected") is not None]
        return [(name, chosen[0] if chosen else "")]
    if tag.tag == "textarea":
        return [(name, (tag.text or "").strip())]
    is_off = tag.get("type") in ("checkbox", "radio") and tag.get("checked") is None
    return [] if is_off else [(name, tag.get("value", ""))]
