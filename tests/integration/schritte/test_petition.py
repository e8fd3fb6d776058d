"""Petitions and Eingaben in Marzahn-Hellersdorf: three ways to the office that asks."""

from datetime import date

import pytest

from models.db import acting_as
from models.queries.schritte import Angebot, angebote
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.rechte import SYSTEM
from models.tables import Schritt, Uebermittlung
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang


def asked(gang: Gang, weg: str) -> None:
    """An office asked, and Anna sent the petition to Bernd."""
    gang.record(
        "501",
        art="petition",
        weg=weg,
        frist_extern=date(2026, 8, 31),
        adressat="petitionsausschuss-bt",
    )
    gang.do("anna", "zugeleitet")


def drafted(gang: Gang) -> None:
    gang.file("stellungnahme")
    gang.do("bernd", "stellungnahme_gefertigt")


def signed(gang: Gang) -> None:
    """Bernd drafted, Dora checked, Emil co-signed, Greta signed."""
    drafted(gang)
    gang.do("anna", "qmb_informiert")
    gang.do("dora", "qmb_geprueft")
    gang.do("emil", "bl_mitgezeichnet")
    gang.do("greta", "gf_gezeichnet")


def sent(gang: Gang, schritt: str) -> list[str]:
    """Who got something by this step."""
    found = load_ablaufwerk(gang.stored().regelwerk).schritt
    (zweck,) = (s.bezeichnung for s in found if s.name == schritt)
    with acting_as(SYSTEM):
        rows = Uebermittlung.select().where(Uebermittlung.zweck == zweck)
        return [row.empfaenger for row in rows]


@pytest.mark.regel("MH-69", "MH-25", "MH-66", "MH-71", "MH-59")
def test_through_the_fueb_every_hand_in_its_order(gang: Gang) -> None:
    asked(gang, "fueb")
    order = [
        ("bernd", "stellungnahme_gefertigt", "tl"),
        ("anna", "qmb_informiert", "vz_gf"),
        ("dora", "qmb_geprueft", "qmb"),
        ("emil", "bl_mitgezeichnet", "bl"),
        ("greta", "gf_gezeichnet", "gf"),
        ("bernd", "vorlage_gemeldet", "tl"),
        ("anna", "vorab_versandt", "vz_gf"),
        ("anna", "fueb_freigegeben", "vz_gf"),
        ("greta", "unterschrieben", "gf"),
        ("anna", "versandt", "vz_gf"),
    ]
    gang.file("stellungnahme")
    for nr, (wer, schritt, rolle) in enumerate(order):
        assert gang.stand()[1:] == (schritt, rolle)
        for later_wer, later, _ in order[nr + 1 :]:
            gang.refused(later_wer, later, "Erst nach", "")
        extra = {"verschluesselt": True} if schritt == "vorab_versandt" else {}
        gang.do(wer, schritt, **extra)
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})
    gang.do("bernd", "erledigung_gemeldet")
    gang.do("anna", "ausgetragen")
    stored = gang.stored()
    assert (stored.qmb_geprueft_am, stored.bl_mitgezeichnet_am, stored.fueb_vorab_am) == (
        HEUTE,
    ) * 3
    assert (stored.fueb_frei_am, stored.versandt_am, stored.versandt_an) == (HEUTE, HEUTE, "FüB AA")
    assert (
        sent(gang, "vorab_versandt")
        == sent(gang, "versandt")
        == ["Führungsberatung der Agentur für Arbeit"]
    )


@pytest.mark.regel("MH-69", "MH-70", "MH-25")
def test_a_remark_of_dora_and_one_of_the_fueb_each_bring_a_new_fassung(gang: Gang) -> None:
    asked(gang, "fueb")
    drafted(gang)
    gang.do("anna", "qmb_informiert")
    gang.do("dora", "qmb_bemerkt", "Bitte die Rechtsgrundlage nennen.")
    assert gang.stand() == ("in-bearbeitung", "stellungnahme_gefertigt", "tl")
    gang.refused("bernd", "stellungnahme_gefertigt", "Fassung 2", "")
    drafted(gang)
    gang.do("dora", "qmb_geprueft")
    gang.do("emil", "bl_mitgezeichnet")
    gang.do("greta", "gf_gezeichnet")
    gang.do("bernd", "vorlage_gemeldet")
    gang.do("anna", "vorab_versandt", verschluesselt=True)
    gang.mails()
    gang.do("anna", "fueb_bemerkt", "Bitte kürzen.")
    assert gang.mails() == [("dora", "bernd victor")]
    assert gang.stand() == ("in-bearbeitung", "stellungnahme_gefertigt", "tl")
    drafted(gang)
    gang.do("dora", "qmb_geprueft")
    gang.do("bernd", "vorlage_gemeldet")
    gang.do("anna", "vorab_versandt", verschluesselt=True)
    gang.do("anna", "fueb_freigegeben")
    assert gang.stored().fassung == 3
    with acting_as(SYSTEM):
        rounds = {s.name: s.runde for s in Schritt.select().order_by(Schritt.id)}
    assert (rounds["stellungnahme_gefertigt"], rounds["vorab_versandt"]) == (3, 2)


