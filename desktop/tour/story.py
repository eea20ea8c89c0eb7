"""The chapters of the tour: a department reviews, a secretary confirms, an administrator looks after the desk, people
apply."""

from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from desktop.domain.terms import Action, Status
from desktop.services.rows import ApplicationRow
from desktop.text.terms import status_short_label
from desktop.tour.album import Stop, standing
from desktop.tour.applying import bind, fill_in
from desktop.tour.hands import NotSeen, choose_from_menu, click, press, shown, the, type_text, wait_for
from desktop.tour.open_application import OpenApplication, return_items, text_of
from desktop.tour.rooms import administer, cells
from desktop.tour.scene import Scene

DEPARTMENT, SECRETARY = "province", "secretary"
TO_REVIEW, HANDLED, ALL = "待我审核", "我已办理", "全部申请"
MEETING = "2026 年第 3 次评审会"
NOWHERE = "没有这个人"
CONTRACT = "劳动（聘用）合同.pdf"


def tell(scene: Scene, workspace: Path) -> None:
    """The whole tour, from the sign-in to the last room."""
    enter(scene, workspace)
    find(scene)
    opened, waiting = read(scene)
    decide(scene, opened, waiting)
    look_back(scene, waiting)
    confirm(scene, waiting)
    administer(scene)
    bind(scene)
    fill_in(scene)


def enter(scene: Scene, workspace: Path) -> None:
    """Sign-in, and the list of what waits."""
    scene.begin("登录")
    dialog = the(QDialog, "sign_in_dialog")
    scene.reviewer.choose_workspace(workspace)
    type_text(the(QLineEdit, "login", dialog), DEPARTMENT)
    logins = the(QAbstractItemView, "demo_logins", dialog)
    scene.login = DEPARTMENT
    offered = [cells[1] for cells in cells(logins)]
    scene.record("sign-in", dialog, workspace=workspace.name, logins=offered)
    scene.sign_in(DEPARTMENT)
    scene.begin("待我审核")
    stop = scene.record_list("list", place=TO_REVIEW)
    scene.also_dark_and_wide(stop, scene.reviewer.window)


def find(scene: Scene) -> None:
    """Search, filter, sort, and a list that is empty and says why."""
    reviewer = scene.reviewer
    scene.begin("全部申请")
    reviewer.go_to(ALL)
    scene.record_list("all", place=ALL)
    scene.begin("搜索")
    word = reviewer.rows()[-1]["单位"]
    reviewer.search(word)
    scene.record_list("search", place=ALL, search=word)
    scene.begin("没有结果")
    reviewer.search(NOWHERE)
    scene.record("empty", reviewer.window, place=ALL, search=NOWHERE, rows=[], why=reviewer.why_empty())
    reviewer.clear_filters()
    scene.begin("筛选")
    status = status_short_label(Status.SUBMITTED)
    menus: list[Stop] = []

    def photograph(menu: QMenu) -> None:
        above = next(shown(QMenu), menu)
        over = (menu,) if above is menu else (above, menu)
        choices = [action.text() for action in menu.actions()]
        menus.append(scene.record("filter-menu", reviewer.window, *over, choices=choices))

    choose_from_menu(the(QWidget, "add_filter", reviewer.window), "状态", status, on_open=photograph)
    reviewer.wait_for_list()
    scene.begin("排序")
    reviewer.sort_by("姓名")
    scene.record_list("filter-and-sort", place=ALL, filter={"状态": status}, sort="姓名")
    reviewer.clear_filters()
    reviewer.go_to(TO_REVIEW)
    reviewer.sort_by("停留")  # the shortest wait first: what is taken back and waits anew is followed by another


