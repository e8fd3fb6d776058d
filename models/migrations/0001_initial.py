# Frozen copy of the tables as of 2026-11-22 03:06.
from peewee import *  # noqa: F403

def up(migrator, db):
    class Einheit(Model):
        kuerzel = CharField(max_length=40)
        name = CharField(max_length=200)
        art = CharField(max_length=20)
        eltern = ForeignKeyField('self', null=True)
        vorgaenger = ForeignKeyField('self', null=True)
        gueltig_ab = DateField()
        gueltig_bis = DateField(null=True)
        land = CharField(null=True, max_length=2)
        gemeinde = CharField(null=True, max_length=60)
        regelwerk = CharField(null=True, max_length=60)
        dienstfreie_tage = CharField(max_length=400, default='')
        kalender_geprueft_bis = DateField(null=True)
        aufbewahrung_jahre = IntegerField(null=True)
        genderform = CharField(max_length=20, default='paar')
        schalter = CharField(max_length=200, default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'einheit'
            indexes = ((('kuerzel', 'gueltig_ab'), True),)
    db.create_tables([Einheit])

    class Konto(Model):
        login = CharField(unique=True, max_length=80)
        name = CharField(max_length=200)
        email = CharField(unique=True, max_length=200)
        password = TextField(null=True)
        active = BooleanField(default=True)
        fs_uniquifier = CharField(unique=True, max_length=64)
        einheit = ForeignKeyField(Einheit)
        angelegt_am = DateTimeField()
        angemeldet_am = DateTimeField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'konto'
    db.create_tables([Konto])

    class Vorgang(Model):
        vorgangsnummer = CharField(unique=True, max_length=20)
        aktenzeichen = CharField(null=True, max_length=60)
        fremdnummer = CharField(null=True, max_length=60)
        art = CharField(index=True, null=True, max_length=60)
        abgabefall = CharField(null=True, max_length=60)
        status = CharField(index=True, max_length=30)
        abgabe_an = CharField(null=True, max_length=60)
        abgabe_am = DateField(null=True)
        teilabgabe = CharField(null=True, max_length=60)
        rechtskreis = CharField(null=True, max_length=60)
        einheit = ForeignKeyField(Einheit)
        fachbereich = ForeignKeyField(Einheit, null=True)
        dienststelle = ForeignKeyField(Einheit)
        regelwerk = CharField(max_length=60)
        vor_regelwerk = BooleanField(default=False)
        herkunft = CharField(max_length=10, default='erfasst')
        eingang_am = DateField()
        erfasst_am = DateTimeField()
        erfasst_von = ForeignKeyField(Konto, null=True)
        eingangsweg = CharField(max_length=60)
        eingangsstelle = CharField(null=True, max_length=60)
        standort = CharField(null=True, max_length=60)
        muendlich_weitergeleitet = CharField(null=True, max_length=60)
        einvernehmlich_geklaert = BooleanField(null=True)
        anonym = BooleanField(null=True)
        kundengruppe = CharField(null=True, max_length=60)
        prioritaet = CharField(max_length=20, default='normal')
        zustaendige_tl = ForeignKeyField(Konto, null=True)
        mitlesend_bl = ForeignKeyField(Konto, null=True)
        zugeleitet_am = DateField(null=True)
        verantwortlich = ForeignKeyField(Konto, null=True)
        schlusszeichnung = CharField(null=True, max_length=60)
        schlussgezeichnet_am = DateField(null=True)
        schlussgezeichnet_von = ForeignKeyField(Konto, null=True)
        uebergreifend = BooleanField(null=True)
        befangenheit = BooleanField(null=True)
        eb_soll = DateField(null=True)
        eb_am = DateField(null=True)
        frist_regel = CharField(null=True, max_length=60)
        frist_am = DateField(index=True, null=True)
        frist_begruendung = TextField(null=True)
        frist_extern = DateField(null=True)
        frist_intern_petition = DateField(null=True)
        weg = CharField(null=True, max_length=60)
        zwischennachricht_am = DateField(null=True)
        frist_gehalten = BooleanField(null=True)
        stellungnahme_betroffene = TextField(null=True)
        betroffene_informiert_am = DateField(null=True)
        aeusserung_gelegenheit_am = DateField(null=True)
        dienstherr_informiert_am = DateField(null=True)
        personalvorgang = DateField(null=True)
        art_der_klaerung = CharField(null=True, max_length=60)
        datum_der_klaerung = DateField(null=True)
        antwort_versandt_am = DateField(null=True)
        alternativvorschlag = CharField(null=True, max_length=60)
        abhilfe = CharField(null=True, max_length=60)
        entschuldigung = BooleanField(null=True)
        adressat = CharField(null=True, max_length=60)
        externes_az = CharField(null=True, max_length=60)
        traegerversammlung = BooleanField(null=True)
        fassung = IntegerField(null=True)
        qmb_geprueft_am = DateField(null=True)
        bl_mitgezeichnet_am = DateField(null=True)
        fueb_vorab_am = DateField(null=True)
        fueb_frei_am = DateField(null=True)
        versandt_an = CharField(null=True, max_length=60)
        versandt_am = DateField(null=True)
        leistungsakte_beigefuegt = BooleanField(null=True)
        rechtlich_sachlich = CharField(null=True, max_length=60)
        ergebnisart = CharField(null=True, max_length=60)
        ergebnis_von = ForeignKeyField(Konto, null=True)
        ergebnis_am = DateField(null=True)
        lob_art = CharField(null=True, max_length=60)
        dankeschreiben_am = DateField(null=True)
        ausgetragen_am = DateTimeField(null=True)
        ausgetragen_von = ForeignKeyField(Konto, null=True)
        abschluss_am = DateField(index=True, null=True)
        ursache = CharField(null=True, max_length=60)
        auffaelligkeit = CharField(null=True, max_length=60)
        loeschen_ab = DateField(null=True)
        loeschsperre = CharField(null=True, max_length=60)
        ist_folgereaktion = BooleanField(null=True)
        ist_notlage = BooleanField(null=True)
        als_dab_bezeichnet = BooleanField(null=True)
        personengruppe = CharField(null=True, max_length=60)
        verzicht_liegt_vor = BooleanField(null=True)
        selbst_betroffen = BooleanField(null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'vorgang'
            indexes = ((('dienststelle', 'fremdnummer'), True), (('einheit', 'eingang_am', 'id'), False), (('eingang_am', 'id'), False))
    db.create_tables([Vorgang])

    class Altwert(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        ereignis_id = IntegerField()
        feld = CharField(max_length=60)
        salz = CharField(max_length=32)
        alt = TextField(null=True)
        class Meta:
            database = db
            table_name = 'altwert'
    db.create_tables([Altwert])

    class Anliegen(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        anliegen_nr = IntegerField()
        anliegenart = CharField(null=True, max_length=60)
        oberklasse = CharField(null=True, max_length=60)
        kategorie = CharField(null=True, max_length=60)
        leistungstraeger = CharField(null=True, max_length=60)
        diskriminierungsmerkmal = TextField(null=True)
        begehren_art = CharField(null=True, max_length=60)
        anliegen_text = TextField(null=True)
        begehren = TextField(null=True)
        anliegen_antwort = TextField(null=True)
        anliegen_einschaetzung = CharField(null=True, max_length=60)
        class Meta:
            database = db
            table_name = 'anliegen'
            indexes = ((('vorgang', 'anliegen_nr'), True),)
    db.create_tables([Anliegen])

    class Anmeldeversuch(Model):
        schluessel = CharField(unique=True, max_length=64)
        fehler = IntegerField(default=0)
        zuletzt_am = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'anmeldeversuch'
    db.create_tables([Anmeldeversuch])

    class Bericht(Model):
        name = CharField(max_length=40)
        zeitraum = CharField(max_length=30)
        von = DateField()
        bis = DateField()
        einheit = ForeignKeyField(Einheit)
        empfaenger = CharField(max_length=40)
        class Meta:
            database = db
            table_name = 'bericht'
            indexes = ((('name', 'von', 'bis', 'einheit', 'empfaenger'), True),)
    db.create_tables([Bericht])

    class Betroffen(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        konto = ForeignKeyField(Konto, null=True)
        bezeichnung = TextField(null=True)
        class Meta:
            database = db
            table_name = 'betroffen'
    db.create_tables([Betroffen])

    class Codewert(Model):
        feld = CharField(max_length=40)
        code = CharField(max_length=60)
        bezeichnung = CharField(max_length=200)
        gueltig_ab = DateField()
        gueltig_bis = DateField(null=True)
        position = IntegerField(default=0)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'codewert'
            indexes = ((('feld', 'code', 'gueltig_ab'), True),)
    db.create_tables([Codewert])

    class Ereignis(Model):
        zeitpunkt = DateTimeField()
        name = CharField(max_length=60)
        akteur = CharField(max_length=80)
        in_vertretung_fuer = CharField(null=True, max_length=80)
        tabelle = CharField(max_length=40)
        objekt_id = IntegerField()
        vorgangsnummer = CharField(index=True, null=True, max_length=20)
        daten = TextField()
        vorheriger = CharField(max_length=64)
        hash = CharField(max_length=64)
        class Meta:
            database = db
            table_name = 'ereignis'
            indexes = ((('tabelle', 'objekt_id'), False),)
    db.create_tables([Ereignis])

    class Frist(Model):
        vorgang = ForeignKeyField(Vorgang, on_delete='CASCADE')
        name = CharField(max_length=30)
        start = DateField()
        ende_rechnerisch = DateField()
        faellig_am = DateField(index=True)
        regel = CharField(max_length=120)
        quelle = CharField(max_length=200)
        erklaerung = TextField()
        vorlaeufig = BooleanField(default=False)
        unverzueglich = BooleanField(default=False)
        erledigt_am = DateField(null=True)
        class Meta:
            database = db
            table_name = 'frist'
            indexes = ((('vorgang', 'name'), True),)
    db.create_tables([Frist])

    class Inhalt(Model):
        vorgang = ForeignKeyField(Vorgang, unique=True, on_delete='CASCADE')
        art_wie_bezeichnet = TextField(null=True)
        bezug_vorgang = TextField(null=True)
        name = TextField(null=True)
        vorname = TextField(null=True)
        kontakt = TextField(null=True)
        kundennummer = TextField(null=True)
        bg_nummer = TextField(null=True)
        personenkreis = TextField(null=True)
        vertretung = TextField(null=True)
        sprache_barriere = TextField(null=True)
        weitere_petenten = TextField(null=True)
        risiko_notlage = TextField(null=True)
        drohpotenzial = TextField(null=True)
        verzicht_schriftlich = TextField(null=True)
        ablage_verweis = TextField(null=True)
        ergebnis_begruendung = TextField(null=True)
        ursache_text = TextField(null=True)
        massnahme = TextField(null=True)
        bestritten = TextField(null=True)
        class Meta:
            database = db
            table_name = 'inhalt'
    db.create_tables([Inhalt])

    class Kette(Model):
        letzter_hash = CharField(max_length=64)
        laenge = IntegerField()
        class Meta:
            database = db
            table_name = 'kette'
    db.create_tables([Kette])
    # The first link, so that concurrent writers have a row to wait for.
    Kette.create(id=1, letzter_hash='0' * 64, laenge=0)

    class Lauf(Model):
        bericht = ForeignKeyField(Bericht)
        einheit = ForeignKeyField(Einheit)
        zeitplan = CharField(null=True, max_length=60)
        faellig_am = DateTimeField(null=True)
        status = CharField(index=True, max_length=20, default='wartet')
        versuch = IntegerField(default=0)
        token = CharField(null=True, max_length=40)
        lease_bis = DateTimeField(null=True)
        schritt = CharField(max_length=200, default='')
        anteil = FloatField(default=0.0)
        datenstand = DateField(null=True)
        angelegt_am = DateTimeField()
        begonnen_am = DateTimeField(null=True)
        beendet_am = DateTimeField(null=True)
        gestartet_von = CharField(max_length=80)
        ordner = CharField(null=True, max_length=300)
        fehler = TextField(null=True)
        class Meta:
            database = db
            table_name = 'lauf'
            indexes = ((('zeitplan', 'faellig_am'), True),)
    db.create_tables([Lauf])

    class Nachricht(Model):
        schluessel = CharField(unique=True, max_length=120)
        klasse = CharField(max_length=10)
        empfaenger = TextField()
        kopie = TextField(default='')
        betreff = CharField(max_length=200)
        text = TextField()
        message_id = CharField(max_length=120)
        status = CharField(index=True, max_length=20, default='wartet')
        versuch = IntegerField(default=0)
        faellig_am = DateTimeField()
        token = CharField(null=True, max_length=40)
        lease_bis = DateTimeField(null=True)
        gesendet_am = DateTimeField(null=True)
        fehler = TextField(null=True)
        class Meta:
            database = db
            table_name = 'nachricht'
    db.create_tables([Nachricht])

    class Nummernkreis(Model):
        jahr = IntegerField(unique=True)
        letzte = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'nummernkreis'
    db.create_tables([Nummernkreis])

    class Rollenzuweisung(Model):
        konto = ForeignKeyField(Konto, on_delete='CASCADE')
        rolle = CharField(max_length=40)
        einheit = ForeignKeyField(Einheit)
        gueltig_ab = DateField()
        gueltig_bis = DateField(null=True)
        vertretung_fuer = ForeignKeyField(Konto, null=True)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'rollenzuweisung'
    db.create_tables([Rollenzuweisung])

    class Sitzung(Model):
        kennung = CharField(unique=True, max_length=64)
        konto_id = IntegerField(index=True, null=True)
        daten = TextField()
        angelegt_am = DateTimeField()
        zuletzt_am = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'sitzung'
    db.create_tables([Sitzung])

    class Strichliste(Model):
        einheit = ForeignKeyField(Einheit)
        tag = DateField()
        thema = CharField(max_length=60)
        anzahl = IntegerField(default=0)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'strichliste'
            indexes = ((('einheit', 'tag', 'thema'), True),)
    db.create_tables([Strichliste])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('strichliste'))
    migrator.migrate(migrator.drop_table('sitzung'))
    migrator.migrate(migrator.drop_table('rollenzuweisung'))
    migrator.migrate(migrator.drop_table('nummernkreis'))
    migrator.migrate(migrator.drop_table('nachricht'))
    migrator.migrate(migrator.drop_table('lauf'))
    migrator.migrate(migrator.drop_table('kette'))
    migrator.migrate(migrator.drop_table('inhalt'))
    migrator.migrate(migrator.drop_table('frist'))
    migrator.migrate(migrator.drop_table('ereignis'))
    migrator.migrate(migrator.drop_table('codewert'))
    migrator.migrate(migrator.drop_table('betroffen'))
    migrator.migrate(migrator.drop_table('bericht'))
    migrator.migrate(migrator.drop_table('anmeldeversuch'))
    migrator.migrate(migrator.drop_table('anliegen'))
    migrator.migrate(migrator.drop_table('altwert'))
    migrator.migrate(migrator.drop_table('vorgang'))
    migrator.migrate(migrator.drop_table('konto'))
    migrator.migrate(migrator.drop_table('einheit'))
