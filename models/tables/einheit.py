"""The tree of Organisationseinheiten, historised: a reorganisation makes new rows."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from models.tables.base import Versioned, schutz
from models.tables.sicht import everybody


class Einheit(Versioned):
    """One Organisationseinheit as it stands from `gueltig_ab` until `gueltig_bis`.

    A Team that moves to another Bereich gets a new row whose `vorgaenger` is the old one:
    old cases keep their place in the tree, and who leads the new one still sees them.
    The fields from `land` on belong to a Dienststelle; `regelwerk` (ids, a later order beside the
    earlier ones), `dienstfreie_tage` ("12-24"), `feiertagsarten` and `schalter` (names from the
    Regelwerk, „-“ before one turned off, the others as it proposes) are lists with blanks
    between; `zusaetzliche_feiertage` has one a line.
    """

    sicht = everybody

    kuerzel = schutz("D", CharField(max_length=40))
    name = schutz("D", CharField(max_length=200))
    art = schutz("D", CharField(max_length=20))
    eltern = schutz("D", ForeignKeyField("self", null=True, backref="kinder"))
    vorgaenger = schutz("D", ForeignKeyField("self", null=True, backref="nachfolger"))
    gueltig_ab = schutz("D", DateField())
    gueltig_bis = schutz("D", DateField(null=True))
    land = schutz("D", CharField(max_length=2, null=True))
    gemeinde = schutz("D", CharField(max_length=60, null=True))
    feiertagsarten = schutz("D", CharField(max_length=60, null=True))
    zusaetzliche_feiertage = schutz("D", TextField(null=True))
    regelwerk = schutz("D", CharField(max_length=400, null=True))
    dienstfreie_tage = schutz("D", CharField(max_length=400, default=""))
    kalender_geprueft_bis = schutz("D", DateField(null=True))
    erfassung_seit = schutz("D", DateField(null=True))
    aufbewahrung_jahre = schutz("D", IntegerField(null=True))
    telefon_gf = schutz("D", CharField(max_length=60, null=True))
    genderform = schutz("D", CharField(max_length=20, default="paar"))
    schalter = schutz("D", CharField(max_length=200, default=""))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("kuerzel", "gueltig_ab"), True),)
