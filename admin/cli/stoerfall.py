"""How a command ends that something stopped: one German sentence that says what to do.

A traceback is for whoever mends KRM, and only where „--fehlersuche“ asks for it.
"""

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

from models.rules.fehler import RuleViolation
from models.rules.stoerung import sentence_for

SCHALTER = "--fehlersuche"
UNERWARTET = (
    "Das ist unerwartet gescheitert ({ort}). Bitte der Administration melden; "
    f"„python -m admin {SCHALTER} …“ zeigt, wo."
)
ABGEBROCHEN = "Von Hand abgebrochen."
FALSCH, GESCHEITERT, UNTERBROCHEN = 2, 1, 130


def in_words(work: Callable[[], int], fehlersuche: bool = False) -> int:
    """Do a command's work; returns its exit code, whatever happens.

    FALSCH for a call that cannot be carried out, GESCHEITERT for what the surroundings refuse.
    """
    try:
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()  # what could not be written must not look like a success
    except RuleViolation as violation:
        say(str(violation))
        return FALSCH
    except KeyboardInterrupt:
        say(ABGEBROCHEN)
        return UNTERBROCHEN
    except BrokenPipeError:  # the reader has seen enough, as with „| head“
        _drop_output()
        return GESCHEITERT
    except Exception as error:
        if fehlersuche:
            traceback.print_exc()
        say(_sentence(error))
        _drop_output()
        return GESCHEITERT
    return code


def say(sentence: str) -> None:
    """A word on standard error; nobody may be there to read it."""
    if sys.stderr is None:  # print would take standard output instead
        return
    with suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)


def _sentence(error: Exception) -> str:
    from admin.config import load_config
    from admin.config.fehlerort import fault

    places = {}
    with suppress(Exception):
        places = load_config(os.environ).places
    return sentence_for(error, places) or UNERWARTET.format(ort=fault(error))


def _drop_output() -> None:
    """What standard output still holds goes nowhere: Python would complain of it at the end."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
