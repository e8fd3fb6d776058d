"""The dated record of cases: what reports read as of a day."""

from typing import Any

from peewee import BooleanField, DateField, Field, ForeignKeyField

from models.rules.verlauf import FELDER
from models.tables.base import Base, schutz
from models.tables.sicht import vorgang_anhang
from models.tables.vorgang import Vorgang


def _copy(name: str) -> Field:
    """A column of the case's head, kept by day: of its type and class, without its indexes."""
    own = Vorgang._meta.fields[name]
    kind: type[Field] = type(own)
    options: dict[str, Any] = {"null": True}
    if isinstance(own, ForeignKeyField):
        options |= {"model": own.rel_model, "backref": None}
        return schutz(own.schutz, ForeignKeyField(**options, index=False))
    if hasattr(own, "max_length"):
        options["max_length"] = own.max_length
    return schutz(own.schutz, kind(**options))


class Vorgangsstand(Base):
    """What held of a case from `ab` to the day before `bis` (open end: None).

    Written by models.actions.verlauf only, out of the events. `rekonstruiert`: worked out later,
    from events of before this record or from another system.
    """

    sicht = vorgang_anhang

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="staende", on_delete="CASCADE"))
    ab = schutz("C", DateField())
    bis = schutz("C", DateField(null=True))
    rekonstruiert = schutz("D", BooleanField(default=False))

    class Meta:
        table_name = "vorgangsstand"
        indexes = ((("vorgang", "ab"), True), (("ab", "bis"), False))


for _name in FELDER:
    Vorgangsstand._meta.add_field(_name, _copy(_name))
