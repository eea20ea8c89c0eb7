"""A section of any number of records: cards one below the other, of which one may be open to be edited."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.catalogue import Section
from desktop.models.form_state import FormState
from desktop.models.form_todo import FormPlace
from desktop.views.applicant.form.record_card import RecordCard
from desktop.views.applicant.form.scroll_page import ScrollPage
from desktop.views.applicant.form.slot_box import SlotBox
from desktop.views.applicant.form.uploads import Uploads
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle


class RecordsPage(ScrollPage):
    """`removed(RemovedRecord)`: to be offered for undoing. `save_asked()`: a record was finished."""

    removed = Signal(object)
    save_asked = Signal()
    cleansed = Signal()

    def __init__(
        self, state: FormState, uploads: Uploads, section: Section, watch_slot: Callable[[SlotBox], None]
    ) -> None:
        super().__init__()
        self._state, self._uploads, self._section, self._watch_slot = state, uploads, section, watch_slot
        self._cards: dict[str, RecordCard] = {}
        self._add = KeyButton(self.tr("添加{0}").format(section.label), IconName.ADD)
        self._add.setObjectName("addRecord")
        self._add.clicked.connect(self.add)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.add)
        self._add.set_hint(self.tr("快捷键 Ctrl+N"))
        self._words = Label("", LabelStyle.MUTED, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._add)
        head.addWidget(self._words, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.column.addLayout(head)
        self.column.addLayout(self._list)
        self.column.addStretch(1)
        state.records_changed.connect(self._on_records_changed)
        self._arrange()

    def begin(self) -> None:
        self._add.setFocus()

    def add(self) -> None:
        """A new record, opened to be filled in."""
        self._open(self._state.add_record(self._section.key))
        self._focus_form()

    def show_place(self, place: FormPlace) -> None:
        card = self._cards.get(place.record)
        if card is None:
            self.begin()
            return
        slot = next((box for box in card.slots if box.place.slot == place.member), None)
        if slot is not None:
            self.bring_into_view(slot.focus_upload())
            return
        self._open(place.record)
        form = card.form
        target = form.focus_field(place.member) if form is not None else None
        self._soon_into_view(target or card)

    def _focus_form(self) -> None:
        """Put the cursor into the record that is open."""
        for card in self._cards.values():
            if card.form is not None:
                card.form.focus_first()
                self._soon_into_view(card)

    def _open(self, record: str) -> None:
        for name, card in self._cards.items():
            if name != record and card.form is not None:
                card.close_editor()
        if self._cards[record].form is None:
            self._cards[record].open()

    def _soon_into_view(self, widget: QWidget) -> None:
        """Once what has just been opened has its size."""
        QTimer.singleShot(0, widget, lambda: self.bring_into_view(widget))

    def _on_records_changed(self, section: str) -> None:
        if section == self._section.key:
            self._arrange()

    def _arrange(self) -> None:
        ids = self._state.record_ids(self._section.key)
        for name in [name for name in self._cards if name not in ids]:
            card = self._cards.pop(name)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, name in enumerate(ids):
            if name not in self._cards:
                self._cards[name] = self._card(name)
            self._list.removeWidget(self._cards[name])
            self._list.insertWidget(place, self._cards[name])
            self._cards[name].show()  # now, as it is to take the cursor
        self._words.setText(self._sentence(len(ids)))

    def _sentence(self, count: int) -> str:
        section = self._section
        if count:
            return self.tr("已填写 {0} 条").format(count)
        if section.required:
            return self.tr("还没有填写。{0}为必填，请至少添加 {1} 条。").format(section.label, section.min_records)
        if section.conditional_required:
            return self.tr("还没有填写。有则必填，没有可以不填。")
        return self.tr("还没有填写，没有可以不填。")

    def _card(self, name: str) -> RecordCard:
        card = RecordCard(self._state, self._uploads, self._section, name)
        card.edit_asked.connect(self._on_edit_asked)
        card.saved.connect(self._on_saved)
        card.remove_asked.connect(self._on_remove_asked)
        card.move_asked.connect(self._on_move_asked)
        card.cleansed.connect(self.cleansed)
        for box in card.slots:
            self._watch_slot(box)
        return card

    def _on_edit_asked(self, record: str) -> None:
        self._open(record)
        self._focus_form()

    def _on_saved(self, record: str) -> None:
        card = self._cards[record]
        for field in self._section.fields:
            self._state.leave(self._section.key, record, field.key)
        for box in card.slots:
            self._state.leave(self._section.key, record, box.place.slot)
        card.close_editor()
        card.setFocus()
        self.save_asked.emit()

    def _on_remove_asked(self, record: str) -> None:
        ids = self._state.record_ids(self._section.key)
        place = ids.index(record)
        removed = self._state.remove_record(self._section.key, record)
        left = self._state.record_ids(self._section.key)
        if left:
            self._cards[left[min(place, len(left) - 1)]].setFocus()
        else:
            self._add.setFocus()
        self.removed.emit(removed)

    def _on_move_asked(self, record: str, steps: int) -> None:
        if self._state.move_record(self._section.key, record, steps):
            self._cards[record].setFocus()
            self._soon_into_view(self._cards[record])
