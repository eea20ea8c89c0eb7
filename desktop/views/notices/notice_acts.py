"""What ends or announces something, asked for once more: publishing a notice, moving its end, closing it early."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.move_end_dialog import MoveEndDialog
from desktop.dialogs.notice_act_dialog import NoticeActDialog
from desktop.dialogs.sending import send
from desktop.services import notice_writing
from desktop.services.notice_writing import NoticeDraftRow, WrittenNotice
from desktop.services.rows import NoticeRow
from desktop.text.notices import closing_sentences, publishing_sentences
from desktop.views.session import Session
from desktop.widgets.form_dialog import FormDialog


class NoticeActs(QObject):
    """`done(WrittenNotice, str sentence)`."""

    done = Signal(object, str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def publish(self, draft: NoticeDraftRow) -> None:
        """Of what has just been kept."""
        sentences = (draft.title, *publishing_sentences(draft))
        dialog = NoticeActDialog(self.tr("发布通知公告"), self.tr("发布"), sentences, self._page)
        verb = partial(notice_writing.publish_notice, self._session.workspace, draft.id)
        self._ask(dialog, verb, self.tr("已发布，所有人都能看到。"))

    def close(self, notice: NoticeRow) -> None:
        """For good."""
        dialog = NoticeActDialog(self.tr("提前关闭"), self.tr("关闭"), closing_sentences(notice), self._page)
        verb = partial(notice_writing.close_notice, self._session.workspace, notice.id)
        self._ask(dialog, verb, self.tr("已关闭，不再接受申报。"))

    def move_end(self, notice: NoticeRow) -> None:
        """Earlier or later."""
        dialog, workspace = MoveEndDialog(notice.closes, self._page), self._session.workspace

        def move() -> WrittenNotice:
            return notice_writing.move_notice_end(workspace, notice.id, dialog.moment)

        self._ask(dialog, move, self.tr("截止时间已修改。"))

    def _ask(self, dialog: FormDialog, verb: Callable[[], WrittenNotice], said: str) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def finished(written: WrittenNotice) -> None:
            dialog.accept()
            self.done.emit(written, said)

        dialog.asked.connect(lambda: send(dialog, self._session.runner, verb, finished))
        dialog.open()
