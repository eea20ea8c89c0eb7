"""A program of its own in whose window somebody fills in a form without a pause, until it is killed.

`python -m tests.journeys.filling_program STORE PASSWORD LOGIN`: prints what stands in the field after each character.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.bootstrap import Program, make_application
from desktop.tour.hands import click, the, type_text, wait_for, write
from desktop.tour.reviewer import Reviewer

KEYSTROKE_MS = 60


def main(store: str, password: str, login: str) -> None:
    application = make_application(sys.argv[:1])
    program = Program(application)
    program.start(Path(store), "")
    reviewer = Reviewer(program)
    window = reviewer.sign_in(login, password)
    edit = the(QAbstractButton, "edit_application", window)
    wait_for(edit.isEnabled, "an application can be filled in")
    click(edit)
    wait_for(lambda: window.filling.page is not None and window.filling.page.view is not None, "the form is open")
    field = the(QLineEdit, "field-name", window)
    click(field)
    type_text(field, "x")
    keys = QTimer(interval=KEYSTROKE_MS)

    def strike() -> None:
        write("abcdefghijklmnopqrstuvwxyz"[len(field.text()) % 26], window)
        sys.stdout.write(f"{field.text()}\n")
        sys.stdout.flush()

    keys.timeout.connect(strike)
    keys.start()
    QEventLoop().exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
