"""The hands at the desks: a notice is written and published, a binding is agreed to, an application is decided on."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QLineEdit, QListView, QWidget

from desktop.domain.clock import SHANGHAI
from desktop.services.rows import ApplicationRow
from desktop.tour.hands import click, click_item, entry, press, scroll_to, shown, the, type_text, wait_for, write
from desktop.tour.open_application import OpenApplication, return_items, text_of
from desktop.tour.reviewer import Reviewer
from desktop.views.administration.room_table import RoomTable
from desktop.widgets.moment_field import MomentField
from desktop.widgets.number_field import NumberField
from desktop.widgets.tool_button import ToolButton
from tests.journeys.newcomer import choose_files, lines, named, said

TURNED_BACK = "已取消，什么也没有改变。"


def write_notice(reviewer: Reviewer, title: str, paragraphs: tuple[str, ...], seconds: int, file: Path) -> None:
    """新建: heading and text, open from today on, read for so many seconds, a file beside it."""
    window = reviewer.window
    reviewer.go_to("通知公告")
    click(named("new_notice", window))
    field = the(QLineEdit, "notice_title_field", window)
    wait_for(field.hasFocus, "the keyboard is in the title")
    write(title, window)
    text = the(QWidget, "notice_text_field", window)
    click(text)
    wait_for(text.hasFocus, "the keyboard is in the text")
    heading, *rest = paragraphs
    press("Ctrl+1", window)
    write(heading, window)
    for paragraph in rest:
        press("Return", window)
        write(paragraph, window)
    opens = the(MomentField, "notice_opens", window)
    scroll_to(opens)
    type_text(opens, datetime.now(SHANGHAI).strftime("%Y-%m-%d"), over=True)
    reading = the(NumberField, "notice_seconds", window)
    scroll_to(reading)
    type_text(reading, str(seconds), over=True)
    press("Tab", window)
    attach = named("attach_file", window)
    scroll_to(attach)
    click(attach)
    choose_files(file)
    removing = f"移除附件 {file.name}"
    wait_for(lambda: any(one.toolTip() == removing for one in shown(ToolButton, "", window)), "the file is there")


def publish(reviewer: Reviewer) -> list[str]:
    """发布, after reading what that means; the line of the list then."""
    window = reviewer.window
    click(named("publish_notice", window))
    dialog = the(QDialog, "notice_act_dialog")
    click(named("notice_act_save", dialog))

    def answer() -> str | bool:
        """Whoever has turned back publishes once more."""
        problem = said("notice_act_problem")
        return (problem if problem != TURNED_BACK else "") or not any(shown(QDialog, "notice_act_dialog"))

    closed = wait_for(answer, "an answer")
    assert closed is True, closed
    table = the(RoomTable, "written_notices", window)
    return wait_for(lambda: next((line for line in lines(table) if line[1] != "草稿"), None), "it is in the list")


def approve_binding(reviewer: Reviewer, name: str) -> None:
    """绑定审核: 同意."""
    window = reviewer.window
    reviewer.go_to("绑定审核")
    table = wait_for(lambda: next((one for one in shown(RoomTable, "", window) if lines(one)), None), "somebody asks")
    assert [line[0] for line in lines(table)] == [name]
    click(named("approve_binding", window))
    wait_for(lambda: not lines(table), "nobody asks any more")


def return_it(opened: OpenApplication, comment: str, remark: str) -> QDialog:
    """退回: why, what is to be brought anew (the line that begins with `remark`), until when; not confirmed yet."""
    opened.wait_for_page()
    dialog = opened.ask("return", "returnDialog")
    type_text(the(QWidget, "returnComment", dialog), comment, over=True)
    items = the(QListView, "returnItems", dialog)
    title = next(item for item in return_items(dialog) if item.startswith(remark))
    click_item(items, entry(items, title))
    wait_for(lambda: remark in text_of(dialog, "returnComment"), "the remark is part of the comment")
    click(the(QCheckBox, "hasDeadline", dialog))
    wait_for(the(QDateEdit, "correctionDeadline", dialog).isEnabled, "a deadline can be chosen")
    return dialog


def pass_it(opened: OpenApplication, comment: str) -> None:
    """Comment and pass; the application stays open."""
    before = press_pass(opened, comment)
    opened.wait_for_seq(before.seq + 1)


def press_pass(opened: OpenApplication, comment: str) -> ApplicationRow:
    """Comment, pass with the key, and say that unopened evidence does not matter; the row as it was before."""
    before = opened.row
    opened.comment(comment)
    press("Ctrl+Return", opened.dialog)
    asked = wait_for(lambda: next(shown(QDialog, "unopenedEvidenceDialog"), None) or opened.banner(), "an answer")
    if isinstance(asked, QDialog):
        opened.confirm(asked)
    opened.wait_for_banner(before.name)
    return before


def confirm_it(opened: OpenApplication, meeting: str) -> None:
    """确认通过, naming the meeting."""
    before = opened.row
    dialog = opened.ask("confirm", "confirmDialog")
    type_text(the(QLineEdit, "meeting", dialog), meeting)
    opened.confirm(dialog)
    opened.wait_for_seq(before.seq + 1)
