"""The detail dialog: loads applications one after the other, and tells its parts what came of reading and deciding."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.dialogs.detail.comment_keeper import CommentKeeper
from desktop.dialogs.detail.comparing import Comparing
from desktop.dialogs.detail.decision_desk import DecisionDesk
from desktop.dialogs.detail.detail_view import DetailView
from desktop.dialogs.detail.evidence_shelf import EvidenceShelf, with_opened
from desktop.dialogs.detail.full_screen import FullScreen
from desktop.dialogs.detail.identity_numbers import IdentityNumbers
from desktop.dialogs.detail.loading import LoadedApplication, load_application
from desktop.dialogs.detail.outcome import Outcome
from desktop.dialogs.detail.phrase_editor import PhraseEditor
from desktop.dialogs.detail.reading import Reading
from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.detail.walk import Walk, keep_neighbours
from desktop.dialogs.detail.wording import decided, what_changed, who_acts
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import Action
from desktop.models.application_outline import outline_application
from desktop.preview.host import PreviewHost
from desktop.services.rows import ApplicationDetail
from desktop.text.errors import explain, is_expected
from desktop.widgets.icons import IconName
from desktop.widgets.panel_head import BELOW_HEAD
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

USUAL_SIZE = QSize(1366, 768)


class DetailDialog(QDialog):
    """Not modal, maximisable; several can be open at once.

    `application_decided(str id)`: a decision is on record, lists should look again. `application_shown(str id)`: the
    dialog has walked to another application. `form_asked(FormKind)`: the person wants to print what is shown.
    """

    application_decided = Signal(str)
    application_shown = Signal(str)
    form_asked = Signal(object)

    def __init__(
        self,
        application_id: str,
        services: DetailServices,
        runner: BackgroundRunner,
        preview: PreviewHost,
        walk: Walk | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("detailDialog")
        self.setWindowFlags(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._runner = runner
        self._walk = walk
        self._wanted_id = ""
        self._loaded: LoadedApplication | None = None
        self._loading: Ticket | None = None
        self._load_again = False
        self._keeper = CommentKeeper(services, runner, self)
        self._phrases = PhraseEditor(services, runner, self)
        self._shelf = EvidenceShelf(services, runner, preview, self)
        self._view = DetailView(self._shelf.pane, self._shelf.portrait_of, self)
        self._desk = DecisionDesk(services, runner, self._keeper, self, self._view.action_bar.busy)
        self._waiting = Waiting(runner, self._view.pages, from_top=BELOW_HEAD)
        self._full_screen = FullScreen(self, self._view, self._shelf.pane.canvas)
        numbers = IdentityNumbers(services, runner, self._view.records)
        self._reading = Reading(self._view, self._shelf, numbers, self)
        self._comparing = Comparing(services, runner, self._view.history, self._reading, self._on_failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._connect()
        self.resize(USUAL_SIZE)
        self.open_application(application_id)

    @property
    def application_id(self) -> str:
        """The application that is shown or on its way."""
        return self._wanted_id

    @property
    def loaded(self) -> LoadedApplication | None:
        """The application that is shown, None before the first has arrived."""
        return self._loaded

    def open_application(self, application_id: str) -> None:
        """Show another application; what was typed about this one is saved first."""
        self._keeper.flush()
        self._wanted_id = application_id
        self._load()

    def refresh(self) -> None:
        """Read the application again; place, typed comment and evidence stay as they are.

        What is being read is brought to its end first, or steady changes would never let it be seen.
        """
        if self._loading is not None and self._loading.active:
            self._load_again = True
        else:
            self._load()

    def keep_typed(self) -> None:
        """Send a half-written comment to the store now; returns at once."""
        self._keeper.flush()

    def done(self, result: int) -> None:
        """Close; a half-written comment is on its way to the store by then."""
        self._keeper.flush()
        super().done(result)

    def reject(self) -> None:
        """Esc leaves the full screen first."""
        if self._full_screen.is_on:
            self._full_screen.toggle()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view.fit_widths(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now, before = event.size().width(), event.oldSize().width()
        self._view.header.set_width(now)
        if self._view.is_wide(now) != self._view.is_wide(before):
            self._view.fit_widths(now)

    def _connect(self) -> None:
        view, shelf, desk = self._view, self._shelf, self._desk
        view.header.previous_asked.connect(lambda: self._walk_by(-1))
        view.header.next_asked.connect(lambda: self._walk_by(1))
        view.header.form_asked.connect(self.form_asked)
        view.action_bar.comment_changed.connect(self._keeper.set_comment)
        view.action_bar.action_asked.connect(lambda action: desk.ask(action, view.action_bar.comment))
        view.action_bar.phrases_edit_asked.connect(self._edit_phrases)
        shelf.attachment_opened.connect(self._on_attachment_opened)
        shelf.verification_changed.connect(self.refresh)
        shelf.failed.connect(self._on_failed)
        shelf.pane.full_screen_asked.connect(self._full_screen.toggle)
        self._keeper.failed.connect(self._on_comment_not_saved)
        self._waiting.given_up.connect(self._on_load_given_up)
        for waiting in (shelf.waiting, self._reading.numbers.waiting, self._comparing.waiting):
            waiting.given_up.connect(lambda: view.say(Tone.INFO, self.tr("已取消，内容保持原样。")))
        desk.busy_changed.connect(view.action_bar.set_busy)
        desk.decided.connect(self._on_decided)
        desk.stale.connect(self._on_stale)
        desk.refused.connect(lambda sentence, kept: view.say(Tone.BAD, sentence, kept))
        desk.doubted.connect(self._on_doubted)
        desk.given_up.connect(lambda sentence: view.say(Tone.INFO, sentence))
        desk.evidence_wanted.connect(self._reading.go_to_attachment)
        desk.comment_moved.connect(view.action_bar.set_comment)
        desk.phrases_edit_asked.connect(self._edit_phrases)
        self._phrases.saved.connect(self._on_phrases_saved)

    # loading

    def _load(self, stale: DecisionRequest | None = None) -> None:
        if self._loading is not None:
            self._waiting.drop(self._loading)
        self._load_again = False
        services, walk, wanted = self._services, self._walk, self._wanted_id
        self._loading = self._waiting.read(
            lambda: load_application(services, walk, wanted),
            lambda loaded: self._on_loaded(loaded, stale),
            self._on_load_failed,
            newest_first=True,
        )

    def _on_loaded(self, loaded: LoadedApplication, stale: DecisionRequest | None) -> None:
        before = self._loaded.detail if self._loaded is not None else None
        is_new = before is None or before.row.id != loaded.detail.row.id
        resubmitted = before is not None and before.current.number != loaded.detail.current.number
        if not is_new and self._loaded is not None:
            loaded = replace(loaded, place=keep_neighbours(loaded.place, self._loaded.place))
        self._loaded = loaded
        if is_new:
            self._keeper.begin(loaded.detail.row.id, loaded.draft)
            self._view.action_bar.set_comment(loaded.draft.comment)
        self._show_frame(loaded)
        self._show_actions(loaded)
        if is_new or resubmitted:
            self._reading.begin(loaded, self._services.now())
            self._comparing.begin(loaded)
        else:
            self._reading.show(loaded, self._services.now())
        if is_new:
            self.application_shown.emit(loaded.detail.row.id)
        if stale is not None:
            self._tell_what_changed(stale, loaded.detail)
        if self._load_again:
            self._load()

    def _on_load_failed(self, error: Exception) -> None:
        self._on_failed(error)
        self._view.banner.add_action(self.tr("重试"), self.refresh, icon=IconName.REFRESH)

    def _on_load_given_up(self) -> None:
        """What is shown stays, as it was read; where that is nothing, there is nothing to stay for."""
        if self._loaded is None:
            self.close()
            return
        self._wanted_id = self._loaded.detail.row.id
        self._view.say(Tone.INFO, self.tr("已取消，显示的仍是上次读到的内容。"))
        self._view.banner.add_action(self.tr("重新读取"), self.refresh, icon=IconName.REFRESH)

    def _show_frame(self, loaded: LoadedApplication) -> None:
        row = loaded.detail.row
        self.setWindowTitle(" · ".join((row.name, row.standard, row.number)))
        self._view.header.show_application(loaded.detail, loaded.catalogue)
        self._view.header.show_place(loaded.place)

    def _show_actions(self, loaded: LoadedApplication) -> None:
        self._desk.seat(loaded)
        has_next = loaded.place is not None and loaded.place.next_id is not None
        actions = [verdict.action for verdict in self._desk.verdicts()]
        self._view.action_bar.set_phrases(loaded.phrases)
        self._view.action_bar.show_actions(actions, who_acts(loaded.detail), has_next=has_next)

    # walking

    def _walk_by(self, steps: int) -> None:
        place = self._loaded.place if self._loaded is not None else None
        target = (place.next_id if steps > 0 else place.previous_id) if place is not None else None
        if target is not None:
            self._view.banner.hide()
            self.open_application(target)

    # what comes of reading and deciding

    def _on_attachment_opened(self, sha256: str) -> None:
        if self._loaded is None:
            return
        detail = with_opened(self._loaded.detail, sha256)
        outline = outline_application(detail, self._loaded.catalogue)
        self._loaded = replace(self._loaded, detail=detail, outline=outline)
        self._desk.seat(self._loaded)
        self._reading.show(self._loaded, self._services.now())

    def _on_decided(self, outcome: Outcome) -> None:
        row, action = outcome.decided.row, outcome.decided.decision.action
        same = self._loaded is not None and row.id == self._loaded.detail.row.id
        if same and action is not Action.WITHDRAW and not outcome.comment_differs:
            self._view.action_bar.set_comment("")
        self._view.say(Tone.OK, decided(row.name, action))
        if action not in (Action.WITHDRAW, Action.CONFIRM):
            self._view.banner.add_action(self.tr("撤回"), lambda: self._desk.withdraw(row, action))
        self.application_decided.emit(row.id)
        place = self._loaded.place if self._loaded is not None else None
        if outcome.open_next and same and place is not None and place.next_id is not None:
            self.open_application(place.next_id)
        elif same:
            self.refresh()
        elif action is Action.WITHDRAW:
            self.open_application(row.id)

    def _on_stale(self, request: DecisionRequest) -> None:
        self._keeper.save_again()
        self._load(stale=request)

    def _tell_what_changed(self, request: DecisionRequest, after: ApplicationDetail) -> None:
        news = what_changed(request, after, self._services.now()) or self.tr("申请已有变动")
        kept = self.tr("您的决定没有记录，写好的意见已保留。请看过后再决定。")
        self._view.say(Tone.WARN, self.tr("{0}。").format(news), kept)

    def _on_doubted(self, sentence: str) -> None:
        self._view.say(Tone.WARN, sentence)
        self._view.banner.add_action(self.tr("再次提交"), self._desk.ask_again, icon=IconName.REFRESH)

    def _on_comment_not_saved(self, error: Exception) -> None:
        self._on_failed(error, self.tr("写好的意见还在这个窗口里，暂时没有存下来；请不要关闭窗口。"))

    def _on_failed(self, error: Exception, detail: str = "") -> None:
        self._view.say(Tone.BAD, explain(error), detail)
        if not is_expected(error):
            self._runner.failed.emit(error)

    def _edit_phrases(self) -> None:
        if self._loaded is not None:
            self._phrases.open(self._loaded.phrases)

    def _on_phrases_saved(self, phrases: tuple[str, ...]) -> None:
        if self._loaded is not None:
            self._loaded = replace(self._loaded, phrases=phrases)
            self._show_actions(self._loaded)
