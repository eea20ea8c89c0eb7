"""The keys of the program on one page."""

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import Label, LabelStyle


class HelpDialog(QDialog):
    """Which key does what, in the list and in the detail dialog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help_dialog")
        self.setWindowTitle(self.tr("快捷键和帮助"))
        self.setMinimumWidth(640)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for title, keys in self._groups():
            columns.addLayout(self._column(title, keys))
        close = KeyButton(self.tr("关闭"), None, "Esc", kind=ButtonKind.PRIMARY)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        where = Label(self.tr("操作说明见程序文件夹中的 docs/user-guide.zh.md。"), LabelStyle.SMALL)
        buttons.addWidget(where, 1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(columns)
        layout.addLayout(buttons)

    def _groups(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        listing = (
            ("Ctrl+F", self.tr("搜索")),
            ("Alt+F", self.tr("添加筛选")),
            ("Ctrl+S", self.tr("保存筛选")),
            ("F2", self.tr("给保存的筛选改名")),
            ("Delete", self.tr("删除保存的筛选")),
            ("Ctrl+Shift+X", self.tr("清除全部筛选")),
            ("Space", self.tr("选择或取消一份")),
            ("Ctrl+A", self.tr("选择全部")),
            ("Return", self.tr("打开")),
            ("Alt+P", self.tr("通过所选")),
            ("Ctrl+Z", self.tr("撤回刚才的决定")),
            ("Alt+E", self.tr("导出列表")),
            ("Alt+L", self.tr("打印一览表")),
            ("F5", self.tr("刷新")),
            ("Ctrl+Shift+D", self.tr("切换深色 / 浅色")),
        )
        detail = (
            ("Alt+Left", self.tr("上一份")),
            ("Alt+Right", self.tr("下一份")),
            ("J", self.tr("下一条记录")),
            ("K", self.tr("上一条记录")),
            ("Ctrl+]", self.tr("下一份附件")),
            ("Ctrl+[", self.tr("上一份附件")),
            ("Ctrl+Return", self.tr("通过，看下一份")),
            ("Alt+R", self.tr("退回")),
            ("Alt+T", self.tr("终止审核")),
            ("F11", self.tr("全屏看原件")),
            ("Ctrl+P", self.tr("业务表册")),
        )
        return (self.tr("申请列表"), listing), (self.tr("申请详情"), detail)

    def _column(self, title: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        grid.addWidget(Label(title, LabelStyle.HEADING), 0, 0, 1, 2)
        for row, (key, words) in enumerate(keys, start=1):
            grid.addWidget(KeyCap(key), row, 0)
            grid.addWidget(Label(words), row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(keys) + 1, 1)  # the shorter column stays at the top
        return grid
