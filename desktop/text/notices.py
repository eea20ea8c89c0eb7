"""How notices stand, in words: for whoever writes them and for whoever applies."""

from datetime import datetime

from desktop.domain.notices import NoticeState
from desktop.services.written_notices import WrittenNotice
from desktop.store.notice_rows import NoticeDraftRow
from desktop.store.rows import NoticeRow
from desktop.text.moments import moment_text

_STATES = {
    NoticeState.DRAFT: "草稿",
    NoticeState.UPCOMING: "未开始",
    NoticeState.OPEN: "申报中",
    NoticeState.OVER: "已结束",
    NoticeState.USED: "申报中",
    NoticeState.ENDED: "已结束",
    NoticeState.CLOSED: "已提前关闭",
}


def notice_state_label(state: NoticeState) -> str:
    return _STATES[state]


def window_text(notice: NoticeRow) -> str:
    """`2026-03-01 00:00 至 2026-04-30 23:59`."""
    return f"{moment_text(notice.opens)} 至 {moment_text(notice.closes)}"


def window_sentence(notice: NoticeRow, now: datetime, *, closed_early: bool) -> str:
    """Whether one can apply now, with the dates."""
    if closed_early:
        return f"申报已于 {moment_text(notice.closes)} 提前关闭。"
    if now < notice.opens:
        return f"申报将于 {moment_text(notice.opens)} 开始，{moment_text(notice.closes)} 截止。"
    if now >= notice.closes:
        return f"申报已于 {moment_text(notice.closes)} 截止。"
    return f"正在申报，{moment_text(notice.closes)} 截止。"


def publishing_sentences(draft: NoticeDraftRow) -> tuple[str, ...]:
    """What publishing it does: who sees it, from when to when one can apply, what cannot be changed any more."""
    window = f"{moment_text(draft.opens)} 至 {moment_text(draft.closes)}"
    return (
        "发布后，本系统的所有账号都能看到这份通知和附件。",
        f"申报人可在 {window} 之间申报；打开通知后须阅读 {draft.reading_seconds} 秒才能确认。",
        f"只有“{draft.issuer.name}”逐级所辖的单位可以推荐申报。",
        "有人开始申报之后，标题、正文、附件、开始时间、目录和阅读时间都不能再改，只能改截止时间或提前关闭。",
    )


def closing_sentences(notice: NoticeRow) -> tuple[str, ...]:
    """What closing it before its time does."""
    return (
        f"“{notice.title}”将立即停止申报，原定 {moment_text(notice.closes)} 截止。",
        "没有提交的申报不能再提交；已提交的照常审核，退回时须另设补正期限。",
        "提前关闭后不能再打开，需要继续申报的须另发通知。",
    )


def standing_sentence(written: WrittenNotice) -> str:
    """How a notice stands, for its issuer's reviewers: who sees it, and what may still be changed."""
    words, closing = _STATES[written.state], written.closing
    if closing is not None:
        closed, planned = moment_text(closing.closed_at), moment_text(closing.planned)
        return f"{words}：{closing.closed_by} 于 {closed} 关闭，原定 {planned} 截止。"
    if written.state in (NoticeState.USED, NoticeState.ENDED):
        return f"{words}。已有申报，内容不能再改。"
    if written.state is NoticeState.DRAFT:
        return "草稿，只有本部门能看到。"
    if written.draft is not None:
        return f"{words}。有未发布的修改，别人看到的仍是原来的。"
    return f"{words}。还没有人申报，可以修改后重新发布。"


def saved_sentence(written: WrittenNotice) -> str:
    """When what is written was kept, and by whom."""
    if written.draft is None:
        return "与发布的一致"
    return f"{moment_text(written.draft.saved_at)} 由 {written.draft.saved_by} 保存"
