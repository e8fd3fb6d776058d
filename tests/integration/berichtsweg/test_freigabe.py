"""Signing off: by whom the order names, never by who made it; a correction names what changed."""

import pytest

from admin.views.berichtslauf import state
from models.actions.berichtsfreigabe import resubmit_lauf, return_lauf
from models.actions.laeufe import begin_lauf
from models.actions.laufbetrieb import fail
from models.actions.veroeffentlichung import _mitwisser, when_published
from models.db import acting_as, writing
from models.queries.berichtstisch import returned_to, stuck_dispatches, waiting_for_release
from models.queries.berichtswege import (
    decisions_on,
    dispatch_of,
    is_open,
    release_verdict,
)
from models.rules.fehler import RuleViolation
from models.rules.lauf import Nachrichtstatus
from models.rules.rechte import SYSTEM
from models.tables import Berichtsadresse, Einheit, Ereignis, Lauf, Nachricht, StaleVersion
from models.tables.konto import Rollenzuweisung
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.berichtsweg.conftest import (
    AGENTUR,
    SPAETER,
    Sign,
    finished,
    order,
    reread,
)


def queued() -> list[Nachricht]:
    with acting_as(SYSTEM):
        return list(Nachricht.select().where(Nachricht.klasse == "extern").order_by(Nachricht.id))


def events() -> list[str]:
    with acting_as(SYSTEM):
        rows = Ereignis.select(Ereignis.name).where(Ereignis.name.startswith("bericht"))
        return [name for (name,) in rows.order_by(Ereignis.id).tuples()]


def waiting(haus: Haus, login: str) -> list[int]:
    akteur = haus.akteur(login)
    with acting_as(akteur):
        return [lauf.id for lauf in waiting_for_release(akteur, JETZT)]


def test_a_report_for_the_house_is_out_at_once_and_one_for_the_agentur_waits(haus: Haus) -> None:
    inside, outside = finished(haus, kreis="gf"), finished(haus)
    assert (inside.freigabe, outside.freigabe) == ("freigegeben", "zur_freigabe")
    assert waiting(haus, "greta") == [outside.id]
    assert waiting(haus, "dora") == waiting(haus, "emil") == waiting(haus, "zoe") == []
    with acting_as(SYSTEM):
        (mail,) = Nachricht.select()
    assert (mail.empfaenger, mail.klasse) == ("greta@jobcenter.example", "intern")
    assert f"/bericht/details/?id={outside.id}" in mail.text


def test_greta_releases_what_dora_made_and_it_goes_to_the_agentur(
    haus: Haus, sign: Sign, adresse: Berichtsadresse
) -> None:
    lauf = sign(finished(haus))
    assert lauf.freigabe == "freigegeben"
    (mail,) = queued()
    assert (mail.empfaenger, mail.anhang) == (AGENTUR, f"{lauf.ordner}/bericht.pdf")
    assert mail.betreff == "Jahresbericht, 1. Halbjahr 2026: Jobcenter Lindenau"
    assert "Datenstand: 15.07.2026" in mail.text
    assert [row.ergebnis for row in decisions_on(lauf)] == ["freigegeben"]
    assert events() == ["berichtsadresse_saved", "bericht_released"]
    assert waiting(haus, "greta") == []


@pytest.mark.parametrize("login", ["dora", "anna", "emil", "bernd", "zoe", "adam"])
def test_nobody_else_releases_it(haus: Haus, sign: Sign, login: str) -> None:
    lauf = finished(haus)
    with pytest.raises((RuleViolation, Lauf.DoesNotExist)):
        sign(lauf, by=login)
    assert reread(lauf).freigabe == "zur_freigabe"
    assert queued() == []


def test_who_made_a_report_does_not_release_it_nor_does_her_deputy(haus: Haus, sign: Sign) -> None:
    lauf = finished(haus, by="greta")
    with pytest.raises(RuleViolation, match="zweite Person"):
        sign(lauf)
    with writing(by=SYSTEM):
        for rolle, einheit in (("gf", "JC"),):
            Rollenzuweisung.create(
                konto=haus.konten["emil"], rolle=rolle, einheit=haus.einheiten[einheit],
                gueltig_ab=HEUTE, vertretung_fuer=haus.konten["greta"],
            )  # fmt: skip
    with pytest.raises(RuleViolation, match="Vertretung"):
        sign(lauf, by="emil")
    with writing(by=SYSTEM):
        Rollenzuweisung.create(konto=haus.konten["paul"], rolle="gf_vertretung",
                               einheit=haus.einheiten["JC"], gueltig_ab=HEUTE)  # fmt: skip
    assert sign(lauf, by="paul").freigabe == "freigegeben"


