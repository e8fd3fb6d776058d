"""The tray: whole files for one account, gone after a day."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from models.actions.eingangskorb import ANHANG, MAIL, Korb, sweep_korb
from models.rules import bruchstellen
from tests.haus import JETZT

TAG = timedelta(days=1)


def test_a_file_waits_for_its_account_only(tmp_path: Path) -> None:
    korb = Korb(tmp_path, 1)
    stueck = korb.put(MAIL, "E-Mail.eml", b"From: a", {"betreff": "Über"})
    assert korb.find(stueck.token) == stueck
    assert korb.path(stueck).read_bytes() == b"From: a"
    for other in (2, None):
        assert Korb(tmp_path, other).find(stueck.token) is None
        assert Korb(tmp_path, other).mails() == []


def test_a_mail_takes_its_attachments_along(tmp_path: Path) -> None:
    korb = Korb(tmp_path, 1)
    anhang = korb.put(ANHANG, "a.txt", b"a")
    mail = korb.put(MAIL, "E-Mail.eml", b"From: a", {"anhaenge": [anhang.token]})
    assert korb.mails() == [mail]
    korb.drop(mail)
    assert list((tmp_path / "eingang").iterdir()) == []


def test_what_a_crash_left_half_is_nobody_s_and_goes_after_a_day(tmp_path: Path) -> None:
    def crash(stelle: str) -> None:
        raise KeyboardInterrupt(stelle)

    korb = Korb(tmp_path, 1)
    bruchstellen.hook(crash)
    try:
        with pytest.raises(KeyboardInterrupt, match=r"eingang\.korb"):
            korb.put(MAIL, "E-Mail.eml", b"From: a")
    finally:
        bruchstellen.hook(None)
    (half,) = (tmp_path / "eingang").iterdir()
    assert korb.find(half.name) is None
    young = korb.put(MAIL, "E-Mail.eml", b"From: b")
    os.utime(half, times=((JETZT - TAG).timestamp() - 1,) * 2)
    for path in (korb.path(young), korb.path(young).with_suffix(".json")):
        os.utime(path, times=((JETZT - TAG).timestamp() + 1,) * 2)
    assert sweep_korb(now=JETZT, ablage=tmp_path) == 1
    assert korb.mails() == [young]
    assert sweep_korb(now=JETZT, ablage=tmp_path / "nirgends") == 0
