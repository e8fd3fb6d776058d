"""A case is deleted: its sums stay, its row does not, and the next report says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.actions.codes import seed_codes
from models.actions.loeschung import delete_vorgaenge
from models.db import acting_as, writing
from models.importer import Auftrag, import_csv
from models.queries.snapshot_vergleich import write_vergleich
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Fakt, Inhalt, Vorgang, Vorgangsstand
from tests.haus import JETZT, Haus
from tests.integration.snapshot.conftest import Write
from tests.integration.snapshot.test_vergleich import JUNI, explained, published

SPAETER = datetime(2026, 7, 20, 8, tzinfo=UTC)


def closed_cases(haus: Haus, tmp_path: Path, einheit: str, anzahl: int) -> list[int]:
    """So many complaints of spring, recorded elsewhere and closed in May."""
    seed_codes(by=SYSTEM, now=JETZT)
    datei = tmp_path / f"{einheit}.csv"
    zeile = "Beschwerde;2026-03-02;E-Mail;2026-05-04\n"
    datei.write_text("art;eingang_am;eingangsweg;datum_der_klaerung\n" + zeile * anzahl, "utf-8")
    with acting_as(SYSTEM):
        before = {v.id for v in Vorgang.select(Vorgang.id)}
    auftrag = Auftrag(datei, haus.einheiten[einheit].id)
    assert not import_csv(by=SYSTEM, now=JETZT, auftrag=auftrag).fehler
    with acting_as(SYSTEM):
        return sorted({v.id for v in Vorgang.select(Vorgang.id)} - before)


def test_the_house_counts_deleted_cases_on_and_lists_them(
    haus: Haus, write: Write, tmp_path: Path
) -> None:
    ids = closed_cases(haus, tmp_path, "501", 6)
    damals = write()
    lauf = published(haus, damals, "JC")
    assert delete_vorgaenge(now=SPAETER, ids=ids[:4]) == 4
    heute = write()
    write_vergleich(heute, lauf, haus.einheiten["JC"].id)
    assert explained(damals, heute) == {"geloescht": 4, "gesamt": 4}
    assert heute.zeilen["vorgang"] == 2
    with acting_as(SYSTEM):
        told = Ereignis.select().where(Ereignis.name == "vorgang_deleted").count()
        left = [t.select().count() for t in (Vorgang, Inhalt, Vorgangsstand)]
        (halbjahr,) = Fakt.select().where(Fakt.zeitraum == "2026-H1", Fakt.monat == "")
    assert (told, left[:2]) == (4, [2, 2])
    assert (halbjahr.neu, halbjahr.abgeschlossen, halbjahr.offen) == (4, 4, 0)
    assert halbjahr.bereich_id == haus.einheiten["50"].id


@pytest.mark.datenbank("sqlite")
def test_a_case_that_stood_alone_counts_for_the_house_only(
    haus: Haus, write: Write, tmp_path: Path
) -> None:
    closed_cases(haus, tmp_path, "501", 6)
    (alone,) = closed_cases(haus, tmp_path, "601", 1)
    damals = write("60")
    lauf = published(haus, damals, "60")
    delete_vorgaenge(now=SPAETER, ids=[alone])
    with acting_as(SYSTEM):
        assert {f.bereich_id for f in Fakt.select()} == {haus.einheiten["JC"].id}
    heute = write("60")
    write_vergleich(heute, lauf, haus.einheiten["60"].id)
    assert explained(damals, heute) == {"geloescht": 1, "gesamt": 1}, "its Bereich loses it, told"


@pytest.mark.datenbank("sqlite")
def test_open_and_barred_cases_stay_and_nothing_is_half_deleted(haus: Haus, tmp_path: Path) -> None:
    ids = closed_cases(haus, tmp_path, "501", 2)
    offen = haus.record("501", eingang_am=JUNI).id
    with pytest.raises(RuleViolation, match="offener Vorgang"):
        delete_vorgaenge(now=SPAETER, ids=[*ids, offen])
    with writing(by=SYSTEM):
        Vorgang.update(loeschsperre="rechtsstreit").where(Vorgang.id == ids[0]).execute()
    with pytest.raises(RuleViolation, match="Löschsperre"):
        delete_vorgaenge(now=SPAETER, ids=ids)
    with acting_as(SYSTEM):
        assert (Vorgang.select().count(), Fakt.select().count()) == (3, 0)
