"""The applicant's form in the real window on a real workspace, and the hands that fill it in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pymupdf
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.form_state import FormState
from desktop.preview.host import PreviewHost
from desktop.services.drafting import save_form
from desktop.views.applicant.form.form_page import ApplicantFormPage
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.keeper import Keeping
from desktop.views.applicant.form.record_card import RecordCard
from desktop.views.applicant.form.sections_column import SUBMITTING
from desktop.views.applicant.form.slot_box import SlotBox
from desktop.views.main_window import MainWindow
from desktop.views.session import Session
from desktop.widgets.banner import Banner
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.comment_edit import CommentEdit
from desktop.widgets.date_field import DateField
from desktop.widgets.field_box import FieldBox
from desktop.widgets.segmented_control import SegmentedControl
from desktop.widgets.theme.theme import Theme
from desktop.work.runner import BackgroundRunner
from tests.midway import Held, held
from tests.services.forms import Applicant, with_basic
from tests.views.desk import find_part, type_in

PartT = TypeVar("PartT", bound=QWidget)
_MARK = 10


@dataclass
class OpenForm:
    """A window in which a form is open."""

    window: MainWindow
    session: Session
    qtbot: QtBot

    @property
    def page(self) -> ApplicantFormPage:
        page = self.window.filling.page
        assert page is not None
        return page

    @property
    def view(self) -> FormView:
        assert self.page.view is not None
        return self.page.view

    @property
    def state(self) -> FormState:
        return self.view.state

    @property
    def banner(self) -> Banner:
        return find_part(self.page, Banner, "formBanner")

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)

    def until_open(self) -> None:
        """The form is there, and its fields have their places."""
        self.until(lambda: self.window.filling.page is not None and self.page.view is not None)
        self.until(lambda: self.box("name").isVisible() and self.window.isActiveWindow())
        self.until(lambda: self.button("formNext").isVisible())

    def until_kept(self) -> None:
        self.until(lambda: self.view.keeper.holds_all)

    def go(self, section: str) -> QWidget:
        """Choose a section on the left."""
        self.view.sections.tree.choose(section)
        return self.view.page(section)

    def box(self, key: str, inside: QWidget | None = None) -> FieldBox:
        return find_part(inside or self.view.page(self.view.section_key), FieldBox, f"box-{key}")

    def fill(self, key: str, text: str, inside: QWidget | None = None) -> None:
        """Type or choose a value as a person would, and go on."""
        field = self.box(key, inside).field
        match field:
            case SegmentedControl():
                self.click(next(one for one in field.findChildren(QPushButton) if one.text() == text))
            case ChoiceField() if field.isEditable():
                line = field.lineEdit()
                assert line is not None
                line.setFocus()
                line.selectAll()
                type_in(line, text)
                QTest.keyClick(line, Qt.Key.Key_Return)
            case ChoiceField():
                field.setFocus()
                field.setCurrentIndex(field.findText(text))
                field.activated.emit(field.currentIndex())
            case CommentEdit():
                field.field.setFocus()
                field.field.selectAll()
                type_in(field.field, text)
            case QLineEdit():
                field.setFocus()
                field.selectAll()
                type_in(field, text)
                if isinstance(field, DateField):
                    QTest.keyClick(field, Qt.Key.Key_Tab)
            case _:
                raise AssertionError(key)

    def fill_all(self, values: dict[str, object], inside: QWidget | None = None) -> None:
        for key, value in values.items():
            if key != "id":
                self.fill(key, str(value), inside)

    def click(self, button: QAbstractButton) -> None:
        """A check box at its mark: its widget is wider than its words."""
        place = QPoint(_MARK, button.height() // 2) if isinstance(button, QCheckBox) else button.rect().center()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)

    def button(self, name: str, inside: QWidget | None = None) -> QAbstractButton:
        return find_part(inside or self.page, QAbstractButton, name)

    def action(self, text: str) -> QAbstractButton:
        """What a banner offers, once it is there."""

        def offered() -> list[QAbstractButton]:
            buttons = self.page.notices.findChildren(QAbstractButton)
            return [one for one in buttons if one.isVisible() and one.text() == text]

        self.until(offered)
        return offered()[0]

    def cards(self, section: str) -> list[RecordCard]:
        cards = self.view.page(section).findChildren(RecordCard)
        ids = self.state.record_ids(section)
        return sorted((card for card in cards if card.record in ids), key=lambda card: ids.index(card.record))

    def add_record(self, section: str) -> RecordCard:
        self.click(self.button("addRecord", self.go(section)))
        return self.cards(section)[-1]

    def slot(self, key: str, inside: QWidget | None = None) -> SlotBox:
        return find_part(inside or self.view.page(self.view.section_key), SlotBox, f"slot-{key}")

    def drop(self, target: QWidget, files: Sequence[Path]) -> None:
        """Let files of the disk fall on a widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        middle, copying = target.rect().center(), Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(target, QDragEnterEvent(middle, copying, data, left, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), copying, data, left, none))

    def upload(self, box: SlotBox, file: Path) -> None:
        """Drop a file on a slot and wait until it is part of the form."""
        before = len(box.names)
        self.drop(box, [file])
        self.until(lambda: len(box.names) == before + 1)

    def is_kept(self) -> bool:
        return self.view.keeper.keeping is Keeping.SAVED


