"""The folder of a published run: whether it is whole, what changed since, and all of it as ZIP."""

import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path

from flask import current_app

from admin.formatters import format_moment
from admin.views import berichtslauf, berichtszeit
from models.queries.berichtsbrief import Unterlagen
from models.queries.berichtswege import decisions_on, dispatch_of, predecessor
from models.rules.berichtsweg import SCHRITTE, Berichtsstand
from models.rules.fehler import RuleViolation
from models.rules.zeit import BERLIN
from models.tables import Berichtsfreigabe, Lauf
from notebooks.publish.korrektur import tell_changes

PDF = "bericht.pdf"
UNVOLLSTAENDIG = (
    "Die Dateien dieses Laufs liegen nicht mehr so vor, wie sie erstellt wurden. Bitte starten Sie "
    "den Bericht neu."
)
_FRUEHERE_WEG = "Die Dateien der früheren Fassung liegen nicht mehr vor; verglichen ist nichts."


def folder_of(row: Lauf) -> Path:
    """Where the run's files lie, by the ledger."""
    return Path(current_app.config["KRM"].reports_dir) / str(row.ordner)


def papers_of(row: Lauf) -> Unterlagen:
    """Title, period, PDF and what changed. Raises RuleViolation where the PDF is not as made."""
    named, folder = _named(folder_of(row)), folder_of(row)
    if PDF not in named or _digest(folder / PDF) != named[PDF]:
        raise RuleViolation(UNVOLLSTAENDIG)
    return Unterlagen(
        titel=berichtslauf.report_title(row.bericht.name, row.bericht.zeitraum),
        zeitraum=berichtszeit.in_words(row.bericht.zeitraum),
        pdf_sha256=named[PDF],
        aenderungen=changes_of(row),
    )


def changes_of(row: Lauf) -> tuple[str, ...]:
    """What the run changes in the one it would replace; nothing for the first one."""
    earlier = predecessor(row)
    if earlier is None:
        return ()
    try:
        return tell_changes(folder_of(earlier), folder_of(row))
    except (OSError, ValueError):
        return (_FRUEHERE_WEG,)


def packed(row: Lauf) -> bytes:
    """Everything of a run for the e-file, with its sums; the same run gives the same bytes.

    Raises RuleViolation where a file is missing or not as it was made.
    """
    folder = folder_of(row)
    named = _named(folder)
    contents = {name: _checked(folder, name, digest) for name, digest in named.items()}
    contents["lauf.json"] = _read(folder / "lauf.json")
    contents |= _told(row)
    sums = "".join(f"{_sha256(data)}  {name}\n" for name, data in sorted(contents.items()))
    contents["checksums.txt"] = sums.encode()
    return _zip(row, contents)


def _zip(row: Lauf, contents: dict[str, bytes]) -> bytes:
    moment = (row.beendet_am or row.angelegt_am).astimezone(BERLIN).timetuple()[:6]
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents.items()):
            info = zipfile.ZipInfo(f"{packed_name(row)}/{name}", moment)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return target.getvalue()


def packed_name(row: Lauf) -> str:
    """What the archive is called, without its ending."""
    return f"{row.bericht.name}-{row.bericht.zeitraum}-{row.bericht.empfaenger}-lauf{row.id}"


def _told(row: Lauf) -> dict[str, bytes]:
    """Who released it, and what went with it to its reader."""
    told = {}
    if decisions := decisions_on(row):
        lines = [_decision_line(one) for one in decisions]
        told["freigabe.txt"] = "".join(lines).encode()
    if sent := dispatch_of(row):
        told["anschreiben.txt"] = f"An: {sent.empfaenger}\n{sent.betreff}\n\n{sent.text}".encode()
    return told


def _decision_line(decision: Berichtsfreigabe) -> str:
    was = SCHRITTE[Berichtsstand(decision.ergebnis)]
    who = decision.von.name if decision.von_id else ""
    remark = f": {decision.bemerkung}" if decision.bemerkung else ""
    return f"{format_moment(decision.am)} {was}, {who}{remark}\n"


def _named(folder: Path) -> dict[str, str]:
    """Files that the run's description names, with their hashes."""
    try:
        described = json.loads((folder / "lauf.json").read_text(encoding="utf-8"))
        return {entry["name"]: entry["sha256"] for entry in described["dateien"]}
    except (OSError, ValueError, KeyError, TypeError):
        raise RuleViolation(UNVOLLSTAENDIG) from None


def _checked(folder: Path, name: str, digest: str) -> bytes:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise RuleViolation(UNVOLLSTAENDIG)
    data = _read(path)
    if _sha256(data) != digest:
        raise RuleViolation(UNVOLLSTAENDIG)
    return data


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise RuleViolation(UNVOLLSTAENDIG) from None


def _digest(path: Path) -> str:
    return _sha256(_read(path))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