def test_where_the_gf_is_the_author_she_releases_her_own(haus: Haus) -> None:
    """BKW-48: the GF informs the Trägerversammlung herself."""
    with writing(by=SYSTEM):
        Einheit.update(regelwerk="bernkastel-wittlich-2012", land="RP").where(
            Einheit.kuerzel == "JC"
        ).execute()
    greta = haus.akteur("greta")
    lauf = finished(haus, by="greta", kreis="traegerversammlung")
    assert not release_verdict(greta, lauf, JETZT)  # a Jahresbericht is not named there
    with writing(by=SYSTEM):
        lauf.bericht.name = "traegerversammlung"
        lauf.bericht.save()
    assert release_verdict(greta, reread(lauf), JETZT)


def test_a_report_is_returned_with_a_remark_submitted_again_and_released(
    haus: Haus, sign: Sign, adresse: Berichtsadresse
) -> None:
    greta, dora, lauf = haus.akteur("greta"), haus.akteur("dora"), finished(haus)
    with acting_as(greta):
        with pytest.raises(RuleViolation, match="zu ändern"):
            return_lauf(by=greta, now=JETZT, lauf_id=lauf.id, version=1, bemerkung="  ")
        return_lauf(by=greta, now=JETZT, lauf_id=lauf.id, version=1, bemerkung="Bitte prüfen.")
    with acting_as(dora):
        assert [row.id for row in returned_to(dora)] == [lauf.id]
    assert waiting(haus, "greta") == []
    with pytest.raises(RuleViolation, match="schon entschieden"):
        sign(reread(lauf))
    with acting_as(dora):
        resubmit_lauf(by=dora, now=SPAETER, lauf_id=lauf.id, version=2, bemerkung="Ist geprüft.")
    assert waiting(haus, "greta") == [lauf.id]
    lauf = sign(reread(lauf), at=SPAETER)
    assert [(row.ergebnis, row.bemerkung) for row in decisions_on(lauf)] == [
        ("zurueckgegeben", "Bitte prüfen."),
        ("zur_freigabe", "Ist geprüft."),
        ("freigegeben", ""),
    ]
    assert len(queued()) == 1
    assert events()[1:] == ["bericht_returned", "bericht_resubmitted", "bericht_released"]


def test_who_submits_a_report_of_the_schedule_again_made_it(haus: Haus, sign: Sign) -> None:
    greta, lauf = haus.akteur("greta"), finished(haus, by="system")
    with acting_as(greta):
        return_lauf(by=greta, now=JETZT, lauf_id=lauf.id, version=1, bemerkung="Warum so viele?")
        resubmit_lauf(by=greta, now=JETZT, lauf_id=lauf.id, version=2, bemerkung="Stimmt doch.")
    with pytest.raises(RuleViolation, match="zweite Person"):
        sign(reread(lauf))


def test_a_decision_on_an_older_version_is_refused(haus: Haus, sign: Sign) -> None:
    lauf = finished(haus)
    with pytest.raises(StaleVersion):
        sign(lauf, version=7)


def test_a_second_report_on_the_same_is_a_correction_that_says_why_and_what(
    haus: Haus, sign: Sign, adresse: Berichtsadresse
) -> None:
    first = sign(finished(haus))
    second = finished(haus, at=SPAETER)
    with pytest.raises(RuleViolation, match="warum dieser Bericht berichtigt wird") as refused:
        sign(second, at=SPAETER)
    assert refused.value.feld == "grund"
    change = "Tabelle 1, Beschwerde, neu: 41 statt 40"
    second = sign(second, at=SPAETER, grund="Ein Vorgang kam nach.", aenderungen=(change,))
    mail = queued()[1]
    assert mail.betreff.startswith("Korrektur: Jahresbericht")
    for part in ("ersetzt die Fassung vom 15.07.2026", "Ein Vorgang kam nach.", change):
        assert part in mail.text
    assert decisions_on(second)[0].ersetzt_id == first.id


def test_a_run_whose_gates_were_red_cannot_be_released(haus: Haus, sign: Sign) -> None:
    lauf = begin_lauf(by=haus.akteur("dora"), now=JETZT, bericht=order(haus), lease_s=60)
    satz = "Der Bericht wird nicht veröffentlicht. Die Summen der Tabelle 1 stimmen nicht."
    fail(token=str(lauf.token), fehler=satz, now=JETZT)
    with pytest.raises(RuleViolation):
        sign(reread(lauf))
    assert (reread(lauf).fehler, reread(lauf).freigabe, queued()) == (satz, None, [])


def test_an_older_run_does_not_replace_a_newer_one(haus: Haus, sign: Sign) -> None:
    older, newer = finished(haus), finished(haus, at=SPAETER)
    sign(newer, at=SPAETER)
    with pytest.raises(RuleViolation, match=f"neuere Fassung .* Lauf {newer.id} .*Freigegeben"):
        sign(older, at=SPAETER, grund="Versehen.")


