"""The hands of an applicant in their own room of the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from desktop.views.administration.room_table import RoomTable
from desktop.views.applicant.applicant_room import ApplicantRoom
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label
from tests.services.applying import MANUAL
from tests.views.desk import OpenWindow, find_part


class Hands:
    """What the applicant does in the window."""

    def __init__(self, opened: OpenWindow) -> None:
        self.opened = opened
        found = opened.window.applying.applicant
        assert found is not None
        self.room: ApplicantRoom = found
        self.wanted: list[str] = []
        self.room.fill_in_asked.connect(self.wanted.append)

    def until_on(self, page: QWidget) -> None:
        self.opened.until(lambda: self.room.page is page)

    def button(self, name: str) -> KeyButton:
        found = [one for one in self.room.findChildren(KeyButton, name) if one.isVisible()]
        assert len(found) == 1, name
        return found[0]

    def click(self, name: str) -> None:
        button = self.button(name)
        self.opened.until(button.isEnabled)
        self.opened.click(button)

    def said(self) -> str:
        return next(one for one in self.room.findChildren(Label, "page_said") if one.isVisible()).text()

    def lines(self, name: str) -> list[list[str]]:
        table = find_part(self.room, RoomTable, name)
        items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
        return [[item.text(column) for column in range(table.columnCount())] for item in items if item]

    def until_listed(self, name: str, count: int) -> None:
        self.opened.until(lambda: len(self.lines(name)) == count)

    @property
    def banner(self) -> str:
        return find_part(self.room, Banner, "room_banner").accessibleName()

    def click_offer(self, text: str) -> None:
        """What the banner offers."""
        offers = find_part(self.room, Banner, "room_banner").findChildren(QAbstractButton)
        self.opened.click(next(one for one in offers if one.text() == text))

    def tick_all(self) -> None:
        for key in MANUAL:
            row = find_part(self.room.check, QWidget, f"condition_{key}")
            box = find_part(row, QCheckBox)
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Space)

    def check_conditions(self) -> None:
        """条件自检 for the notice that is chosen, up to its page."""
        self.until_listed("notices", 1)
        self.click("apply_notice")
        self.until_on(self.room.check)
        self.opened.until(lambda: bool(self.room.check.findChildren(QCheckBox)))
        self.tick_all()
        QTest.keyClick(self.room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.until_on(self.room.notice)
