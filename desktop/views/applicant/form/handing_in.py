"""提交 of an open form: nothing of it changes on the way, and it stays as it is where it does not arrive."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.services.submitting import Submitted, submit_form
from desktop.text.errors import explain, is_expected
from desktop.views.applicant.form.form_view import FormView
from desktop.views.applicant.form.notices import FormNotices
from desktop.views.session import Session
from desktop.widgets.tone import Tone


class HandingIn(QObject):
    """`submitted(Submitted)`: it is with the unit."""

    submitted = Signal(object)

    def __init__(self, session: Session, notices: FormNotices, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._notices = session, notices

    def submit(self, view: FormView) -> None:
        """As it is on the screen; not while a file is on its way into it."""
        coming = view.uploads.on_its_way
        if coming is not None:
            view.submitting.show_problem(self.tr("{0} 还没有上传完，上传完以后再提交。").format(coming.name))
            return
        view.keeper.flush()
        view.submitting.show_problem("")
        self._set_on_its_way(view, True)
        workspace, application_id, keeper = self._session.workspace, view.opened.application_id, view.keeper
        content, pledged = view.state.content, view.submitting.pledged
        view.submission.write(
            lambda: submit_form(workspace, application_id, content, keeper.base(), pledged=pledged),
            partial(self._on_submitted, view),
            partial(self._on_refused, view),
            self.tr("正在提交"),
            on_given_up=partial(self._on_given_up, view),
        )

    def _on_submitted(self, view: FormView, done: Submitted) -> None:
        view.stop()
        self.submitted.emit(done)

    def _on_refused(self, view: FormView, error: Exception) -> None:
        self._set_on_its_way(view, False)
        view.submitting.show_problem(explain(error))
        if not is_expected(error):
            self._session.runner.failed.emit(error)

    def _on_given_up(self, view: FormView) -> None:
        self._set_on_its_way(view, False)
        self._notices.say(Tone.INFO, self.tr("已取消，没有提交，填报的内容保持原样。"))

    def _set_on_its_way(self, view: FormView, on_its_way: bool) -> None:
        """Nothing leads then to what could be changed: a change would be lost without being submitted."""
        for part in (self._notices, view.sections, view.foot):
            part.setEnabled(not on_its_way)
        view.submitting.set_busy(on_its_way)
