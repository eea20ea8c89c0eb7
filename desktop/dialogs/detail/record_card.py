"""One record as a card: when and what in its head, all fields below, its attachments at the foot."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.detail.attachment_pill import AttachmentPill
from desktop.dialogs.detail.field_grid import FieldGrid
from desktop.models.application_outline import RecordOutline
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.tag import Tag
from desktop.widgets.theme.current import color
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tone import Tone

_BAR_WIDTH = 3


class RecordCard(Panel):
    """`chosen(str record_key)` on a click anywhere; `attachment_chosen(str key)` on a pill; `whole_asked(RevealButton)`
    when somebody wants to see a masked value.
    """

    chosen = Signal(str)
    attachment_chosen = Signal(str)
    whole_asked = Signal(object)

    def __init__(self, record: RecordOutline, portrait: QWidget | None = None, parent: QWidget | None = None) -> None:
        """`portrait` stands on the right of the fields."""
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("recordCard")
        self.record = record
        self._is_current = False
        self._fields: FieldGrid | None = None
        self._pills: list[AttachmentPill] = []
        self._portrait = portrait
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 13)
        self._column.setSpacing(8)
        if record.title:
            self._column.addLayout(self._head())
        self._body = QVBoxLayout()
        self._column.addLayout(self._body)
        if record.attachments:
            self._column.addLayout(self._attachments())
        self.setAccessibleName(" ".join(filter(None, (record.when, record.title, record.tag))))
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)

    @property
    def is_current(self) -> bool:
        """Whether this is the record whose evidence is shown."""
        return self._is_current

    def set_current(self, is_current: bool) -> None:
        """Mark the record whose evidence is shown."""
        self._is_current = is_current
        self.set_surface(Surface.SELECTED if is_current else Surface.SURFACE)
        self.update()

    def set_unfolded(self, unfolded: bool) -> None:
        """Show the fields or only the head."""
        if unfolded and self._fields is None and self.record.fields:
            self._fields = FieldGrid(self.record.fields, self._portrait)
            self._fields.whole_asked.connect(self.whole_asked)
            self._body.addWidget(self._fields)
            for child in self._fields.findChildren(QWidget):
                child.installEventFilter(self)
        if self._fields is not None:
            self._fields.setVisible(unfolded)

    def set_current_attachment(self, key: str) -> None:
        """Mark the attachment that is shown beside the records."""
        for pill in self._pills:
            pill.set_current(pill.attachment.key == key)

    def update_attachments(self, record: RecordOutline) -> None:
        """Take over what has been opened or verified since; the record is the same otherwise."""
        self.record = record
        for pill, attachment in zip(self._pills, record.attachments, strict=True):
            pill.set_attachment(attachment)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.chosen.emit(self.record.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and not isinstance(watched, AttachmentPill):
            self.chosen.emit(self.record.key)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), color(ColorRole.LINE))
        if self._is_current:
            painter.fillRect(QRect(0, 0, _BAR_WIDTH, self.height()), color(ColorRole.ACCENT))
        painter.end()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        if self.record.when:
            row.addWidget(Label(self.record.when, LabelStyle.SECONDARY), 0, top)
        title = Label(self.record.title, LabelStyle.STRONG, wrap=True, selectable=True)
        title.setObjectName("recordTitle")
        title.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.addWidget(title, 1, top)
        if self.record.findings:
            mark = IconLabel(IconName.FINDING, ColorRole.WARN)
            mark.setAccessibleName(self.tr("有校验提示"))
            row.addWidget(mark, 0, top)
        if self.record.missing:
            needed = self.record.findings
            row.addWidget(Tag(self.record.missing, Tone.WARN if needed else Tone.NEUTRAL), 0, top)
        if self.record.tag:
            row.addWidget(Tag(self.record.tag), 0, top)
        return row

    def _attachments(self) -> FlowLayout:
        flow = FlowLayout()
        for attachment in self.record.attachments:
            pill = AttachmentPill(attachment)
            pill.clicked.connect(lambda _checked=False, key=attachment.key: self.attachment_chosen.emit(key))
            flow.addWidget(pill)
            self._pills.append(pill)
        return flow
