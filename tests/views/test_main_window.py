"""The window as a whole: other programs' changes, a store that hangs, faults, the look, keys, several roles."""

import threading
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action, OrganisationKind, Role
from desktop.models.checked_rows import MOST_CHECKED
from desktop.models.row_pages import PAGE_ROWS
from desktop.services.decisions import decide
from desktop.services.rows import (
    AccountRow,
    ApplicationQuery,
    ApplicationRow,
    Lines,
    ListOpening,
    MembershipRow,
    OrganisationRow,
)
from desktop.services.workspace import Workspace
from desktop.views.applications.freshness import Freshness
from desktop.views.applications.reading import WorkspaceReader
from desktop.views.header_bar import HeaderBar
from desktop.views.person_button import PersonButton
from desktop.widgets.banner import Banner
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.search_field import SearchField
from desktop.widgets.theme.palette import ThemeMode
from tests.dialogs.review_room import Room
from tests.views.desk import WindowDesk, read_from, type_in


def test_another_programs_decision_shows_and_keeps_row_and_scroll(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.window.resize(1366, 300)
    opened.reading(lambda: opened.click_place("全部申请"))
    other = desk.room.open("changchun")
    row = next(row for row in opened.rows if row.stage == "department-1")
    opened.table.setCurrentIndex(opened.table.model().index(5, 2))
    opened.table.verticalScrollBar().setValue(3)
    assert opened.current is not None
    before = opened.current.id
    decide(other, row.id, DecisionRequest(Action.PASS, row.submission, row.seq))
    opened.qtbot.waitUntil(
        lambda: any(one.id == row.id and one.stage == "department-2" for one in opened.rows), timeout=2_000
    )
    assert opened.current is not None
    assert opened.current.id == before
    assert opened.table.verticalScrollBar().value() == 3


class HeldReader(WorkspaceReader):
    """A store that does not answer until it is let go."""

    def __init__(self, workspace: Workspace, gate: threading.Event) -> None:
        super().__init__(workspace)
        self._gate = gate

    def open_list(self, query: ApplicationQuery, limit: int) -> ListOpening:
        self._gate.wait(30)
        return super().open_list(query, limit)


def test_the_window_takes_keys_and_closes_while_the_store_hangs(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    gate = threading.Event()
    page = opened.window.applications
    read_from(page.model, HeldReader(opened.workspace, gate))
    opened.click_place("全部申请")
    assert page.model.loading
    field = opened.part(SearchField)
    type_in(field, "王")
    assert field.text() == "王"
    assert len(opened.listed) > 0
    opened.until(lambda: page._busy.isVisible())
    assert opened.window.close()
    assert not opened.window.isVisible()
    gate.set()


def test_a_reading_that_takes_long_can_be_cancelled(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    before = opened.window.applications.query
    gate = threading.Event()
    page = opened.window.applications
    read_from(page.model, HeldReader(opened.workspace, gate))
    opened.click_place("全部申请")
    page._busy.cancel_requested.emit()
    assert page.query == before
    assert opened.window.navigation.current_key == "basket:to_review"
    assert not page.model.loading
    gate.set()


class BrokenReader(WorkspaceReader):
    """Fails as no store would."""

    def lines(self, query: ApplicationQuery) -> Lines:
        raise KeyError("王建国 22010119800101001X")


def test_a_fault_while_reading_is_said_and_goes_on_to_the_report(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    listed = opened.listed
    page = opened.window.applications
    reader = page.model._reader
    read_from(page.model, BrokenReader(opened.workspace))
    with capture_exceptions() as raised:
        page.refresh()
        opened.until(lambda: bool(raised))
    assert raised[0][0] is KeyError
    assert opened.banner.isVisible()
    assert opened.listed == listed
    assert "的内容" in opened.summary
    read_from(page.model, reader)
    page.refresh()
    opened.until(lambda: not opened.banner.isVisible())
    assert "刚刚更新" in opened.summary


def test_a_fault_while_counting_goes_on_to_the_report(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    with pytest.raises(ZeroDivisionError):
        opened.window._on_read_failed(ZeroDivisionError())


def test_the_theme_changes_at_once_and_is_handed_on(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with opened.qtbot.waitSignal(desk.theme.mode_changed) as chosen:
        QTest.keyClick(opened.window, Qt.Key.Key_D, shift)
    assert chosen.args == [ThemeMode.DARK]
    assert opened.window.grab().toImage().pixelColor(700, 600).lightness() < 60
    opened.click(opened.part(QToolButton, "toggle_theme"))
    assert opened.window.grab().toImage().pixelColor(700, 600).lightness() > 240


def test_control_f_leads_to_the_search(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    QTest.keySequence(opened.window, QKeySequence("Ctrl+F"))
    assert opened.part(SearchField).hasFocus()


def test_the_summary_counts_and_follows_the_scroll_bar(desk: WindowDesk) -> None:
    opened = desk.open("province")
    opened.window.resize(1366, 400)
    opened.reading(lambda: opened.click_place("全部申请"))
    total = len(opened.listed)
    assert f"共 {total} 份 · 显示 1–" in opened.summary
    opened.table.verticalScrollBar().setValue(2)
    assert "显示 3–" in opened.summary
    opened.table.scrollToBottom()
    assert f"–{total} ·" in opened.summary


def test_how_old_the_list_is_is_said(qtbot: QtBot, room: Room) -> None:
    freshness = Freshness(room.clock)
    assert freshness.words == ""
    freshness.note_read()
    assert freshness.words == "刚刚更新"
    with qtbot.waitSignal(freshness.changed):
        freshness._minute.setInterval(1)
    assert freshness.words == "10:40 更新"
    freshness.note_failure()
    assert freshness.words == "10:40 的内容"


class LongReader(WorkspaceReader):
    """More applications than fit on a page, all alike but for id and name."""

    COUNT = PAGE_ROWS * 26 + 34

    def __init__(self, workspace: Workspace, example: ApplicationRow) -> None:
        super().__init__(workspace)
        self._example = example

    def open_list(self, query: ApplicationQuery, limit: int) -> ListOpening:
        return ListOpening(self.page(query, 0, limit), None)

    def count(self, query: ApplicationQuery) -> int:
        return self.COUNT

    def lines(self, query: ApplicationQuery) -> Lines:
        return array("q", range(self.COUNT))

    def page(self, query: ApplicationQuery, offset: int, limit: int) -> tuple[ApplicationRow, ...]:
        return tuple(self.rows_of(range(offset, min(offset + limit, self.COUNT))).values())

    def rows_of(self, lines: Sequence[int]) -> dict[int, ApplicationRow]:
        return {line: replace(self._example, line=line, id=f"id-{line}", name=f"王{line}") for line in lines}

    def still_listed(self, query: ApplicationQuery, lines: Iterable[int]) -> dict[int, ApplicationRow]:
        return self.rows_of(sorted(lines))


def test_all_of_a_long_list_are_checked_as_far_as_may_be_and_stay_so(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    model = opened.window.applications.model
    read_from(model, LongReader(opened.workspace, opened.rows[0]))
    opened.reading(lambda: opened.click_place("全部申请"))
    opened.until(lambda: "共 2,634 份" in opened.summary)
    opened.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: len(model.checked) == MOST_CHECKED)
    assert "一次最多选 2,000 份" in opened.banner.text
    with opened.qtbot.waitSignal(model.refreshed):
        opened.window.applications.refresh()
    assert len(model.checked) == MOST_CHECKED


def account(*memberships: MembershipRow, name: str = "张敏") -> AccountRow:
    return AccountRow("id", "login", name, memberships, disabled=False)


def test_the_header_shows_several_roles_and_shortens_what_is_long(qtbot: QtBot) -> None:
    places = [
        OrganisationRow(str(n), str(n), f"{n} 很长的单位名称" * 8, OrganisationKind.DEPARTMENT, None) for n in range(2)
    ]
    held = [MembershipRow(role, places[n]) for n, role in enumerate((Role.DEPARTMENT, Role.SECRETARY))]
    header = HeaderBar(account(*held, MembershipRow(Role.AUDITOR, None), name="欧阳" * 20), "/w", dark=False)
    qtbot.addWidget(header)
    header.resize(1000, 48)
    header.show()
    person = header.findChild(PersonButton)
    assert person is not None
    assert "业务部门、评委会秘书、审计员" in person.accessibleName()
    assert header.rect().contains(person.geometry())
    assert [label for label in header.findChildren(ElidedLabel) if label.is_cut]


def test_who_is_signed_in_stays_readable_beside_a_long_task_and_address(qtbot: QtBot) -> None:
    address = "postgresql://rencai-pingshen.hrss.jl.gov.cn:5432/talent?sslrootcert=/etc/ssl/certs/hrss.pem"
    header = HeaderBar(account(MembershipRow(Role.APPLICANT, None)), address, dark=False, shared=True)
    qtbot.addWidget(header)
    header.show_task("关于开展年度人才分类定级认定申报工作的通知", until="截止 2027 年 12 月 10 日，还有 375 天")
    header.resize(1366, 48)
    header.show()
    person = header.findChild(PersonButton)
    assert person is not None
    assert person.width() == person.sizeHint().width()


def test_a_role_held_twice_is_named_once(qtbot: QtBot) -> None:
    header = HeaderBar(account(MembershipRow(Role.UNIT, None), MembershipRow(Role.UNIT, None)), "/w", dark=False)
    qtbot.addWidget(header)
    person = header.findChild(PersonButton)
    assert person is not None
    assert person.accessibleName().count("推荐单位") == 1


def test_sizes_are_as_they_were_left(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.window.resize(780, 555)
    opened.window.close()
    again = desk.open("changchun")
    assert (again.window.width(), again.window.height()) == (780, 555)


@pytest.mark.parametrize("login", ["changchun", "admin"])
def test_a_damaged_copy_of_the_keys_is_told_at_the_start(desk: WindowDesk, login: str) -> None:
    keys = desk.room.location / "keys.copy.json"
    keys.write_bytes(keys.read_bytes()[:-9])
    window = desk.open(login).window
    told = [banner.text for banner in window.findChildren(Banner) if banner.isVisible()]
    assert [text.startswith("密钥文件 keys.copy.json 损坏") for text in told] == [True]
