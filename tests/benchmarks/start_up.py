"""How long the program takes to its first painted window, beside a bare window of PySide6."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7

_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, application.quit)

application = QApplication([])
window = Window()
window.resize(860, 600)
window.show()
application.exec()
os._exit(0)
"""

_PROGRAM = """
import os
import desktop.__main__
from desktop.bootstrap import Program, make_application
from PySide6.QtCore import QEvent, QObject, QTimer

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, application.quit)
        return False

application = make_application(["talentdesk"])
program = Program(application)
program.start(None, "")
first_paint = FirstPaint()
program.sign_in.installEventFilter(first_paint)
application.exec()
os._exit(0)
"""


def start_up_ratio(rounds: int = ROUNDS) -> float:
    """Median time from starting the process to the painted sign-in, divided by that of a bare window; both warm."""
    with tempfile.TemporaryDirectory() as home:
        own = {"HOME": home, "XDG_DATA_HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
        environment = {**os.environ, **own}
        for source in (_BARE, _PROGRAM):
            _seconds(source, environment)
        pairs = [(_seconds(_BARE, environment), _seconds(_PROGRAM, environment)) for _ in range(rounds)]
    bare = statistics.median(pair[0] for pair in pairs)
    return statistics.median(pair[1] for pair in pairs) / bare


def _seconds(source: str, environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", source], env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    print(f"first window of the program / bare window of PySide6   {start_up_ratio():6.2f}   (at most 2.00)")


if __name__ == "__main__":
    main()
