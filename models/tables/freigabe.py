"""Acts that no one does alone: what waits for a second person, and who has to know of it."""

from typing import Any

from peewee import SQL, CharField, Expression, ForeignKeyField, IntegerField, TextField

from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.tables.base import Base, UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.konto import Konto
from models.tables.persoenlich import own

_LESENDE = frozenset({Recht.FREIGEBEN, Recht.FREIGABE_ERFAHREN, Recht.ROLLE_VERGEBEN})


def watched(table: Any, akteur: Akteur) -> Expression | SQL | None:
    """Acts in units that the actor keeps watch over or administrates, and those about herself."""
    if akteur.system:
        return None
    held = (b.einheiten for b in akteur.bindungen if _LESENDE & b.rechte)
    units = frozenset[int]().union(*held)
    about_me = (table.konto == akteur.konto_id) | (table.beantragt_von == akteur.konto_id)
    return about_me | (table.einheit << sorted(units)) if units else about_me


class Freigabe(Versioned):
    """One such act. `art` is a `Macht`, `stand` a `Freigabestand`; `einheit`: where it counts.

    `daten` is JSON: what the action was called with; of a password the hash, until it is decided.
    """

    sicht = watched

    art = schutz("C", CharField(max_length=20))
    stand = schutz("C", CharField(max_length=20))
    einheit = schutz("C", ForeignKeyField(Einheit, backref="freigaben"))
    konto = schutz("B", ForeignKeyField(Konto, null=True, backref="freigaben", on_delete="CASCADE"))
    daten = schutz("B", TextField())
    beantragt_am = schutz("C", UtcDateTimeField(index=True))
    beantragt_von = schutz("B", ForeignKeyField(Konto, backref="antraege"))
    entschieden_am = schutz("C", UtcDateTimeField(null=True))
    entschieden_von = schutz("B", ForeignKeyField(Konto, null=True, backref="entscheidungen"))
    grund = schutz("B", TextField(default=""))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("stand", "beantragt_am"), False),)


class Kenntnis(Base):
    """Somebody has to know of an act; it stands on her desk until `gesehen_am`."""

    sicht = own

    freigabe = schutz("C", ForeignKeyField(Freigabe, backref="kenntnisse", on_delete="CASCADE"))
    konto = schutz("B", ForeignKeyField(Konto, backref="kenntnisse", on_delete="CASCADE"))
    gesehen_am = schutz("C", UtcDateTimeField(null=True))

    class Meta:
        indexes = ((("konto", "gesehen_am"), False), (("freigabe", "konto"), True))
