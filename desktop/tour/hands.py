"""Eyes and hands on a running window: find what is shown, click, type, press keys, wait for something to be seen.

Events enter at the native window, as from a mouse and a keyboard: what is covered, disabled or blocked by a dialog
cannot be reached.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QMenu, QScrollArea, QTreeView, QWidget

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)

PATIENCE_SECONDS = 20.0
_LOOK_MS = 5
_LEFT = Qt.MouseButton.LeftButton
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_NO_PARENT = QModelIndex()


class NotSeen(Exception):
    """Something a person would have waited for did not appear, or could not be reached."""


def wait_for(condition: Callable[[], T | None], what: str, seconds: float | None = None) -> T:
    """Let the program run until `condition` gives something true, and return that. NotSeen(what) when time is up.

    Without `seconds` as long as PATIENCE_SECONDS says at that moment.
    """
    deadline = QDeadlineTimer(round((PATIENCE_SECONDS if seconds is None else seconds) * 1000))
    problems: list[Exception] = []
    found: list[T] = []
    loop = QEventLoop()

    def look() -> None:
        try:
            result = condition()
        except Exception as problem:  # an exception must not die inside the event loop
            problems.append(problem)
            result = None
        if result:
            found.append(result)
        if found or problems or deadline.hasExpired():
            loop.quit()

    tick = QTimer(interval=_LOOK_MS)
    tick.timeout.connect(look)
    while not (found or problems or deadline.hasExpired()):
        tick.start()
        loop.exec()
    tick.stop()
    if problems:
        raise problems[0]
    if not found:
        raise NotSeen(what)
    return found[0]


def shown(kind: type[W], name: str = "", inside: QWidget | None = None) -> Iterator[W]:
    """The visible widgets of that kind and object name, in any window or inside one widget."""
    roots = [inside] if inside is not None else [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for root in roots:
        if inside is None and isinstance(root, kind) and name in ("", root.objectName()):
            yield root
        for child in root.findChildren(kind, name) if name else root.findChildren(kind):
            # a dialog is its parent's child, but a window of its own
            if child.isVisible() and (inside is None or child.window() is root.window()):
                yield child


def the(kind: type[W], name: str = "", inside: QWidget | None = None, *, seconds: float | None = None) -> W:
    """The first widget `shown` finds, waited for."""
    return wait_for(lambda: next(shown(kind, name, inside), None), f"{name or kind.__name__} is shown", seconds)


def button(text: str, inside: QWidget) -> QAbstractButton:
    """The visible button with these words."""
    return wait_for(
        lambda: next((one for one in shown(QAbstractButton, "", inside) if one.text() == text), None),
        f"a button “{text}” is shown",
    )


def click(widget: QWidget, at: QPoint | None = None, *, double: bool = False) -> None:
    """Click `widget` in its middle, or at a point of it. NotSeen when it is disabled or covered."""
    name = widget.objectName() or type(widget).__name__
    window = widget.window()
    wait_for(lambda: widget.isVisible() and widget.isEnabled(), f"{name} can be clicked")
    bring_to_front(window)
    point = widget.mapTo(window, at if at is not None else widget.rect().center())
    hit = window.childAt(point) or window
    if hit is not widget and not widget.isAncestorOf(hit):
        raise NotSeen(f"{name} is covered by {hit.objectName() or type(hit).__name__}")
    handle = window.windowHandle()
    if double:
        QTest.mouseClick(handle, _LEFT, Qt.KeyboardModifier.NoModifier, point)
        QTest.mouseDClick(handle, _LEFT, Qt.KeyboardModifier.NoModifier, point)
    else:
        QTest.mouseClick(handle, _LEFT, Qt.KeyboardModifier.NoModifier, point)


def scroll_to(widget: QWidget) -> None:
    """Turn the wheel over the page that holds `widget` until it is in sight, its top where it is larger than that."""
    area = _area_of(widget)
    if area is None:
        return
    viewport, bar = area.viewport(), area.verticalScrollBar()
    while True:
        top = widget.mapTo(viewport, QPoint(0, 0)).y()
        bottom = top + min(widget.height(), viewport.height())
        before = bar.value()
        if top < 0:
            _turn_wheel(viewport, 1)
        elif bottom > viewport.height():
            _turn_wheel(viewport, -1)
        if bar.value() == before:
            return


def tab_to(widget: QWidget, *, at_most: int = 4) -> None:
    """Press Tab until the keyboard is in `widget`. NotSeen where that takes more than a few."""
    window = widget.window()
    for _ in range(at_most):
        if widget.hasFocus() or widget.isAncestorOf(QApplication.focusWidget() or window):
            return
        press("Tab", window)
    if not (widget.hasFocus() or widget.isAncestorOf(QApplication.focusWidget() or window)):
        raise NotSeen(f"{widget.objectName()} is reached by Tab")


def click_item(view: QAbstractItemView, index: QModelIndex, *, double: bool = False) -> None:
    """Click a row or cell of a list, table or tree, scrolling it into view first."""
    view.scrollTo(index)
    rect = view.visualRect(index)
    if not rect.isValid() or not view.viewport().rect().intersects(rect):
        raise NotSeen(f"“{index.data(_TEXT)}” can be seen in {view.objectName()}")
    click(view.viewport(), rect.intersected(view.viewport().rect()).center(), double=double)


def entry(view: QAbstractItemView, text: str, under: str = "") -> QModelIndex:
    """The first row of a list or tree that says `text`, looked for in the group `under` if one is named."""
    return wait_for_index(lambda: _find_entry(view, text, under), f"“{text}” is in {view.objectName()}")


def wait_for_index(find: Callable[[], QModelIndex | None], what: str) -> QModelIndex:
    """What `find` gives once it gives something: found anew, as no index outlives the events behind `wait_for`."""
    while True:
        wait_for(lambda: find() is not None, what)
        found = find()
        if found is not None:
            return found


def open_group(tree: QTreeView, text: str) -> None:
    """Open a group of the tree with a click, if it is closed."""
    group = entry(tree, text)
    if not tree.isExpanded(group):
        click_item(tree, group)


def press(keys: str, window: QWidget | None = None) -> None:
    """Press keys, written as on a menu ("Ctrl+Return"), in `window` or the active one."""
    target = window or wait_for(QApplication.activeWindow, "a window is active")
    bring_to_front(target)
    QTest.keySequence(target.windowHandle(), QKeySequence(keys))


def type_text(field: QWidget, text: str, *, over: bool = False) -> None:
    """Click a field and type behind what stands there, or `over` it. What is on no key comes as Chinese input does."""
    click(field)
    wait_for(field.hasFocus, f"{field.objectName()} has the focus")
    press("Ctrl+A" if over else "Ctrl+End", field.window())
    write(text, field.window())


def write(text: str, window: QWidget) -> None:
    """Type into whatever has the focus."""
    if text.isascii():
        for character in text:
            shift = Qt.KeyboardModifier.ShiftModifier if character.isupper() else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(window.windowHandle(), ord(character), shift)
        return
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(QApplication.focusObject(), commit)


def choose_from_menu(owner: QWidget, *path: str, on_open: Callable[[QMenu], object] | None = None) -> None:
    """Click a button with a menu and choose along `path`. `on_open` is called with the last menu before the choice.

    The menu may run an event loop of its own, so the choices are made from a timer.
    """
    left = list(path)
    problems: list[Exception] = []
    timer = QTimer(interval=_LOOK_MS)
    deadline = QDeadlineTimer(round(PATIENCE_SECONDS * 1000))

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        if deadline.hasExpired():
            problems.append(NotSeen(f"the menu offers “{left[0]}”"))
            timer.stop()
            if menu is not None:
                menu.close()
        if not isinstance(menu, QMenu) or not left:
            return
        action = next((one for one in menu.actions() if one.text().replace("&", "") == left[0]), None)
        if action is None:
            return
        if len(left) == 1 and on_open is not None:
            on_open(menu)
        left.pop(0)
        if not left:
            timer.stop()
        QTest.mouseClick(
            menu.windowHandle(), _LEFT, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center()
        )

    timer.timeout.connect(choose)
    timer.start()
    click(owner)
    wait_for(lambda: problems or not left, f"“{' › '.join(path)}” is chosen", PATIENCE_SECONDS + 1)
    if problems:
        raise problems[0]


def bring_to_front(window: QWidget) -> None:
    """Make `window` the active one, as clicking its frame does; popups stay."""
    if QApplication.activePopupWidget() is not None or QApplication.activeWindow() is window:
        return
    window.raise_()
    window.activateWindow()
    wait_for(lambda: QApplication.activeWindow() is window, f"“{window.windowTitle()}” comes to the front")


def _area_of(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _turn_wheel(viewport: QWidget, notches: int) -> None:
    """At the left edge, where nothing but the page takes it."""
    window = viewport.window()
    bring_to_front(window)
    place = QPointF(viewport.mapTo(window, QPoint(2, viewport.height() // 2)))
    turned = QPoint(0, 120 * notches)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        place, window.mapToGlobal(place), QPoint(), turned, buttons, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(window.windowHandle(), event)


def _find_entry(view: QAbstractItemView, text: str, under: str) -> QModelIndex | None:
    model = view.model()

    def rows(parent: QModelIndex) -> Iterator[QModelIndex]:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            yield index
            yield from rows(index)

    start = _NO_PARENT
    if under:
        group = next((index for index in rows(_NO_PARENT) if index.data(_TEXT) == under), None)
        if group is None:
            return None
        start = group
    return next((index for index in rows(start) if index.data(_TEXT) == text), None)
