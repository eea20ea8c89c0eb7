"""我的申报 over a store that takes long: what is waited for is shown in place, and 取消 leaves things as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from desktop.services.own_applications import own_applications
from desktop.widgets.theme.theme import Theme
from tests.desk import Desk
from tests.dialogs.review_room import Room
from tests.midway import held
from tests.services.applying import MANUAL, Stopwatch, bound_applicant
from tests.services.forms import Applicant
from tests.signs import give_up, sign
from tests.views.applicant_hands import Hands
from tests.views.desk import WindowDesk

pytestmark = pytest.mark.usefixtures("impatient")
NOTHING_CHANGED = "已取消，内容保持原样。"


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def windows(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[WindowDesk]:
    made = WindowDesk(qtbot, Room(tmp_path), theme, tmp_path / "settings.ini")
    yield made
    made.close()


@pytest.fixture
def hands(office: Desk, windows: WindowDesk, watch: Stopwatch) -> Hands:
    made = Hands(windows.open("", workspace=bound_applicant(office, watch)))
    made.until_listed("notices", 1)
    return made


def test_a_home_that_could_not_be_read_offers_to_read_it_again(office: Desk, windows: WindowDesk, qtbot: QtBot) -> None:
    with held("FROM notice"):
        hands = Hands(windows.open("", workspace=bound_applicant(office)))
        assert give_up(qtbot, hands.room) == "正在读取通知公告和申报信息"
        assert (hands.banner, hands.lines("notices")) == (NOTHING_CHANGED, [])
    hands.click_offer("重新读取")
    hands.until_listed("notices", 1)
    assert sign(hands.room) == ""


def test_a_self_check_that_is_given_up_is_not_begun_and_one_that_is_read_anew_keeps_its_ticks(
    hands: Hands, qtbot: QtBot
) -> None:
    with held("FROM notice"):
        hands.click("start_check")
        assert give_up(qtbot, hands.room) == "正在核对申报条件"
        assert (hands.room.page, hands.banner) == (hands.room.home, NOTHING_CHANGED)
    hands.click("start_check")
    hands.until_on(hands.room.check)
    hands.opened.until(lambda: bool(hands.room.check.findChildren(QCheckBox)))
    hands.tick_all()
    with held("FROM notice"):
        hands.room.refresh()
        give_up(qtbot, hands.room)
        assert (hands.room.page, hands.room.check.ticks) == (hands.room.check, set(MANUAL))
    hands.click("page_go")
    hands.until_on(hands.room.home)


def test_a_notice_that_is_given_up_is_not_opened(hands: Hands, qtbot: QtBot) -> None:
    with held("FROM notice"):
        hands.click("view_notice")
        assert give_up(qtbot, hands.room) == "正在读取通知"
        assert hands.room.page is hands.room.home
    hands.check_conditions()
    hands.click("page_back")
    hands.until_on(hands.room.home)
    with held("FROM notice") as hold:
        hands.click("apply_notice")
        assert give_up(qtbot, hands.room) == "正在打开通知"
        hold.let_go()
        hands.opened.until(lambda: hands.banner == NOTHING_CHANGED)
    assert hands.room.page is hands.room.home
    hands.click("apply_notice")
    hands.until_on(hands.room.notice)


def test_an_application_that_is_given_up_as_it_begins_does_not_begin(
    office: Desk, hands: Hands, watch: Stopwatch, qtbot: QtBot
) -> None:
    hands.check_conditions()
    watch.seconds += 30
    go, before = hands.button("page_go"), office.counts()
    hands.opened.until(go.isEnabled)
    with held("INSERT INTO draft") as hold:
        hands.click("page_go")
        assert not go.isEnabled()
        hands.opened.until(hold.met.is_set)
        assert give_up(qtbot, hands.room) == "正在开始申报"
        hold.let_go()
        hands.opened.until(go.isEnabled)
    assert (hands.room.page, hands.banner, hands.wanted) == (hands.room.notice, NOTHING_CHANGED, [])
    assert go.hasFocus()
    assert office.counts() == before
    hands.click("page_go")
    hands.opened.until(lambda: len(hands.wanted) == 1)


def test_deleting_that_is_given_up_deletes_nothing(shen: Applicant, windows: WindowDesk, qtbot: QtBot) -> None:
    hands = Hands(windows.open("", workspace=shen.workspace))
    hands.until_listed("own_applications", 1)
    hands.opened.until(lambda: not hands.room.waiting.under_way)
    with held("INSERT INTO deletion") as hold:
        hands.click("delete_application")
        hands.click("delete_application")
        hands.opened.until(hold.met.is_set)
        assert give_up(qtbot, hands.room) == "正在删除"
        hold.let_go()
        hands.opened.until(lambda: hands.banner == NOTHING_CHANGED)
    assert len(hands.lines("own_applications")) == len(own_applications(shen.workspace)) == 1
    hands.click("delete_application")
    assert hands.button("delete_application").text() == "确认删除，不能恢复"
    done = "已删除这份申报。同一份通知可以重新申报。"
    with held("FROM notice_closing") as hold:  # as the list is read anew
        hands.click("delete_application")
        hands.opened.until(hold.met.is_set)
        assert give_up(qtbot, hands.room) == "正在读取通知公告和申报信息"
        assert hands.banner == f"{done} 没有读取完，显示的可能不是最新的。"
    hands.click_offer("重新读取")
    hands.until_listed("own_applications", 0)
    assert hands.banner == done
