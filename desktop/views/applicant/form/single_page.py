"""A section without repeated records: its fields, and its places for attachments below."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from desktop.domain.catalogue import Section
from desktop.models.application_outline import PORTRAIT
from desktop.models.form_state import SINGLE, FormState
from desktop.models.form_todo import FormPlace
from desktop.services.draft_files import SlotPlace
from desktop.views.applicant.form.field_form import FieldForm
from desktop.views.applicant.form.scroll_page import ScrollPage
from desktop.views.applicant.form.slot_box import SlotBox
from desktop.views.applicant.form.uploads import Uploads


class SinglePage(ScrollPage):
    """`cleansed()` as the fields'. The portrait has its place beside the page, not on it."""

    cleansed = Signal()

    def __init__(
        self,
        state: FormState,
        uploads: Uploads,
        section: Section,
        unit: str,
        watch_slot: Callable[[SlotBox], None],
    ) -> None:
        super().__init__()
        self._state, self._section = state, section
        self._form = FieldForm(state, section, SINGLE, unit) if section.fields else None
        if self._form is not None:
            self._form.cleansed.connect(self.cleansed)
            self.column.addWidget(self._form)
        self._slots = {
            slot.key: SlotBox(state, uploads, SlotPlace(section.key, None, slot.key), slot)
            for slot in section.slots
            if (section.key, slot.key) != PORTRAIT
        }
        for box in self._slots.values():
            watch_slot(box)
            self.column.addWidget(box)
        self.column.addStretch(1)
        state.value_changed.connect(lambda *_: self._show_slots())
        state.files_changed.connect(lambda *_: self._show_slots())
        self._show_slots()

    def begin(self) -> None:
        if self._form is not None:
            self._form.focus_first()
            return
        first = next((box for box in self._slots.values() if not box.isHidden()), None)
        if first is not None:
            first.focus_upload()

    def show_place(self, place: FormPlace) -> None:
        box = self._slots.get(place.member)
        target = box.focus_upload() if box is not None else None
        if target is None and self._form is not None:
            target = self._form.focus_field(place.member)
        if target is not None:
            self.bring_into_view(target)
        else:
            self.begin()

    def _show_slots(self) -> None:
        """A slot that depends on 基本信息 is there when that asks for it, or while it still holds a file."""
        basic = self._state.values("basic", SINGLE)
        for slot in self._section.slots:
            box = self._slots.get(slot.key)
            if box is not None and slot.required_when is not None:
                holds = bool(self._state.files(self._section.key, SINGLE, slot.key))
                box.setVisible(holds or slot.required_when.decided(basic) is True)
