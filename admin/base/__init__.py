"""What all screens share: the base view, forms, filters, error pages, the frame of every page."""

from admin.base.rahmen import init_app
from admin.base.seite import Seite
from admin.base.view import KrmView

__all__ = ["KrmView", "Seite", "init_app"]
