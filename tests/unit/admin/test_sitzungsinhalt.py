"""What may lie in a session: conveniences, never what a form needs."""

import re
from pathlib import Path

ADMIN = Path(__file__).parents[3] / "admin"
ERLAUBT = {
    '"_user_id"': "who is logged in",
    '"eingangsweg"': "a proposal of the next form, to be seen and changed there",
    '"listen"': "filters of lists: personal data that stays out of addresses",
    "_STRICHE": "this session's own strokes; which one is taken back, the form says",
}
_ZUGRIFF = re.compile(r"\bsession(?:\[|\.(?:get|pop|setdefault)\()([\w\"']+)")


def test_nothing_that_a_form_needs_lies_in_the_session() -> None:
    found = {
        (key, path.name)
        for path in ADMIN.rglob("*.py")
        for key in _ZUGRIFF.findall(path.read_text("utf-8"))
    }
    assert {key for key, _ in found} == set(ERLAUBT), found
