"""Run the benchmarks named, or all; 1 when one of them misses its target."""

import sys
from collections.abc import Callable

from tests.bench import bericht, fristen, start

BENCHES: dict[str, Callable[[], bool]] = {
    "fristen": fristen.run,
    "start": start.run,
    "bericht": bericht.run,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"Bekannt sind: {', '.join(BENCHES)}.\n")
        return 2
    reached = [BENCHES[name]() for name in names or BENCHES]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
