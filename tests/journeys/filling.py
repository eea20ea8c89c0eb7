"""The hands that fill in a form: from field to field by Tab, files through the dialog that asks for them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
    QTreeView,
    QWidget,
)

from desktop.tour.hands import (
    NotSeen,
    bring_to_front,
    click,
    click_item,
    entry,
    press,
    scroll_to,
    shown,
    tab_to,
    the,
    wait_for,
    write,
)
from desktop.views.applicant.form.file_row import FileRow
from desktop.views.applicant.form.record_card import RecordCard
from desktop.views.applicant.form.slot_box import SlotBox
from desktop.views.applicant.form.todo_list import TodoLine
from desktop.views.main_window import MainWindow
from desktop.widgets.banner import Banner
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.crop_view import CropView
from desktop.widgets.field_box import FieldBox
from desktop.widgets.segmented_control import SegmentedControl
from tests.journeys.newcomer import choose_files, named

_EDGE = 12
"""So many pixels inside a check box: its words reach further than what can be clicked."""


class OpenForm:
    """Works the form that is open in `window`; every verb returns once its effect can be seen."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.page: QWidget = the(QWidget, "applicantForm", window)
        the(QWidget, "formSections", self.page)

    # from page to page

    def go_to(self, section: str) -> None:
        """Click a page on the left."""
        tree = the(QTreeView, "formSections", self.page)
        click_item(tree, entry(tree, section))

    def next(self) -> None:
        """保存，下一步."""
        click(named("formNext", self.page))

    def kept(self) -> None:
        """Until the foot of the list says that all is kept."""
        state = the(QLabel, "keptState", self.page)
        wait_for(lambda: state.text().startswith("已自动保存"), "what was typed is kept")

    # fields

    def fill(self, values: Mapping[str, str], inside: QWidget | None = None) -> None:
        """From field to field by Tab, in the order in which they stand."""
        for key, text in values.items():
            box = the(FieldBox, f"box-{key}", inside or self.page)
            tab_to(box)
            self.put(box, text)

    def put(self, box: FieldBox, text: str) -> None:
        """Type or choose a value in the field that has the keyboard."""
        match box.field:
            case SegmentedControl() as choices:
                click(next(one for one in shown(QPushButton, "", choices) if one.text() == text))
            case ChoiceField() as choice if choice.isEditable():
                write(text, self.window)
                press("Return", self.window)
                wait_for(lambda: choice.currentText().startswith(text), f"{text} is chosen")
            case ChoiceField() as choice:
                press("Home", self.window)
                while choice.currentText() != text:
                    before = choice.currentIndex()
                    press("Down", self.window)
                    if choice.currentIndex() == before:
                        raise NotSeen(f"“{text}” is among the choices of {choice.accessibleName()}")
            case _:
                press("Ctrl+A", self.window)
                write(text, self.window)

    def problem_at(self, key: str) -> str:
        """What is said below a field."""
        return the(FieldBox, f"box-{key}", self.page).problem

    # records

    def add_record(self, values: Mapping[str, str], *files: Path) -> RecordCard:
        """添加, fill in, 保存, and upload the certificates."""
        cards = set(shown(RecordCard, "", self.page))
        click(named("addRecord", self.page))
        card = wait_for(lambda: next(iter(set(shown(RecordCard, "", self.page)) - cards), None), "a record to fill in")
        self.fill(values, card)
        save = the(QAbstractButton, "saveRecord", card)
        scroll_to(save)
        click(save)
        wait_for(lambda: not save.isVisible(), "the record is closed")
        if files:
            self.upload(next(shown(SlotBox, "", card)), *files)
        return card

    # files

    def slot(self, key: str) -> SlotBox:
        return the(SlotBox, f"slot-{key}", self.page)

    def upload(self, slot: SlotBox, *files: Path) -> None:
        """上传附件: choose the files, and see them in the list."""
        before = len(list(shown(FileRow, "", slot)))
        upload = the(QAbstractButton, "upload", slot)
        scroll_to(upload)
        click(upload)
        choose_files(*files)
        wait_for(lambda: len(list(shown(FileRow, "", slot))) == before + len(files), f"{files[0].name} is uploaded")

    def cut_portrait(self, photograph: Path, look: Callable[[QDialog], object]) -> None:
        """上传 of the portrait: choose a photograph, move and zoom the frame, `look` at it, use it."""
        upload = named("uploadPortrait", self.page)
        click(upload)
        choose_files(photograph)
        dialog = the(QDialog, "portraitDialog")
        view = the(CropView, "", dialog)
        bring_to_front(dialog)
        wait_for(view.hasFocus, "the frame has the keyboard")
        whole = view.cut
        press("+", dialog)
        press("Down", dialog)
        if view.cut.width() >= whole.width() or view.cut.top() <= whole.top():
            raise NotSeen("the frame is smaller and further down")
        look(dialog)
        click(named("useCut", dialog))
        wait_for(lambda: next(shown(QWidget, "removePortrait", self.page), None), "the portrait is there")

    # the end

    def todo(self) -> list[TodoLine]:
        """数据验证信息: what is in the way."""
        page = the(QWidget, "page-checking", self.page)
        return list(shown(TodoLine, "", page))

    def banners(self) -> list[str]:
        return [one.text for one in shown(Banner, "", self.page)]

    def pledge(self) -> None:
        """Tick the pledge, which nobody has ticked before."""
        box = the(QCheckBox, "pledge", self.page)
        wait_for(box.isEnabled, "the pledge can be given")
        if box.isChecked():
            raise NotSeen("the pledge is asked for")
        scroll_to(box)
        click(box, QPoint(_EDGE, box.height() // 2))
        wait_for(box.isChecked, "the pledge is given")

    def submit(self) -> None:
        """提交, and be back in the room."""
        click(named("submit", self.page))
        wait_for(lambda: not any(shown(QWidget, "applicantForm")), "it is submitted")


def focused() -> QWidget:
    """Where the keyboard is."""
    return wait_for(QApplication.focusWidget, "the keyboard is somewhere")
