"""A backup's archive gives back plain files below its folder, nothing else."""

import io
import tarfile
from pathlib import Path

import pytest

from admin.cli.sicherung.archiv import unpack, writing
from models.rules.fehler import RuleViolation


def _archive(path: Path, member: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        member.size = 3 if member.isfile() else 0
        tar.addfile(member, io.BytesIO(b"abc"))
    return path


def _link(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return member


@pytest.mark.parametrize(
    "member",
    [tarfile.TarInfo("../oben"), tarfile.TarInfo("/ganz/oben"), _link("ablage/verweis")],
    ids=lambda member: member.name,
)
def test_nothing_comes_out_beside_the_folder(tmp_path: Path, member: tarfile.TarInfo) -> None:
    folder = tmp_path / "ziel"
    folder.mkdir()
    with pytest.raises(RuleViolation, match="keine vollständige Sicherung"):
        unpack(_archive(tmp_path / "fremd.tar.gz", member), folder)
    assert list(folder.rglob("*")) == []
    assert not (tmp_path / "oben").exists()


def test_what_goes_in_comes_out_for_its_owner_only(tmp_path: Path) -> None:
    document = tmp_path / "brief.pdf"
    document.write_bytes(b"Inhalt")
    folder = tmp_path / "ziel"
    folder.mkdir()
    with document.open("rb") as file, writing(tmp_path / "sicherung.tar.gz", {}) as archiv:
        archiv.add("ablage/brief.pdf", file)
    unpack(tmp_path / "sicherung.tar.gz", folder)
    restored = folder / "ablage" / "brief.pdf"
    assert restored.read_bytes() == b"Inhalt"
    assert restored.stat().st_mode & 0o077 == 0
