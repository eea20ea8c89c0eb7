"""What may be done with a notice as it stands, at the foot of its page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.notices import NoticeAct, may
from desktop.services.notice_writing import WrittenNotice
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel
from desktop.widgets.theme.metrics import ACTION_BAR_HEIGHT, GAP, PANE_PADDING


class NoticeFoot(Panel):
    """`publish_asked()`, `close_asked()`, `move_asked()`, `discard_asked()` after being sure."""

    publish_asked = Signal()
    close_asked = Signal()
    move_asked = Signal()
    discard_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(ACTION_BAR_HEIGHT)
        self._sure = False
        self._discard_words = ""
        self.said = Label("", LabelStyle.SMALL_SECONDARY)
        self.said.setObjectName("notice_saved")
        self._discard = KeyButton("", IconName.DELETE, kind=ButtonKind.DANGER, asks_twice=True)
        self._move = KeyButton(self.tr("修改截止时间"), IconName.CALENDAR)
        self._close = KeyButton(self.tr("提前关闭"), IconName.TERMINATE, kind=ButtonKind.DANGER)
        self._publish = KeyButton("", IconName.NOTICES, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        for button, name, act in (
            (self._discard, "discard_notice", self._on_discard),
            (self._close, "close_notice", self.close_asked.emit),
            (self._move, "move_notice", self.move_asked.emit),
            (self._publish, "publish_notice", self.publish_asked.emit),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 0, PANE_PADDING, 0)
        row.setSpacing(GAP)
        row.addWidget(self.said)
        row.addStretch(1)
        for button in (self._discard, self._close, self._move, self._publish):
            row.addWidget(button)

    def show_notice(self, written: WrittenNotice | None) -> None:
        """Offer what may be done with it."""
        self._sure = False
        for button in (self._discard, self._close, self._move, self._publish):
            button.setVisible(written is not None)
        if written is None:
            self.said.setText("")
            return
        published, drafted = written.notice is not None, written.draft is not None
        self._discard_words = self.tr("放弃修改") if published else self.tr("删除草稿")
        self._discard.setText(self._discard_words)
        self._discard.setVisible(drafted)
        self._publish.setText(self.tr("发布修改") if published else self.tr("发布"))
        self._publish.setVisible(may(written.state, NoticeAct.PUBLISH))
        self._publish.setEnabled(drafted)
        self._publish.set_hint("" if drafted else self.tr("没有要发布的修改"))
        self._close.setVisible(may(written.state, NoticeAct.CLOSE) and written.begun)
        self._move.setVisible(may(written.state, NoticeAct.MOVE))

    def _on_discard(self) -> None:
        if not self._sure:  # asked once, where one stands
            self._sure = True
            self._discard.setText(self.tr("确认{0}，不能恢复").format(self._discard_words))
            return
        self._sure = False
        self.discard_asked.emit()
