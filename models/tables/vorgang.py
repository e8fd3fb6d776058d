"""The case: head, content and concerns apart, because not everyone who may see one sees all."""

from collections.abc import Iterable

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    TextField,
)

from models.rules.puenktlichkeit import met_deadline
from models.tables.base import Base, UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.konto import Konto
from models.tables.sicht import (
    inhalt_of_vorgang,
    system_only,
    vorgang_anhang,
    vorgang_inhalt,
    vorgang_kopf,
)


def _code(klasse: str = "C", **options: object) -> CharField:
    return schutz(klasse, CharField(max_length=60, null=True, **options))


def _text(klasse: str = "A") -> TextField:
    return schutz(klasse, TextField(null=True))


def _date(klasse: str = "C", **options: object) -> DateField:
    return schutz(klasse, DateField(null=True, **options))


def _flag(klasse: str = "C") -> BooleanField:
    """Yes, no, or unknown: an imported case often does not say."""
    return schutz(klasse, BooleanField(null=True))


def _konto(name: str) -> ForeignKeyField:
    return schutz("B", ForeignKeyField(Konto, null=True, backref=name))


class Nummernkreis(Base):
    """The last number given in a year; a number is never given twice (MH-84)."""

    sicht = system_only

    jahr = schutz("D", IntegerField(unique=True))
    letzte = schutz("D", IntegerField(default=0))


class Vorgang(Versioned):
    """Head data of a case: what kind, whose, by when, with which outcome.

    Classes B to D and the derived fields of group L. `einheit` is the Team, or the Dienststelle
    while no Team is known; `fachbereich` the Bereich at the Eingang. An Abgabefall has no `art`.
    """

    sicht = vorgang_kopf
    scoped_writes = True
    weitere_sichten = (inhalt_of_vorgang,)

    vorgangsnummer = schutz("C", CharField(max_length=20, unique=True))
    aktenzeichen = _code("D")
    fremdnummer = _code()
    art = _code(index=True)
    abgabefall = _code()
    status = schutz("C", CharField(max_length=30, index=True))
    abgabe_an = _code()
    abgabe_am = _date()
    teilabgabe = _code()
    rechtskreis = _code("D")
    einheit = schutz("C", ForeignKeyField(Einheit, backref="vorgaenge"))
    fachbereich = schutz("C", ForeignKeyField(Einheit, null=True, backref="bereichsvorgaenge"))
    dienststelle = schutz("C", ForeignKeyField(Einheit, backref="dienststellenvorgaenge"))
    regelwerk = schutz("D", CharField(max_length=60))
    vor_regelwerk = schutz("D", BooleanField(default=False))
    herkunft = schutz("D", CharField(max_length=10, default="erfasst"))

    eingang_am = schutz("C", DateField())
    erfasst_am = schutz("C", UtcDateTimeField())
    erfasst_von = _konto("erfasste")
    eingangsweg = schutz("D", CharField(max_length=60))
    eingangsstelle = _code("D")
    standort = _code("D")
    muendlich_weitergeleitet = _code()
    einvernehmlich_geklaert = _flag()
    anonym = _flag()
    kundengruppe = _code()

    naechster_schritt = _code(index=True)
    wartet_auf = _code()
    prioritaet = schutz("C", CharField(max_length=20, default="normal"))
    zustaendige_tl = _konto("zustaendige")
    mitlesend_bl = _konto("mitlesende")
    zugeleitet_am = _date()
    verantwortlich = _konto("verantwortete")
    schlusszeichnung = _code()
    schlussgezeichnet_am = _date()
    schlussgezeichnet_von = _konto("schlussgezeichnete")
    uebergreifend = _flag()
    befangenheit = _flag("B")

    eb_soll = _date()
    eb_am = _date()
    frist_regel = _code("D")
    frist_am = _date(index=True)
    frist_begruendung = _text("A")
    frist_extern = _date()
    frist_intern_petition = _date()
    weg = _code("C")
    zwischennachricht_am = _date()
    neuer_termin_am = _date()
    frist_gehalten = _flag("D")
    abschliessend_gehalten = _flag("D")

    stellungnahme_betroffene = _text("B")
    betroffene_informiert_am = _date("B")
    aeusserung_gelegenheit_am = _date("B")
    dienstherr_informiert_am = _date("B")
    personalvorgang = _date("B")
    art_der_klaerung = _code("D")
    datum_der_klaerung = _date()
    erste_antwort_am = _date()
    antwort_versandt_am = _date()
    alternativvorschlag = _code()
    abhilfe = _code()
    entschuldigung = _flag()

    adressat = _code()
    externes_az = _code()
    traegerversammlung = _flag()
    fassung = schutz("C", IntegerField(null=True))
    qmb_geprueft_am = _date()
    bl_mitgezeichnet_am = _date()
    fueb_vorab_am = _date()
    fueb_frei_am = _date()
    versandt_an = _code()
    versandt_am = _date()
    leistungsakte_beigefuegt = _flag()
    rechtlich_sachlich = _code()

    ergebnisart = _code()
    ergebnis_kriterium = _code()
    ergebnis_von = _konto("festgestellte")
    ergebnis_am = _date()
    lob_art = _code()
    dankeschreiben_am = _date()
    ausgetragen_am = schutz("C", UtcDateTimeField(null=True))
    ausgetragen_von = _konto("ausgetragene")
    abschluss_am = _date()

    ursache = _code()
    auffaelligkeit = _code()
    loeschen_ab = _date()
    loeschsperre = _code()

    ist_folgereaktion = _flag()
    ist_notlage = _flag()
    als_dab_bezeichnet = _flag()
    personengruppe = _code()
    verzicht_liegt_vor = _flag()
    selbst_betroffen = _flag()
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = (
            (("dienststelle", "fremdnummer"), True),
            (("einheit", "eingang_am", "id"), False),
            (("eingang_am", "id"), False),
            # The desk: what is open, in the order of its dates; in a team, in many, for a person.
            (("abschluss_am", "frist_am", "id"), False),
            (("abschluss_am", "eingang_am", "id"), False),
            (("einheit", "abschluss_am", "frist_am"), False),
            (("abschluss_am", "prioritaet", "frist_am"), False),
            (("wartet_auf", "einheit", "frist_am"), False),
            (("verantwortlich", "abschluss_am", "frist_am"), False),
        )

    @property
    def fristgerecht(self) -> bool | None:
        """Answered in time as its order counts; None while it is not answered."""
        return met_deadline(self.__data__)

    @property
    def betroffene_konten(self) -> frozenset[int]:
        """Accounts that the case is about, read as the machine does: what `may` asks for (D22)."""
        if "vorab_betroffene" not in self.__dict__:
            return _about([self.id])[self.id]
        found: frozenset[int] = self.__dict__["vorab_betroffene"]
        return found


