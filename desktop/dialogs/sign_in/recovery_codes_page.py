"""The recovery codes, shown once: to be printed, saved or copied by hand before one goes on."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.registration import RecoveryCodes, save_recovery_codes
from desktop.text.errors import explain
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel, Surface

_COLUMNS = 2


class RecoveryCodesPage(QWidget):
    """`done()` once the person says that the codes are kept."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = RecoveryCodes("", ())
        self._grid = QGridLayout()
        self._grid.setContentsMargins(20, 14, 20, 14)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._said = Label(style=LabelStyle.SMALL, wrap=True)
        self._said.setObjectName("codes_said")
        print_button = KeyButton(self.tr("打印"), IconName.PRINT, "Ctrl+P")
        print_button.setObjectName("print_codes")
        print_button.clicked.connect(self._on_print)
        save_button = KeyButton(self.tr("保存"), IconName.SAVE, "Ctrl+S")
        save_button.setObjectName("save_codes")
        save_button.clicked.connect(self._on_save)
        self._kept = QCheckBox(self.tr("我已抄录、打印或保存这些恢复码"))
        self._kept.setObjectName("codes_kept")
        self._done = KeyButton(self.tr("完成"), IconName.PASS, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._done.setObjectName("codes_done")
        self._done.setEnabled(False)
        self._kept.toggled.connect(self._done.setEnabled)
        self._done.clicked.connect(self.done)
        card = Panel(Surface.SURFACE)
        card.setLayout(self._grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(print_button)
        buttons.addWidget(save_button)
        buttons.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._kept, 1)
        foot.addWidget(self._done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        explanation = self.tr(
            "忘记密码时，用其中任何一个就能重设，每个只能用一次。它们只在这里显示这一次，请放在只有自己能拿到的地方。"
        )
        layout.addWidget(Label(explanation, LabelStyle.SECONDARY, wrap=True))
        layout.addWidget(card)
        layout.addLayout(buttons)
        layout.addWidget(self._said)
        layout.addStretch(1)
        layout.addLayout(foot)

    def show_codes(self, codes: RecoveryCodes) -> None:
        """Put them in, each with its number."""
        self._codes = codes
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        rows = (len(codes.codes) + _COLUMNS - 1) // _COLUMNS
        for number, code in enumerate(codes.codes):
            label = Label(code, selectable=True)
            label.setObjectName(f"recovery_code_{number + 1}")
            label.setFont(face)
            order = Label(f"{number + 1}", LabelStyle.MUTED)
            place = number % rows, number // rows * 2
            self._grid.addWidget(order, *place, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(label, place[0], place[1] + 1)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(2 * column + 1, 1)

    @property
    def text(self) -> str:
        """What is printed and saved."""
        head = self.tr("TalentDesk 人才评审工作台 恢复码\n登录名：{0}\n每个只能用一次；请妥善保管，不要告诉他人。")
        numbered = [f"{number:>2}   {code}" for number, code in enumerate(self._codes.codes, start=1)]
        return "\n".join([head.format(self._codes.login), "", *numbered, ""])

    def print_to(self, printer: QPrinter) -> None:
        """One sheet."""
        document = QTextDocument()
        document.setHtml(f"<pre style='font-size:13pt'>{escape(self.text)}</pre>")
        document.print_(printer)

    def save_to(self, file: Path) -> None:
        """A text file; says in place what came of it."""
        self._tell(lambda: save_recovery_codes(file, self.text), self.tr("已保存到 {0}").format(file))

    def _on_print(self) -> None:
        dialog = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self)
        dialog.accepted.connect(lambda: self.print_to(dialog.printer()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _on_save(self) -> None:
        name = self.tr("恢复码-{0}.txt").format(self._codes.login)
        chooser = QFileDialog(self, self.tr("保存恢复码"), name, self.tr("文本文件 (*.txt)"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("txt")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        chooser.open()

    def _tell(self, verb: Callable[[], None], words: str) -> None:
        try:
            verb()
        except Exception as error:
            self._said.setText(explain(error))
            raise
        self._said.setText(words)


class RecoveryCodesDialog(QDialog):
    """The page by itself. It is left by its button alone: what it shows is not shown again."""

    def __init__(self, codes: RecoveryCodes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery_codes_dialog")
        self.setWindowTitle(self.tr("新的恢复码"))
        self.setModal(True)
        self.setMinimumWidth(620)
        self.page = RecoveryCodesPage()
        self.page.show_codes(codes)
        self.page.done.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(Label(self.tr("新的恢复码"), LabelStyle.TITLE))
        layout.addWidget(self.page)

    def reject(self) -> None:
        """Not by Escape."""
