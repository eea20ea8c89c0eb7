"""The column on the left of a form: how far it is filled in, its sections with their marks, and what is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import SHANGHAI
from desktop.domain.progress import SectionProgress, SectionState
from desktop.models.form_state import FormState
from desktop.text.printed_forms import FORMS
from desktop.views.applicant.form.keeper import FormKeeper, Keeping
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.navigation_entry import NavigationEntry, head, line
from desktop.widgets.navigation_tree import NavigationTree
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import ACTION_BAR_HEIGHT
from desktop.widgets.theme.palette import ColorRole

CHECKING, PRINTING, SUBMITTING = "checking", "printing", "submitting"
LAST_PAGES = (CHECKING, PRINTING, SUBMITTING)
"""The pages after the sections."""
COLUMN_WIDTH = 228

translate = QCoreApplication.translate

_MARKS = {
    SectionState.DONE: (IconName.APPROVED, ColorRole.OK),
    SectionState.OPTIONAL: (IconName.DRAFT, None),
    SectionState.PARTLY: (IconName.CIRCLE_HALF, None),
    SectionState.EMPTY: (IconName.CIRCLE, None),
    SectionState.FAULTY: (IconName.FINDING, ColorRole.BAD),
}


class SectionsColumn(Panel):
    """`chosen(str)`: the key of a section, CHECKING, PRINTING or SUBMITTING. A reviewer spoke of those `remarked`."""

    chosen = Signal(str)

    def __init__(
        self,
        state: FormState,
        keeper: FormKeeper,
        remarked: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Surface.WINDOW, parent)
        self.setFixedWidth(COLUMN_WIDTH)
        self._state, self._keeper, self._remarked = state, keeper, remarked
        self._shown: list[NavigationEntry] = []
        self._done = Label("", LabelStyle.SECONDARY)
        self._done.setObjectName("formProgress")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("填报进度"))
        self.tree = NavigationTree()
        self.tree.setObjectName("formSections")
        self.tree.setAccessibleName(self.tr("申报栏目"))
        self.tree.chosen.connect(self.chosen)
        self._kept_icon = IconLabel(IconName.CONNECTED, ColorRole.OK)
        self._kept = Label("", LabelStyle.SMALL_SECONDARY, wrap=True)
        self._kept.setObjectName("keptState")
        self._lay_out()
        state.checked.connect(self._show_progress)
        keeper.keeping_changed.connect(self._show_kept)
        self._show_progress()
        self._show_kept()

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(Label(self.tr("填报进度"), LabelStyle.STRONG), 1)
        title.addWidget(self._done)
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 18, 6)
        top.setSpacing(8)
        top.addLayout(title)
        top.addWidget(self._bar)
        kept = QHBoxLayout()
        kept.setContentsMargins(20, 8, 12, 8)
        kept.setSpacing(7)
        kept.addWidget(self._kept_icon)
        kept.addWidget(self._kept, 1)
        foot = QWidget()
        foot.setMinimumHeight(ACTION_BAR_HEIGHT)
        foot.setLayout(kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        column.addWidget(HorizontalLine())
        column.addWidget(foot)

    def _show_progress(self) -> None:
        sections = self._state.progress
        done = sum(one.state.is_filled for one in sections)
        self._done.setText(f"{done} / {len(sections)}")
        self._bar.setRange(0, len(sections))
        self._bar.setValue(done)
        shown = entries(sections, self._state.catalogue, self._state.errors, self._remarked)
        if shown != self._shown:
            self._shown = shown
            self.tree.set_entries(shown)

    def _show_kept(self) -> None:
        keeper = self._keeper
        icon, role, words = IconName.CONNECTED, ColorRole.OK, ""
        match keeper.keeping:
            case Keeping.UNTOUCHED:
                icon, role, words = IconName.INFORMATION, ColorRole.MUTED, self.tr("修改会自动保存")
            case Keeping.SAVING:
                icon, role, words = IconName.REFRESH, ColorRole.MUTED, self.tr("正在保存")
            case Keeping.SAVED if keeper.saved_at is not None:
                words = self.tr("已自动保存 {0}").format(f"{keeper.saved_at.astimezone(SHANGHAI):%H:%M:%S}")
            case Keeping.SAVED:
                words = self.tr("没有修改")
            case Keeping.FAILED | Keeping.CONFLICT:
                icon, role, words = IconName.FINDING, ColorRole.BAD, self.tr("尚未保存，内容仍在这里")
        self._kept_icon.set_icon(icon, role)
        self._kept.setText(words)
        self._kept.setToolTip(keeper.sentence)


def entries(
    sections: Sequence[SectionProgress], catalogue: Catalogue, errors: int, remarked: frozenset[str]
) -> list[NavigationEntry]:
    """The sections with their marks, then the pages that lead to the submission."""
    result = [head(translate("SectionsColumn", "申报栏目"))]
    for one in sections:
        icon, role = _MARKS[one.state]
        label = catalogue.section(one.section).label
        bad = ColorRole.BAD if one.state is SectionState.FAULTY else None
        count = _count(one, catalogue)
        tip = f"{label} {count}"
        if one.section in remarked:
            tip = translate("SectionsColumn", "{0}，有退回意见").format(tip)
            if one.state is not SectionState.FAULTY:
                icon, role = IconName.RETURN, ColorRole.WARN
        result.append(NavigationEntry(one.section, label, icon, count, icon_role=role, count_role=bad, tool_tip=tip))
    found = translate("SectionsColumn", "{0} 项").format(errors) if errors else ""
    return [
        *result,
        line(),
        NavigationEntry(
            CHECKING,
            translate("SectionsColumn", "数据验证"),
            IconName.PHRASES,
            found,
            count_role=ColorRole.BAD if errors else None,
        ),
        NavigationEntry(PRINTING, FORMS, IconName.PRINT),
        NavigationEntry(SUBMITTING, translate("SectionsColumn", "承诺与提交"), IconName.SUBMIT),
    ]


def _count(one: SectionProgress, catalogue: Catalogue) -> str:
    section = catalogue.section(one.section)
    if one.state is SectionState.OPTIONAL:
        words = translate("SectionsColumn", "有则填") if section.conditional_required else ""
        return words or translate("SectionsColumn", "选填")
    if not section.repeats:
        if one.characters and one.state is SectionState.DONE:
            return translate("SectionsColumn", "{0} 字").format(one.characters)
        if one.state is SectionState.FAULTY and (one.filled == one.required or len(section.fields) == 1):
            return translate("SectionsColumn", "{0} 项").format(one.errors)
        return f"{one.filled}/{one.required}" if one.required else ""
    if one.state is SectionState.EMPTY:
        return translate("SectionsColumn", "必填")
    if one.state is SectionState.FAULTY:
        return translate("SectionsColumn", "{0} 项").format(one.errors)
    return str(one.records)
