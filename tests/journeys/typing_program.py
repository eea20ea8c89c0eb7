"""A program of its own in whose window somebody types without a pause, until it is killed.

`python -m tests.journeys.typing_program STORE PASSWORD NAME`: prints what stands in the
field after each character.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QPlainTextEdit

from desktop.bootstrap import Program, make_application
from desktop.tour.hands import the, type_text, write
from desktop.tour.reviewer import Reviewer

KEYSTROKE_MS = 60


def main(store: str, password: str, name: str) -> None:
    application = make_application(sys.argv[:1])
    program = Program(application)
    program.start(Path(store), "")
    reviewer = Reviewer(program)
    reviewer.sign_in("hr", password)
    opened = reviewer.open(name)
    field = the(QPlainTextEdit, "comment", opened.dialog)
    type_text(field, "x")
    keys = QTimer(interval=KEYSTROKE_MS)

    def strike() -> None:
        character = "abcdefghijklmnopqrstuvwxyz"[len(field.toPlainText()) % 26]
        write(character, opened.dialog)
        sys.stdout.write(f"{field.toPlainText()}\n")
        sys.stdout.flush()

    keys.timeout.connect(strike)
    keys.start()
    QEventLoop().exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
