"""Leases: how long a worker that says nothing more owns what it took."""

from datetime import datetime, timedelta

from peewee import Expression, Field


def lease_over(lease_bis: Field, now: datetime, lease: timedelta) -> Expression:
    """Whether nobody owns the row any more: its lease ended, or the clock was set back.

    A lease that ends later than one given now by more than its own length was given by a clock
    that ran ahead; who is alive renews it with its next sign, the dead one must not keep it.
    """
    return (lease_bis < now) | (lease_bis > now + 2 * lease)
