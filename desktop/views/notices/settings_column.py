"""What is set for a notice beside its words: issuer, window, catalogue, reading time, attachments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.clock import SHANGHAI
from desktop.domain.notices import MAX_FILES, MAX_READING_SECONDS
from desktop.services.notice_writing import NoticeDraftRow, NoticeFileRow
from desktop.text.problems import size_text
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.moment_field import MomentField
from desktop.widgets.number_field import NumberField
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.metrics import CONTROL_HEIGHT
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton, ToolButtonKind

_WIDTH = 300


class SettingsColumn(QScrollArea):
    """`edited()`; `attach_asked()`; `remove_asked(str sha256)`; `keep_asked(str sha256, str name)`."""

    edited = Signal()
    attach_asked = Signal()
    remove_asked = Signal(str)
    keep_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state = Label("", LabelStyle.SECONDARY, wrap=True)
        self.state.setObjectName("notice_state")
        self._issuer = Label("", LabelStyle.BODY, wrap=True)
        self._opens = MomentField(self.tr("申报开始"), SHANGHAI)
        self._opens.setObjectName("notice_opens")
        self._closes = MomentField(self.tr("申报截止"), SHANGHAI)
        self._closes.setObjectName("notice_closes")
        self._catalogue = QComboBox()
        self._catalogue.setObjectName("notice_catalogue")
        self._catalogue.setAccessibleName(self.tr("申报目录"))
        self._catalogue.setFixedHeight(CONTROL_HEIGHT)
        # titles are long: the field does not grow with them
        self._catalogue.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._seconds = NumberField(self.tr("阅读时间（秒）"), 0, MAX_READING_SECONDS)
        self._seconds.setObjectName("notice_seconds")
        self._seconds.setSuffix(self.tr(" 秒"))
        self._files = QVBoxLayout()
        self._files.setSpacing(6)
        self._attach = KeyButton(self.tr("添加附件"), IconName.ATTACHMENT)
        self._attach.setObjectName("attach_file")
        self._rule = Label("", LabelStyle.SMALL, wrap=True)
        self._showing = False
        self._lay_out()
        self._opens.edited.connect(self._on_edited)
        self._closes.edited.connect(self._on_edited)
        self._catalogue.activated.connect(self._on_edited)
        self._seconds.valueChanged.connect(self._on_edited)
        self._attach.clicked.connect(self.attach_asked)

    def set_catalogues(self, titles: Mapping[str, str]) -> None:
        """Which catalogues there are to choose from, by their keys."""
        if [self._catalogue.itemData(number) for number in range(self._catalogue.count())] != list(titles):
            self._catalogue.clear()
            for key, title in titles.items():
                self._catalogue.addItem(title, key)
                self._catalogue.setItemData(self._catalogue.count() - 1, title, Qt.ItemDataRole.ToolTipRole)

    def show_draft(self, draft: NoticeDraftRow, state: str, files: Sequence[NoticeFileRow], *, fixed: bool) -> None:
        """Show what is set; of a `fixed` notice nothing can be changed here."""
        self._showing = True
        self.state.setText(state)
        self._issuer.setText(draft.issuer.name)
        for field, moment in ((self._opens, draft.opens), (self._closes, draft.closes)):
            if moment is not None:
                field.show_moment(moment)
        self._catalogue.setCurrentIndex(self._catalogue.findData(draft.catalogue_key))
        self._catalogue.setToolTip(self._catalogue.currentText())
        self._seconds.setValue(draft.reading_seconds)
        for control in (self._opens, self._closes, self._catalogue, self._seconds, self._attach):
            control.setEnabled(not fixed)
        self._show_files([file for file in files if (file.published if fixed else file.drafted)], fixed=fixed)
        self._showing = False

    def written(self, draft: NoticeDraftRow) -> NoticeDraftRow:
        """The draft with what is set here."""
        return replace(
            draft,
            opens=self._opens.moment,
            closes=self._closes.moment,
            catalogue_key=str(self._catalogue.currentData() or ""),
            reading_seconds=self._seconds.value(),
        )

    def _on_edited(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _show_files(self, files: Sequence[NoticeFileRow], *, fixed: bool) -> None:
        while (item := self._files.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            self._files.addWidget(self._file_row(file, fixed=fixed))
        if not files:
            self._files.addWidget(Label(self.tr("没有附件"), LabelStyle.MUTED))
        self._attach.setVisible(not fixed)
        self._attach.setEnabled(not fixed and len(files) < MAX_FILES)
        self._rule.setVisible(not fixed)

    def _file_row(self, file: NoticeFileRow, *, fixed: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconLabel(IconName.ATTACHMENT, ColorRole.TEXT_SECONDARY))
        row.addWidget(ElidedLabel(file.name, mode=Qt.TextElideMode.ElideMiddle), 1)
        row.addWidget(Label(size_text(file.size), LabelStyle.SMALL))
        keep = ToolButton(IconName.DOWNLOAD, self.tr("保存附件 {0}").format(file.name))
        keep.clicked.connect(lambda: self.keep_asked.emit(file.sha256, file.name))
        row.addWidget(keep)
        if not fixed:
            remove = ToolButton(IconName.REMOVE, self.tr("移除附件 {0}").format(file.name), kind=ToolButtonKind.TOOL)
            remove.setObjectName(f"remove_{file.sha256[:8]}")
            remove.clicked.connect(lambda: self.remove_asked.emit(file.sha256))
            row.addWidget(remove)
        return holder

    def _lay_out(self) -> None:
        inside = Panel(Surface.WINDOW)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(5)
        column.addWidget(self.state)
        column.addSpacing(8)
        for label, control in (
            (self.tr("发布部门"), self._issuer),
            (self.tr("申报开始"), self._opens),
            (self.tr("申报截止"), self._closes),
            (self.tr("申报目录"), self._catalogue),
            (self.tr("阅读时间"), self._seconds),
        ):
            column.addWidget(Label(label, LabelStyle.MUTED))
            column.addWidget(control)
            column.addSpacing(6)
        note = self.tr("申报人打开通知后，须阅读这么久才能确认申报。")
        column.addWidget(Label(note, LabelStyle.SMALL, wrap=True))
        column.addSpacing(10)
        column.addWidget(Label(self.tr("附件"), LabelStyle.MUTED))
        column.addLayout(self._files)
        column.addSpacing(4)
        column.addWidget(self._attach, 0, Qt.AlignmentFlag.AlignLeft)
        self._rule.setText(self.tr("PDF、JPEG 或 PNG，每个不超过 20 MB，至多 {0} 个。").format(MAX_FILES))
        column.addWidget(self._rule)
        column.addStretch(1)
        self.setWidget(inside)
