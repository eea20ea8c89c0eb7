"""The shape that rooms share: a title with actions, a banner, the content, a foot with a summary; and their waits."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.text.errors import explain, is_expected
from desktop.widgets.banner import Banner
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.key_button import KeyButton
from desktop.widgets.labels import Label, LabelStyle
from desktop.widgets.panel import Panel
from desktop.widgets.separators import HorizontalLine
from desktop.widgets.theme.metrics import CELL_PADDING, TOOL_BAR_HEIGHT
from desktop.widgets.tone import Tone
from desktop.widgets.waiting import FROM_TOP, Waiting
from desktop.work.runner import BackgroundRunner


class Room(Panel):
    """Title bar, banner, room for content below. `actions` stand on top, `selected_actions` in the foot.

    What a room asks for goes through `waiting`, so that it is seen and can be given up; `busy` is where, if there is a
    better place than over its top.

    A `plain` one has neither title bar nor foot: its pages bring their own. `foot=False` leaves out the foot.
    `wait_from_top` is where the sign of waiting floats, below what must not be covered.
    """

    def __init__(
        self,
        runner: BackgroundRunner,
        title: str,
        explanation: str,
        actions: Sequence[QWidget],
        selected_actions: Sequence[KeyButton] = (),
        *,
        plain: bool = False,
        foot: bool = True,
        busy: BusyIndicator | None = None,
        wait_from_top: int = FROM_TOP,
    ) -> None:
        super().__init__()
        self.waiting = Waiting(runner, self, busy, from_top=wait_from_top)
        self.waiting.given_up.connect(self._on_given_up)
        self._banner = Banner(Tone.OK, "")
        self._banner.setObjectName("room_banner")
        self._banner.hide()
        self._news: tuple[str, str, Tone] | None = None
        self._summary = Label(style=LabelStyle.SMALL)
        self._summary.setObjectName("room_summary")
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if plain:
            self.setAccessibleName(title)
            layout.addWidget(self._banner)
            layout.addLayout(self.content, 1)
            return
        layout.addWidget(_bar(Label(title, LabelStyle.HEADING), Label(explanation, LabelStyle.SMALL), None, *actions))
        layout.addWidget(HorizontalLine())
        layout.addWidget(self._banner)
        layout.addLayout(self.content, 1)
        if foot:
            layout.addWidget(HorizontalLine())
            layout.addWidget(_bar(*selected_actions, None, self._summary))

    def refresh(self) -> None:
        """Read again what is shown; a room that shows nothing of the store has nothing to do."""

    def offer(self, text: str, on_clicked: Callable[[], object]) -> None:
        """Beside what was announced last, something to do about it."""
        self._banner.add_action(text, on_clicked)

    def announce(self, text: str, detail: str = "", tone: Tone = Tone.OK) -> None:
        """Say quietly what happened."""
        self._news = text, detail, tone
        self._say(*self._news)

    def clear_announcement(self) -> None:
        """What was said is over."""
        self._news = None
        self._banner.hide()

    def show_error(self, error: Exception) -> None:
        """Say why something did not happen; a fault of the program goes on to the fault report."""
        self.announce(explain(error), tone=Tone.BAD)
        if not is_expected(error):
            raise error

    def _can_read_again(self) -> bool:
        """Whether `refresh` reads what is shown now."""
        return True

    def _on_given_up(self, written: bool) -> None:
        """What happened before the room was to be read again stays said: that was not taken back."""
        if written or self._banner.isHidden():
            self._news = None
        if self._news is None:
            self._say(self.tr("已取消，内容保持原样。"), "", Tone.INFO)
        else:
            text, detail, tone = self._news
            self._say(text, " ".join(filter(None, (detail, self.tr("没有读取完，显示的可能不是最新的。")))), tone)
        if self._can_read_again():
            self.offer(self.tr("重新读取"), self._read_again)

    def _read_again(self) -> None:
        if self._news is None:
            self._banner.hide()
        else:
            self._say(*self._news)
        self.refresh()

    def _say(self, text: str, detail: str, tone: Tone) -> None:
        self._banner.clear_actions()
        self._banner.set_message(tone, text, detail)
        self._banner.show()

    def show_summary(self, text: str) -> None:
        """Say in the foot how many there are."""
        self._summary.setText(text)


def _bar(*parts: QWidget | None) -> Panel:
    """A strip with these widgets from left to right; None takes what is left."""
    row = QHBoxLayout()
    row.setContentsMargins(CELL_PADDING, 0, CELL_PADDING, 0)
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    bar = Panel()
    bar.setFixedHeight(TOOL_BAR_HEIGHT)
    bar.setLayout(row)
    return bar
