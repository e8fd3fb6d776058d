# Reports on their way out of the house: signed off, sent, corrected. What is finished already
# counts as released: it was made for readers inside.
from peewee import *  # noqa: F403


def up(migrator, db):
    class Einheit(Model):
        class Meta:
            database = db
            table_name = 'einheit'

    class Konto(Model):
        class Meta:
            database = db
            table_name = 'konto'

    class Lauf(Model):
        class Meta:
            database = db
            table_name = 'lauf'

    class Nachricht(Model):
        class Meta:
            database = db
            table_name = 'nachricht'

    migrator.migrate(
        migrator.add_column('lauf', 'freigabe', CharField(max_length=20, null=True, index=True)),
        migrator.add_column('lauf', 'version', IntegerField(default=1)),
        migrator.add_column('nachricht', 'anhang', CharField(max_length=300, null=True)),
        migrator.add_column('nachricht', 'anhang_sha256', CharField(max_length=64, null=True)),
    )
    db.execute_sql("UPDATE lauf SET freigabe = 'freigegeben' WHERE status = 'fertig'")

    class Berichtsadresse(Model):
        einheit = ForeignKeyField(Einheit)
        kreis = CharField(max_length=40)
        weg = CharField(max_length=10)
        adresse = TextField(default='')
        anschreiben = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'berichtsadresse'
            indexes = ((('einheit', 'kreis'), True),)
    db.create_tables([Berichtsadresse])

    class Berichtsfreigabe(Model):
        lauf = ForeignKeyField(Lauf, backref='freigaben', on_delete='CASCADE')
        einheit = ForeignKeyField(Einheit)
        ergebnis = CharField(max_length=20)
        am = DateTimeField()
        von = ForeignKeyField(Konto, null=True)
        bemerkung = TextField(default='')
        ersetzt = ForeignKeyField(Lauf, null=True, backref='korrekturen', on_delete='SET NULL')
        aenderungen = TextField(default='')
        class Meta:
            database = db
            table_name = 'berichtsfreigabe'
    db.create_tables([Berichtsfreigabe])

    class Berichtsversand(Model):
        lauf = ForeignKeyField(Lauf, unique=True, on_delete='CASCADE')
        einheit = ForeignKeyField(Einheit)
        empfaenger = CharField(max_length=200)
        betreff = CharField(max_length=200)
        text = TextField()
        anhang_sha256 = CharField(max_length=64)
        nachricht = ForeignKeyField(Nachricht, null=True, on_delete='SET NULL')
        angelegt_am = DateTimeField()
        uebergeben_am = DateField(null=True)
        uebergeben_weg = CharField(default='', max_length=60)
        class Meta:
            database = db
            table_name = 'berichtsversand'
    db.create_tables([Berichtsversand])


def down(migrator, db):
    db.execute_sql('DROP TABLE berichtsversand')
    db.execute_sql('DROP TABLE berichtsfreigabe')
    db.execute_sql('DROP TABLE berichtsadresse')
    migrator.migrate(
        migrator.drop_column('nachricht', 'anhang_sha256'),
        migrator.drop_column('nachricht', 'anhang'),
        migrator.drop_column('lauf', 'version'),
        migrator.drop_column('lauf', 'freigabe'),
    )
