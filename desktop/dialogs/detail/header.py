"""The line on top: who applies for what, where it stands, and the way to the neighbours in the list."""

from functools import partial
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop.dialogs.detail.status_look import status_look
from desktop.domain.catalogue import Catalogue
from desktop.domain.terms import Status
from desktop.printing.making import FormKind
from desktop.services.rows import ApplicationDetail, ListPlace
from desktop.text.terms import stage_label, status_label
from desktop.widgets.avatar import Avatar
from desktop.widgets.class_tag import ClassTag
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.separators import VerticalLine
from desktop.widgets.status_mark import StatusMark
from desktop.widgets.theme.palette import ColorRole
from desktop.widgets.tool_button import ToolButton

HEIGHT = 52
_AVATAR = 32
_WIDE = 1500
"""From this width on the buttons show their keys."""


class DetailHeader(Panel):
    """`previous_asked`, `next_asked`: the person wants the neighbour in the list. `form_asked(FormKind)`: a form."""

    form_asked = Signal(object)
    previous_asked = Signal()
    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.WINDOW, parent)
        self.setObjectName("detailHeader")
        self.setFixedHeight(HEIGHT)
        self._avatar = Avatar("", _AVATAR)
        self._name = Label("", LabelStyle.HEADING, selectable=True)
        self._name.setObjectName("applicantName")
        self._class = ClassTag("")
        self._unit = ElidedLabel("", LabelStyle.SECONDARY)
        self._standard = ElidedLabel("", LabelStyle.SECONDARY)
        for giving_way in (self._unit, self._standard):
            giving_way.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._service = Label("", LabelStyle.SECONDARY)
        self._status = StatusMark(IconName.DRAFT, ColorRole.MUTED, "")
        self._status.setObjectName("applicationStatus")
        self._submission = Label("", LabelStyle.SECONDARY)
        self._submission.setObjectName("submissionNumber")
        self._previous = KeyButton(self.tr("上一份"), IconName.PREVIOUS, "Alt+Left", kind=ButtonKind.QUIET)
        self._previous.setObjectName("previousApplication")
        self._next = KeyButton(self.tr("下一份"), None, "Alt+Right", kind=ButtonKind.QUIET, trailing=IconName.NEXT)
        self._next.setObjectName("nextApplication")
        self._position = Label("", LabelStyle.SECONDARY, rich=True)
        self._position.setObjectName("positionInList")
        self._forms = self._make_forms()
        self._previous.clicked.connect(self.previous_asked)
        self._next.clicked.connect(self.next_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._avatar)
        row.addWidget(self._name)
        row.addWidget(self._class)
        row.addWidget(self._unit)
        for part in (self._standard, self._service, self._status, self._submission):
            row.addWidget(VerticalLine(16))
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._forms)
        row.addWidget(self._previous)
        row.addWidget(self._position)
        row.addWidget(self._next)
        self.show_place(None)
        self.set_width(0)

    def show_application(self, detail: ApplicationDetail, catalogue: Catalogue) -> None:
        """Name another application."""
        row = detail.row
        standard = catalogue.standard(row.standard)
        self._avatar.set_name(row.name)
        self._name.setText(row.name)
        self._class.set_text(row.grading_class)
        self._class.setVisible(bool(row.grading_class))
        self._unit.setText(row.unit)
        self._standard.setText(f"{standard.code} {standard.label}" if standard is not None else row.standard)
        self._service.setText(row.service_type)
        stands = stage_label(row.stage) if row.status is Status.SUBMITTED else status_label(row.status)
        icon, role = status_look(row.status)
        self._status.set_status(icon, role, stands)
        self._submission.setText(self.tr("第 {0} 次提交").format(row.submission))
        self._forms.setEnabled(True)

    def show_place(self, place: ListPlace | None) -> None:
        """Where it lies in the list; None while that is not known."""
        self._previous.setEnabled(place is not None and place.previous_id is not None)
        self._next.setEnabled(place is not None and place.next_id is not None)
        if place is None:
            self._position.setText("")
            return
        position = "—" if place.position is None else str(place.position + 1)
        self._position.setText(f"<b>{escape(position)}</b> / {place.total}")
        self._position.setAccessibleName(self.tr("第 {0} 份，共 {1} 份").format(position, place.total))

    def set_width(self, width: int) -> None:
        """Adapt to the dialog's width: keys stand on the buttons only where there is room."""
        for button in (self._previous, self._next):
            button.set_key_shown(width >= _WIDE)

    def _make_forms(self) -> ToolButton:
        menu = QMenu(self)
        for kind, words, name in (
            (FormKind.APPLICATION, self.tr("申报表(&B)"), "printForm"),
            (FormKind.LIST, self.tr("一览表(&L)"), "printList"),
        ):
            action = menu.addAction(words, partial(self.form_asked.emit, kind))
            action.setObjectName(name)
        button = ToolButton(IconName.PRINT, self.tr("业务表册：打印或另存为 PDF"), "Ctrl+P")
        button.setObjectName("printedForms")
        button.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        button.setEnabled(False)
        return button
