"""The command about printed forms: `talentdesk form`. The only one that needs QtGui, and no screen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.command_line.output import say
from desktop.command_line.signing_in import Refusal, Session


def write_form(session: Session) -> int:
    """`talentdesk form`: 申报表 as a PDF, with `--list` the application's row of 一览表."""
    from desktop.services.applications import application_detail, find_application
    from desktop.services.catalogues import catalogue_of
    from desktop.services.printed_forms import save_form
    from desktop.text.printed_forms import FORM_NAME, LIST_NAME

    arguments = session.arguments
    with session.workspace() as workspace:
        detail = application_detail(workspace, find_application(workspace, arguments.application))
        if not detail.submissions:
            raise Refusal(f"申报 {detail.row.number} 还没有提交，提交以后才能由命令行打印。")
        catalogue = catalogue_of(workspace, detail.current.catalogue_hash)
        with _drawing():
            from desktop.printing.making import FormKind, make_form
            from desktop.printing.pdf import pdf_bytes

            kind = FormKind.LIST if arguments.list else FormKind.APPLICATION
            form = make_form(workspace, kind, detail, catalogue)
            pdf = pdf_bytes(form.pages, form.title)
        save_form(workspace, arguments.file, pdf, kind.value, form.applications)
    name = LIST_NAME if arguments.list else FORM_NAME
    say(f"已把{name}写到 {arguments.file}，共 {len(form.pages)} 页")
    return 0


@contextmanager
def _drawing() -> Iterator[None]:
    """Qt's fonts and painters need an application object; the platform of no screen is enough."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication(["talentdesk"])
    # the names of the window's application: the cached font lies in the same place
    application.setOrganizationName("TalentDesk")
    application.setApplicationName("talentdesk")
    yield
