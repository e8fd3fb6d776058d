"""From which month a house really records: old strays and quiet months do not mislead."""

import pytest

from models.rules.erfassung import continuous_since

FORTY = {f"{year}-{month:02d}": 40 for year in (2024, 2025) for month in range(1, 13)}


@pytest.mark.parametrize(
    ("counts", "seit"),
    [
        ({}, None),
        ({"2026-03": 0}, None),
        ({"2026-03": 1}, "2026-03"),
        (FORTY, "2024-01"),
        (FORTY | {"2009-05": 1}, "2024-01"),
        (FORTY | {"2023-11": 1, "2023-12": 2}, "2024-01"),
        (FORTY | {"2023-12": 10}, "2023-12"),
        (FORTY | dict.fromkeys(["2024-07", "2024-08", "2024-09"], 0), "2024-01"),
        (FORTY | dict.fromkeys(["2024-06", "2024-07", "2024-08", "2024-09"], 0), "2024-10"),
        ({"2025-01": 1, "2025-04": 2, "2025-08": 1, "2025-12": 1}, "2025-01"),
        ({"2015-01": 1, "2018-04": 1, "2021-08": 1, "2025-11": 1, "2025-12": 1}, "2025-11"),
    ],
)
def test_recording_began_where_cases_come_without_a_break(
    counts: dict[str, int], seit: str | None
) -> None:
    assert continuous_since(counts) == seit
