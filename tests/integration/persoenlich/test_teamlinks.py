"""A team's secret link: counts for one unit, for today, and says nothing else."""

from datetime import date, timedelta

import pytest

from models.actions.codes import seed_codes
from models.actions.strichliste import Strich, count_strich
from models.actions.teamlinks import count_by_teamlink, create_teamlink, revoke_teamlink
from models.db import acting_as, writing
from models.queries.strichliste import top_themen
from models.queries.teamlinks import einheit_of_secret, teamlinks_of
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Strichliste, Teamlink
from tests.haus import HEUTE, JETZT, Haus


@pytest.fixture(autouse=True)
def codes(haus: Haus) -> None:
    seed_codes(by=SYSTEM, now=JETZT)


def create(haus: Haus, login: str = "bernd", team: str = "501") -> tuple[Teamlink, str]:
    einheit_id = haus.einheiten[team].id
    return create_teamlink(by=haus.akteur(login), now=JETZT, einheit_id=einheit_id)


def test_without_a_link_there_is_nothing_to_call(haus: Haus) -> None:
    assert einheit_of_secret("", HEUTE) is None
    assert einheit_of_secret("geraten", HEUTE) is None
    with pytest.raises(RuleViolation, match="gilt nicht mehr"):
        count_by_teamlink(now=JETZT, geheimnis="geraten", thema="bearbeitungsdauer")


@pytest.mark.regel("MH-39")
def test_whoever_has_the_link_counts_for_its_team_today(haus: Haus) -> None:
    _, secret = create(haus)
    einheit = einheit_of_secret(secret, HEUTE)
    assert einheit is not None
    assert einheit.kuerzel == "501"
    for _ in range(2):
        row = count_by_teamlink(now=JETZT, geheimnis=secret, thema="bearbeitungsdauer")
    assert (row.einheit_id, row.tag, row.anzahl) == (einheit.id, HEUTE, 2)
    row = count_by_teamlink(now=JETZT, geheimnis=secret, thema="bearbeitungsdauer", zurueck=True)
    assert row.anzahl == 1


def test_the_log_names_the_link_and_nobody(haus: Haus) -> None:
    link, secret = create(haus)
    count_by_teamlink(now=JETZT, geheimnis=secret, thema="bearbeitungsdauer")
    with acting_as(SYSTEM):
        created, counted = list(Ereignis.select().order_by(Ereignis.id))[-2:]
    assert (created.name, created.akteur) == ("teamlink_created", "bernd")
    assert (counted.name, counted.akteur) == ("strich_counted", f"teamlink-{link.id}")


def test_the_secret_is_told_once_and_kept_nowhere(haus: Haus) -> None:
    link, secret = create(haus)
    assert len(secret) >= 40
    with acting_as(SYSTEM):
        assert secret not in Teamlink.get_by_id(link.id).geheimnis
        assert secret not in "".join(event.daten for event in Ereignis.select())


def test_two_links_have_two_secrets(haus: Haus) -> None:
    assert create(haus)[1] != create(haus)[1]
    with acting_as(haus.akteur("bernd")):
        assert len(teamlinks_of(haus.einheiten["501"].id)) == 2


def test_a_revoked_link_is_dead(haus: Haus) -> None:
    link, secret = create(haus)
    for _ in range(2):
        revoke_teamlink(by=haus.akteur("bernd"), now=JETZT, teamlink_id=link.id)
    assert einheit_of_secret(secret, HEUTE) is None
    with pytest.raises(RuleViolation, match="gilt nicht mehr"):
        count_by_teamlink(now=JETZT, geheimnis=secret, thema="bearbeitungsdauer")
    with acting_as(SYSTEM):
        assert Ereignis.select().where(Ereignis.name == "teamlink_revoked").count() == 1
        assert Strichliste.select().count() == 0


def test_a_link_ends_with_its_team(haus: Haus) -> None:
    _, secret = create(haus)
    with writing(by=SYSTEM):
        team = haus.einheiten["501"]
        team.gueltig_bis = HEUTE - timedelta(days=1)
        team.save()
    assert einheit_of_secret(secret, HEUTE) is None
    with pytest.raises(RuleViolation, match="gilt nicht mehr"):
        count_by_teamlink(now=JETZT, geheimnis=secret, thema="bearbeitungsdauer")
    with pytest.raises(RuleViolation, match="besteht nicht mehr"):
        create(haus)


@pytest.mark.parametrize("login", ["clara", "berta", "dora", "emil", "greta", "adam", "zoe"])
def test_only_the_leader_of_the_team_and_vz_gf_make_links(haus: Haus, login: str) -> None:
    with pytest.raises(RuleViolation):
        create(haus, login)


def test_anna_makes_links_and_bernd_ends_them(haus: Haus) -> None:
    link, _ = create(haus, "anna")
    with pytest.raises(Teamlink.DoesNotExist):
        revoke_teamlink(by=haus.akteur("clara"), now=JETZT, teamlink_id=link.id)
    with pytest.raises(RuleViolation, match="Teamlinks"):
        revoke_teamlink(by=haus.akteur("berta"), now=JETZT, teamlink_id=link.id)
    revoke_teamlink(by=haus.akteur("bernd"), now=JETZT, teamlink_id=link.id)


def test_a_link_counts_only_topics_of_the_list(haus: Haus) -> None:
    _, secret = create(haus)
    with pytest.raises(RuleViolation, match="Thema"):
        count_by_teamlink(now=JETZT, geheimnis=secret, thema="<script>")
    with pytest.raises(RuleViolation, match="0 bis"):
        count_by_teamlink(now=JETZT, geheimnis=secret, thema="bearbeitungsdauer", zurueck=True)


def test_the_usual_topics_come_first(haus: Haus) -> None:
    bernd, team = haus.akteur("bernd"), haus.einheiten["501"].id
    striche = (
        ("erreichbarkeit-telefon", HEUTE, 5),
        ("erreichbarkeit-telefon", HEUTE - timedelta(days=10), 2),
        ("raeume-wartezone", HEUTE - timedelta(days=80), 6),
        ("bearbeitungsdauer", date(2026, 1, 1), 99),
    )
    for thema, tag, anzahl in striche:
        count_strich(by=bernd, now=JETZT, strich=Strich(team, tag, thema, anzahl))
    with acting_as(bernd):
        themen = top_themen(team, HEUTE)
    assert [(thema.code, thema.heute) for thema in themen[:2]] == [
        ("erreichbarkeit-telefon", 5),
        ("raeume-wartezone", 0),
    ]
    assert len(themen) == 24
    assert themen[0].bezeichnung != themen[0].code


def test_a_stranger_learns_nothing_of_what_a_team_counts(haus: Haus) -> None:
    team = haus.einheiten["501"].id
    strich = Strich(team, HEUTE, "raeume-wartezone", 50)
    count_strich(by=haus.akteur("bernd"), now=JETZT, strich=strich)
    with acting_as(haus.akteur("clara")):
        assert top_themen(team, HEUTE) == top_themen(haus.einheiten["502"].id, HEUTE)
