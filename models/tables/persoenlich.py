"""What belongs to one person or one team's counter: saved filters, secret links, text modules."""

from typing import Any

from peewee import SQL, CharField, DateField, Expression, ForeignKeyField, IntegerField, TextField

from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.tables.base import Base, UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.konto import Konto
from models.tables.sicht import everybody, units_with


def own(table: Any, akteur: Akteur) -> Expression | SQL | None:
    """Rows of the own account only."""
    return None if akteur.system else table.konto == akteur.konto_id


class Suchfilter(Base):
    """A filter that somebody saved for a list."""

    sicht = own
    scoped_writes = True

    konto = schutz("B", ForeignKeyField(Konto, backref="suchfilter", on_delete="CASCADE"))
    liste = schutz("D", CharField(max_length=40))
    name = schutz("A", CharField(max_length=80))
    kriterien = schutz("A", TextField())

    class Meta:
        indexes = ((("konto", "liste", "name"), True),)


class Kalenderlink(Base):
    """A secret address of one's own deadlines as iCal; only the hash of the secret is kept."""

    sicht = own
    scoped_writes = True

    konto = schutz("B", ForeignKeyField(Konto, backref="kalenderlinks", on_delete="CASCADE"))
    geheimnis = schutz("B", CharField(max_length=64, unique=True))
    angelegt_am = schutz("B", UtcDateTimeField())
    widerrufen_am = schutz("B", UtcDateTimeField(null=True))


class Teamlink(Base):
    """A secret, revocable address where a team counts its Strichliste without log-in."""

    sicht = units_with(Recht.STRICHLISTE_FUEHREN, "einheit")
    scoped_writes = True

    einheit = schutz("D", ForeignKeyField(Einheit, backref="teamlinks"))
    geheimnis = schutz("B", CharField(max_length=64, unique=True))
    angelegt_am = schutz("C", UtcDateTimeField())
    angelegt_von = schutz("B", ForeignKeyField(Konto, null=True, backref="teamlinks"))
    widerrufen_am = schutz("C", UtcDateTimeField(null=True))


class Textbaustein(Versioned):
    """A passage for letters, kept by VZ GF; a new wording is a new row with its Gültig-ab."""

    sicht = everybody

    schreiben = schutz("D", CharField(max_length=40))
    name = schutz("D", CharField(max_length=80))
    text = schutz("C", TextField())
    gueltig_ab = schutz("D", DateField())
    gueltig_bis = schutz("D", DateField(null=True))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("schreiben", "name", "gueltig_ab"), True),)
