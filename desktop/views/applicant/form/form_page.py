"""信息填报 of one application: opens its form, and carries on what comes of keeping, checking and submitting it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.dialogs.comment_dialog import CommentDialog
from desktop.dialogs.form_changes_dialog import FormChangesDialog
from desktop.services.drafting import DraftChanged, OpenedForm, check_form, open_form, save_form
from desktop.services.submitting import Submitted, submit_form
from desktop.text.errors import explain, is_expected
from desktop.text.moments import day_text, moment_text
from desktop.text.terms import stage_label
from desktop.views.applicant.form.checking_again import CheckingAgain
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.keeper import Keeping
from desktop.views.applicant.form.notices import FormNotices
from desktop.views.applicant.form.sections_column import LAST_PAGES
from desktop.views.session import Session
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.tone import Tone


class ApplicantFormPage(Panel):
    """`opened(OpenedForm)`: it can be filled in. `left()`: back to where one came from. `submitted(Submitted)`."""

    opened = Signal(object)
    left = Signal()
    submitted = Signal(object)

    def __init__(self, session: Session, application_id: str, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("applicantForm")
        self._session, self._application_id = session, application_id
        self.view: FormView | None = None
        self._leave_anyway = False
        self._failed = False
        self._leaves_when_kept = False
        self.notices = FormNotices()
        self._busy = BusyIndicator()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notices)
        self._column.addWidget(self._busy)
        self._column.addStretch(0)
        self.notices.comment_asked.connect(self._show_comment)
        self.notices.changes_asked.connect(self._show_changes)
        self.notices.catalogue_asked.connect(self._move_over)
        self.self_check = CheckingAgain(session, self)
        self.self_check.kept.connect(self._on_ticked)
        self.self_check.failed.connect(self._say_failure)
        self.reopen()

    @property
    def application_id(self) -> str:
        return self._application_id

    def reopen(self) -> None:
        """Read the form anew; what is on the screen and not kept is given up."""
        workspace, application_id = self._session.workspace, self._application_id
        self._busy.start(self.tr("正在打开申报表"))
        self._session.runner.query(
            lambda: open_form(workspace, application_id), self._on_opened, self._on_not_opened, owner=self
        )

    def flush(self) -> None:
        """Keep what is not kept yet; returns at once."""
        if self.view is not None:
            self.view.keeper.flush()

    def may_leave(self) -> bool:
        """Whether the form can be closed without losing anything; else the person is asked, once."""
        self.flush()
        if self.view is None or self._leave_anyway or not self.view.keeper.holds_unkept:
            return True
        self.notices.say(Tone.BAD, self.view.keeper.sentence, self.tr("有内容还没有保存，离开就会丢失。"), stays=True)
        self.notices.offer(self.tr("仍要离开"), self._on_leaving_anyway)
        return False

    # opening

    def _on_opened(self, opened: OpenedForm) -> None:
        self._busy.stop()
        place = self.view.section_key if self.view is not None else ""
        self._discard_view()
        self.notices.show_form(opened)
        view = FormView(self._session, opened, self.notices)
        self.view = view
        self._column.insertWidget(self._column.count() - 1, view, 1)
        view.show()  # now, as it is to take the cursor
        view.keeper.conflicted.connect(self._on_conflict)
        view.keeper.keeping_changed.connect(self._on_keeping_changed)
        view.check_asked.connect(self._check)
        view.self_check_asked.connect(partial(self.self_check.show, view))
        view.submit_asked.connect(self._submit)
        view.leave_asked.connect(self._on_leave_asked)
        if place and place in (*opened.catalogue.sections_by_key, *LAST_PAGES):
            view.show_section(place)
        else:
            view.page(view.section_key).begin()
        self.opened.emit(opened)

    def _on_not_opened(self, error: Exception) -> None:
        self._busy.stop()
        self._say_failure(error)
        self.notices.offer(self.tr("返回申报列表"), self.left.emit)

    def _discard_view(self) -> None:
        if self.view is not None:
            self.view.keeper.stop()
            self._column.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    # keeping

    def _on_keeping_changed(self) -> None:
        keeper = self.view.keeper if self.view is not None else None
        if keeper is None:
            return
        if self._leaves_when_kept and not keeper.is_writing:
            self._on_leave_asked()
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
        view.keeper.flush()
        workspace, application_id, keeper = self._session.workspace, self._application_id, view.keeper
        content = view.state.content
        self._session.runner.operation(
            lambda: save_form(workspace, application_id, content, keeper.base()),
            lambda _saved: self.reopen(),
            self._say_failure,
            owner=self,
        )

    # checking and submitting

    def _check(self) -> None:
        """Ask the workspace too: earlier applications of the person count."""
        view = self.view
        if view is None:
            return
        workspace, application_id, content = self._session.workspace, self._application_id, view.state.content
        self._session.runner.query(
            lambda: check_form(workspace, application_id, content),
            lambda findings: view.state.take_findings(content, findings),
            self._say_failure,
            owner=view,
        )

    def _submit(self) -> None:
        view = self.view
        if view is None:
            return
        view.keeper.flush()
        view.submitting.show_problem("")
        view.submitting.set_busy(True)
        workspace, application_id, keeper = self._session.workspace, self._application_id, view.keeper
        content, pledged = view.state.content, view.submitting.pledged
        self._session.runner.operation(
            lambda: submit_form(workspace, application_id, content, keeper.base(), pledged=pledged),
            self._on_submitted,
            self._on_not_submitted,
            owner=view,
        )

    def _on_ticked(self) -> None:
        if self.view is not None:
            self.view.submitting.show_problem("")
        self.notices.say(Tone.OK, self.tr("勾选已保存，可以提交。"))

    def _on_submitted(self, done: Submitted) -> None:
        if self.view is not None:
            self.view.keeper.stop()
        self._leave_anyway = True
        self.submitted.emit(done)

    def _on_not_submitted(self, error: Exception) -> None:
        if self.view is not None:
            self.view.submitting.set_busy(False)
            self.view.submitting.show_problem(explain(error))
        if not is_expected(error):
            self._session.runner.failed.emit(error)

    # the answer to a return

    def _show_comment(self) -> None:
        decision = self.view.opened.returned if self.view is not None else None
        if decision is None:
            return
        facts = [
            f"{decision.organisation} {decision.by}",
            stage_label(decision.stage),
            moment_text(decision.recorded_at),
        ]
        if decision.correction_deadline is not None:
            facts.append(self.tr("补正期限 {0}").format(day_text(decision.correction_deadline)))
        dialog = CommentDialog(self.tr("退回意见"), " · ".join(facts), decision.comment, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _show_changes(self) -> None:
        view = self.view
        if view is None or not view.opened.detail.submissions:
            return
        last = view.opened.detail.current
        now = replace(
            last,
            number=last.number + 1,
            content=view.state.content,
            submitted_at=self._session.workspace.clock(),
        )
        dialog = FormChangesDialog((*view.opened.detail.submissions, now), view.state.catalogue, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    # leaving

    def _on_leave_asked(self) -> None:
        """Not before it is known that the last change is kept."""
        may = self.may_leave()
        self._leaves_when_kept = self.view is not None and self.view.keeper.is_writing
        if may and not self._leaves_when_kept:
            self.left.emit()

    def _on_leaving_anyway(self) -> None:
        self._leave_anyway = True
        if self.view is not None:
            self.view.keeper.stop()
        self.left.emit()

    def _say_failure(self, error: Exception) -> None:
        self.notices.say(Tone.BAD, explain(error), stays=True)
        if not is_expected(error):
            self._session.runner.failed.emit(error)
