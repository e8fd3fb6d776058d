"""The measures of a snapshot: the days they are told by, and none of what they say."""

from datetime import timedelta

from models.actions.massnahmen import Vorhaben, confirm_wirkung, record_massnahme
from models.db import writing
from models.rules.rechte import SYSTEM
from models.tables import Massnahme, Schritt
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.snapshot.conftest import Read

MORGEN = HEUTE + timedelta(days=1)


def test_anna_s_measure_has_the_days_it_was_decided_due_and_checked(haus: Haus, read: Read) -> None:
    vorgang = haus.record("501")
    bernd = haus.akteur("bernd")
    vorhaben = Vorhaben("Schulung im Team", haus.konten["bernd"].id, MORGEN)
    row = record_massnahme(by=bernd, now=JETZT, vorgang_id=vorgang.id, vorhaben=vorhaben)
    confirm_wirkung(by=bernd, now=JETZT, massnahme_id=row.id, version=1, geprueft_am=HEUTE)
    assert read("massnahme", "501") == [
        {
            "vorgang_id": vorgang.id,
            "festgelegt_am": HEUTE.isoformat(),
            "erforderlich": 1,
            "termin": MORGEN.isoformat(),
            "wirkung_geprueft_am": HEUTE.isoformat(),
        }
    ]
    assert read("massnahme", "502") == []


def test_a_measure_that_came_with_a_step_has_the_day_of_the_step(haus: Haus, read: Read) -> None:
    vorgang = haus.record("501")
    with writing(by=SYSTEM):
        for runde, tage in ((1, 9), (2, 2)):
            Schritt.create(
                vorgang=vorgang.id, name="massnahme_festgelegt", runde=runde,
                getan_am=JETZT - timedelta(days=tage),
            )  # fmt: skip
            Massnahme.create(vorgang=vorgang.id, text="Schulung", termin=MORGEN)
    gelesen = [row["festgelegt_am"] for row in read("massnahme")]
    assert gelesen == [(HEUTE - timedelta(days=n)).isoformat() for n in (9, 2)]
