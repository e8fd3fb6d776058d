"""The base of every table's screen: everything off until switched on, every write an action."""

from typing import Any

from flask_admin.contrib.peewee import ModelView
from peewee import ForeignKeyField

from admin.base import verzeichnis
from admin.base.handlung import Handlungen
from admin.base.listenseite import Listenseite
from admin.base.seite import Zugang
from admin.base.zeilenseite import Zeilenseite
from admin.formatters import LEER, field_label, format_value
from models.rules.codes import CODES
from models.tables import Base, Einheit, Konto


class KrmView(Listenseite, Zeilenseite, Handlungen, Zugang, ModelView):
    """A table's screen. A subclass declares model, `rechte`, columns, filters and groups.

    Flask-Admin brings blueprint, menu, columns and their labels. What it offers beside that
    (mass actions, editing inside lists, look-ups by script) has no address here at all.
    """

    action_view = None
    action_delete = None
    ajax_update = None
    ajax_lookup = None
    can_create = can_edit = can_delete = can_export = can_view_details = False

    def get_column_name(self, field: str) -> str:
        return (self.column_labels or {}).get(field) or field_label(field)

    def cell(self, row: Base, name: str) -> Any:
        """What a list or the details show of a field."""
        formatter = (self.column_formatters or {}).get(name)
        return formatter(self, None, row, name) if formatter else self.text(row, name)

    def text(self, row: Base, name: str) -> str:
        """A field as plain text; labels come from what is loaded already."""
        field = self.model._meta.fields.get(name)
        if isinstance(field, ForeignKeyField):
            return self._reference(field, row)
        value = getattr(row, name)
        liste = self.code_lists.get(name, name)
        if liste in CODES and value is not None:
            return verzeichnis.code_text(liste, value)
        return format_value(name, value)

    def export_text(self, row: Base, name: str) -> str:
        """A field for a spreadsheet: empty stays empty."""
        text = self.text(row, name)
        return "" if text == LEER else text

    def _reference(self, field: ForeignKeyField, row: Base) -> str:
        key = row.__data__.get(field.name)
        if key is None:
            return LEER
        if field.rel_model is Einheit:
            return verzeichnis.einheit_label(key)
        if field.rel_model is Konto:
            return getattr(row, field.name).name or LEER
        return str(key)
