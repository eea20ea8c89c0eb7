"""通知公告: a department's notices on the left, the words of one in the middle, what is set for it on the right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.notices import NoticeAct, may
from desktop.services import notice_writing
from desktop.services.notice_writing import NoticeDraftRow, WrittenNotice
from desktop.services.rows import OrganisationRow
from desktop.text.notices import saved_sentence, standing_sentence
from desktop.views.administration.room import Room
from desktop.views.notices.notice_acts import NoticeActs
from desktop.views.notices.notice_conflict import NoticeConflict
from desktop.views.notices.notice_editor import NoticeEditor
from desktop.views.notices.notice_files import NoticeFiles
from desktop.views.notices.notice_foot import NoticeFoot
from desktop.views.notices.notice_keeper import NoticeKeeper
from desktop.views.notices.notices_column import NoticesColumn
from desktop.views.notices.settings_column import SettingsColumn
from desktop.views.session import Session
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.tone import Tone

_BELOW_TOOLS = 100
"""Under the title and the tools of the text."""
Read = tuple[tuple[WrittenNotice, ...], dict[str, str], tuple[OrganisationRow, ...]]


class NoticesRoom(Room):
    """What is written is kept by itself; nothing of it is seen by others before 发布."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.runner, self.tr("通知公告"), "", (), plain=True, wait_from_top=_BELOW_TOOLS)
        self._session = session
        self._written: WrittenNotice | None = None
        self._issuers: tuple[OrganisationRow, ...] = ()
        self._catalogues: dict[str, str] = {}
        self.column = NoticesColumn(self)
        self._stack = QStackedWidget(self)
        page = QWidget(self._stack)
        self.editor = NoticeEditor(page)
        self.settings = SettingsColumn(page)
        self.foot = NoticeFoot()
        self.keeper = NoticeKeeper(session, self._on_page, self)
        self.conflict = NoticeConflict(self.keeper, self, lambda: self.column.stay_with(self._written))
        self.conflict.theirs_wanted.connect(self._read_written)
        self.acts = NoticeActs(session, self)
        self.files = NoticeFiles(session, self, self.keeper, lambda: self._written)
        self.files.changed.connect(self._on_files_changed)
        self._empty = EmptyState(
            IconName.NOTICES,
            self.tr("还没有通知公告"),
            self.tr("写一份通知，发布后申报人就能在申报时间内申报。写到一半的只有本部门能看到。"),
        )
        self._empty.add_action(self.tr("新建通知"), self._on_new, icon=IconName.ADD, kind=ButtonKind.PRIMARY)
        self._lay_out(page)
        self._connect()
        self._show(None)

    @property
    def written(self) -> WrittenNotice | None:
        """The notice that is shown."""
        return self._written

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.keep()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Read the list again; what is being written stays as it stands on the page."""
        self._read("" if self._written is None else self._written.id)

    def _read(self, choose: str) -> None:
        workspace = self._session.workspace

        def read() -> Read:
            return (
                notice_writing.written_notices(workspace),
                notice_writing.catalogue_titles(workspace),
                notice_writing.issuers(workspace),
            )

        def show(found: Read) -> None:
            rows, self._catalogues, self._issuers = found
            self.settings.set_catalogues(self._catalogues)
            self.column.show_notices(rows, choose)
            self._stack.setCurrentIndex(0 if rows else 1)
            if not rows:
                self._show(None)

        self.waiting.read(read, show, self.show_error)

    def _on_chosen(self, notice_id: str) -> None:
        if (self._written is not None and self._written.id == notice_id) or self.conflict.holds:
            return
        self.keeper.keep()
        self._read_written(notice_id)

    def _read_written(self, notice_id: str = "", shown: Callable[[], object] | None = None) -> None:
        """Show a notice, or the one on the page anew; among the operations: what was just written comes first."""
        workspace, identity = self._session.workspace, notice_id or (self._written.id if self._written else "")

        def show(written: WrittenNotice) -> None:
            self._show(written)
            if shown is not None:
                shown()

        self.waiting.write(
            lambda: notice_writing.written_notice_of(workspace, identity),
            show,
            self.show_error,
            self.tr("正在读取通知公告"),
            on_given_up=lambda: self.column.stay_with(self._written),
        )

    def _on_new(self) -> None:
        """Who belongs to several departments says which of them issues it: that stays so."""
        if self.conflict.holds:
            return
        if len(self._issuers) == 1:
            self._begin(self._issuers[0])
        else:
            self.column.ask_issuer(self._issuers, self._begin)

    def _begin(self, issuer: OrganisationRow) -> None:
        self.keeper.keep()
        workspace = self._session.workspace
        key = next(reversed(self._catalogues), "")

        def shown(notice_id: str) -> None:
            self._read(notice_id)
            self.editor.setFocus()

        self.waiting.write(
            lambda: notice_writing.new_notice(workspace, issuer.id, key),
            lambda made: self._read_written(made, partial(shown, made)),
            self.show_error,
            self.tr("正在新建通知"),
        )

    def _show(self, written: WrittenNotice | None) -> None:
        """Put a notice on the page, as it stands in the store."""
        self.keeper.drop()
        self._written = written
        self.foot.show_notice(written)
        for part in (self.editor, self.settings):
            part.setVisible(written is not None)
        if written is None:
            return
        self.keeper.begin(written)
        fixed = not may(written.state, NoticeAct.WRITE)
        draft = written.as_draft
        self.editor.show_words(draft.title, draft.text, fixed=fixed)
        self.settings.show_draft(draft, standing_sentence(written), written.files, fixed=fixed)
        self.foot.said.setText(saved_sentence(written))

    def _on_page(self) -> NoticeDraftRow | None:
        if self._written is None or not may(self._written.state, NoticeAct.WRITE):
            return None
        draft = self.settings.written(self._written.as_draft)
        return replace(draft, title=self.editor.title.text(), text=self.editor.text.text)

    def _on_edited(self) -> None:
        self.foot.said.setText(self.tr("正在输入，稍后自动保存"))
        self.keeper.note()

    def _on_kept(self, written: WrittenNotice) -> None:
        """The page may have gone on meanwhile: only what stands beside the words is shown anew."""
        if self._written is None or self._written.id != written.id:
            return
        self._written = written
        self.foot.show_notice(written)
        self.settings.state.setText(standing_sentence(written))
        if not self.keeper.waiting:
            self.foot.said.setText(saved_sentence(written))
        self.column.show_title(written)

    def _on_publish(self) -> None:
        draft = None if self.conflict.holds else self._on_page()
        if draft is not None:
            self.keeper.waiting = True
            self.keeper.keep()
            self.acts.publish(draft)

    def _on_close(self) -> None:
        if self._written is not None and self._written.notice is not None:
            self.acts.close(self._written.notice)

    def _on_move(self) -> None:
        if self._written is not None and self._written.notice is not None:
            self.acts.move_end(self._written.notice)

    def _on_done(self, written: WrittenNotice, said: str) -> None:
        self._show(written)
        self._read(written.id)
        self.announce(said)

    def _on_discard(self) -> None:
        written, workspace = self._written, self._session.workspace
        if written is None:
            return
        unkept = self.keeper.waiting
        self.keeper.drop()

        def keep_on() -> None:
            if unkept:
                self.keeper.note()

        def refused(error: Exception) -> None:
            keep_on()
            self.show_error(error)

        def discarded(_: None) -> None:
            self._show(None)
            self._read(written.id if written.notice is not None else "")
            self.announce(self.tr("未发布的内容已放弃。"), tone=Tone.INFO)

        self.waiting.write(
            lambda: notice_writing.discard_notice(workspace, written.id),
            discarded,
            refused,
            self.tr("正在放弃未发布的内容"),
            on_given_up=keep_on,
        )

    def _on_files_changed(self, now: WrittenNotice) -> None:
        if self._written is not None and self._written.id == now.id and not self.keeper.waiting:
            self._show(now)

    def _connect(self) -> None:
        self.column.new_asked.connect(self._on_new)
        self.column.chosen.connect(self._on_chosen)
        self.editor.edited.connect(self._on_edited)
        self.settings.edited.connect(self._on_edited)
        self.settings.attach_asked.connect(self.files.choose)
        self.settings.remove_asked.connect(self.files.remove)
        self.settings.keep_asked.connect(self.files.keep)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.failed.connect(self.show_error)
        self.acts.done.connect(self._on_done)
        self.foot.publish_asked.connect(self._on_publish)
        self.foot.close_asked.connect(self._on_close)
        self.foot.move_asked.connect(self._on_move)
        self.foot.discard_asked.connect(self._on_discard)

    def _lay_out(self, page: QWidget) -> None:
        inner = QHBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.editor, 1)
        inner.addWidget(VerticalLine())
        inner.addWidget(self.settings)
        right = QVBoxLayout(page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(inner, 1)
        right.addWidget(HorizontalLine())
        right.addWidget(self.foot)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.column)
        row.addWidget(VerticalLine())
        row.addWidget(self._stack, 1)
        self.content.addLayout(row)
        self.setFocusProxy(self.column)
