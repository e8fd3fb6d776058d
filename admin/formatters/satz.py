"""From a static Typst template and data to a PDF/UA-1 and PDF/A-2a in one file.

Values reach Typst as JSON, never as markup, so they stay text whatever they hold.
"""

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from admin.formatters.zeichen import printable

VORLAGEN = Path(__file__).parent / "vorlagen"


def typeset(
    vorlage: str, daten: dict[str, Any], stand: date, bilder: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of `vorlagen/<vorlage>.typ` with `daten`; the same input gives the same bytes.

    `bilder`: pictures by the file name under which the template reads them. What the typeface
    lacks becomes a question mark. Raises RuleViolation when the typeface is missing,
    typst.TypstError for a picture that is none.
    """
    import typst

    from notebooks.data import arbeitsordner, schrift
    from notebooks.publish.pdf import mark_row_heads

    fonts = schrift.require_schrift()
    with arbeitsordner.workspace(arbeitsordner.SATZ) as work:
        source = work / f"{vorlage}.typ"
        shutil.copy(VORLAGEN / source.name, source)
        (work / "daten.json").write_text(json.dumps(printable(daten), ensure_ascii=False), "utf-8")
        for name, bild in (bilder or {}).items():
            (work / name).write_bytes(bild)
        target = work / "fertig.pdf"
        typst.compile(
            str(source),
            output=str(target),
            root=str(work),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(stand, time(), UTC),
        )
        mark_row_heads(target)
        return target.read_bytes()
