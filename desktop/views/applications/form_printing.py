"""Opens the preview of printed forms: of an application from its detail, of the list as it is shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.dialogs.printed_form_dialog import PrintedFormDialog, PrintedFormServices
from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.known_keys import NAME
from desktop.printing.making import FilledForm, FormKind, MadeForm, make_draft, make_form, make_list
from desktop.printing.pdf import pdf_bytes
from desktop.services.printed_forms import record_form, save_form
from desktop.services.rows import ApplicationDetail, ApplicationQuery
from desktop.text.moments import day_text
from desktop.text.printed_forms import DRAFT, FORM_NAME, LIST_NAME
from desktop.views.applications.export_words import file_safe
from desktop.views.session import Session

Make = Callable[[], MadeForm | None]

_NAMES = {FormKind.APPLICATION: FORM_NAME, FormKind.LIST: LIST_NAME}


class FormPrinting(QObject):
    """Previews are windows of their own; `dialogs` are those that are open."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._dialogs: list[PrintedFormDialog] = []

    @property
    def dialogs(self) -> tuple[PrintedFormDialog, ...]:
        return tuple(self._dialogs)

    def show_form(self, kind: FormKind, detail: ApplicationDetail, catalogue: Catalogue) -> PrintedFormDialog:
        """Show a form of the application as it was when it was opened."""
        row, workspace = detail.row, self._session.workspace
        title = self.tr("{0} · {1} · {2}").format(_NAMES[kind], row.name, row.number)
        name = file_safe(_NAMES[kind], row.name, row.number)
        return self._show(title, name, lambda: make_form(workspace, kind, detail, catalogue))

    def show_draft(self, kind: FormKind, filled: FilledForm) -> PrintedFormDialog:
        """Show a form of what is being filled in, as it is now."""
        workspace = self._session.workspace
        title = self.tr("{0} · {1}").format(_NAMES[kind], DRAFT)
        name = file_safe(_NAMES[kind], str(filled.content.basic.get(NAME, "")), DRAFT)
        return self._show(title, name, lambda: make_draft(workspace, kind, filled))

    def show_list(self, query: ApplicationQuery, place: str) -> PrintedFormDialog:
        """Show 一览表 of the list of `query`, which lies at `place`."""
        workspace = self._session.workspace
        name = file_safe(LIST_NAME, place, day_text(shanghai_day(workspace.clock())))
        title = self.tr("{0} · {1}").format(LIST_NAME, place)
        return self._show(title, name, lambda: make_list(workspace, query))

    def close_dialogs(self) -> None:
        for dialog in tuple(self._dialogs):
            dialog.end()

    def _show(self, title: str, file_name: str, make: Make) -> PrintedFormDialog:
        workspace = self._session.workspace

        def save(form: MadeForm, file: Path) -> None:
            pdf = pdf_bytes(form.pages, form.title)
            save_form(workspace, file, pdf, form.kind.value, form.applications, overwrite=True)

        def record(form: MadeForm) -> None:
            record_form(workspace, form.kind.value, form.applications)

        services = PrintedFormServices(make, save, record, self._session.settings)
        dialog = PrintedFormDialog(title, file_name, services, self._session.runner)
        dialog.finished.connect(partial(self._on_finished, dialog))
        self._dialogs.append(dialog)
        dialog.show()
        return dialog

    def _on_finished(self, dialog: PrintedFormDialog, result: int) -> None:
        if dialog in self._dialogs:
            self._dialogs.remove(dialog)
