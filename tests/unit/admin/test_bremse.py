"""The back-off of the log-in: slow for who guesses, bearable for who mistypes."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from admin.security.bremse import ADRESSE, KONTO, PAAR

BREMSEN = st.sampled_from([PAAR, KONTO, ADRESSE])


def test_who_mistypes_four_times_does_not_wait() -> None:
    assert PAAR.wait(4) == timedelta(0)
    assert PAAR.wait(5) == timedelta(seconds=1)
    assert PAAR.wait(8) == timedelta(seconds=8)


def test_an_office_behind_one_address_waits_half_a_minute_at_most() -> None:
    assert ADRESSE.wait(59) == timedelta(0)
    assert ADRESSE.wait(100_000) == timedelta(seconds=30)


def test_a_stranger_cannot_lock_out_a_person() -> None:
    assert KONTO.wait(100_000) <= timedelta(seconds=30)


@given(bremse=BREMSEN, fehler=st.integers(0, 10_000))
def test_the_wait_never_shrinks_and_has_an_end(bremse, fehler: int) -> None:  # type: ignore[no-untyped-def]
    assert timedelta(0) <= bremse.wait(fehler) <= bremse.wait(fehler + 1) <= bremse.laengstens
