"""The middle of the dialog: the records of the chosen section as cards, one of them the current one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.dialogs.detail.record_card import RecordCard
from desktop.models.application_outline import RecordOutline, SectionOutline
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.panel_head import PanelHead
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import PANE_PADDING
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton

_FIRST_BATCH = 8
_BATCH = 6
_ROOMY_HEIGHT = 560
"""From this height of the list on every record shows its fields, below it only the current one."""


class SectionPane(Panel):
    """`record_chosen(str key)` when another record became current; `attachment_chosen(str key)` on a pill;
    `whole_asked(RevealButton)` when somebody wants to see a masked value.
    """

    record_chosen = Signal(str)
    attachment_chosen = Signal(str)
    whole_asked = Signal(object)

    def __init__(self, portrait: Callable[[RecordOutline], QWidget | None], parent: QWidget | None = None) -> None:
        """`portrait` makes the picture of a record that has one."""
        super().__init__(Surface.SURFACE, parent)
        self.setObjectName("sectionPane")
        self._portrait = portrait
        self._section: SectionOutline | None = None
        self._cards: list[RecordCard] = []
        self._current = ""
        self._attachment = ""
        self._title = Label("", LabelStyle.HEADING)
        self._title.setObjectName("sectionTitle")
        self._count = Label("", LabelStyle.MUTED)
        self._unread_icon = IconLabel(IconName.UNREAD, ColorRole.WARN, 14)
        self._unread = Label("", LabelStyle.SMALL_WARN)
        self._unread.setObjectName("unreadNote")
        self._up = ToolButton(IconName.UP, self.tr("上一条"), "K", parent=self)
        self._down = ToolButton(IconName.DOWN, self.tr("下一条"), "J", parent=self)
        self._up.setObjectName("previousRecord")
        self._down.setObjectName("nextRecord")
        self._up.clicked.connect(lambda: self.step(-1))
        self._down.clicked.connect(lambda: self.step(1))
        self._scroll = QScrollArea()
        self._scroll.setObjectName("records")
        self._scroll.setAccessibleName(self.tr("本栏目的记录"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for keys, steps in (("Up", -1), ("Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self._scroll)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda steps=steps: self.step(steps))
        self._page = Panel(Surface.SURFACE)
        self._list = QVBoxLayout(self._page)
        self._scroll.setWidget(self._page)
        self._building = QTimer(self, singleShot=True, interval=0)
        self._building.timeout.connect(self._build_batch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PanelHead([self._title, self._count], [self._unread_icon, self._unread, self._up, self._down]))
        column.addWidget(HorizontalLine())
        column.addWidget(self._scroll, 1)

    @property
    def section_key(self) -> str:
        """The section that is shown, "" for none."""
        return self._section.key if self._section is not None else ""

    @property
    def current_record(self) -> RecordOutline | None:
        """The record whose evidence is shown."""
        records = self._section.records if self._section is not None else ()
        return next((record for record in records if record.key == self._current), None)

    @property
    def cards(self) -> tuple[RecordCard, ...]:
        """The cards made so far; a long section is built in slices between events."""
        return tuple(self._cards)

    def show_section(self, section: SectionOutline, record_key: str = "") -> None:
        """Show a section at a record, by default its first. The same section again keeps cards, place and selection."""
        same = self._section is not None and _without_reading(section) == _without_reading(self._section)
        self._section = section
        if same:
            for card, record in zip(self._cards, section.records, strict=False):
                card.update_attachments(record)
        else:
            self._rebuild()
        self._show_head()
        wanted = record_key or (self._current if same else "")
        if not any(record.key == wanted for record in section.records):
            wanted = section.records[0].key if section.records else ""
        self._choose(wanted, scroll=not same or bool(record_key))

    def step(self, steps: int) -> None:
        """Go to the next or previous record; at the ends nothing happens."""
        records = self._section.records if self._section is not None else ()
        keys = [record.key for record in records]
        if self._current in keys:
            target = keys.index(self._current) + steps
            if 0 <= target < len(keys):
                self._choose(keys[target], scroll=True)

    def set_current_attachment(self, key: str) -> None:
        """Mark the attachment that is shown."""
        self._attachment = key
        for card in self._cards:
            card.set_current_attachment(key)

    def focus_records(self) -> None:
        """Put the keyboard into the list of records."""
        self._scroll.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unfold()

    def _show_head(self) -> None:
        section = self._section
        if section is None:
            return
        self._title.setText(section.label)
        several = section.records and section.records[0].number > 0 and section.count
        self._count.setText(self.tr("{0} 条").format(section.count) if several else section.count)
        self._unread.setText(self.tr("{0} 份附件未阅").format(section.unread) if section.unread else "")
        self._unread.setVisible(bool(section.unread))
        self._unread_icon.setVisible(bool(section.unread))

    def _rebuild(self) -> None:
        self._building.stop()
        self._cards = []
        self._current = ""
        self._page = Panel(Surface.SURFACE)
        self._list = QVBoxLayout(self._page)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._build(_FIRST_BATCH)
        if self._section is not None and not self._section.records:
            self._list.insertWidget(0, self._empty_note(self._section), 0)
        self._scroll.setWidget(self._page)
        self._building.start()

    def _empty_note(self, section: SectionOutline) -> QWidget:
        note = Label(self.tr("申报人没有填写{0}。").format(section.label), LabelStyle.MUTED, wrap=True)
        note.setContentsMargins(PANE_PADDING, 20, PANE_PADDING, 20)
        return note

    def _build_batch(self) -> None:
        if self._section is not None and len(self._cards) < len(self._section.records):
            self._build(len(self._cards) + _BATCH)
            self._building.start()

    def _build(self, count: int) -> None:
        """Make cards until there are `count` of them."""
        records = self._section.records if self._section is not None else ()
        for record in records[len(self._cards) : count]:
            card = RecordCard(record, self._portrait(record))
            card.chosen.connect(lambda key: self._choose(key, scroll=False))
            card.attachment_chosen.connect(self.attachment_chosen)
            card.whole_asked.connect(self.whole_asked)
            card.set_current_attachment(self._attachment)
            self._list.insertWidget(len(self._cards), card)
            self._cards.append(card)
        self._unfold()

    def _unfold(self) -> None:
        roomy = self._scroll.height() >= _ROOMY_HEIGHT
        for card in self._cards:
            card.set_unfolded(roomy or card.record.key == self._current)

    def _choose(self, key: str, *, scroll: bool) -> None:
        records = self._section.records if self._section is not None else ()
        position = next((index for index, record in enumerate(records) if record.key == key), None)
        self._up.setEnabled(bool(position))
        self._down.setEnabled(position is not None and position + 1 < len(records))
        if position is None:
            self._current = ""
            return
        self._build(position + 1)
        changed, self._current = key != self._current, key
        for card in self._cards:
            card.set_current(card.record.key == key and len(records) > 1)
        self._unfold()
        if scroll:
            QTimer.singleShot(0, self._cards[position], lambda: self._scroll_to(key))
        if changed:
            self.record_chosen.emit(key)

    def _scroll_to(self, key: str) -> None:
        card = next((card for card in self._cards if card.record.key == key), None)
        if card is None:
            return
        if card.height() > self._scroll.viewport().height():
            self._scroll.verticalScrollBar().setValue(card.y())  # its beginning, not its middle
        else:
            self._scroll.ensureWidgetVisible(card, 0, 8)


def _without_reading(section: SectionOutline) -> object:
    """A section without what reading it changes, to tell whether its cards can stay."""
    return (
        section.key,
        tuple(
            (record.key, record.fields, record.findings, tuple(attachment.key for attachment in record.attachments))
            for record in section.records
        ),
    )
