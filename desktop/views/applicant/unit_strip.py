"""The recommending unit of an applicant in one strip: bound, asked for, or still to be found."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.bindings import BindingState
from desktop.services.bindings import BindingRow
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.theme.palette import ColorRole


class UnitStrip(QWidget):
    """`binding_asked()`: 去绑定. Says nothing until it is told."""

    binding_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bound = False
        self._mark = IconLabel(IconName.UNITS, ColorRole.MUTED, 24)
        self._name = ElidedLabel("", LabelStyle.STRONG)
        self._name.setObjectName("home_unit")
        self._state = ElidedLabel("", LabelStyle.SMALL_SECONDARY)
        self._go = KeyButton(self.tr("去绑定"), IconName.BINDINGS)
        self._go.setObjectName("go_binding")
        self._go.clicked.connect(self.binding_asked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(self.tr("推荐单位"), LabelStyle.MUTED))
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._go)
        self._go.hide()

    def show_binding(self, binding: BindingRow | None) -> None:
        """The one that is pending or bound, or the last that was refused."""
        state = None if binding is None else binding.state
        self.bound = state is BindingState.BOUND
        if binding is not None and self.bound:
            icon, role = IconName.APPROVED, ColorRole.OK
            name, said = binding.unit_name, self.tr("已绑定，由它推荐申报")
        elif binding is not None and state is BindingState.PENDING:
            icon, role = IconName.AGEING, ColorRole.WARN
            name, said = binding.unit_name, self.tr("已申请绑定，等待单位审核；同意后才能申报")
        elif binding is not None and state is BindingState.REFUSED:
            icon, role = IconName.TERMINATED, ColorRole.BAD
            name, said = self.tr("绑定申请未获同意"), self.tr("{0}：{1}").format(binding.unit_name, binding.reason)
        else:
            icon, role = IconName.UNITS, ColorRole.MUTED
            name, said = self.tr("尚未绑定推荐单位"), self.tr("绑定单位是申报的前提，单位同意后才能申报")
        self._mark.set_icon(icon, role)
        self._name.setText(name)
        self._state.setText(said)
        self._go.show()
        self._go.setText(self.tr("查看绑定") if self.bound or state is BindingState.PENDING else self.tr("去绑定"))
