"""The help: for every screen, every step, the first day, the words. Anybody may read all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort, g
from flask_admin import expose

from admin.base import Seite, hilfetext
from admin.security import anfrage
from admin.views import hilfeschritte
from models.rules.recht import Recht
from models.rules.rechte import holders, may
from models.rules.regelwerk import load_regelwerk, load_regelwerke, regelwerk_on
from models.rules.regelwerk_format import Regelwerk


@dataclass(frozen=True)
class Erlaubt:
    """A sentence of a page with what the rights table says to it."""

    satz: str
    darf: bool
    wer: str


class HilfeView(Seite):
    """`/hilfe/` and a page per screen, with what the reader may do there."""

    rechte = dict.fromkeys(("index", "seite", "schritte", "schritt", "erster_tag", "glossar"), None)

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> str:
        return self.render("hilfe/index.html", kapitel=hilfetext.kapitel())

    @expose("/<thema>/")
    def seite(self, thema: str) -> str:
        seite = hilfetext.seiten().get(thema) or abort(404)
        tun = [_verdict(eintrag) for eintrag in seite.tun]
        return self.render(
            "hilfe/seite.html",
            seite=seite,
            selbst=[eintrag for eintrag in tun if eintrag.darf],
            andere=[eintrag for eintrag in tun if not eintrag.darf],
            meine_schritte=list(_own_steps()) if thema in _MIT_SCHRITTEN else [],
            regeln=_sorted_rules(seite.regeln),
        )

    @expose("/schritte/")
    def schritte(self) -> str:
        werk = _regelwerk()
        ablaeufe = hilfeschritte.ablaeufe(werk.id) if werk else []
        return self.render("hilfe/schritte.html", ablaeufe=ablaeufe, werk=werk, meine=_roles())

    @expose("/schritt/<was>/")
    def schritt(self, was: str) -> str:
        werk, (hilfe, ablaeufe) = _find_step(was) or abort(404)
        return self.render(
            "hilfe/schritt.html", hilfe=hilfe, ablaeufe=ablaeufe, werk=werk,
            meiner=hilfe.is_for(_roles()),
        )  # fmt: skip

    @expose("/erster-tag/")
    def erster_tag(self) -> str:
        tag, mine = hilfetext.erster_tag(), _roles()
        own = [teil for teil in tag.abschnitt if mine & set(teil.rollen)]
        rest = [teil for teil in tag.abschnitt if teil not in own]
        return self.render(
            "hilfe/erster_tag.html", tag=tag, eigene=own, andere=rest,
            regeln=_sorted_rules([*tag.regeln, *(r for teil in own for r in teil.regeln)]),
        )  # fmt: skip

    @expose("/glossar/")
    def glossar(self) -> str:
        return self.render("hilfe/glossar.html", worte=hilfetext.glossar())


_MIT_SCHRITTEN = frozenset({"vorgang", "schritt"})


def _verdict(tun: hilfetext.Tun) -> Erlaubt:
    if tun.recht is None:
        return Erlaubt(tun.satz, True, "")
    recht = Recht(tun.recht)
    return Erlaubt(tun.satz, bool(may(anfrage.akteur(), recht)), ", ".join(holders(recht)))


def _roles() -> set[str]:
    return {bindung.rolle for bindung in anfrage.akteur().bindungen}


def _regelwerk() -> Regelwerk | None:
    """The order valid today in the reader's Dienststelle, else in the first one below her unit."""
    baum, einheit_id = anfrage.baum(), g.konto.einheit_id
    house = baum.of_art(einheit_id, "dienststelle")
    inside = (baum.by_id[key] for key in sorted(baum.house(einheit_id)))
    first = house or next((e for e in inside if e.art == "dienststelle"), None)
    return regelwerk_on(first.regelwerk, anfrage.today()) if first and first.regelwerk else None


def _find_step(name: str) -> tuple[Regelwerk, tuple[hilfeschritte.Schritthilfe, list[str]]] | None:
    """A step as the reader's order has it, else as the first one that has it: a case keeps the
    order that was valid on its Eingang."""
    own = _regelwerk()
    for werk in [*([own] if own else []), *load_regelwerke().values()]:
        found = hilfeschritte.step_in(werk.id, name)
        if found:
            return werk, found
    return None


def _own_steps() -> Iterator[Any]:
    """Steps of the reader's roles; of those that are called the same, the first."""
    werk, seen = _regelwerk(), set()
    for ablauf in hilfeschritte.ablaeufe(werk.id) if werk else []:
        for schritt in ablauf.schritte:
            if schritt.titel not in seen and schritt.is_for(_roles()):
                seen.add(schritt.titel)
                yield schritt


def _sorted_rules(ids: Iterable[str]) -> dict[str, list[hilfetext.Regel]]:
    """Rules of the reader's house, and those of other orders to compare with."""
    werk = _regelwerk()
    here: list[hilfetext.Regel] = []
    elsewhere: list[hilfetext.Regel] = []
    for regel in hilfetext.rules_of(dict.fromkeys(ids)):
        valid = werk is None or regel.regelwerk in (None, *_same_paper(werk))
        (here if valid else elsewhere).append(regel)
    return {"hier": here, "anderswo": elsewhere}


def _same_paper(werk: Regelwerk) -> Iterator[str]:
    """The Regelwerk and those it replaced."""
    current: Regelwerk | None = werk
    while current is not None:
        yield current.id
        current = load_regelwerk(current.ersetzt) if current.ersetzt else None
