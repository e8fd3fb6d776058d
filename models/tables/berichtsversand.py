"""Reports on their way out: where they go, who signed them off, what was sent."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from models.rules.rollen import Recht
from models.tables.base import Base, UtcDateTimeField, Versioned, schutz
from models.tables.bericht import Lauf
from models.tables.einheit import Einheit
from models.tables.konto import Konto
from models.tables.nachricht import Nachricht
from models.tables.sicht import units_with


class Berichtsadresse(Versioned):
    """Where a Dienststelle sends its reports for one circle of readers.

    `weg` is a Versandweg; `adresse` e-mail addresses with commas between, empty by hand.
    `anschreiben`: the cover text; empty: the proposed one.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    einheit = schutz("D", ForeignKeyField(Einheit, backref="berichtsadressen"))
    kreis = schutz("D", CharField(max_length=40))
    weg = schutz("D", CharField(max_length=10))
    adresse = schutz("B", TextField(default=""))
    anschreiben = schutz("D", TextField(default=""))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("einheit", "kreis"), True),)


class Berichtsfreigabe(Base):
    """One decision on a finished run; the last one is its state (`Lauf.freigabe`).

    `ergebnis` is a Berichtsstand, `zur_freigabe` meaning that it was submitted again; `von` is
    empty where nobody has to decide. `aenderungen`: of a correction, what changed, one a line.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    lauf = schutz("D", ForeignKeyField(Lauf, backref="freigaben", on_delete="CASCADE"))
    einheit = schutz("D", ForeignKeyField(Einheit, backref="berichtsfreigaben"))
    ergebnis = schutz("D", CharField(max_length=20))
    am = schutz("C", UtcDateTimeField())
    von = schutz("B", ForeignKeyField(Konto, null=True, backref="berichtsfreigaben"))
    bemerkung = schutz("B", TextField(default=""))
    ersetzt = schutz("D", ForeignKeyField(Lauf, null=True, backref="korrekturen",
                                          on_delete="SET NULL"))  # fmt: skip
    aenderungen = schutz("D", TextField(default=""))


class Berichtsversand(Base):
    """A released run on its way to its reader: exactly one.

    `nachricht` is empty as long as there is no address, or where it goes by hand; `uebergeben_am`
    and `uebergeben_weg` say how it went then.
    """

    sicht = units_with(Recht.BERICHT_LESEN, "einheit")

    lauf = schutz("D", ForeignKeyField(Lauf, unique=True, backref="versand", on_delete="CASCADE"))
    einheit = schutz("D", ForeignKeyField(Einheit, backref="berichtsversand"))
    empfaenger = schutz("D", CharField(max_length=200))
    betreff = schutz("D", CharField(max_length=200))
    text = schutz("B", TextField())
    anhang_sha256 = schutz("D", CharField(max_length=64))
    nachricht = schutz("C", ForeignKeyField(Nachricht, null=True, backref="berichtsversand",
                                            on_delete="SET NULL"))  # fmt: skip
    angelegt_am = schutz("C", UtcDateTimeField())
    uebergeben_am = schutz("C", DateField(null=True))
    uebergeben_weg = schutz("C", CharField(max_length=60, default=""))