def _is_done(runner: BackgroundRunner) -> bool:
    return not runner.unfinished_operations


class FormDesk:
    """Opens windows of an applicant, and closes them in the end."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self._qtbot, self._theme, self._folder = qtbot, theme, folder
        self._open: list[OpenForm] = []

    def window(self, applicant: Applicant) -> OpenForm:
        """The window as it is after signing in."""
        settings = QSettings(str(self._folder / "settings.ini"), QSettings.Format.IniFormat)
        session = Session(applicant.workspace, BackgroundRunner(), PreviewHost(), self._theme, settings)
        window = MainWindow(session)
        made = OpenForm(window, session, self._qtbot)
        self._open.append(made)
        window.show()
        window.activateWindow()
        made.until(window.isActiveWindow)
        return made

    def form(self, applicant: Applicant) -> OpenForm:
        """The window with the form open."""
        made = self.window(applicant)
        made.window.filling.show_form(applicant.application_id)
        made.until_open()
        return made

    def close(self) -> None:
        for made in self._open:
            if made.window.filling.page is not None:
                made.window.filling.page._leave_anyway = True
            made.window.close()
            made.until(partial(_is_done, made.session.runner))
            made.window.deleteLater()
            made.session.runner.close()
            made.session.preview.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def ready_to_submit(applicant: Applicant, forms: FormDesk) -> OpenForm:
    """A form without a fault, at 承诺与提交, the pledge given."""
    applicant.save(applicant.complete())
    form = forms.form(applicant)
    form.go(SUBMITTING)
    form.until(lambda: form.state.errors == 0 and not form.view.waiting.under_way)
    form.click(find_part(form.page, QCheckBox, "pledge"))
    return form


def conflict(applicant: Applicant, form: OpenForm, there: str, here: str) -> None:
    """毕业院校 is kept as `there` in another window, then typed as `here`: the person is asked which is to stay."""
    opened = applicant.opened()
    save_form(
        applicant.workspace, applicant.application_id, with_basic(opened.content, school=there), opened.saved.digest
    )
    form.fill("school", here)
    form.until(lambda: form.view.keeper.keeping is Keeping.CONFLICT)


@contextmanager
def uploading(form: OpenForm, slot: str, file: Path) -> Iterator[Held]:
    """It is on its way into 材料附件, and held there until it is let go."""
    form.go("materials")
    with held("INSERT INTO blob") as hold:
        form.drop(form.slot(slot), [file])
        form.until(hold.met.is_set)
        yield hold


def paper(folder: Path, name: str) -> Path:
    document = pymupdf.open()
    document.new_page(width=200, height=120).insert_text((20, 60), name)
    document.save(folder / name)
    return folder / name


def photograph(folder: Path) -> Path:
    document = pymupdf.open()
    page = document.new_page(width=300, height=300)
    page.draw_rect(page.rect, color=(0, 0, 1), fill=(0, 0, 1))
    page.get_pixmap().save(folder / "photo.png")
    return folder / "photo.png"
