"""A person at her keyboard: she gets to fields and links by Tab, and every interaction is counted.

An interaction is
- a click;
- a focus change by Tab to a field that is used (passing by others on the way is not counted, the
  presses are told apart as `tabs`);
- a choice in a select, however many letters it takes;
- a key that is not typing (Enter on a button, Ctrl+Enter).
Typing text or a date into a field that has the focus is none.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tests.e2e.wege import paper

if TYPE_CHECKING:
    from playwright.sync_api import FileChooser, Page

_WO = "(document.activeElement.id || '')"
_WAS = "document.activeElement.textContent.trim()"
HOECHSTENS_TABS = 150


@dataclass
class Tasten:
    """One page, without its mouse but for `click`, which counts too."""

    page: "Page"
    interaktionen: int = 0
    tabs: int = 0

    def click(self, name: str) -> None:
        """A link or button by what it is called."""
        self.interaktionen += 1
        self.page.locator("a, button").filter(has_text=name).first.click()

    def press(self, *keys: str) -> None:
        """Keys that are not typing."""
        for key in keys:
            self.interaktionen += 1
            self.page.keyboard.press(key)

    def go_to(self, field: str) -> None:
        """Tab to a field by its id; none where the focus is there already."""
        if self.page.evaluate(_WO) == field:
            return
        self.interaktionen += 1
        self._tab_until(_WO, field)

    def type(self, field: str, text: str) -> None:
        """Type into a field."""
        self.go_to(field)
        self.page.keyboard.type(text)

    def choose(self, field: str, letters: str) -> None:
        """Choose in a select by the first letters of what it offers."""
        self.go_to(field)
        self.interaktionen += 1
        self.page.keyboard.type(letters)

    def type_day(self, field: str, day: date) -> None:
        """Type a day in the order of the browser's language."""
        self.go_to(field)
        for digits in (f"{day:%d%m%Y}", f"{day:%m%d%Y}"):
            self.page.keyboard.type(digits)
            if self.page.locator(f"#{field}").input_value() == day.isoformat():
                return
            for _ in range(2):  # back to the first of day, month, year
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{day} lässt sich in {field} nicht eintippen.")

    def open(self, name: str) -> None:
        """Tab to a link or button by its whole text, and Enter."""
        self._tab_until(_WAS, name)
        self.press("Enter")

    def hand_in(self, field: str, name: str) -> None:
        """Choose a file in the dialog that Enter opens; a busy browser may need it twice."""
        self.go_to(field)
        self.interaktionen += 1
        chooser = self._file_dialog() or self._file_dialog() or self._file_dialog()
        assert chooser is not None, "Die Dateiauswahl öffnet sich nicht."
        chooser.set_files(paper(name))

    def _file_dialog(self) -> "FileChooser | None":
        from playwright.sync_api import TimeoutError as Late

        try:
            with self.page.expect_file_chooser(timeout=4_000) as chooser:
                self.page.keyboard.press("Enter")
            return chooser.value
        except Late:
            return None

    def _tab_until(self, expression: str, wanted: str) -> None:
        for _ in range(HOECHSTENS_TABS):
            self.tabs += 1
            self.page.keyboard.press("Tab")
            if self.page.evaluate(expression) == wanted:
                return
        raise AssertionError(f"Mit der Tabulatortaste ist „{wanted}“ nicht zu erreichen.")