def test_greta_sends_a_draft_back_and_all_before_her_look_again(gang: Gang) -> None:
    asked(gang, "fueb")
    signed(gang)
    gang.do("greta", "zeichnung_zurueckgegeben", "So unterschreibe ich das nicht.")
    drafted(gang)
    gang.refused("emil", "bl_mitgezeichnet", "Erst nach „Prüfung abschließen“", "")
    gang.do("dora", "qmb_geprueft")
    gang.do("emil", "bl_mitgezeichnet")


@pytest.mark.regel("MH-60", "MH-62", "MH-63")
def test_in_matters_of_the_traegerversammlung_it_authorises_before_the_bmas_gets_it(
    gang: Gang,
) -> None:
    asked(gang, "traegerversammlung")
    assert gang.stored().frist_intern_petition == date(2026, 8, 17)
    signed(gang)
    gang.refused("greta", "an_bmas_versandt", "Erst nach „Beschluss der Trägerversammlung", "")
    gang.refused("greta", "traegerversammlung_autorisiert", "Es fehlt: Beschluss", "")
    gang.do("greta", "traegerversammlung_autorisiert", beschluss="10.08.2026")
    gang.do("anna", "an_bmas_versandt")
    assert gang.stored().traegerversammlung is True
    assert sent(gang, "an_bmas_versandt") == ["Bundesministerium für Arbeit und Soziales"]


@pytest.mark.regel("MH-72")
def test_to_the_land_it_goes_directly_without_the_fueb(gang: Gang) -> None:
    asked(gang, "land")
    signed(gang)
    gang.do("bernd", "vorlage_gemeldet")
    assert "vorab_versandt" not in gang.steps()
    gang.do("anna", "an_land_versandt", versandt_an="PetA AGH")
    assert sent(gang, "an_land_versandt") == ["PetA AGH"]


def test_without_a_way_the_way_comes_first(gang: Gang) -> None:
    gang.record("501", art="eingabe")
    assert gang.stand()[1:] == ("weg_festgelegt", "vz_gf")
    gang.do("anna", "weg_festgelegt", weg="land", frist_extern=date(2026, 8, 31), adressat="bmas")
    assert gang.stand()[1:] == ("zugeleitet", "vz_gf")
    assert gang.stored().frist_am == date(2026, 8, 31)


@pytest.mark.regel("MH-64")
def test_a_waiver_is_a_plain_sheet_with_reasons_in_the_case(gang: Gang) -> None:
    asked(gang, "fueb")
    given = {"verzicht_schriftlich": "ja", "gruende": "Alles geklärt.", "blanko": True}
    gang.refused("bernd", "verzicht_blanko", "Es fehlt in der Akte: Verzicht", "", **given)
    gang.file("verzicht")
    gang.refused("bernd", "verzicht_blanko", "Konkrete Gründe", "", **given | {"gruende": " "})
    gang.refused("bernd", "verzicht_blanko", "keinen Briefkopf", "", **given | {"blanko": False})
    gang.do("bernd", "verzicht_blanko", **given)
    assert gang.stand() == ("beantwortet", "ergebnis_festgestellt", "tl")
    assert "Konkrete Gründe: Alles geklärt." in gang.notes()[-1][2]


def test_bernd_does_not_check_or_sign_his_own_draft_for_others(gang: Gang) -> None:
    asked(gang, "fueb")
    gang.do("bernd", "verantwortung_geaendert", verantwortlich=gang.konto("emil"))
    gang.file("stellungnahme")
    gang.do("emil", "stellungnahme_gefertigt")
    gang.do("anna", "qmb_informiert")
    gang.do("dora", "qmb_geprueft")
    gang.refused("emil", "bl_mitgezeichnet", "Vier Augen", "")


def test_what_the_traegerversammlung_authorised_greta_does_not_send_back(gang: Gang) -> None:
    asked(gang, "traegerversammlung")
    signed(gang)
    gang.do("greta", "traegerversammlung_autorisiert", beschluss="10.08.2026")
    offered = {a.schritt.name for a in _offers(gang, "greta")}
    assert "an_bmas_versandt" in offered
    assert not offered & {"zeichnung_zurueckgegeben", "traegerversammlung_bemerkt"}


def _offers(gang: Gang, wer: str) -> list[Angebot]:
    akteur = gang.akteur(wer)
    with acting_as(akteur):
        return angebote(gang.stored(), akteur)