def read(scene: Scene) -> tuple[OpenApplication, ApplicationRow]:
    """Open the first that waits, go through sections and evidence, and on to the one to decide about."""
    reviewer = scene.reviewer
    rows = [reviewer.application_of(row["姓名"]) for row in reviewer.rows()]
    to_decide = next((row for row in rows[1:-1] if row.findings), rows[1])
    scene.begin(f"打开 {rows[0].name}的申请")
    opened = reviewer.open(rows[0].name)
    scene.resize(opened.dialog, scene.reviewer.window.size())
    opened.turn_to_evidence()
    wait_for(lambda: not opened.label("unreadNote"), "the portrait is painted")
    stop = scene.record_application("detail", opened, fields=opened.fields(), evidence=opened.evidence())
    scene.also_dark_and_wide(stop, opened.dialog, opened)
    scene.begin("逐栏查看")
    for section in opened.sections()[1:-2]:
        opened.go_to(section)
        if opened.shows_evidence():
            opened.wait_for_page()
    opened.go_to("学习经历")
    opened.wait_for_page()
    scene.record_application("education", opened, evidence=opened.evidence())
    use_evidence(scene, opened)
    scene.begin("下一份")
    while opened.row.id != to_decide.id:
        opened.next()
    opened.turn_to_evidence()
    scene.record_application("next", opened, evidence=opened.evidence())
    return opened, to_decide


def use_evidence(scene: Scene, opened: OpenApplication) -> None:
    """Zoom, turn, find a text, choose a page."""
    scene.begin("放大")
    opened.tool("evidenceZoomIn")
    opened.tool("evidenceZoomIn")
    scene.record_application("zoom", opened, evidence=opened.evidence())
    scene.begin("旋转")
    opened.tool("evidenceFitPage")
    opened.tool("evidenceRotate")
    scene.record_application("rotate", opened, evidence=opened.evidence())
    for _ in range(3):
        opened.tool("evidenceRotate")
    opened.tool("evidenceFitWidth")
    scene.begin("缩略图")
    opened.go_to("材料附件")
    opened.show_attachment(CONTRACT)
    page = opened.choose_last_thumbnail()
    scene.record_application("thumbnails", opened, evidence=opened.evidence(), page=page + 1)
    scene.begin("在材料中查找")
    found = opened.find("合同")
    scene.record_application("find", opened, evidence=opened.evidence(), found=found)
    click(the(QAbstractButton, "findClose", opened.dialog))
    scene.begin("全屏看材料")
    opened.tool("evidenceFullScreen")
    opened.wait_for_page()
    scene.record("full-screen", opened.dialog, evidence=opened.evidence())
    press("Esc", opened.dialog)
    wait_for(lambda: not opened.dialog.isFullScreen(), "the full screen is left")
    scene.resize(opened.dialog, scene.reviewer.window.size())


def decide(scene: Scene, opened: OpenApplication, waiting: ApplicationRow) -> None:
    """Return with all findings and a deadline, take it back, pass and go on."""
    scene.begin(f"退回 {waiting.name}的申请")
    before = opened.row
    dialog = opened.ask(Action.RETURN, "returnDialog")
    deadline_wanted, deadline = the(QCheckBox, "hasDeadline", dialog), the(QDateEdit, "correctionDeadline", dialog)
    if not deadline_wanted.isChecked():
        click(deadline_wanted)
    wait_for(deadline.isEnabled, "a deadline can be chosen")
    if not text_of(dialog, "returnComment").strip():
        type_text(the(QWidget, "returnComment", dialog), "请补充社会保险缴费证明。")
    on = next(shown(QCheckBox, "openNext", dialog), None)
    if on is not None and on.isChecked():
        click(on)
    comment, day = text_of(dialog, "returnComment").strip(), deadline.date().toString("yyyy-MM-dd")
    items = return_items(dialog)
    stop = scene.record_application("return", opened, dialog, items=items, comment=comment, deadline=day)
    opened.confirm(dialog)
    opened.wait_for_seq(before.seq + 1)
    returned = opened.row
    scene.note_decision(
        stop, before, standing(returned), action=Action.RETURN.value, comment=comment, correction_deadline=day
    )
    scene.begin("已退回")
    scene.record_application("returned", opened)
    scene.begin("撤回")
    dialog = opened.undo_from_banner()
    reason = "核对后材料齐全，撤回退回决定。"
    type_text(the(QWidget, "decisionComment", dialog), reason)
    stop = scene.record_application("withdraw", opened, dialog, comment=reason)
    opened.confirm(dialog)
    opened.wait_for_seq(returned.seq + 1)
    before = opened.row
    scene.note_decision(stop, returned, standing(before), action=Action.WITHDRAW.value, comment=reason)
    pass_and_go_on(scene, opened, before)


