"""The hands of somebody who comes to the program for the first time, and applies: from the sign-up to 进度跟踪."""

from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop.bootstrap import Program
from desktop.services.places import Address, Place
from desktop.tour.hands import NotSeen, button, click, press, shown, tab_to, the, type_text, wait_for, write
from desktop.tour.reviewer import Reviewer
from desktop.views.administration.room_table import RoomTable
from desktop.widgets.banner import Banner
from desktop.widgets.key_button import KeyButton


def named(name: str, inside: QWidget | None = None) -> KeyButton:
    """The button of that object name, once it can be pressed."""
    found = the(KeyButton, name, inside)
    wait_for(found.isEnabled, f"{name} can be pressed")
    return found


def said(name: str, inside: QWidget | None = None) -> str:
    """What a label says; "" where it is not shown."""
    return next((label.text() for label in shown(QLabel, name, inside)), "")


def choose_files(*files: Path) -> None:
    """In the dialog that asks for files: type where they are, and press Enter."""
    chooser = the(QFileDialog)
    parent = chooser.parentWidget()
    field = the(QLineEdit, "fileNameEdit", chooser)
    names = str(files[0]) if len(files) == 1 else " ".join(f'"{file}"' for file in files)
    type_text(field, names, over=True)
    press("Return", chooser)
    wait_for(lambda: not any(shown(QFileDialog)), f"{files[0].name} is chosen")
    if parent is not None:
        back_to(parent.window())


def back_to(window: QWidget) -> None:
    """What a desktop does when a dialog closes: the window behind it is the active one, or what it has opened since."""
    window.activateWindow()
    wait_for(
        lambda: QApplication.activeWindow() is window or QApplication.activeModalWidget() is not None,
        "the window behind the dialog is in front",
    )


def lines(table: RoomTable) -> list[list[str]]:
    """The rows of a table as they are shown."""
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return [[item.text(column) for column in range(table.columnCount())] for item in items if item]


class Newcomer:
    """Works the windows of `program`; every verb returns once its effect can be seen."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._reviewer = Reviewer(program)

    @property
    def window(self) -> QWidget:
        return self._reviewer.window

    # before there is an account

    def find_place(self, place: Place) -> None:
        """Name the folder or the address where one was told the workspace is."""
        dialog = the(QDialog, "sign_in_dialog")
        if isinstance(place, Address):
            click(the(QWidget, "connect_shared", dialog))
            asked = the(QDialog, "address_dialog")
            type_text(the(QLineEdit, "address", asked), str(place))
            press("Return", asked)
            wait_for(lambda: not any(shown(QDialog, "address_dialog")), "the address is taken")
            back_to(dialog)
        else:
            click(button("打开工作区", dialog))
            choose_files(place)
        wait_for(lambda: the(QLineEdit, "login", dialog).hasFocus(), "a login is asked for")

    def begin_to_register(self) -> QDialog:
        """没有账号？立即注册."""
        click(the(QWidget, "register"))
        return the(QDialog, "registration_dialog")

    def say_who(self, dialog: QDialog, person: dict[str, str]) -> None:
        """Fill in the first page by the keyboard alone, field after field."""
        for name, text in person.items():
            field = the(QLineEdit, name, dialog)
            tab_to(field)
            write(text, dialog)

    def keep_codes(self, dialog: QDialog) -> list[str]:
        """Read the recovery codes, say that they are kept, and be back at the sign-in."""
        the(QLabel, "recovery_code_1", dialog)
        codes = [said(f"recovery_code_{number}", dialog) for number in range(1, 11)]
        click(the(QCheckBox, "codes_kept", dialog))
        click(named("codes_done", dialog))
        wait_for(lambda: not any(shown(QDialog, "registration_dialog")), "the sign-in is back")
        back_to(the(QDialog, "sign_in_dialog"))
        return codes

    # 绑定单位

    def ask_for_unit(self, code: str) -> str:
        """去绑定: find the unit by its code, and ask it; what is said then."""
        click(named("go_binding", self.window))
        field = the(QLineEdit, "unit_code", self.window)
        type_text(field, code)
        press("Return", self.window)
        act = named("binding_action", self.window)
        wait_for(act.hasFocus, "the unit is found")
        press("Space", self.window)
        return wait_for(lambda: said("binding_state", self.window) if act.text() != "绑定" else "", "it was asked")

    # the room

    def notices(self) -> list[list[str]]:
        """通知公告, once there are any."""
        table = the(RoomTable, "notices", self.window)
        return wait_for(lambda: lines(table), "notices are listed")

    def history(self) -> list[str]:
        """The one application of 历史申报信息."""
        table = the(RoomTable, "own_applications", self.window)
        return wait_for(lambda: lines(table), "the application is listed")[0]

    def banner(self) -> str:
        return next((one.text for one in shown(Banner, "", self.window)), "")

    def tick_conditions(self) -> None:
        """Tick what the person has to answer for, by the keyboard, from where it is put."""
        page = the(QWidget, "self_check_page", self.window)
        boxes = wait_for(lambda: list(shown(QCheckBox, "", page)), "there is something to tick")
        wait_for(boxes[0].hasFocus, "the keyboard is on the first")
        for box in boxes:
            tab_to(box, at_most=2)
            press("Space", self.window)
            if not box.isChecked():
                raise NotSeen(f"“{box.accessibleName()}” is ticked")

    def progress(self) -> list[str]:
        """进度跟踪: every step as a screen reader says it, newest first."""
        click(named("application_progress", self.window))
        view = the(QAbstractItemView, "timeline", self.window)
        model = view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
