"""The one question for access: `may(akteur, recht, objekt)`, default no, always with a reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from models.rules.rechte_worte import RECHTE
from models.rules.rollen import ABGABE, ROLLEN, Recht, Sicht, Umfang

_HOECHSTENS_GENANNT = 5


@dataclass(frozen=True)
class Bindung:
    """A role somebody holds for one Einheit, now.

    `einheiten`: ids of that Einheit and everything below it. `vertretung_fuer`: login of the
    person stood in for, `vertretung_fuer_id` her Konto (her own Vorgänge count as one's own).
    `abweichende_sichten`: what the Regelwerk of the Dienststelle says instead of the role.
    """

    rolle: str
    einheit_id: int
    einheiten: frozenset[int]
    vertretung_fuer: str | None = None
    vertretung_fuer_id: int | None = None
    abweichende_sichten: tuple[Sicht, ...] | None = None

    @property
    def rechte(self) -> frozenset[Recht]:
        return ROLLEN[self.rolle].rechte

    @property
    def sichten(self) -> tuple[Sicht, ...]:
        if self.abweichende_sichten is not None:
            return self.abweichende_sichten
        return ROLLEN[self.rolle].sichten


@dataclass(frozen=True)
class Akteur:
    """Who acts: a person with valid Bindungen, or the system.

    `haus`: ids of every Einheit of the Dienststellen in which she holds a Bindung.
    """

    konto_id: int | None
    login: str
    bindungen: tuple[Bindung, ...] = ()
    system: bool = False
    haus: frozenset[int] = frozenset()


SYSTEM = Akteur(konto_id=None, login="system", system=True)


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and why in one German sentence. True when allowed."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


_INHALT = frozenset({Recht.VORGANG_INHALT_LESEN, Recht.ERGEBNIS_FESTSTELLEN})
# Nothing is to be seen yet when a Vorgang is made, so only the Einheit counts.
_ANLAGE = frozenset({Recht.VORGANG_ERFASSEN, Recht.VORGANG_IMPORTIEREN})
_KOPF = frozenset(
    {
        Recht.VORGANG_LESEN,
        Recht.VORGANG_BEARBEITEN,
        Recht.VORGANG_EXPORTIEREN,
        Recht.VORGANG_ABSCHLIESSEN,
    }
)


def may(akteur: Akteur, recht: Recht, objekt: Any = None) -> Verdict:
    """Ask whether `akteur` holds `recht`, on `objekt` if one is given.

    `objekt` offers what it has of: einheit_id, art, verantwortlich_id, zugeleitet_am,
    betroffene_konten, konto_id; a missing attribute counts as empty. Without `objekt` the answer
    says whether the right is held anywhere. Raises ValueError for anything but a `Recht`.
    Sources: design.md promise 2; nobody decides about herself, and who stands in for her does so
    only in a role of her own: D22.
    """
    if not isinstance(recht, Recht):
        raise ValueError(f"Unbekanntes Recht: {recht!r}")
    if akteur.system:
        return Verdict(True, "Das System handelt.")
    bindungen = [bindung for bindung in akteur.bindungen if recht in bindung.rechte]
    if not bindungen:
        return Verdict(False, f"Keine Ihrer Rollen erlaubt: {RECHTE[recht]}. {_who_may(recht)}")
    if objekt is None:
        return Verdict(True, f"{_names(bindungen)} erlaubt: {RECHTE[recht]}.")
    if _concerns(akteur, recht, objekt):
        return Verdict(False, "Niemand entscheidet über sich selbst oder sieht, was ihn betrifft.")
    covering = [bindung for bindung in bindungen if _covers(akteur, bindung, recht, objekt)]
    if covering:
        return Verdict(True, f"{_names(covering)} erlaubt hier: {RECHTE[recht]}.")
    return Verdict(False, "Das liegt außerhalb Ihrer Zuständigkeit.")


def holders(recht: Recht) -> list[str]:
    """What the roles are called that hold a right, in the order of the roles."""
    return [rolle.bezeichnung for rolle in ROLLEN.values() if recht in rolle.rechte]


def _names(bindungen: Iterable[Bindung]) -> str:
    return ", ".join(sorted({ROLLEN[bindung.rolle].bezeichnung for bindung in bindungen}))


def _who_may(recht: Recht) -> str:
    """Whom to ask, so that a refusal is not the end."""
    names = holders(recht)
    if not names:
        return "Das kann nur das System."
    more = " und andere" if len(names) > _HOECHSTENS_GENANNT else ""
    return f"Das dürfen: {', '.join(names[:_HOECHSTENS_GENANNT])}{more}."


def _concerns(akteur: Akteur, recht: Recht, objekt: Any) -> bool:
    if recht is Recht.ROLLE_VERGEBEN:
        return getattr(objekt, "konto_id", None) == akteur.konto_id
    return akteur.konto_id in _betroffene(objekt)


def _betroffene(objekt: Any) -> Collection[int]:
    return getattr(objekt, "betroffene_konten", None) or ()


def _covers(akteur: Akteur, bindung: Bindung, recht: Recht, objekt: Any) -> bool:
    if bindung.vertretung_fuer_id is not None and bindung.vertretung_fuer_id in _betroffene(objekt):
        return False
    if recht in _KOPF or recht in _INHALT:
        return any(
            _in_umfang(akteur, bindung, _umfang(sicht, recht, objekt), objekt)
            for sicht in bindung.sichten
            if (getattr(objekt, "art", None) or ABGABE) in sicht.arten
        )
    einheit_id = getattr(objekt, "einheit_id", None)
    if einheit_id is None:  # what belongs to no Einheit (a code) belongs to the installation
        return recht not in _ANLAGE
    return einheit_id in bindung.einheiten


def _umfang(sicht: Sicht, recht: Recht, objekt: Any) -> Umfang:
    if recht not in _INHALT:
        return sicht.kopf
    if sicht.inhalt_bis_zuleitung and getattr(objekt, "zugeleitet_am", None) is not None:
        return Umfang.KEINE
    return sicht.inhalt


def _in_umfang(akteur: Akteur, bindung: Bindung, umfang: Umfang, objekt: Any) -> bool:
    if umfang is Umfang.ALLE:
        return True
    if umfang is Umfang.EINHEIT:
        return getattr(objekt, "einheit_id", None) in bindung.einheiten
    if umfang is Umfang.EIGENE:
        own = {akteur.konto_id, bindung.vertretung_fuer_id} - {None}
        return getattr(objekt, "verantwortlich_id", None) in own
    return False
