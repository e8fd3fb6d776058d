"""Who owns a run: claims, leases, takeovers, late workers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from models.actions.laeufe import Berichtsauftrag, begin_lauf, request_lauf
from models.actions.laufbetrieb import (
    AUFGEGEBEN,
    claim_next,
    discard_leftover,
    fail,
    finish,
    heartbeat,
    release,
    report_progress,
)
from models.db import acting_as, database
from models.queries.laeufe import find_lauf
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Lauf
from tests.haus import JETZT, Haus

STAND = date(2026, 7, 15)
LEASE = 60
SPAETER = JETZT + timedelta(seconds=LEASE + 1)


@pytest.fixture
def auftrag(haus: Haus) -> Berichtsauftrag:
    """The report of Jobcenter Lindenau on 2025."""
    jahr = (date(2025, 1, 1), date(2025, 12, 31))
    return Berichtsauftrag("auswertung-gf", "2025", *jahr, haus.einheiten["JC"].id, "gf")


@pytest.fixture
def lauf_id(auftrag: Berichtsauftrag) -> int:
    return int(request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag).id)


def stored(lauf_id: int) -> Lauf:
    with acting_as(SYSTEM):
        return Lauf.get_by_id(lauf_id)


def token_of(lauf: Lauf | None) -> str:
    assert lauf is not None
    return str(lauf.token)


def publish(token: str, publish: Callable[[], None] = lambda: None) -> bool:
    return finish(token=token, ordner="o", datenstand=STAND, now=JETZT, publish=publish)


def removes(lauf_id: int, token: str | None) -> bool:
    removed: list[bool] = []
    gone = discard_leftover(lauf_id=lauf_id, token=token, remove=lambda: removed.append(True))
    assert gone is bool(removed)
    return gone


def in_thread(work: Callable[[], object]) -> object:
    with database.connection_context():
        return work()


def test_a_run_is_taken_once(lauf_id: int) -> None:
    first = claim_next(now=JETZT, lease_s=LEASE)
    assert first is not None
    assert (first.id, first.versuch, first.status) == (lauf_id, 1, "laeuft")
    assert claim_next(now=JETZT, lease_s=LEASE) is None


def test_the_oldest_run_comes_first(auftrag: Berichtsauftrag) -> None:
    late = request_lauf(by=SYSTEM, now=SPAETER, bericht=auftrag)
    early = request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag)
    taken = [claim_next(now=SPAETER, lease_s=LEASE) for _ in range(2)]
    assert [lauf.id for lauf in taken if lauf] == [early.id, late.id]


def test_nobody_takes_a_run_in_the_foreground_from_its_caller(auftrag: Berichtsauftrag) -> None:
    own = begin_lauf(by=SYSTEM, now=JETZT, bericht=auftrag, lease_s=LEASE)
    assert claim_next(now=JETZT, lease_s=LEASE) is None
    assert publish(own.token)


def test_fifty_claims_at_once_take_fifty_runs(auftrag: Berichtsauftrag) -> None:
    wanted = {request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag).id for _ in range(50)}

    def claim(_: int) -> int | None:
        lauf = in_thread(lambda: claim_next(now=JETZT, lease_s=LEASE))
        return lauf.id if isinstance(lauf, Lauf) else None

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(claim, range(60)))
    assert sorted(number for number in taken if number) == sorted(wanted)
    assert taken.count(None) == 10


def test_ten_workers_never_take_the_same_silent_run(lauf_id: int) -> None:
    claim_next(now=JETZT, lease_s=LEASE)
    with ThreadPoolExecutor(10) as pool:
        taken = list(
            pool.map(lambda _: in_thread(lambda: claim_next(now=SPAETER, lease_s=LEASE)), range(10))
        )
    assert [lauf.versuch for lauf in taken if isinstance(lauf, Lauf)] == [2]


def test_a_heartbeat_keeps_the_run(lauf_id: int) -> None:
    token = token_of(claim_next(now=JETZT, lease_s=LEASE))
    assert heartbeat(token=token, now=SPAETER, lease_s=LEASE)
    assert claim_next(now=SPAETER, lease_s=LEASE) is None


def test_whoever_lost_the_run_changes_nothing_any_more(lauf_id: int) -> None:
    zombie = token_of(claim_next(now=JETZT, lease_s=LEASE))
    owner = token_of(claim_next(now=SPAETER, lease_s=LEASE))
    moved: list[str] = []
    assert not heartbeat(token=zombie, now=SPAETER, lease_s=LEASE)
    assert not report_progress(token=zombie, schritt="rechnet", anteil=0.9)
    assert not publish(zombie, lambda: moved.append("zombie"))
    assert not fail(token=zombie, fehler="zu spät", now=SPAETER)
    assert not release(token=zombie)
    assert publish(owner, lambda: moved.append("owner"))
    assert moved == ["owner"]
    assert not publish(owner, lambda: moved.append("again"))


def test_progress_stands_in_the_row(lauf_id: int) -> None:
    token = token_of(claim_next(now=JETZT, lease_s=LEASE))
    assert report_progress(token=token, schritt="x" * 300, anteil=1.7)
    assert (stored(lauf_id).schritt, stored(lauf_id).anteil) == ("x" * 200, 1.0)


def test_a_finished_run_is_published_with_folder_day_and_event(lauf_id: int) -> None:
    assert publish(token_of(claim_next(now=JETZT, lease_s=LEASE)))
    with acting_as(SYSTEM):
        lauf = find_lauf(lauf_id)
        names = [ereignis.name for ereignis in Ereignis.select().order_by(Ereignis.id)]
    assert lauf is not None
    assert (lauf.status, lauf.ordner) == ("fertig", "o")
    assert (lauf.datenstand, lauf.beendet_am) == (STAND, JETZT)
    assert names == ["lauf_requested", "lauf_published"]


def test_a_move_that_fails_leaves_the_run_unpublished(lauf_id: int) -> None:
    token = token_of(claim_next(now=JETZT, lease_s=LEASE))
    with pytest.raises(OSError, match="voll"):
        publish(token, lambda: (_ for _ in ()).throw(OSError("voll")))
    assert stored(lauf_id).status == "laeuft"
    with acting_as(SYSTEM):
        assert not Ereignis.select().where(Ereignis.name == "lauf_published").exists()
    assert publish(token)


def test_a_failed_run_says_why_and_is_not_taken_again(lauf_id: int) -> None:
    token = token_of(claim_next(now=JETZT, lease_s=LEASE))
    assert fail(token=token, fehler="Der Speicher reichte nicht.", now=JETZT)
    assert stored(lauf_id).fehler == "Der Speicher reichte nicht."
    assert claim_next(now=SPAETER, lease_s=LEASE) is None


def test_the_fourth_attempt_is_not_begun(lauf_id: int) -> None:
    moment = JETZT
    for versuch in (1, 2, 3):
        lauf = claim_next(now=moment, lease_s=LEASE)
        assert lauf is not None
        assert lauf.versuch == versuch
        moment += timedelta(seconds=LEASE + 1)
    assert claim_next(now=moment, lease_s=LEASE) is None
    assert (stored(lauf_id).status, stored(lauf_id).fehler) == ("gescheitert", AUFGEGEBEN)


def test_a_worker_that_is_asked_to_stop_loses_no_attempt(lauf_id: int) -> None:
    assert release(token=token_of(claim_next(now=JETZT, lease_s=LEASE)))
    again = claim_next(now=JETZT, lease_s=LEASE)
    assert again is not None
    assert again.versuch == 1


@pytest.mark.parametrize(
    ("state", "of_attempt", "of_final_name"),
    [
        ("running", False, False),
        ("late", False, False),
        ("failed", True, True),
        ("published", True, False),
    ],
)
def test_only_waste_is_removed(
    lauf_id: int, state: str, of_attempt: bool, of_final_name: bool
) -> None:
    token = token_of(claim_next(now=JETZT, lease_s=LEASE))
    if state == "failed":
        fail(token=token, fehler="x", now=JETZT)
    if state == "published":
        publish(token)
    if state == "late":
        heartbeat(token=token, now=JETZT - timedelta(days=1), lease_s=LEASE)
    assert removes(lauf_id, token[:8]) is of_attempt
    assert removes(lauf_id, None) is of_final_name


def test_what_a_taken_over_attempt_left_is_waste_while_the_new_one_runs(lauf_id: int) -> None:
    zombie = token_of(claim_next(now=JETZT, lease_s=LEASE))
    owner = token_of(claim_next(now=SPAETER, lease_s=LEASE))
    for token, expected in ((zombie, True), (owner, False), (None, False)):
        assert removes(lauf_id, token) is expected


def test_the_folder_of_an_unknown_run_stays(haus: Haus) -> None:
    assert not removes(4711, None)


@pytest.mark.parametrize("zurueck", [timedelta(hours=1), timedelta(days=400)])
def test_a_dead_workers_run_is_taken_over_though_the_clock_was_set_back(
    lauf_id: int, zurueck: timedelta
) -> None:
    dead = claim_next(now=JETZT, lease_s=LEASE)
    after = claim_next(now=JETZT - zurueck, lease_s=LEASE)
    assert after is not None
    assert after.id == lauf_id
    assert not publish(token_of(dead))


def test_a_living_workers_run_stays_when_the_clock_is_set_by_a_little(lauf_id: int) -> None:
    claim_next(now=JETZT, lease_s=LEASE)
    assert claim_next(now=JETZT - timedelta(seconds=LEASE // 2), lease_s=LEASE) is None


def test_after_the_clock_jumped_a_heartbeat_keeps_the_run(lauf_id: int) -> None:
    token = token_of(claim_next(now=JETZT, lease_s=LEASE))
    for now in (JETZT - timedelta(hours=1), JETZT + timedelta(hours=1)):
        assert heartbeat(token=token, now=now, lease_s=LEASE)
        assert claim_next(now=now + timedelta(seconds=LEASE // 2), lease_s=LEASE) is None
