"""What changed since a run was published, read out of the log and explained to the last case."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from models.actions.codes import seed_codes
from models.actions.laeufe import Berichtsauftrag, request_lauf
from models.actions.laufbetrieb import claim_next, finish
from models.actions.laufwissen import note_moment
from models.actions.vorgaenge import update_vorgang
from models.db import acting_as, writing
from models.importer import Auftrag, import_csv
from models.queries.laeufe import find_lauf, published_before
from models.queries.snapshot import Snapshot
from models.queries.snapshot_vergleich import write_vergleich
from models.rules.rechte import SYSTEM
from models.tables import Lauf, Vorgang
from notebooks import data, figures
from notebooks.data.aufnahme import Aufnahme
from notebooks.figures.bestand import SPALTEN
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.snapshot.conftest import Write

JUNI = date(2026, 6, 10)
SPAETER = datetime(2026, 7, 16, 8, tzinfo=UTC)


def published(haus: Haus, snapshot: Snapshot, einheit: str) -> Lauf:
    """A run on the first half-year, published with this snapshot."""
    halbjahr = (date(2026, 1, 1), date(2026, 6, 30))
    auftrag = Berichtsauftrag(
        "auswertung-gf", "2026-H1", *halbjahr, haus.einheiten[einheit].id, "gf"
    )
    request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag)
    lauf = claim_next(now=JETZT, lease_s=60)
    assert lauf is not None
    token, moment = lauf.token, snapshot.moment
    note_moment(token=token, zeit=moment.zeit, ereignis=moment.ereignis, sha256=snapshot.sha256)
    finish(
        token=token, ordner=f"o{lauf.id}", datenstand=HEUTE, now=moment.zeit, publish=lambda: None
    )
    with acting_as(SYSTEM):
        found = find_lauf(lauf.id)
    assert found is not None
    return found


def bestand(a: Aufnahme) -> pd.DataFrame:
    zeilen = figures.bestand(a.bewegung, a.abschnitte, a.codes.of("art"), a.bewegung_vor)
    return zeilen.set_index("art")[SPALTEN]


def explained(damals: Snapshot, heute: Snapshot) -> dict[str, int]:
    """Cases by reason; the differences must lead from the one Bestandsrechnung to the other."""
    vorher, jetzt = (data.load(snapshot.path, "2026-H1") for snapshot in (damals, heute))
    faelle, teile = jetzt.berichtigt.faelle, jetzt.abschnitte
    je_art = figures.berichtigt_art(faelle, teile.bericht, jetzt.codes.of("art"))
    je_art = je_art.set_index("art")[SPALTEN]
    pd.testing.assert_frame_equal(bestand(vorher) + je_art, bestand(jetzt))
    je_grund = figures.berichtigt(faelle, teile.bericht).set_index("grund")["vorgaenge"]
    return {str(grund): int(n) for grund, n in je_grund.items() if n}


def correct(haus: Haus, vorgang: Vorgang, team: str = "501", **werte: object) -> None:
    given = {"eingang_am": JUNI} | werte
    update_vorgang(
        by=haus.akteur("anna"),
        now=SPAETER,
        vorgang_id=vorgang.id,
        version=vorgang.version,
        eintrag=haus.eintrag(team, **given),
    )


def test_late_entries_and_corrections_are_told_by_reason(haus: Haus, write: Write) -> None:
    faelle = [haus.record("501", eingang_am=JUNI) for _ in range(4)]
    damals = write()
    lauf = published(haus, damals, "JC")
    correct(haus, faelle[0], eingang_am=date(2025, 12, 10))  # carried over, not new
    correct(haus, faelle[1], "502")  # from today on in another team: June stays as it was
    correct(haus, faelle[2], eingangsweg="telefonisch")
    haus.record("502", eingang_am=JUNI, art="lob", anliegen=())
    haus.record("502", eingang_am=date(2026, 7, 3))
    heute = write()
    write_vergleich(heute, lauf, haus.einheiten["JC"].id)
    assert explained(damals, heute) == {"nachgetragen": 1, "eingang": 1, "gesamt": 2}


def test_an_import_after_the_run_is_a_late_entry_of_all_its_cases(
    haus: Haus, write: Write, tmp_path: Path
) -> None:
    haus.record("501", eingang_am=JUNI)
    damals = write()
    lauf = published(haus, damals, "JC")
    seed_codes(by=SYSTEM, now=JETZT)
    datei = tmp_path / "faelle.csv"
    datei.write_text("art;eingang_am;eingangsweg\n" + "Beschwerde;2026-03-02;E-Mail\n" * 3, "utf-8")
    ergebnis = import_csv(by=SYSTEM, now=SPAETER, auftrag=Auftrag(datei, haus.einheiten["JC"].id))
    assert not ergebnis.fehler
    heute = write()
    write_vergleich(heute, lauf, haus.einheiten["JC"].id)
    assert explained(damals, heute) == {"nachgetragen": 3, "gesamt": 3}
    zweiter = published(haus, heute, "JC")
    gleich = write()
    write_vergleich(gleich, zweiter, haus.einheiten["JC"].id)
    assert explained(heute, gleich) == {}, "what the run before knew is no correction any more"


@pytest.mark.datenbank("sqlite")
def test_a_team_hears_of_its_own_cases_alone(haus: Haus, write: Write) -> None:
    fall = haus.record("501", eingang_am=JUNI)
    damals = write("502")
    lauf = published(haus, damals, "502")
    correct(haus, fall, eingang_am=date(2026, 6, 20))
    heute = write("502")
    write_vergleich(heute, lauf, haus.einheiten["502"].id)
    assert explained(damals, heute) == {}


@pytest.mark.datenbank("sqlite")
def test_a_second_run_on_the_same_data_is_compared_with_the_same_one(
    haus: Haus, write: Write
) -> None:
    haus.record("501", eingang_am=JUNI)
    erster = published(haus, write(), "JC")
    with acting_as(SYSTEM):
        assert published_before(erster, write().sha256) is None
    haus.record("501", eingang_am=JUNI)
    zweiter = published(haus, write(), "JC")
    dritter = published(haus, write(), "JC")
    with acting_as(SYSTEM):
        gefunden = [published_before(lauf, write().sha256) for lauf in (zweiter, dritter)]
    assert [lauf.id if lauf else None for lauf in gefunden] == [erster.id, erster.id]


@pytest.mark.datenbank("sqlite")
def test_a_run_for_an_earlier_datenstand_is_compared_with_what_was_published_by_then(
    haus: Haus, write: Write
) -> None:
    haus.record("501", eingang_am=JUNI)
    erster = published(haus, write(), "JC")
    haus.record("501", eingang_am=JUNI)
    zweiter = published(haus, write(), "JC")
    assert erster.datenstand_zeit is not None
    with acting_as(SYSTEM):
        rueckblick = find_lauf(zweiter.id)
        assert rueckblick is not None
        for moment, vorher in ((JETZT, None), (datetime.now(UTC), erster.id)):
            rueckblick.rueckblick = moment
            gefunden = published_before(rueckblick, "anderer")
            assert (gefunden.id if gefunden else None) == vorher
    with writing(by=SYSTEM):
        Lauf.update(rueckblick=JETZT).where(Lauf.id == zweiter.id).execute()
    dritter = published(haus, write(), "JC")
    with acting_as(SYSTEM):
        gefunden = published_before(dritter, "anderer")
    assert gefunden is not None
    assert gefunden.id == erster.id, "a look back told nothing new"
