"""What opens beside a form that was returned: the comment in full, and what was changed since."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.dialogs.comment_dialog import CommentDialog
from desktop.dialogs.form_changes_dialog import FormChangesDialog
from desktop.services.drafting import OpenedForm
from desktop.text.moments import day_text, moment_text
from desktop.text.terms import stage_label
from desktop.views.applicant.form.form_view import FormView

translate = QCoreApplication.translate


def open_comment(opened: OpenedForm, parent: QWidget) -> None:
    """看全部意见."""
    decision = opened.returned
    if decision is None:
        return
    facts = [
        f"{decision.organisation} {decision.by}",
        stage_label(decision.stage),
        moment_text(decision.recorded_at),
    ]
    if decision.correction_deadline is not None:
        until = translate("ApplicantFormPage", "补正期限 {0}")
        facts.append(until.format(day_text(decision.correction_deadline)))
    title = translate("ApplicantFormPage", "退回意见")
    dialog = CommentDialog(title, " · ".join(facts), decision.comment, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()


def open_changes(view: FormView, now: datetime, parent: QWidget) -> None:
    """看修改对比: the form as it is on the screen counts as the next submission."""
    submissions = view.opened.detail.submissions
    if not submissions:
        return
    last = view.opened.detail.current
    as_it_is = replace(last, number=last.number + 1, content=view.state.content, submitted_at=now)
    dialog = FormChangesDialog((*submissions, as_it_is), view.state.catalogue, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show()
