"""An Ablauf as a picture: a lane per role, a box per step, the way drawn from box to box.

SVG without a style of its own: colours come from the page, so that it reads in the dark and on
paper. Who does not see it reads the table of the same steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup

from models.rules.ablauf import Plan
from models.rules.ablauf_format import DYNAMISCH, Schrittregel
from models.rules.regelwerk_format import Regelwerk

_SPUR, _ZEILE, _KOPF = 196, 66, 44
_BREIT, _HOCH, _RAND = 158, 46, 12
_ZEICHEN_JE_ZEILE, _ZEICHEN_KOPF, _ZEILEN = 22, 25, 2
_GASSEN = 5
"""Ways beside a box, so that two that run down together can be told apart."""


@dataclass(frozen=True)
class _Kasten:
    """A step in its place; `nr` from 1, `spur` and `zeile` from 0."""

    schritt: Schrittregel
    nr: int
    spur: int

    @property
    def x(self) -> int:
        return self.spur * _SPUR + _RAND

    @property
    def y(self) -> int:
        return _KOPF + (self.nr - 1) * _ZEILE + 14

    @property
    def mitte(self) -> int:
        return self.x + _BREIT // 2


def draw_ablauf(plan: Plan, regelwerk: Regelwerk) -> Markup:
    """The picture of a Plan's steps, with a title and a description for who cannot see it."""
    lanes = list(dict.fromkeys(schritt.rollen[0] for schritt in plan.schritte))
    boxes = [
        _Kasten(schritt, nr, lanes.index(schritt.rollen[0]))
        for nr, schritt in enumerate(plan.schritte, start=1)
    ]
    width, height = len(lanes) * _SPUR + _RAND, _KOPF + len(boxes) * _ZEILE + 8
    name = f"bild-{plan.ablauf.name}"
    heads = [_lane(nr, role_words(rolle, regelwerk), height) for nr, rolle in enumerate(lanes)]
    parts = [*heads, *_ways(boxes), *map(_box, boxes)]
    frame = Markup(
        '<svg class="ablaufbild" role="img" aria-labelledby="{name}-titel {name}-text" '
        'viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<title id="{name}-titel">Ablauf {title}</title><desc id="{name}-text">{text}</desc>'
        '<defs><marker id="{name}-spitze" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path class="spitze" d="M0 0L8 4L0 8z"/></marker></defs>'
    ).format(name=name, w=width, h=height, title=plan.ablauf.bezeichnung, text=_told(boxes, lanes))
    lines = Markup("").join(parts).replace("#spitze", f"#{name}-spitze")
    return frame + Markup(lines) + Markup("</svg>")


def role_words(rolle: str, regelwerk: Regelwerk) -> str:
    """What the house calls a role of a step, also one that each case fills."""
    return DYNAMISCH.get(rolle) or regelwerk.rolle_bezeichnung(rolle)


def _told(boxes: list[_Kasten], lanes: list[str]) -> str:
    return (
        f"{len(boxes)} Schritte in {len(lanes)} Spuren, je Rolle eine; "
        "dieselben Schritte stehen darunter als Tabelle."
    )


def _lane(nr: int, label: str, height: int) -> Markup:
    lines = _lines(label, 24)
    texts = Markup("").join(
        Markup('<tspan x="{}" dy="{}">{}</tspan>').format(
            nr * _SPUR + 86, 0 if i == 0 else 13, line
        )
        for i, line in enumerate(lines)
    )
    return Markup(
        '<rect class="spur{}" x="{}" y="0" width="{}" height="{}"/>'
        '<text class="spurname" y="{}" text-anchor="middle">{}</text>'
    ).format(" gerade" if nr % 2 else "", nr * _SPUR, _SPUR, height, 18, texts)


def _box(kasten: _Kasten) -> Markup:
    schritt = kasten.schritt
    kind = "ende" if schritt.abschluss else "kann" if schritt.optional else "muss"
    lines = _lines(f"{kasten.nr} {schritt.bezeichnung}", _ZEICHEN_JE_ZEILE)
    first = kasten.y + (28 if len(lines) == 1 else 20)
    texts = Markup("").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(kasten.mitte, first + 16 * i, line)
        for i, line in enumerate(lines)
    )
    return Markup(
        '<rect class="kasten {}" x="{}" y="{}" width="{}" height="{}" rx="5"/>'
        '<text class="name" text-anchor="middle">{}</text>'
    ).format(kind, kasten.x, kasten.y, _BREIT, _HOCH, texts)


def _lines(text: str, width: int) -> list[str]:
    """At most two lines; what does not fit ends in dots, the table has it whole."""
    lines = wrap(text, width, break_long_words=True)
    if len(lines) <= _ZEILEN:
        return lines
    return [lines[0], f"{lines[1][: width - 2].rstrip()} …"]


def _ways(boxes: list[_Kasten]) -> Iterator[Markup]:
    """From each step that must be done before, the last one only, and from each alternative."""
    by_name = {kasten.schritt.name: kasten for kasten in boxes}
    for kasten in boxes:
        before = [by_name[name] for name in kasten.schritt.nach]
        earlier = [k for k in before if k.nr < kasten.nr]
        if earlier:
            yield _way(max(earlier, key=lambda k: k.nr), kasten, "weg")
        for name in kasten.schritt.nach_eines:
            if by_name[name].nr < kasten.nr:
                yield _way(by_name[name], kasten, "weg oder")


def _way(start: _Kasten, end: _Kasten, kind: str) -> Markup:
    """Down the gutter beside the box, along the gap above the target, into its top."""
    if end.nr == start.nr + 1:
        gap = end.y - 10
        path = f"M{start.mitte} {start.y + _HOCH}V{gap}H{end.mitte}V{end.y - 1}"
    else:
        gutter = start.x + _BREIT + 6 + start.nr % _GASSEN * 4
        gap = end.y - 10
        side = start.y + 30
        path = f"M{start.x + _BREIT} {side}H{gutter}V{gap}H{end.mitte}V{end.y - 1}"
    return Markup('<path class="{}" d="{}" marker-end="url(#spitze)"/>').format(kind, path)