def pass_and_go_on(scene: Scene, opened: OpenApplication, before: ApplicationRow) -> None:
    """Write a comment, pass with the key, be reminded of what was not opened, and see the next application, if any."""
    goes_on = opened.has_next
    scene.begin("通过，看下一份")
    comment = "材料齐全，同意推荐。"
    opened.comment(comment)
    stop = scene.record_application("comment", opened, comment=comment)
    press("Ctrl+Return", opened.dialog)

    def passed() -> bool:
        return opened.row.id != before.id if goes_on else opened.row.seq > before.seq

    asked = wait_for(lambda: next(shown(QDialog, "unopenedEvidenceDialog"), None) or passed(), "pass")
    if isinstance(asked, QDialog):
        scene.record_application("unopened-evidence", opened, asked)
        opened.confirm(asked)
    wait_for(passed, "what comes after is shown")
    opened.turn_to_evidence()
    scene.record_application("passed", opened, evidence=opened.evidence())
    opened.close()
    reviewer = scene.reviewer
    scene.begin("我已办理")
    reviewer.go_to(HANDLED)
    wait_for(lambda: any(row["姓名"] == before.name for row in reviewer.rows()), f"{before.name} is among the handled")
    after = standing(reviewer.application_of(before.name))
    scene.note_decision(stop, before, after, action=Action.PASS.value, comment=comment)
    scene.record_list("handled", place=HANDLED)


def look_back(scene: Scene, decided: ApplicationRow) -> None:
    """Progress of the one decided about; what a resubmission changed."""
    reviewer = scene.reviewer
    scene.begin("进度跟踪")
    opened = reviewer.open(decided.name)
    opened.go_to("进度跟踪")
    scene.record_application("progress", opened, steps=opened.steps())
    opened.close()
    scene.begin("版本对比")
    reviewer.go_to(ALL)
    names = [row["姓名"] for row in reviewer.rows()]
    again = next((name for name in names if reviewer.application_of(name).submission > 1), None)
    if again is None:
        raise NotSeen("an application that was submitted twice")
    opened = reviewer.open(again)
    scene.resize(opened.dialog, reviewer.window.size())
    scene.record_application("comparison", opened, count=opened.label("changeCount"), changes=opened.changes())
    opened.close()
    scene.begin("使用说明")
    press("F1", reviewer.window)
    guide = the(QDialog, "guideWindow")
    scene.record("guide", guide)
    press("Esc", guide)
    reviewer.sign_out()


def confirm(scene: Scene, decided: ApplicationRow) -> None:
    """The committee's secretary confirms, naming the meeting."""
    scene.begin("评委会秘书")
    scene.sign_in(SECRETARY)
    reviewer = scene.reviewer
    scene.record_list("secretary-list", place=TO_REVIEW)
    names = [row["姓名"] for row in reviewer.rows()]
    opened = reviewer.open(decided.name if decided.name in names else names[0])
    opened.wait_for_page()
    before = opened.row
    scene.begin(f"确认通过 {before.name}的申请")
    dialog = opened.ask(Action.CONFIRM, "confirmDialog")
    type_text(the(QLineEdit, "meeting", dialog), MEETING)
    stop = scene.record_application("confirm", opened, dialog, meeting=MEETING)
    opened.confirm(dialog)
    opened.wait_for_seq(before.seq + 1)
    after = standing(opened.row)
    scene.note_decision(stop, before, after, action=Action.CONFIRM.value, comment="", meeting=MEETING)
    opened.go_to("进度跟踪")
    scene.record_application("approved", opened, steps=opened.steps())
    opened.close()
    reviewer.sign_out()
