"""Deciding: asks what a decision needs, sends it off, says what came of it. Nothing typed is lost on the way."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.dialogs.comment_form import CommentForm
from desktop.dialogs.confirm_dialog import ConfirmDialog
from desktop.dialogs.decision_frame import DecisionFrame
from desktop.dialogs.detail.comment_keeper import CommentKeeper
from desktop.dialogs.detail.loading import LoadedApplication
from desktop.dialogs.detail.outcome import FoundOnRecord, Outcome
from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.return_dialog import ReturnDialog
from desktop.dialogs.terminate_dialog import TerminateDialog
from desktop.dialogs.unopened_evidence_dialog import UnopenedEvidenceDialog
from desktop.dialogs.withdraw_dialog import WithdrawDialog
from desktop.domain.decisions import DecisionRequest, allowed_actions
from desktop.domain.terms import DECISIONS, Action
from desktop.domain.workflow import Verdict
from desktop.services.problems import RefusalCode, Refused, Unavailable, UnavailableCode
from desktop.services.rows import ApplicationRow
from desktop.text.errors import explain, is_expected
from desktop.text.terms import action_label
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner


class DecisionDesk(QObject):
    """`decided(Outcome)`; `stale(DecisionRequest)`: somebody else was faster;
    `refused(str sentence, str kept)` where no dialog shows it; `doubted(str sentence)` likewise, where nobody knows yet
    whether the decision is on record; `busy_changed(bool)` while a decision is on its way;
    `given_up(str sentence)`: it was taken back, and is not on record; `evidence_wanted(str key)`: go and look first;
    `comment_moved(str)`: a comment typed in a dialog that had to close belongs into the bar.
    """

    decided = Signal(object)
    stale = Signal(object)
    refused = Signal(str, str)
    doubted = Signal(str)
    busy_changed = Signal(bool)
    given_up = Signal(str)
    evidence_wanted = Signal(str)
    comment_moved = Signal(str)
    phrases_edit_asked = Signal()

    def __init__(
        self,
        services: DetailServices,
        runner: BackgroundRunner,
        keeper: CommentKeeper,
        window: QWidget,
        busy: BusyIndicator,
    ) -> None:
        """`busy` shows a decision that no dialog asked more for."""
        super().__init__(window)
        self._services = services
        self._runner = runner
        self._waiting = Waiting(runner, window, busy)
        self._keeper = keeper
        self._window = window
        self._loaded: LoadedApplication | None = None
        self._dialog: DecisionFrame | None = None
        self._busy = False
        self._asked_about_evidence: set[str] = set()
        self._ids: dict[tuple[str, DecisionRequest], str] = {}
        self._in_doubt: dict[str, str] = {}
        """What was said of each."""
        self._send_again: Callable[[], None] | None = None

    def seat(self, loaded: LoadedApplication) -> None:
        """Decide about this application from now on; a decision in doubt that is on record there is told."""
        self._loaded = loaded
        found = [decision for decision in loaded.detail.decisions if decision.id in self._in_doubt]
        if found and not self._busy:
            draft = self._keeper.draft
            differs = found[-1].comment not in (draft.comment.strip(), draft.return_comment.strip())
            self._on_decided(Outcome(FoundOnRecord(found[-1], loaded.detail.row), False, differs))

    def verdicts(self) -> tuple[Verdict, ...]:
        """What the reader may do now, by the workflow table."""
        if self._loaded is None:
            return ()
        detail = self._loaded.detail
        verdicts = allowed_actions(detail.situation, detail.desks, self._services.now())
        return tuple(verdict for verdict in verdicts if verdict.action in DECISIONS)

    def ask(self, action: Action, comment: str) -> None:
        """Begin a decision: some ask for more first, a pass is sent off at once."""
        verdict = next((verdict for verdict in self.verdicts() if verdict.action is action), None)
        if self._loaded is None or verdict is None or self._busy or self._dialog is not None:
            return
        self._keeper.flush()
        # what is decided about is the state in which it was asked, whatever is read while a question stands
        row, phrases = self._loaded.detail.row, self._loaded.phrases
        match action:
            case Action.PASS:
                self._after_evidence(lambda: self._pass(row, comment))
            case Action.RETURN:
                self._return()
            case Action.TERMINATE:
                meeting = verdict.meeting_required
                terminate = TerminateDialog(row.name, comment, phrases, with_meeting=meeting, parent=self._window)
                self._open_form(terminate, terminate.form, action, row)
            case Action.CONFIRM:
                self._after_evidence(lambda: self._confirm(row, comment))
            case _:
                self.withdraw(self._loaded.detail.row, self._undone())

    def ask_again(self) -> None:
        """Send the decision that is in doubt once more: it is recorded once, and what is the case will be told."""
        if self._send_again is not None and self._dialog is None:
            self._send_again()

    def withdraw(self, row: ApplicationRow, undone: Action) -> None:
        """Take back a decision on `row`, which need not be the application that is shown."""
        if self._loaded is None or self._busy or self._dialog is not None:
            return
        dialog = WithdrawDialog(row.name, action_label(undone), self._loaded.phrases, parent=self._window)
        self._open(dialog)
        dialog.accepted_by_person.connect(lambda: self._send_form(dialog, dialog.form, Action.WITHDRAW, row))

    def _undone(self) -> Action:
        last = self._loaded.detail.situation.last if self._loaded is not None else None
        return last.action if last is not None else Action.PASS

    def _after_evidence(self, go_on: Callable[[], None]) -> None:
        """Approve only what was looked at: with required evidence unopened, ask once for each application."""
        if self._loaded is None:
            return
        row, unopened = self._loaded.detail.row, self._loaded.outline.unopened_required()
        if not unopened or row.id in self._asked_about_evidence:
            go_on()
            return
        self._asked_about_evidence.add(row.id)
        dialog = UnopenedEvidenceDialog(unopened, self._window)
        self._open(dialog)
        dialog.rejected.connect(lambda: self.evidence_wanted.emit(unopened[0].key))
        dialog.accepted_by_person.connect(lambda: self._close_and(go_on))

    def _close_and(self, go_on: Callable[[], None]) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        go_on()

    def _pass(self, row: ApplicationRow, comment: str) -> None:
        self._send(row, self._request(row, Action.PASS, comment), open_next=True)

    def _confirm(self, row: ApplicationRow, comment: str) -> None:
        if self._loaded is not None:
            confirm = ConfirmDialog(row.name, comment, self._loaded.phrases, self._window)
            self._open_form(confirm, confirm.form, Action.CONFIRM, row)

    def _return(self) -> None:
        loaded = self._loaded
        if loaded is None:
            return
        has_next = loaded.place is not None and loaded.place.next_id is not None
        dialog = ReturnDialog(
            loaded.detail,
            loaded.outline,
            self._keeper.draft,
            loaded.phrases,
            self._services.now(),
            has_next=has_next,
            parent=self._window,
        )
        self._open(dialog)
        dialog.form_changed.connect(lambda: self._keep_return(dialog))
        dialog.phrases_edit_asked.connect(self.phrases_edit_asked)
        dialog.accepted_by_person.connect(lambda: self._send_return(dialog, loaded.detail.row))

    def _keep_return(self, dialog: ReturnDialog) -> None:
        form = dialog.form
        self._keeper.set_return(
            form.comment, form.correction_deadline, straight_back=form.straight_back, chosen=form.chosen
        )

    def _send_return(self, dialog: ReturnDialog, row: ApplicationRow) -> None:
        missing = dialog.missing()
        dialog.show_error(missing)
        if missing:
            return
        form = dialog.form
        request = DecisionRequest(
            Action.RETURN,
            row.submission,
            row.seq,
            comment=form.comment.strip(),
            correction_deadline=form.correction_deadline,
            straight_back=form.straight_back,
        )
        self._keep_return(dialog)
        self._keeper.flush()
        self._send(row, request, open_next=form.open_next)

    def _open_form(self, dialog: DecisionFrame, form: CommentForm, action: Action, row: ApplicationRow) -> None:
        self._open(dialog)
        dialog.accepted_by_person.connect(lambda: self._send_form(dialog, form, action, row))

    def _send_form(self, dialog: DecisionFrame, form: CommentForm, action: Action, row: ApplicationRow) -> None:
        missing = form.missing()
        dialog.show_error(missing)
        if not missing:
            self._send(row, self._request(row, action, form.comment, form.meeting), open_next=False)

    def _request(self, row: ApplicationRow, action: Action, comment: str, meeting: str = "") -> DecisionRequest:
        return DecisionRequest(action, row.submission, row.seq, comment=comment.strip(), meeting=meeting)

    def _open(self, dialog: DecisionFrame) -> None:
        self._dialog = dialog
        dialog.finished.connect(lambda: self._on_dialog_finished(dialog))
        dialog.open()

    def _on_dialog_finished(self, dialog: DecisionFrame) -> None:
        if self._dialog is dialog:
            self._dialog = None
        self._keeper.flush()
        dialog.deleteLater()

    def _send(self, row: ApplicationRow, request: DecisionRequest, *, open_next: bool) -> None:
        if self._busy:
            return
        self._set_busy(True)
        services = self._services
        # the same request again, after a failure that left it open whether it was recorded, is the same decision
        decision_id = self._ids.setdefault((row.id, request), str(uuid4()))
        in_doubt = decision_id in self._in_doubt
        self._send_again = lambda: self._send(row, request, open_next=open_next)
        send = self._waiting.write if self._dialog is None else partial(self._dialog.send, self._runner)
        send(
            lambda: services.decide(row.id, request, decision_id=decision_id, in_doubt=in_doubt),
            lambda decided: self._on_decided(Outcome(decided, open_next)),
            lambda error: self._on_error(error, request, decision_id),
            self.tr("正在记录"),
            on_given_up=lambda: self._on_given_up(decision_id),
        )

    def _on_decided(self, outcome: Outcome) -> None:
        self._set_busy(False)
        self._in_doubt.pop(outcome.decided.decision.id, None)
        if outcome.decided.decision.action is not Action.WITHDRAW and not outcome.comment_differs:
            self._keeper.discard(outcome.decided.row.id)
        if self._dialog is not None:
            self._dialog.accept()
        self.decided.emit(outcome)

    def _on_error(self, error: Exception, request: DecisionRequest, decision_id: str) -> None:
        self._set_busy(False)
        code = error.code if isinstance(error, Unavailable) else None
        if code is UnavailableCode.MAYBE_RECORDED:
            self._in_doubt[decision_id] = explain(error)
            self._tell(explain(error), self.doubted.emit)
            return
        if isinstance(error, Refused):
            self._in_doubt.pop(decision_id, None)
        if isinstance(error, Refused) and error.refusal.code is RefusalCode.STALE:
            self._in_doubt.clear()  # what has come in between will be told, this desk's own too
            if self._dialog is not None:
                if not isinstance(self._dialog, ReturnDialog):
                    self.comment_moved.emit(request.comment)
                self._dialog.reject()
            self.stale.emit(request)
            return
        if not is_expected(error):
            self._runner.failed.emit(error)
        sentence = explain(error) if is_expected(error) else self.tr("程序出错，决定没有记录。")
        if code is UnavailableCode.NOT_RECORDED:  # says itself what was kept
            self._tell(sentence, lambda told: self.refused.emit(told, ""))
            return
        kept = self.tr("决定没有记录，写好的意见已保留。")
        self._tell(self.tr("{0}意见已保留。").format(sentence), lambda _told: self.refused.emit(sentence, kept))

    def _on_given_up(self, decision_id: str) -> None:
        """Before its commit, or before it was sent once more: then nobody knows more than before."""
        self._set_busy(False)
        if decision_id in self._in_doubt:
            self._tell(self._in_doubt[decision_id], self.doubted.emit)
        else:
            self._tell(self.tr("已取消，决定没有记录。意见已保留。"), self.given_up.emit, quiet=True)

    def _tell(self, sentence: str, aloud: Callable[[str], object], *, quiet: bool = False) -> None:
        """In the dialog that asked, else `aloud`."""
        if self._dialog is not None:
            self._dialog.show_error(sentence, quiet=quiet)
        else:
            aloud(sentence)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
