"""业务表册 from the window: of an application that is open, and of the list as it is filtered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.printed_form_dialog import PrintedFormDialog
from desktop.printing.making import FormKind, MadeForm
from desktop.widgets.key_button import KeyButton
from tests.views.desk import OpenWindow, WindowDesk, find_part


def choose(dialog: DetailDialog, name: str) -> None:
    button = find_part(dialog, QToolButton, "printedForms")
    menu = button.menu()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.objectName() == name)
    action.trigger()


def opened_detail(opened: OpenWindow) -> DetailDialog:
    dialog = opened.window.reviewing.open_detail(opened.rows[0].id)
    opened.until(lambda: dialog.loaded is not None)
    return dialog


def made(opened: OpenWindow, dialog: PrintedFormDialog) -> MadeForm:
    opened.until(lambda: dialog.form is not None)
    assert dialog.form is not None
    return dialog.form


def test_both_forms_of_an_application_lie_beside_its_detail(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    dialog, forms = opened_detail(opened), opened.window.reviewing.forms
    row = opened.rows[0]
    for name, kind in (("printForm", FormKind.APPLICATION), ("printList", FormKind.LIST)):
        choose(dialog, name)
        form = forms.dialogs[-1]
        assert made(opened, form).kind is kind
        assert row.name in form.windowTitle()
        assert row.name in "".join(text.text for text in made(opened, form).pages[0].texts)
    first, second = forms.dialogs
    QTest.mouseClick(find_part(first, KeyButton, "closeForm"), Qt.MouseButton.LeftButton)
    assert list(forms.dialogs) == [second]
    opened.window.close()
    assert not forms.dialogs


def test_the_list_is_printed_as_it_is_shown(desk: WindowDesk) -> None:
    opened = desk.open("changchun")
    opened.reading(lambda: opened.click_place("全部申请"))
    names = [row.name for row in opened.rows]
    QTest.keyClick(opened.window, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    (form,) = opened.window.reviewing.forms.dialogs
    assert made(opened, form).applications == len(names) > 1
    texts = [text.text for page in made(opened, form).pages for text in page.texts]
    assert [text for text in texts if text in names] == names
    assert "全部申请" in form.windowTitle()
