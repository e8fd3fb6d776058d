"""From executed notebook to published folder: HTML, PDF, tables, and one rename at the end."""

from notebooks.publish.ordner import (
    ZELLEN,
    PreparedRun,
    discard,
    discard_stale,
    prepare,
    publish,
)

__all__ = ["ZELLEN", "PreparedRun", "discard", "discard_stale", "prepare", "publish"]
