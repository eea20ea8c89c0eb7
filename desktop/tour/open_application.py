"""An open application: its sections, the evidence beside them, decisions with their dialogs, history and changes."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTableView,
    QTreeView,
    QWidget,
)

from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.services.rows import ApplicationRow
from desktop.tour.hands import button, click, click_item, entry, press, shown, the, type_text, wait_for
from desktop.widgets.banner import Banner
from desktop.widgets.evidence.canvas import PageCanvas
from desktop.widgets.evidence.pane import NEXT_KEY, EvidencePane
from desktop.widgets.evidence.thumbnails import ThumbnailStrip
from desktop.widgets.theme.metrics import PANE_PADDING

_TEXT = int(Qt.ItemDataRole.DisplayRole)
_INSIDE = 12
"""So many pixels inside the right edge of the last small picture."""
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


class OpenApplication:
    """Works one detail dialog; every verb returns once its effect can be seen."""

    def __init__(self, dialog: DetailDialog) -> None:
        self.dialog = dialog

    @property
    def row(self) -> ApplicationRow:
        """The application that is shown, with its submission and seq."""
        return wait_for(lambda: self.dialog.loaded, "the application is read").detail.row

    @property
    def has_next(self) -> bool:
        """Whether the list goes on after this application."""
        place = self.dialog.loaded.place if self.dialog.loaded is not None else None
        return place is not None and place.next_id is not None

    def wait_for_application(self, application_id: str) -> None:
        """Until that application is shown."""
        wait_for(
            lambda: self.dialog.loaded is not None and self.dialog.loaded.detail.row.id == application_id,
            "the application is shown",
        )
        wait_for(self.dialog.isVisible, "the dialog is open")

    def close(self) -> None:
        """Close the dialog as its frame's cross does."""
        self.dialog.close()
        QApplication.processEvents()

    # what is written

    def label(self, name: str) -> str:
        """The words of a label by its object name, "" when it is not shown."""
        return next((label.text() for label in shown(QLabel, name, self.dialog)), "")

    def sections(self) -> list[str]:
        """The rows of the list on the left that can be chosen."""
        tree = the(QTreeView, "sections", self.dialog)
        rows = (tree.model().index(row, 0) for row in range(tree.model().rowCount()))
        return [row.data(_TEXT) for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]

    def fields(self) -> dict[str, str]:
        """The values of the records that are unfolded, by field key; of several records the last."""
        labels = shown(QLabel, "", self.dialog)
        prefix = "value-"
        return {one.objectName()[len(prefix) :]: one.text() for one in labels if one.objectName().startswith(prefix)}

    def banner(self) -> str:
        """The message across the dialog, "" for none."""
        return next((banner.text for banner in shown(Banner, "", self.dialog)), "")

    def steps(self) -> list[str]:
        """进度跟踪: every step as a screen reader says it, newest first."""
        return _lines(the(QAbstractItemView, "timeline", self.dialog))

    def changes(self) -> list[str]:
        """版本对比: the rows of the table, cells set apart by a bar."""
        table = the(QTableView, "changes", self.dialog)
        model = table.model()
        return [
            " | ".join(str(model.index(row, column).data(_TEXT) or "") for column in range(model.columnCount())).strip(
                " |"
            )
            for row in range(model.rowCount())
        ]

    # sections and evidence

    def go_to(self, section: str) -> None:
        """Click a section, 进度跟踪 or 版本对比."""
        tree = the(QTreeView, "sections", self.dialog)
        click_item(tree, entry(tree, section))

    def evidence(self) -> dict[str, str]:
        """What the evidence pane says of the document it shows."""
        return {
            "title": self.label("evidenceTitle"),
            "pages": self.label("evidencePages"),
            "zoom": the(QAbstractButton, "evidenceZoom", self.dialog).text(),
        }

    def turn_to_evidence(self) -> None:
        """A resubmitted application opens on what has changed: go on to its first section. Wait for a page."""
        if self.row.submission > 1:
            self.go_to(self.sections()[0])
        self.wait_for_page()

    def wait_for_page(self) -> PageCanvas:
        """Until the page's own picture is there, in the size and turn in which it is shown."""
        canvas = the(PageCanvas, "", self.dialog)
        wait_for(lambda: canvas.is_sharp and not canvas.is_waiting, "the page is painted")
        return canvas

    def shows_evidence(self) -> bool:
        """Whether there is a document beside the records."""
        return bool(the(EvidencePane, "", self.dialog).current_key)

    def page_count(self) -> int:
        """How many pages the document has."""
        info = the(PageCanvas, "", self.dialog).info
        return len(info.pages) if info is not None else 0

    def next_document(self) -> None:
        """Leaf to the next attachment with its key."""
        pane = the(EvidencePane, "", self.dialog)
        before = pane.current_key
        press(NEXT_KEY, self.dialog)
        wait_for(lambda: pane.current_key != before, "the next attachment is shown")
        self.wait_for_page()

    def show_attachment(self, name: str) -> None:
        """Click an attachment of the records."""
        pane = the(EvidencePane, "", self.dialog)
        pill = wait_for(
            lambda: next(
                (one for one in shown(QAbstractButton, "attachmentPill", self.dialog) if one.text() == name), None
            ),
            f"{name} is offered",
        )
        click(pill)
        wait_for(lambda: pane.current_key and self.label("evidenceTitle") == name, f"{name} is shown")
        self.wait_for_page()

    def tool(self, name: str) -> None:
        """Press a tool of the evidence pane by its object name, and see its effect."""
        click(the(QAbstractButton, name, self.dialog))
        self.wait_for_page()

    def choose_last_thumbnail(self) -> int:
        """Click the small picture of the last page, as far as the strip reaches; returns the page, counted from 0."""
        strip, canvas = the(ThumbnailStrip, "", self.dialog), the(PageCanvas, "", self.dialog)
        right = min(strip.content_width() - PANE_PADDING, strip.viewport().width()) - _INSIDE
        before = canvas.place.page
        click(strip.viewport(), QPoint(right, strip.viewport().height() // 3))
        wait_for(lambda: canvas.place.page != before, "another page is shown")
        self.wait_for_page()
        return canvas.place.page

    def find(self, text: str) -> str:
        """Look for a text in the document; returns what the bar says about it."""
        click(the(QAbstractButton, "evidenceFind", self.dialog))
        type_text(the(QLineEdit, "findText", self.dialog), text)
        press("Return", self.dialog)
        result = the(QLabel, "findResult", self.dialog)
        wait_for(lambda: result.text() and not result.text().endswith("…"), f"{text} is looked for")
        self.wait_for_page()
        return result.text()

    # deciding

    def comment(self, text: str) -> None:
        """Type into the comment at the foot."""
        type_text(the(QPlainTextEdit, "comment", self.dialog), text)

    def ask(self, action: str, dialog_name: str) -> QDialog:
        """Press the button of an action key; returns the dialog that opens for it, past the question for evidence."""
        click(the(QAbstractButton, f"action-{action}", self.dialog))
        names = (dialog_name, "unopenedEvidenceDialog")
        opened = wait_for(lambda: next((found for name in names for found in shown(QDialog, name)), None), dialog_name)
        if opened.objectName() != dialog_name:
            click(the(QAbstractButton, "confirmDecision", opened))
        return the(QDialog, dialog_name)

    def confirm(self, dialog: QDialog) -> None:
        """Press the button that decides, and see the dialog close."""
        name = dialog.objectName()
        click(the(QAbstractButton, "confirmDecision", dialog))
        wait_for(lambda: not any(shown(QDialog, name)), "the decision is recorded")

    def undo_from_banner(self) -> QDialog:
        """Press 撤回 on the message across the dialog."""
        click(button("撤回", the(Banner, "", self.dialog)))
        return the(QDialog, "withdrawDialog")

    def wait_for_banner(self, words: str) -> str:
        """Until the message contains `words`; returns it."""
        return wait_for(lambda: self.banner() if words in self.banner() else "", f"the message says {words}")

    def wait_for_seq(self, seq: int) -> None:
        """Until the application is shown as it is after that many decisions."""
        wait_for(lambda: self.row.seq == seq, f"decision {seq} is shown")

    def next(self) -> None:
        """Go to the next application of the list by its key."""
        before = self.row.id
        press("Alt+Right", self.dialog)
        wait_for(lambda: self.row.id != before, "the next application is shown")


def _lines(view: QAbstractItemView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data(_SPOKEN)) for row in range(model.rowCount())]


def return_items(dialog: QDialog) -> list[str]:
    """What the return dialog offers to tell the applicant."""
    view = next(shown(QListView, "returnItems", dialog), None)
    return (
        [] if view is None else [str(view.model().index(row, 0).data(_TEXT)) for row in range(view.model().rowCount())]
    )


def text_of(dialog: QWidget, name: str) -> str:
    """What stands in a field of several lines."""
    return the(QPlainTextEdit, name, dialog).toPlainText()
