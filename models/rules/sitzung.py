"""How long a session lives."""

from datetime import timedelta

UNTAETIG = timedelta(minutes=30)
LAENGSTENS = timedelta(hours=10)
OHNE_KONTO = timedelta(minutes=15)
"""Between the log-in page and the log-in; anybody may open that page as often as she likes."""
