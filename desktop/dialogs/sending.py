"""How a form is sent from its dialog."""

from collections.abc import Callable
from typing import TypeVar

from desktop.text.errors import explain, is_expected
from desktop.widgets.form_dialog import FormDialog
from desktop.work.runner import BackgroundRunner

_T = TypeVar("_T")


def send(dialog: FormDialog, runner: BackgroundRunner, write: Callable[..., _T], done: Callable[[_T], object]) -> None:
    """By `FormDialog.send`. A refusal is said in the dialog, a fault of the program goes on to the fault report too."""

    def refused(error: Exception) -> None:
        dialog.show_problem(explain(error))
        if not is_expected(error):
            raise error

    dialog.send(runner, write, done, refused)
