"""信息填报 of one application: opens its form, and carries on what comes of keeping, checking and submitting it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.drafting import DraftChanged, OpenedForm, check_form, move_over, open_form
from desktop.services.submitting import Submitted
from desktop.text.errors import explain, is_expected
from desktop.views.applicant.form.checking_again import CheckingAgain
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.handing_in import HandingIn
from desktop.views.applicant.form.keeper import Keeping
from desktop.views.applicant.form.notices import FormNotices
from desktop.views.applicant.form.return_dialogs import open_changes, open_comment
from desktop.views.applicant.form.sections_column import LAST_PAGES
from desktop.views.session import Session
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting


class ApplicantFormPage(Panel):
    """`opened(OpenedForm)`: it can be filled in. `left()`: back to where one came from. `given_up()`: so too, as it was
    not to be opened any more. `submitted(Submitted)`.

    Opening is waited for by `waiting`, what comes of the open form by its view's.
    """

    opened = Signal(object)
    left = Signal()
    given_up = Signal()
    submitted = Signal(object)

    def __init__(self, session: Session, application_id: str, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("applicantForm")
        self._session, self._application_id = session, application_id
        self.view: FormView | None = None
        self._leave_anyway = False
        self._failed = False
        self.notices = FormNotices()
        self.waiting = Waiting(session.runner, self)
        self.waiting.given_up.connect(self._on_opening_given_up)
        self._leaving = Waiting(session.runner, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notices)
        self._column.addStretch(0)
        self.notices.comment_asked.connect(self._show_comment)
        self.notices.changes_asked.connect(self._show_changes)
        self.notices.catalogue_asked.connect(self._move_over)
        self.notices.dismissed.connect(self._on_dismissed)
        self.self_check = CheckingAgain(session, self)
        self.self_check.kept.connect(self._on_ticked)
        self.self_check.failed.connect(self._say_failure)
        self._handing_in = HandingIn(session, self.notices, self)
        self._handing_in.submitted.connect(self._on_submitted)
        self.reopen()

    @property
    def application_id(self) -> str:
        return self._application_id

    def reopen(self) -> None:
        """Read the form anew; what is on the screen and not kept is given up."""
        self._let_change(False)
        workspace, application_id = self._session.workspace, self._application_id
        self.waiting.read(
            lambda: open_form(workspace, application_id),
            self._on_opened,
            self._on_not_opened,
            self.tr("正在打开申报表"),
        )

    def flush(self) -> None:
        """Keep what is not kept yet; returns at once."""
        if self.view is not None:
            self.view.keeper.flush()

    def may_leave(self) -> bool:
        """Whether the form can be closed without losing anything; else the person is asked, once."""
        self.flush()
        return self._is_kept_or_asked()

    # opening

    def _on_opened(self, opened: OpenedForm) -> None:
        place = self.view.section_key if self.view is not None else ""
        former = self.view.opened.catalogue if self.view is not None else opened.catalogue
        self._discard_view()
        self._let_change(True)
        self.notices.clear()
        self.notices.show_form(opened, former)
        view = FormView(self._session, opened, self.notices, self)
        self.view = view
        self._column.insertWidget(self._column.count() - 1, view, 1)
        view.show()  # now, as it is to take the cursor
        view.keeper.conflicted.connect(self._on_conflict)
        view.keeper.keeping_changed.connect(self._on_keeping_changed)
        view.check_asked.connect(self._check)
        view.self_check_asked.connect(partial(self.self_check.show, view))
        view.submit_asked.connect(partial(self._handing_in.submit, view))
        view.leave_asked.connect(self._on_leave_asked)
        view.waiting.given_up.connect(self._say_given_up)
        if place and place in (*opened.catalogue.sections_by_key, *LAST_PAGES):
            view.show_section(place)
        else:
            view.page(view.section_key).begin()
        self.opened.emit(opened)

    def _on_not_opened(self, error: Exception) -> None:
        self._let_change(True)
        self._say_failure(error)
        self.notices.offer(self.tr("返回申报列表"), self.left.emit)

    def _on_dismissed(self) -> None:
        if self.view is None:  # nothing else leads away from here
            self.left.emit()

    def _on_opening_given_up(self) -> None:
        """It was given up: what is on the screen stays, and what was asked about it is asked still."""
        self._let_change(True)
        if self.view is None:
            self.given_up.emit()
        elif self.view.keeper.conflict is not None:
            self._on_conflict(self.view.keeper.conflict)
        else:
            self._say_given_up()

    def _let_change(self, may_change: bool) -> None:
        """Nothing of a form whose place another is about to take: it would be lost with it."""
        self.notices.setEnabled(may_change)
        if self.view is not None:
            self.view.setEnabled(may_change)

    def _discard_view(self) -> None:
        if self.view is not None:
            self.view.stop()
            self._column.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    # keeping

    def _on_keeping_changed(self) -> None:
        keeper = self.view.keeper if self.view is not None else None
        if keeper is None:
            return
        if keeper.keeping is Keeping.FAILED:
            detail = self.tr("您输入的内容仍在这里，可以继续填写；一旦可以保存就会自动保存。")
            self.notices.say(Tone.BAD, keeper.sentence, detail, stays=True)
            self._failed = True
        elif keeper.keeping is Keeping.SAVED and self._failed:
            self._failed = False
            self.notices.say(Tone.OK, self.tr("刚才没有保存的内容已全部保存。"))

    def _on_conflict(self, error: DraftChanged) -> None:
        detail = self.tr("请选择保留哪一份：两份不会自动合并。选择之前，这里的内容不再自动保存。")
        self.notices.say(Tone.WARN, explain(error), detail, stays=True)
        self.notices.offer(self.tr("采用那边的内容"), self.reopen)
        self.notices.offer(self.tr("保留这里的内容"), self._keep_mine)

    def _keep_mine(self) -> None:
        if self.view is not None:
            self.view.keeper.keep_mine()

    def _move_over(self) -> None:
        """Keep the form by the notice's catalogue, and open it by that one; what has no place there is listed."""
        view = self.view
        if view is None:
            return
        coming = view.uploads.on_its_way
        if coming is not None:
            words = self.tr("{0} 还没有上传完，上传完以后再改用新目录。").format(coming.name)
            self.notices.say(Tone.WARN, words)
            return
        self._let_change(False)
        view.keeper.flush()
        workspace, application_id, keeper = self._session.workspace, self._application_id, view.keeper
        content = view.state.content
        self.waiting.write(
            lambda: move_over(workspace, application_id, content, keeper.base()),
            self._on_opened,
            self._on_not_moved_over,
            self.tr("正在改用新目录"),
        )

    def _on_not_moved_over(self, error: Exception) -> None:
        self._let_change(True)
        self._say_failure(error)

    # checking and submitting

    def _check(self) -> None:
        """Ask the workspace too: earlier applications of the person count."""
        view = self.view
        if view is None:
            return
        workspace, application_id, content = self._session.workspace, self._application_id, view.state.content
        view.waiting.read(
            lambda: check_form(workspace, application_id, content),
            lambda findings: view.state.take_findings(content, findings),
            self._say_failure,
            self.tr("正在验证"),
        )

    def _on_ticked(self) -> None:
        if self.view is not None:
            self.view.submitting.show_problem("")
        self.notices.say(Tone.OK, self.tr("勾选已保存，可以提交。"))

    def _on_submitted(self, done: Submitted) -> None:
        self._leave_anyway = True
        self.submitted.emit(done)

    # the answer to a return

    def _show_comment(self) -> None:
        if self.view is not None:
            open_comment(self.view.opened, self)

    def _show_changes(self) -> None:
        if self.view is not None:
            open_changes(self.view, self._session.workspace.clock(), self)

    # leaving

    def _on_leave_asked(self) -> None:
        """Not before it is known that the last change is kept; waiting for that can be given up, keeping it cannot."""
        self.flush()
        if self.view is None or not self.view.keeper.is_writing:
            self._leave()
        elif not self._leaving.under_way:
            self._leaving.write(_nothing, lambda _: self._leave(), text=self.tr("正在保存，随后返回申报列表"))

    def _leave(self) -> None:
        """What was asked to be kept until now is kept, or is known not to be."""
        if self._is_kept_or_asked():
            self.flush()
            if self.view is not None and self.view.keeper.is_writing:  # something was typed meanwhile
                self._on_leave_asked()
            else:
                self.left.emit()

    def _is_kept_or_asked(self) -> bool:
        if self.view is None or self._leave_anyway:
            return True
        if self.view.keeper.holds_unkept:
            problem, detail = self.view.keeper.sentence, self.tr("有内容还没有保存，离开就会丢失。")
            self.notices.say(Tone.BAD, problem, detail, stays=True)
        elif (coming := self.view.uploads.on_its_way) is not None:
            words = self.tr("{0} 还没有上传完").format(coming.name)
            self.notices.say(Tone.WARN, words, self.tr("现在离开，没有上传完的附件就不会留在申报里。"), stays=True)
        else:
            return True
        self.notices.offer(self.tr("仍要离开"), self._on_leaving_anyway)
        return False

    def _on_leaving_anyway(self) -> None:
        self._leave_anyway = True
        if self.view is not None:
            self.view.stop()
        self.left.emit()

    def _say_given_up(self) -> None:
        self.notices.say(Tone.INFO, self.tr("已取消，内容保持原样。"))

    def _say_failure(self, error: Exception) -> None:
        self.notices.say(Tone.BAD, explain(error), stays=True)
        if not is_expected(error):
            self._session.runner.failed.emit(error)


def _nothing() -> None:
    """Is done when all writes asked for before are."""
