"""The letterhead of a Dienststelle, as letters and screens want it."""

from base64 import b64decode
from dataclasses import replace

from models.rules.schreiben import Kopf
from models.tables import Briefkopf, Einheit


def letterhead(dienststelle: Einheit) -> Kopf:
    """What stands on its letters; what its predecessor had, else its name alone."""
    row = Briefkopf.get_or_none(Briefkopf.einheit == dienststelle.id)
    if row is None and dienststelle.vorgaenger_id is not None:
        return replace(letterhead(dienststelle.vorgaenger), name=dienststelle.name)
    return kopf_of(row, dienststelle.name) if row else Kopf(dienststelle.name)


def house_letterhead(haus: frozenset[int]) -> Kopf:
    """The letterhead of the first Dienststelle among these units; empty without one."""
    rows = Einheit.select().where(Einheit.id << sorted(haus), Einheit.art == "dienststelle")
    first = rows.order_by(Einheit.id).first()
    return letterhead(first) if first else Kopf()


def kopf_of(row: Briefkopf, name: str) -> Kopf:
    """A stored letterhead for printing."""
    return Kopf(
        name=name,
        anschrift=_lines(row.anschrift),
        besuch=_lines(row.besuch),
        telefon=row.telefon,
        email=row.email,
        internet=row.internet,
        logo=b64decode(row.logo) if row.logo else None,
        logo_typ=row.logo_typ,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
