"""Documents filed by mistake: who may take one out, and what stays whatever anybody wants."""

import io
from datetime import timedelta
from pathlib import Path

import pytest

from models.actions.dokumente import Upload, remove_dokument, store_dokument
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Vorgang
from tests import dateien
from tests.haus import HEUTE, JETZT
from tests.integration.schritte.conftest import Gang

SPAETER = timedelta(hours=1)


@pytest.fixture
def gang(haus: "object", tmp_path: Path) -> Gang:
    """A complaint with Berta, ready for its letter; `gang.ablage` is where files lie."""
    gang = Gang(haus)  # type: ignore[arg-type]
    gang.ablage = tmp_path / "ablage"  # type: ignore[attr-defined]
    gang.record("501")
    gang.do("anna", "zugeleitet")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    return gang


def store(gang: Gang, wer: str = "berta", art: str = "antwort") -> Dokument:
    upload = Upload(gang.vorgang.id, art, "Antwort an Erika.pdf", io.BytesIO(dateien.PDF))
    return store_dokument(
        by=gang.akteur(wer), now=gang.now, upload=upload, ablage=ablage(gang)
    )  # fmt: skip


def remove(gang: Gang, wer: str, dokument: Dokument) -> None:
    remove_dokument(
        by=gang.akteur(wer), now=gang.now, dokument_id=dokument.id, ablage=ablage(gang)
    )  # fmt: skip


def ablage(gang: Gang) -> Path:
    return gang.ablage  # type: ignore[attr-defined,no-any-return]


def left(gang: Gang) -> list[tuple[str, int]]:
    with acting_as(SYSTEM):
        rows = Dokument.select().order_by(Dokument.id)
        return [(row.art, row.fassung) for row in rows]


def test_bernd_takes_out_what_berta_filed_by_mistake_and_the_second_fassung_stays(
    gang: Gang,
) -> None:
    wrong, _ = store(gang), store(gang)
    remove(gang, "bernd", wrong)
    assert left(gang) == [("antwort", 2)]
    assert len([path for path in ablage(gang).rglob("*") if path.is_file()]) == 1
    with acting_as(SYSTEM):
        event = Ereignis.get(Ereignis.name == "dokument_removed")
    assert "Erika" not in event.daten


def test_a_letter_that_was_given_to_sign_stays(gang: Gang) -> None:
    letter = store(gang)
    gang.do("berta", "antwort_entworfen")
    with pytest.raises(RuleViolation, match="„Antwort zur Zeichnung geben“; es bleibt"):
        remove(gang, "bernd", letter)
    gang.now += SPAETER
    remove(gang, "bernd", store(gang))
    assert left(gang) == [("antwort", 1)]


def test_a_letter_whose_step_was_sent_back_may_go(gang: Gang) -> None:
    letter = store(gang)
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "entwurf_zurueckgegeben", "Bitte kürzer.")
    remove(gang, "berta", letter)
    assert left(gang) == []


def test_what_krm_filed_itself_is_nobodys_mistake(gang: Gang) -> None:
    sheet = store(gang, art="verfahrensdokumentation")
    with writing(by=SYSTEM):
        Dokument.update(hochgeladen_von=None).where(Dokument.id == sheet.id).execute()
    with pytest.raises(RuleViolation, match="hat KRM selbst abgelegt"):
        remove(gang, "bernd", sheet)


@pytest.mark.parametrize("wer", ["clara", "zoe", "adam", "ines"])
def test_a_stranger_finds_nothing_to_take_out(gang: Gang, wer: str) -> None:
    letter = store(gang)
    with pytest.raises(Dokument.DoesNotExist):
        remove(gang, wer, letter)


def test_dora_reads_but_takes_nothing_out(gang: Gang) -> None:
    with pytest.raises(RuleViolation, match="Vorgänge bearbeiten"):
        remove(gang, "dora", store(gang))


def test_in_a_closed_case_nothing_is_filed_and_nothing_goes(gang: Gang) -> None:
    letter = store(gang)
    with writing(by=SYSTEM):
        Vorgang.update(abschluss_am=HEUTE).where(Vorgang.id == gang.vorgang.id).execute()
    for change in (lambda: store(gang), lambda: remove(gang, "bernd", letter)):
        with pytest.raises(RuleViolation, match="zuerst mit Begründung wieder eröffnet"):
            change()
    assert left(gang) == [("antwort", 1)]


def test_what_was_handed_over_takes_no_documents(gang: Gang) -> None:
    gang.record("JC", art=None, abgabefall="widerspruch", abgabe_an="rechtsbehelfsstelle",
                abgabe_am=JETZT.date(), anliegen=())  # fmt: skip
    with pytest.raises(RuleViolation, match="zuständig ist die Stelle"):
        store(gang, "anna", "sonstiges")
