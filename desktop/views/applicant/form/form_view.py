"""The form of one application, put together: sections on the left, the page in the middle, what helps on the right."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.catalogue import BASIC, Section
from desktop.domain.clock import shanghai_day
from desktop.domain.content import ApplicationContent
from desktop.models.application_outline import PORTRAIT
from desktop.models.form_state import FormState, RemovedRecord
from desktop.models.form_todo import FormPlace, TodoItem, todo_of_return
from desktop.printing.making import FilledForm, FormKind
from desktop.printing.printed_application import portrait_of
from desktop.services.drafting import OpenedForm, SavedForm, save_form
from desktop.text.printed_forms import FORMS
from desktop.views.applicant.form.checking_page import CheckingPage
from desktop.views.applicant.form.foot_bar import FootBar
from desktop.views.applicant.form.form_files import FormFiles
from desktop.views.applicant.form.forms_page import FormsPage
from desktop.views.applicant.form.keeper import FormKeeper
from desktop.views.applicant.form.notices import FormNotices
from desktop.views.applicant.form.portrait_box import PortraitBox
from desktop.views.applicant.form.records_page import RecordsPage
from desktop.views.applicant.form.scroll_page import ScrollPage
from desktop.views.applicant.form.sections_column import CHECKING, LAST_PAGES, PRINTING, SUBMITTING, SectionsColumn
from desktop.views.applicant.form.side_panel import SIDE_WIDTH, SidePanel
from desktop.views.applicant.form.single_page import SinglePage
from desktop.views.applicant.form.submit_page import SubmitPage
from desktop.views.applicant.form.uploading_elsewhere import UploadingElsewhere
from desktop.views.applicant.form.uploads import Uploads
from desktop.views.applications.form_printing import FormPrinting
from desktop.views.session import Session
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine, VerticalLine
from desktop.widgets.splitter import Splitter
from desktop.widgets.theme.metrics import FORM_PADDING
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import Waiting

_PREVIEW_SHARE = 0.42
_NAME_WIDTH = 96
"""What is left for the name of a file above it, at the least."""


class FormView(QWidget):
    """`check_asked()`, `self_check_asked()`, `submit_asked()`, `leave_asked()`; `section_key` is the page shown.

    What is asked for from its pages goes through `waiting`, handing it in through `submission`.
    """

    check_asked = Signal()
    self_check_asked = Signal()
    submit_asked = Signal()
    leave_asked = Signal()

    def __init__(self, session: Session, opened: OpenedForm, notices: FormNotices, parent: QWidget) -> None:
        super().__init__(parent)
        self.opened, self._notices = opened, notices
        workspace, application_id = session.workspace, opened.application_id
        today = shanghai_day(workspace.clock())
        # no children: fields that lose the cursor while they are destroyed still speak to them
        self.state = FormState(opened.content, opened.catalogue, today, opened.history)
        by = opened.catalogue.content_hash

        def save(content: ApplicationContent, base: str) -> SavedForm:
            return save_form(workspace, application_id, content, base, by, self.uploads.taken_out)

        self.keeper = FormKeeper(lambda: self.state.content, save, opened.saved, session.runner)
        self.waiting = Waiting(session.runner, self)
        self.uploads = Uploads(
            self.state, workspace, application_id, session.runner, self.waiting, session.settings, self
        )
        self._elsewhere = UploadingElsewhere(self.uploads)
        self.files = FormFiles(self.state, self.uploads, session.preview, self)
        self.printing = FormPrinting(session, self)
        self.section_key = ""
        self._shows_preview = False
        remarks = _remarks(opened)
        self.sections = SectionsColumn(self.state, self.keeper, frozenset(one.place.section for one in remarks), self)
        self.foot = FootBar(self)
        self._title = Label("", LabelStyle.HEADING)
        self._note = Label("", LabelStyle.SMALL)
        self._pages: dict[str, ScrollPage] = {}
        self._keys = (*opened.catalogue.sections_by_key, *LAST_PAGES)
        self.submitting = SubmitPage(self.state, opened)
        self.submission = Waiting(session.runner, self, self.submitting.busy)
        self._splitter = Splitter(Qt.Orientation.Horizontal, self)
        self._stack = QStackedWidget(self._splitter)
        self._right = QStackedWidget(self._splitter)
        self.side = SidePanel(self.state, self._portrait(session), remarks, self._right)
        self._lay_out()
        self._connect()
        self.show_section(BASIC)

    def page(self, key: str) -> ScrollPage:
        """The page of a section or one of LAST_PAGES; made when it is first asked for."""
        if key not in self._pages:
            self._pages[key] = self._make_page(key)
        return self._pages[key]

    def show_section(self, key: str) -> None:
        """Turn to a page."""
        if key == self.section_key:
            return
        self.section_key = key
        if self._shows_preview and not self.files.shows_section(key):
            self.show_preview(False)  # a file of another page says nothing here
        if self.sections.tree.current_key != key:
            self.sections.tree.choose(key)
        self._stack.setCurrentWidget(self.page(key))
        section = self.state.catalogue.sections_by_key.get(key)
        self._title.setText(self._name_of(key))
        self._note.setText(self._note_of(section, key))
        self.side.show_section(key)
        self._elsewhere.show_section(key)
        self._right.setVisible(section is not None or self._shows_preview)
        keys = self._keys
        place = keys.index(key)
        following = keys[place + 1] if place + 1 < len(keys) else ""
        self.foot.show_neighbours(first=place == 0, following=self._name_of(following))
        if key in (CHECKING, SUBMITTING):
            self.state.reveal()
            self.check_asked.emit()

    def go_to(self, place: FormPlace) -> None:
        """Turn to a place, say there what is wrong, and put the cursor into it."""
        self.show_section(place.section)
        self.state.leave(place.section, place.record, place.member)
        if (place.section, place.member) == PORTRAIT and self._portrait_box is not None:
            self.show_preview(False)
            self._portrait_box.focus_upload()
            return
        self.page(place.section).show_place(place)

    def turn(self, steps: int) -> None:
        """上一步, 下一步; what was typed is kept first."""
        self.keeper.flush()
        keys = self._keys
        place = keys.index(self.section_key) + steps
        if 0 <= place < len(keys):
            self.show_section(keys[place])
            self.page(keys[place]).begin()

    def show_preview(self, shown: bool) -> None:
        """Have the files beside the page, or what is left to do."""
        if shown == self._shows_preview:
            return
        self._shows_preview = shown
        self._stack.show()
        self._right.setCurrentWidget(self.files.pane if shown else self.side)
        section = self.section_key in self.state.catalogue.sections_by_key
        self._right.setVisible(shown or section)
        width = self._splitter.width()
        least = self.files.pane.tool_bar.minimumSizeHint().width() + _NAME_WIDTH if shown else SIDE_WIDTH
        right = max(least, round(width * _PREVIEW_SHARE)) if shown else SIDE_WIDTH
        self._right.setMinimumWidth(least)
        self._right.setMaximumWidth(16_777_215 if shown else SIDE_WIDTH)
        self._splitter.setSizes([width - right, right])

    def stop(self) -> None:
        """The form goes: nothing more of it is kept or uploaded."""
        self.uploads.stop()
        self.keeper.stop()

    def print(self, kind: FormKind) -> None:
        """Show a printed form of what is on the screen."""
        content = self.state.content
        portrait = portrait_of(content)
        load = None if portrait is None else self.uploads.bytes_of(portrait.sha256)
        filled = FilledForm(self.opened.detail, content, self.opened.catalogue, load)
        self.printing.show_draft(kind, filled)

    # building

    def _portrait(self, session: Session) -> PortraitBox | None:
        section = self.opened.catalogue.section(PORTRAIT[0])
        slot = section.slots_by_key.get(PORTRAIT[1])
        self._portrait_box = None
        if slot is not None:
            self._portrait_box = PortraitBox(self.state, self.uploads, slot, session.preview)
            self.files.watch_portrait(self._portrait_box, slot)
        return self._portrait_box

    def _make_page(self, key: str) -> ScrollPage:
        section = self.state.catalogue.sections_by_key.get(key)
        page = self._section_page(section) if section is not None else self._last_page(key)
        page.setObjectName(f"page-{key}")
        self._stack.addWidget(page)
        return page

    def _section_page(self, section: Section) -> ScrollPage:
        page: SinglePage | RecordsPage
        if section.repeats:
            page = RecordsPage(self.state, self.uploads, section, self.files.watch)
            page.removed.connect(partial(self._on_record_removed, section))
            page.save_asked.connect(self.keeper.flush)
        else:
            own_unit = self.opened.detail.row.unit if section.key == BASIC else ""
            page = SinglePage(self.state, self.uploads, section, own_unit, self.files.watch)
        page.cleansed.connect(self._on_cleansed)
        return page

    def _last_page(self, key: str) -> ScrollPage:
        if key == SUBMITTING:
            return self.submitting
        if key == PRINTING:
            forms = FormsPage()
            forms.preview_asked.connect(self.print)
            return forms
        checking = CheckingPage(self.state)
        checking.place_chosen.connect(self.go_to)
        checking.check_asked.connect(self.check_asked)
        return checking

    def _lay_out(self) -> None:
        self._stack.addWidget(self.submitting)
        self._right.addWidget(self.side)
        self._right.addWidget(self.files.pane)
        self._right.setMaximumWidth(SIDE_WIDTH)
        self._splitter.addWidget(self._stack)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([10 * SIDE_WIDTH, SIDE_WIDTH])
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(PanelHead([self._title, self._note], [self._elsewhere], padding=FORM_PADDING))
        middle.addWidget(HorizontalLine())
        middle.addWidget(self._splitter, 1)
        middle.addWidget(HorizontalLine())
        middle.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(VerticalLine())
        row.addLayout(middle, 1)

    def _connect(self) -> None:
        self.state.changed.connect(self.keeper.change)
        self.keeper.keeping_changed.connect(self._on_keeping_changed)
        self.sections.chosen.connect(self.show_section)
        self.side.place_chosen.connect(self.go_to)
        self.files.preview_shown.connect(self.show_preview)
        self.files.pane.full_screen_asked.connect(lambda: self._stack.setVisible(self._stack.isHidden()))
        self.files.said.connect(lambda sentence: self._notices.say(Tone.INFO, sentence))
        self.files.removed.connect(self._on_file_removed)
        self.foot.back_asked.connect(lambda: self.turn(-1))
        self.foot.next_asked.connect(lambda: self.turn(1))
        self.foot.save_asked.connect(self._on_save_asked)
        self.foot.preview_asked.connect(lambda: self.print(FormKind.APPLICATION))
        self.foot.leave_asked.connect(self.leave_asked)
        self.submitting.findings_asked.connect(lambda: self.show_section(CHECKING))
        self.submitting.self_check_asked.connect(self.self_check_asked)
        self.submitting.submit_asked.connect(self.submit_asked)

    def _name_of(self, key: str) -> str:
        section = self.state.catalogue.sections_by_key.get(key)
        others = {CHECKING: self.tr("数据验证信息"), PRINTING: FORMS, SUBMITTING: self.tr("承诺与提交")}
        return section.label if section is not None else others.get(key, "")

    def _note_of(self, section: Section | None, key: str) -> str:
        if section is None:
            return ""
        words = [section.note] if section.note else []
        if section.fields:
            words.append(self.tr("带 * 为必填"))
        words.append(self.tr("每次修改都会自动保存"))
        return self.tr("；").join(words)

    def _on_keeping_changed(self) -> None:
        if self.keeper.holds_all:
            self.uploads.forget_fresh()

    def _on_save_asked(self) -> None:
        self.keeper.flush()
        if not self.keeper.is_writing and not self.keeper.holds_unkept:
            self._notices.say(Tone.OK, self.tr("所有内容都已保存。"))

    def _on_cleansed(self) -> None:
        self._notices.say(Tone.INFO, self.tr("粘贴的内容含有不能保存的字符（控制字符、文字方向控制符等），已去掉。"))

    def _on_record_removed(self, section: Section, removed: RemovedRecord) -> None:
        self._notices.say(Tone.INFO, self.tr("已删除{0}的一条记录。").format(section.label))
        self._notices.offer(self.tr("撤销"), partial(self.state.put_back, removed), "Ctrl+Z")

    def _on_file_removed(self, name: str, undo: object) -> None:
        self._notices.say(Tone.INFO, self.tr("已删除附件“{0}”。").format(name))
        if callable(undo):
            self._notices.offer(self.tr("撤销"), undo, "Ctrl+Z")


def _remarks(opened: OpenedForm) -> tuple[TodoItem, ...]:
    """What the return that is to be answered says of places of this form."""
    if opened.returned is None or not opened.detail.submissions:
        return ()
    return todo_of_return(opened.returned.comment, opened.detail.current.content, opened.catalogue)
