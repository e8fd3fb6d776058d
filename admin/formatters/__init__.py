"""How values look on screen: German dates, labels of codes, deadlines in words."""

from admin.formatters.fristen import Fristlage, frist_lage
from admin.formatters.werte import (
    LEER,
    code_label,
    field_label,
    format_count,
    format_date,
    format_moment,
    format_value,
)

__all__ = [
    "LEER",
    "Fristlage",
    "code_label",
    "field_label",
    "format_count",
    "format_date",
    "format_moment",
    "format_value",
    "frist_lage",
]
