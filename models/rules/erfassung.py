"""Since when a Dienststelle records: before that day a report says nothing at all.

Proposed from the data, robustly: one old case that was recorded by chance, or handed over from
another system, is no recording.
"""

from collections.abc import Mapping
from statistics import median

HOECHSTENS_LUECKE = 3
"""Months without (enough) cases that do not end a recording; small houses have such months."""
MINDESTENS_ANTEIL = 0.25
"""A month counts from this share of the usual month on (the median of months with cases)."""


def continuous_since(counts: Mapping[str, int]) -> str | None:
    """First month („2024-03“) from which cases came in without a longer break; None without any.

    `counts`: cases by month of Eingang; months that are absent have none.
    """
    filled = {_number(month): n for month, n in counts.items() if n > 0}
    if not filled:
        return None
    enough = max(1.0, MINDESTENS_ANTEIL * median(filled.values()))
    begin, *earlier = sorted((m for m, n in filled.items() if n >= enough), reverse=True)
    for month in earlier:
        if begin - month > HOECHSTENS_LUECKE + 1:
            break
        begin = month
    return f"{begin // 12:04d}-{begin % 12 + 1:02d}"


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
