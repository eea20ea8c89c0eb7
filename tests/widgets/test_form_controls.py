"""The controls of forms: dates typed and picked, choices found by a part, pictures cut, rows of one width."""

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.typed_values import typed_day
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.crop_view import CropView
from desktop.widgets.date_field import DateField
from desktop.widgets.day_calendar import DayCalendar
from desktop.widgets.field_box import FieldBox
from desktop.widgets.form_grid import FormGrid
from desktop.widgets.month_picker import MonthPicker


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    widget.resize(700, 500)
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def put(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
        widget.show()


@pytest.mark.parametrize(
    ("typed", "months", "shown"),
    [
        ("20120615", False, "2012-06-15"),
        ("2012.6.5", False, "2012-06-05"),
        ("2012/06/15", False, "2012-06-15"),
        ("2012年6月15日", False, "2012-06-15"),
        ("２０１２-０６-１５", False, "2012-06-15"),
        ("2012-06", True, "2012-06"),
        ("201206", True, "2012-06"),
        ("20120615", True, "2012-06"),
        ("2012年6月", True, "2012-06"),
        ("不详", False, "不详"),
        ("2012-13", True, "2012-13"),
    ],
)
def test_a_date_is_read_however_it_is_typed(page: QWidget, typed: str, months: bool, shown: str) -> None:
    field = DateField("日期", lambda text: typed_day(text, months=months), months=months)
    other = ChoiceField("其他", [("a", "甲")])
    put(page, field, other)
    field.setFocus()
    field.setText(typed)
    other.setFocus()
    assert field.text() == shown


def test_a_day_is_picked_from_the_calendar_by_keys(page: QWidget, qtbot: QtBot) -> None:
    field = DateField("日期", lambda text: typed_day(text, months=False))
    put(page, field)
    field.setText("2012-06-15")
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(QFrame, "calendarPopup")
    assert popup is not None
    calendar = popup.findChild(DayCalendar)
    assert calendar is not None
    QTest.keyClick(calendar, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(field.picked):
        calendar.chosen.emit(calendar._calendar.selectedDate())
    assert field.text() == "2012-07-15"


def test_a_month_is_picked_by_keys(page: QWidget, qtbot: QtBot) -> None:
    picker = MonthPicker()
    put(page, picker)
    picker.show_day(QDate(2012, 6, 15))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        QTest.keyClick(picker, key)
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker, Qt.Key.Key_Return)
    assert chosen.args == [QDate(2011, 11, 1)]


def test_a_choice_is_found_by_any_part_and_a_wrong_one_falls_back(page: QWidget, qtbot: QtBot) -> None:
    field = ChoiceField("标准", [(f"K-{number:02}", f"第 {number:02} 项") for number in range(20)])
    put(page, field)
    line = field.lineEdit()
    assert line is not None
    for typed, key in (("第 07", "K-07"), ("第 0", "K-07"), ("没有", "K-07")):
        line.setFocus()
        line.setText(typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert field.key == key
        assert line.text() == "第 07 项"


def test_a_value_that_is_no_choice_is_shown_and_not_offered_again(page: QWidget) -> None:
    field = ChoiceField("民族", [("a", "甲"), ("b", "乙")], optional=True)
    put(page, field)
    field.set_key("旧值")
    assert (field.key, field.currentText(), field.count()) == ("旧值", "旧值", 4)
    field.set_key("a")
    field.set_key("另一旧值")
    assert field.count() == 4
    field.set_key(None)
    assert field.key == ""


def test_the_wheel_over_a_choice_scrolls_the_form(page: QWidget) -> None:
    field = ChoiceField("学历", [("a", "甲"), ("b", "乙")])
    put(page, field)
    field.set_key("a")
    field.setFocus()  # it was just chosen in
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    assert field.key == "a"
    assert not event.isAccepted()


def test_what_is_cut_out_keeps_its_ratio_and_lies_within_the_picture(page: QWidget) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    view = CropView(image, 25 / 35)
    put(page, view)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Right):
        for _ in range(30):
            QTest.keyClick(
                view,
                key,
                Qt.KeyboardModifier.ShiftModifier if key is Qt.Key.Key_Left else Qt.KeyboardModifier.NoModifier,
            )
        cut = view.cut
        assert cut.width() / cut.height() == pytest.approx(25 / 35)
        assert QRect(0, 0, 400, 300).contains(cut.toAlignedRect().adjusted(1, 1, -1, -1))
    assert view.zoom == 1.0
    assert view.cropped(QSize(50, 70)).pixelColor(25, 35) == image.pixelColor(0, 0)


def test_the_picture_follows_the_hand(page: QWidget) -> None:
    view = CropView(QImage(800, 300, QImage.Format.Format_RGB32), 25 / 35)
    put(page, view)
    before = view.cut.left()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    QTest.mouseMove(view, QPoint(150, 100))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert view.cut.left() > before


def test_rows_have_one_width_and_what_is_hidden_takes_no_room(page: QWidget) -> None:
    boxes = [FieldBox(f"第 {number} 项", DateField("日期", str)) for number in range(4)]
    grid = FormGrid()
    put(page, grid)
    grid.resize(600, 400)
    grid.set_rows([[(boxes[0], 4), (boxes[1], 4), (boxes[2], 4)], [(boxes[3], 4)]])
    QApplication.processEvents()
    assert boxes[0].width() == boxes[3].width()
    assert boxes[3].y() > boxes[0].y()
    high = grid.heightForWidth(600)
    boxes[3].hide()
    assert grid.heightForWidth(600) < high
    boxes[0].show_problem("请核对这一项，这里的说明很长，长到需要在窄窄的一栏里换成好几行才能写得下。")
    assert grid.heightForWidth(600) > high - boxes[3].height()
