"""The outbox: mails that an action decided on, sent by the worker."""

from peewee import CharField, IntegerField, TextField

from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.sicht import system_only


class Nachricht(Base):
    """One mail. `schluessel` names its cause, so that the same cause makes one mail.

    `klasse` intern: at least once with a stable Message-ID; buerger: at most once, a doubt
    becomes `unklar` and is shown to a person; extern, to who works outside the house, like that.
    `vermerkt_am`: when the state was noted; a clock that shows an earlier moment was set back, and
    `faellig_am` means nothing any more. `anhang`: a file below the reports folder, sent only as
    long as its hash is `anhang_sha256`.
    """

    sicht = system_only

    schluessel = schutz("C", CharField(max_length=120, unique=True))
    klasse = schutz("D", CharField(max_length=10))
    empfaenger = schutz("B", TextField())
    kopie = schutz("B", TextField(default=""))
    betreff = schutz("C", CharField(max_length=200))
    text = schutz("C", TextField())
    message_id = schutz("C", CharField(max_length=120))
    status = schutz("D", CharField(max_length=20, default="wartet", index=True))
    versuch = schutz("D", IntegerField(default=0))
    faellig_am = schutz("D", UtcDateTimeField())
    vermerkt_am = schutz("D", UtcDateTimeField(null=True))
    token = schutz("D", CharField(max_length=40, null=True))
    lease_bis = schutz("D", UtcDateTimeField(null=True))
    gesendet_am = schutz("D", UtcDateTimeField(null=True))
    fehler = schutz("C", TextField(null=True))
    anhang = schutz("D", CharField(max_length=300, null=True))
    anhang_sha256 = schutz("D", CharField(max_length=64, null=True))


class Lebenszeichen(Base):
    """When a part of the program last said that it runs; one row a name."""

    sicht = system_only

    name = schutz("D", CharField(max_length=40, unique=True))
    am = schutz("D", UtcDateTimeField())