class Inhalt(Base):
    """What the person said and who she is: class A, one row per case."""

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, unique=True, on_delete="CASCADE"))
    art_wie_bezeichnet = _text()
    bezug_vorgang = _text()
    name = _text()
    vorname = _text()
    kontakt = _text()
    kundennummer = _text()
    bg_nummer = _text()
    personenkreis = _text()
    vertretung = _text()
    sprache_barriere = _text()
    weitere_petenten = _text()
    risiko_notlage = _text()
    drohpotenzial = _text()
    verzicht_schriftlich = _text()
    ablage_verweis = _text()
    ergebnis_begruendung = _text()
    ursache_text = _text()
    massnahme = _text()
    bestritten = _text()


class Anliegen(Base):
    """One of up to three concerns of a case."""

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="anliegen", on_delete="CASCADE"))
    anliegen_nr = schutz("C", IntegerField())
    anliegenart = _code()
    oberklasse = _code()
    kategorie = _code()
    leistungstraeger = _code("D")
    diskriminierungsmerkmal = _text()
    begehren_art = _code()
    anliegen_text = _text()
    begehren = _text()
    anliegen_antwort = _text()
    anliegen_einschaetzung = _code()

    class Meta:
        indexes = ((("vorgang", "anliegen_nr"), True),)


class Betroffen(Base):
    """An employee whom a case is about; with an account, she never sees it (D22).

    Only the machine reads the whole table: it decides who is kept out. `ohne_konto`: somebody
    said that the name belongs to no account here; other names wait for that.
    """

    sicht = vorgang_inhalt

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="betroffene", on_delete="CASCADE"))
    konto = schutz("B", ForeignKeyField(Konto, null=True, backref="betreffende"))
    bezeichnung = _text("B")
    ohne_konto = schutz("C", BooleanField(default=False))


class Frist(Base):
    """A deadline with its explanation: both dates are kept (§ 26 Abs. 3 SGB X)."""

    sicht = vorgang_anhang

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="fristen", on_delete="CASCADE"))
    name = schutz("D", CharField(max_length=30))
    start = schutz("C", DateField())
    ende_rechnerisch = schutz("C", DateField())
    faellig_am = schutz("C", DateField(index=True))
    regel = schutz("D", CharField(max_length=120))
    quelle = schutz("D", CharField(max_length=200))
    erklaerung = schutz("C", TextField())
    vorlaeufig = schutz("D", BooleanField(default=False))
    unverzueglich = schutz("D", BooleanField(default=False))
    erledigt_am = _date()

    class Meta:
        indexes = ((("vorgang", "name"), True),)


def foresee_betroffene(vorgaenge: Iterable[Vorgang]) -> None:
    """Read for many rows at once whom they are about; one query. For lists that change nothing."""
    rows = list(vorgaenge)
    about = _about([row.id for row in rows])
    for row in rows:
        row.__dict__["vorab_betroffene"] = about[row.id]


def _about(ids: list[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {key: set() for key in ids}
    fields = [Betroffen.vorgang, Betroffen.konto]
    about = ModelSelect(Betroffen, fields).where(Betroffen.vorgang << ids)
    for vorgang, konto in about.tuples():
        found[vorgang] |= {konto} - {None}
    return {key: frozenset(konten) for key, konten in found.items()}