def test_a_draft_that_a_newer_one_overtook_leaves_gretas_desk_and_is_not_released(
    haus: Haus, sign: Sign
) -> None:
    older, newer = finished(haus), finished(haus, at=SPAETER)
    assert waiting(haus, "greta") == [newer.id]
    for step in (sign, lambda lauf: _return(haus, lauf)):
        with pytest.raises(RuleViolation, match=f"Lauf {newer.id} vom 18.07.2026"):
            step(older)
    assert reread(older).freigabe == "zur_freigabe"
    with acting_as(haus.akteur("greta")):
        assert {state(reread(row)) for row in (older, newer)} == {
            "Überholt", "Wartet auf Freigabe",
        }  # fmt: skip


def test_a_draft_for_an_earlier_datenstand_overtakes_none_and_is_overtaken_by_none(
    haus: Haus,
) -> None:
    own, rueckblick = finished(haus), finished(haus, at=SPAETER)
    with writing(by=SYSTEM):
        Lauf.update(rueckblick=JETZT).where(Lauf.id == rueckblick.id).execute()
    assert sorted(waiting(haus, "greta")) == [own.id, rueckblick.id]
    newer = finished(haus, at=SPAETER)
    assert sorted(waiting(haus, "greta")) == [rueckblick.id, newer.id]
    with acting_as(haus.akteur("greta")):
        states = [state(reread(row)) for row in (own, rueckblick, newer)]
    assert states == ["Überholt", "Wartet auf Freigabe", "Wartet auf Freigabe"]


def test_a_returned_draft_that_was_made_anew_leaves_doras_desk(haus: Haus) -> None:
    dora, older = haus.akteur("dora"), finished(haus)
    _return(haus, older)
    newer = finished(haus, at=SPAETER)
    with acting_as(dora):
        assert returned_to(dora) == []
        with pytest.raises(RuleViolation, match=f"Lauf {newer.id} "):
            resubmit_lauf(by=dora, now=SPAETER, lauf_id=older.id, version=2, bemerkung="Doch.")
    assert waiting(haus, "greta") == [newer.id]


def test_a_newer_run_that_failed_or_is_for_others_overtakes_nothing(haus: Haus) -> None:
    lauf = finished(haus)
    finished(haus, kreis="traegerversammlung", at=SPAETER)
    token = begin_lauf(by=haus.akteur("dora"), now=SPAETER, bericht=order(haus), lease_s=60).token
    fail(token=str(token), fehler="Dem Bericht fehlen Daten.", now=SPAETER)
    assert lauf.id in waiting(haus, "greta")


@pytest.mark.parametrize("fehler", [None, "Der Mailserver lehnt eine Adresse ab."])
@pytest.mark.parametrize("status", list(Nachrichtstatus))
def test_list_and_page_agree_on_what_a_person_has_to_see_to(
    haus: Haus, sign: Sign, adresse: Berichtsadresse, status: Nachrichtstatus, fehler: str | None
) -> None:
    lauf, dora = sign(finished(haus)), haus.akteur("dora")
    with writing(by=SYSTEM):
        Nachricht.update(status=status.value, fehler=fehler).where(
            Nachricht.klasse == "extern"
        ).execute()
    with acting_as(dora):
        listed = [row.lauf_id for row in stuck_dispatches(dora)]
        sent = dispatch_of(lauf)
    assert sent is not None
    expected = status in ("unklar", "gescheitert") or (status == "gesendet" and fehler is not None)
    assert (listed == [lauf.id]) is is_open(sent) is expected


def _return(haus: Haus, lauf: Lauf) -> None:
    greta = haus.akteur("greta")
    with acting_as(greta):
        return_lauf(by=greta, now=JETZT, lauf_id=lauf.id, version=lauf.version, bemerkung="Nein.")


def test_without_an_address_the_report_waits_for_one(haus: Haus, sign: Sign) -> None:
    lauf, dora = sign(finished(haus)), haus.akteur("dora")
    assert queued() == []
    with acting_as(dora):
        (row,) = stuck_dispatches(dora)
    assert (row.lauf_id, row.empfaenger) == (lauf.id, "Agentur für Arbeit Berlin Mitte")


def test_whoever_keeps_account_of_publications_may_refuse_one(haus: Haus, sign: Sign) -> None:
    lauf = finished(haus)

    def refuse(published: Lauf, now: object) -> None:
        if published.id == lauf.id:
            raise RuleViolation("Zusammen mit dem ersten Bericht verriete er eine kleine Zahl.")

    when_published(refuse)
    try:
        with pytest.raises(RuleViolation, match="kleine Zahl"):
            sign(lauf)
    finally:
        _mitwisser.remove(refuse)
    assert reread(lauf).freigabe == "zur_freigabe"
    assert dispatch_of(lauf) is None
