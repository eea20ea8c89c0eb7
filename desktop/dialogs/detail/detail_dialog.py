"""The detail dialog: puts the parts together, loads applications one after the other, and keeps the reader's place."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.dialogs.detail.action_bar import ActionBar
from desktop.dialogs.detail.comment_keeper import CommentKeeper
from desktop.dialogs.detail.decision_desk import DecisionDesk, Outcome
from desktop.dialogs.detail.evidence_shelf import EvidenceShelf, with_opened
from desktop.dialogs.detail.findings_panel import FindingsPanel
from desktop.dialogs.detail.header import DetailHeader
from desktop.dialogs.detail.history_page import HistoryPage
from desktop.dialogs.detail.loading import LoadedApplication, load_application
from desktop.dialogs.detail.portrait import Portrait
from desktop.dialogs.detail.section_entries import COMPARISON, PROGRESS, section_entries
from desktop.dialogs.detail.section_pane import SectionPane
from desktop.dialogs.detail.services import DetailServices
from desktop.dialogs.detail.walk import Walk
from desktop.dialogs.detail.wording import decided, what_changed, who_acts
from desktop.dialogs.phrases_dialog import PhrasesDialog
from desktop.domain.catalogue import BASIC
from desktop.domain.comparison import Change
from desktop.domain.terms import Action
from desktop.models.application_outline import PORTRAIT, FindingOutline, RecordOutline, outline_application
from desktop.models.change_rows import change_rows
from desktop.models.timeline_model import timeline
from desktop.preview.host import PreviewHost
from desktop.services.rows import ApplicationDetail
from desktop.text.errors import explain, is_expected
from desktop.widgets.banner import Banner
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.icons import IconName
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.splitter import Splitter
from desktop.widgets.theme.metrics import SECTION_ROW_HEIGHT, SECTIONS_WIDTH
from desktop.widgets.tone import Tone
from desktop.work.runner import BackgroundRunner
from desktop.work.ticket import Ticket

USUAL_SIZE = QSize(1366, 768)
_MIDDLE_WIDTH, _WIDE_MIDDLE_WIDTH = 474, 600
_WIDE = 1700


class DetailDialog(QDialog):
    """Not modal, maximisable; several can be open at once.

    `application_decided(str id)`: a decision is on record, lists should look again. `application_shown(str id)`: the
    dialog has walked to another application.
    """

    application_decided = Signal(str)
    application_shown = Signal(str)

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
        self._preview = preview
        self._walk = walk
        self._wanted_id = ""
        self._loaded: LoadedApplication | None = None
        self._loading: Ticket | None = None
        self._comparing: Ticket | None = None
        self._section = ""
        self._full_screen = False
        self._was_maximised = False
        self._keeper = CommentKeeper(services, runner, self)
        self._desk = DecisionDesk(services, runner, self._keeper, self)
        self._shelf = EvidenceShelf(services, runner, preview, self)
        self._header = DetailHeader()
        self._banner = Banner(Tone.INFO, "")
        self._busy = BusyIndicator()
        self._sections = NavigationTree(SECTION_ROW_HEIGHT)
        self._records = SectionPane(self._portrait_of)
        self._findings = FindingsPanel()
        self._history = HistoryPage()
        self._actions = ActionBar()
        self._lay_out()
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
        """Read the application again; place, typed comment and evidence stay as they are."""
        self._load()

    def done(self, result: int) -> None:
        """Close; a half-written comment is on its way to the store by then."""
        self._keeper.flush()
        super().done(result)

    def reject(self) -> None:
        """Esc leaves the full screen first."""
        if self._full_screen:
            self._toggle_full_screen()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._header.set_width(self.width())
        if (event.size().width() >= _WIDE) != (event.oldSize().width() >= _WIDE):
            self._fit_widths()

    # building

    def _lay_out(self) -> None:
        self._banner.hide()
        self._sections.setObjectName("sections")
        self._sections.setAccessibleName(self.tr("申报栏目"))
        self._left = Panel(Surface.WINDOW)
        self._left.setFixedWidth(SECTIONS_WIDTH)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 4, 0, 8)
        left.addWidget(self._sections)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._records, 1)
        middle.addWidget(HorizontalLine())
        middle.addWidget(self._findings)
        self._middle.setMinimumWidth(360)
        self._review = Splitter()
        self._review.addWidget(self._middle)
        self._review.addWidget(self._shelf.pane)
        self._review.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._review)
        self._pages.addWidget(self._history)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._pages, 1)
        self._action_line = HorizontalLine()
        right.addWidget(self._action_line)
        right.addWidget(self._actions)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        self._left_line = VerticalLine()
        row.addWidget(self._left_line)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._header_line = HorizontalLine()
        for part in (self._header, self._header_line, self._banner):
            column.addWidget(part)
        column.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self._header.previous_asked.connect(lambda: self._walk_by(-1))
        self._header.next_asked.connect(lambda: self._walk_by(1))
        self._sections.chosen.connect(self._on_section_chosen)
        self._records.record_chosen.connect(self._on_record_chosen)
        self._records.attachment_chosen.connect(self._show_attachment)
        self._findings.finding_chosen.connect(self._on_finding_chosen)
        self._shelf.attachment_turned_to.connect(self._on_attachment_turned_to)
        self._shelf.attachment_opened.connect(self._on_attachment_opened)
        self._shelf.verification_changed.connect(self.refresh)
        self._shelf.failed.connect(self._on_failed)
        self._shelf.pane.full_screen_asked.connect(self._toggle_full_screen)
        self._history.timeline.comparison_asked.connect(self._on_comparison_asked)
        self._history.comparison.versions_chosen.connect(self._compare)
        self._actions.comment_changed.connect(self._keeper.set_comment)
        self._actions.action_asked.connect(lambda action: self._desk.ask(action, self._actions.comment))
        self._actions.phrases_edit_asked.connect(self._edit_phrases)
        self._keeper.failed.connect(self._on_comment_not_saved)
        desk = self._desk
        desk.busy_changed.connect(self._actions.set_busy)
        desk.decided.connect(self._on_decided)
        desk.stale.connect(self._on_stale)
        desk.refused.connect(self._on_refused)
        desk.evidence_wanted.connect(self._show_evidence)
        desk.comment_moved.connect(self._actions.set_comment)
        desk.phrases_edit_asked.connect(self._edit_phrases)

    def _fit_widths(self) -> None:
        middle = _WIDE_MIDDLE_WIDTH if self.width() >= _WIDE else _MIDDLE_WIDTH
        self._review.setSizes([middle, max(self.width() - SECTIONS_WIDTH - middle - 2, 200)])

    def _portrait_of(self, record: RecordOutline) -> QWidget | None:
        found = (item for item in record.attachments if (item.row.section, item.row.slot) == PORTRAIT)
        attachment = next(found, None)
        return Portrait(self._preview, self._shelf.document_of(attachment)) if attachment is not None else None

    # loading

    def _load(self, stale_from: ApplicationDetail | None = None) -> None:
        if self._loading is not None:
            self._loading.cancel()
        services, walk, wanted = self._services, self._walk, self._wanted_id
        self._busy.start()
        self._loading = self._runner.query(
            lambda: load_application(services, walk, wanted),
            lambda loaded: self._on_loaded(loaded, stale_from),
            self._on_load_failed,
            owner=self,
            newest_first=True,
        )

    def _on_loaded(self, loaded: LoadedApplication, stale_from: ApplicationDetail | None) -> None:
        self._busy.stop()
        before = self._loaded.detail if self._loaded is not None else None
        is_new = before is None or before.row.id != loaded.detail.row.id
        resubmitted = before is not None and not is_new and before.current.number != loaded.detail.current.number
        self._loaded = loaded
        if is_new:
            self._keeper.begin(loaded.detail.row.id, loaded.draft)
            self._actions.set_comment(loaded.draft.comment)
            self._section = ""
        self._show(loaded)
        if resubmitted or not self._section:
            self._open_first_page(loaded)
        if is_new:
            self.application_shown.emit(loaded.detail.row.id)
        if stale_from is not None:
            self._tell_what_changed(stale_from, loaded.detail)

    def _on_load_failed(self, error: Exception) -> None:
        self._busy.stop()
        self._say(Tone.BAD, explain(error))
        self._banner.add_action(self.tr("重试"), self.refresh, icon=IconName.REFRESH)
        if not is_expected(error):
            self._runner.failed.emit(error)

    def _show(self, loaded: LoadedApplication) -> None:
        detail = loaded.detail
        now = self._services.now()
        title = " · ".join((detail.row.name, detail.row.standard, detail.row.number))
        self.setWindowTitle(title)
        self._header.show_application(detail, loaded.catalogue)
        self._header.show_place(loaded.place)
        self._desk.seat(loaded)
        self._shelf.put(detail, loaded.outline.attachments)
        self._show_outline(loaded)
        entries = timeline(detail, now)
        began = detail.submissions[0].submitted_at
        self._history.timeline.show_entries(entries, (now - began).days)
        self._history.comparison.show_submissions(detail.submissions)
        if len(detail.submissions) > 1:
            self._show_changes(detail.submissions[-2].number, detail.current.number, loaded.changes)
        has_next = loaded.place is not None and loaded.place.next_id is not None
        actions = [verdict.action for verdict in self._desk.verdicts()]
        self._actions.set_phrases(loaded.phrases)
        self._actions.show_actions(actions, who_acts(detail), has_next=has_next)

    def _show_outline(self, loaded: LoadedApplication) -> None:
        steps = len(loaded.detail.submissions) + len(loaded.detail.decisions)
        changes = len(loaded.changes) if len(loaded.detail.submissions) > 1 else None
        self._sections.set_entries(section_entries(loaded.outline, steps, changes))
        self._findings.show_findings(loaded.outline.findings)
        section = loaded.outline.section(self._records.section_key) if self._section else None
        if section is not None:
            self._records.show_section(section)

    def _open_first_page(self, loaded: LoadedApplication) -> None:
        resubmission = len(loaded.detail.submissions) > 1
        first = next((section.key for section in loaded.outline.sections), PROGRESS)
        self._section = COMPARISON if resubmission else first
        section = loaded.outline.section(first)
        if resubmission and section is not None:
            self._records.show_section(section)
        self._sections.choose(self._section)
        self._on_section_chosen(self._section)
        self._sections.setFocus()

    # moving about

    def _walk_by(self, steps: int) -> None:
        place = self._loaded.place if self._loaded is not None else None
        target = (place.next_id if steps > 0 else place.previous_id) if place is not None else None
        if target is not None:
            self._banner.hide()
            self.open_application(target)

    def _on_section_chosen(self, key: str) -> None:
        if self._loaded is None:
            return
        self._section = key
        if key in (PROGRESS, COMPARISON):
            self._pages.setCurrentWidget(self._history)
            return
        section = self._loaded.outline.section(key)
        if section is None:
            return
        self._pages.setCurrentWidget(self._review)
        if self._records.section_key != key:
            self._records.show_section(section)
        if self._records.current_record is None:
            self._shelf.show_nothing(self.tr("{0}没有附件。").format(section.label))

    def _on_record_chosen(self, key: str) -> None:
        record = self._records.current_record
        if record is None or self._loaded is None:
            return
        current = self._shelf.current
        if current is not None and any(item.key == current.key for item in record.attachments):
            self._records.set_current_attachment(current.key)
            return
        attachments = record.attachments
        if self._records.section_key == BASIC:
            # the portrait stands beside the fields already; what proves them lies in the fixed slots
            proofs = [item for item in self._loaded.outline.attachments if item.row.record is None]
            attachments = tuple(item for item in proofs if item.row.section != BASIC) or attachments
        if attachments:
            self._show_attachment(attachments[0].key)
        else:
            self._records.set_current_attachment("")
            self._shelf.show_nothing(self.tr("这条记录没有附件。"))

    def _show_attachment(self, key: str) -> None:
        self._shelf.show(key)
        self._records.set_current_attachment(key)

    def _show_evidence(self, key: str) -> None:
        self._on_attachment_turned_to(key)
        self._show_attachment(key)

    def _on_attachment_turned_to(self, key: str) -> None:
        home = self._loaded.outline.home_of(key) if self._loaded is not None else None
        if home is not None:
            self._go_to(*home)
        self._records.set_current_attachment(key)

    def _go_to(self, section_key: str, record_key: str) -> None:
        section = self._loaded.outline.section(section_key) if self._loaded is not None else None
        if section is None:
            return
        self._section = section_key
        self._pages.setCurrentWidget(self._review)
        self._records.show_section(section, record_key)
        self._sections.choose(section_key)

    def _on_finding_chosen(self, item: FindingOutline) -> None:
        if self._loaded is None:
            return
        record = self._loaded.outline.record_of(item.finding)
        self._go_to(item.finding.section, record.key if record is not None else "")
        self._records.focus_records()

    def _on_comparison_asked(self, submission: int) -> None:
        self._compare(submission - 1, submission)
        self._sections.choose(COMPARISON)
        self._history.comparison.focus_table()

    def _toggle_full_screen(self) -> None:
        self._full_screen = not self._full_screen
        if self._full_screen:
            self._pages.setCurrentWidget(self._review)
            self._was_maximised = self.isMaximized()
        hidden = (self._header, self._header_line, self._left, self._left_line, self._middle)
        for part in (*hidden, self._actions, self._action_line):
            part.setVisible(not self._full_screen)
        if self._full_screen:
            self.showFullScreen()
            self._shelf.pane.canvas.setFocus()
        elif self._was_maximised:
            self.showMaximized()
        else:
            self.showNormal()

    # what changes

    def _on_attachment_opened(self, sha256: str) -> None:
        if self._loaded is None:
            return
        detail = with_opened(self._loaded.detail, sha256)
        outline = outline_application(detail, self._loaded.catalogue)
        self._loaded = replace(self._loaded, detail=detail, outline=outline)
        self._desk.seat(self._loaded)
        self._shelf.put(detail, outline.attachments)
        self._show_outline(self._loaded)

    def _compare(self, older: int, newer: int) -> None:
        if self._comparing is not None:
            self._comparing.cancel()
        services, wanted = self._services, self._wanted_id
        self._comparing = self._runner.query(
            lambda: services.compare_submissions(wanted, older, newer),
            lambda changes: self._show_changes(older, newer, changes),
            self._on_failed,
            owner=self,
        )

    def _show_changes(self, older: int, newer: int, changes: tuple[Change, ...]) -> None:
        if self._loaded is None:
            return
        contents = {submission.number: submission.content for submission in self._loaded.detail.submissions}
        if older in contents and newer in contents:
            rows = change_rows(changes, contents[older], contents[newer], self._loaded.catalogue)
            self._history.comparison.show_changes(older, newer, rows)

    def _on_decided(self, outcome: Outcome) -> None:
        row, action = outcome.decided.row, outcome.decided.decision.action
        same = self._loaded is not None and row.id == self._loaded.detail.row.id
        if same and action is not Action.WITHDRAW:
            self._actions.set_comment("")
        self._say(Tone.OK, decided(row.name, action))
        if action is not Action.WITHDRAW and action is not Action.CONFIRM:
            self._banner.add_action(self.tr("撤回"), lambda: self._desk.withdraw(row, action))
        self.application_decided.emit(row.id)
        place = self._loaded.place if self._loaded is not None else None
        if outcome.open_next and same and place is not None and place.next_id is not None:
            self.open_application(place.next_id)
        elif same:
            self.refresh()
        else:
            self.open_application(row.id)

    def _on_stale(self) -> None:
        self._load(stale_from=self._loaded.detail if self._loaded is not None else None)

    def _tell_what_changed(self, before: ApplicationDetail, after: ApplicationDetail) -> None:
        news = what_changed(before, after, self._services.now()) or self.tr("申请已有变动")
        detail = self.tr("您的决定没有记录，写好的意见已保留。请看过后再决定。")
        self._say(Tone.WARN, f"{news}。", detail)

    def _on_refused(self, sentence: str) -> None:
        self._say(Tone.BAD, sentence, self.tr("决定没有记录，写好的意见已保留。"))

    def _on_comment_not_saved(self, error: Exception) -> None:
        self._on_failed(error, self.tr("写好的意见还在这个窗口里，暂时没有存下来；请不要关闭窗口。"))

    def _on_failed(self, error: Exception, detail: str = "") -> None:
        self._say(Tone.BAD, explain(error), detail)
        if not is_expected(error):
            self._runner.failed.emit(error)

    def _say(self, tone: Tone, text: str, detail: str = "") -> None:
        self._banner.clear_actions()
        self._banner.set_message(tone, text, detail)
        self._banner.show()

    def _edit_phrases(self) -> None:
        if self._loaded is None:
            return
        dialog = PhrasesDialog(self._loaded.phrases, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.phrases_saved.connect(lambda phrases: self._save_phrases(dialog, phrases))
        dialog.open()

    def _save_phrases(self, dialog: PhrasesDialog, phrases: tuple[str, ...]) -> None:
        services = self._services

        def on_saved(_: object) -> None:
            dialog.accept()
            if self._loaded is not None:
                self._loaded = replace(self._loaded, phrases=phrases)
                self._desk.seat(self._loaded)
                self._actions.set_phrases(phrases)

        self._runner.operation(
            lambda: services.save_phrases(phrases),
            on_saved,
            lambda error: dialog.show_error(explain(error)),
            owner=self,
        )
