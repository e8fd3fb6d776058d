"""A command that is killed: `python -m tests.bruch STELLE[#N] BEFEHL …` dies there by SIGKILL.

`#N`: at the Nth time the place is reached (default 1). Ends like the command where the place is
never reached.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from models.rules import bruchstellen

ROOT = Path(__file__).parents[1]
GETOETET = -signal.SIGKILL


def pull_plug(
    stelle: str, *befehl: str, env: Mapping[str, str], timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `python -m admin BEFEHL …` in a process of its own, killed at this place.

    The return code is GETOETET where the place was reached.
    """
    return subprocess.run(
        [sys.executable, "-m", "tests.bruch", stelle, *befehl],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def die_at(stelle: str) -> None:
    """Kill this process at the place `name` or `name#N`. Raises KeyError for an unknown place."""
    name, _, count = stelle.partition("#")
    bruchstellen.BRUCHSTELLEN[name]
    left = [int(count or 1)]

    def haken(reached: str) -> None:
        if reached == name:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    bruchstellen.hook(haken)


if __name__ == "__main__":
    from admin.cli import main

    die_at(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
