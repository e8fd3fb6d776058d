"""„Mein KRM“: one's own roles, deputies, saved filters, calendar and password."""

from flask_admin import expose

from admin.base import Seite


class IchView(Seite):
    """`/ich/` for everybody who is logged in; each page shows and changes only what is one's own."""

    rechte = {"index": None}

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> str:
        return self.render("ich.html")
