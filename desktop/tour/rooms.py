"""The administrator's chapter of the tour: accounts, organisations, audit."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QLineEdit, QWidget

from desktop.tour.hands import click, press, shown, the, wait_for
from desktop.tour.scene import Scene
from desktop.widgets.banner import Banner

ADMINISTRATOR = "admin"
_TOP = QModelIndex()


def administer(scene: Scene) -> None:
    """Accounts, organisations and audit; no dossier in sight."""
    scene.begin("账号")
    scene.sign_in(ADMINISTRATOR)
    window = scene.reviewer.window
    accounts = filled(window, "accounts")
    scene.record("accounts", window, rows=cells(accounts), places=scene.reviewer.counts())
    scene.begin("添加账号")
    click(the(QAbstractButton, "add_account", window))
    dialog = the(QDialog, "person_dialog")
    scene.record("add-account", window, dialog)
    press("Esc", dialog)
    scene.begin("单位和部门")
    scene.reviewer.go_to("单位和部门")
    scene.record("organisations", window, rows=cells(filled(window, "organisations")))
    scene.begin("审计")
    scene.reviewer.go_to("审计")
    click(the(QAbstractButton, "verify_audit", window))
    verdict = wait_for(lambda: next((one.text for one in shown(Banner, "", window)), ""), "the audit's verdict")
    scene.record("audit", window, root=the(QLineEdit, "audit_root", window).text(), verdict=verdict)


def filled(window: QWidget, name: str) -> QAbstractItemView:
    table = the(QAbstractItemView, name, window)
    wait_for(lambda: table.model().rowCount(), f"{name} are listed")
    return table


def cells(table: QAbstractItemView, parent: QModelIndex = _TOP) -> list[list[str]]:
    """The words of all cells, of a tree in the order in which it stands."""
    model, rows = table.model(), []
    for row in range(model.rowCount(parent)):
        words = (model.index(row, column, parent).data() for column in range(model.columnCount(parent)))
        rows.append([str(word or "").strip() for word in words])
        rows += cells(table, model.index(row, 0, parent))
    return rows
