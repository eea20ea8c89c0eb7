"""The look of the program and an active window, for every test of a control."""

from collections.abc import Callable, Iterator

import pymupdf
import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.theme.fonts import has_chinese_font, register_fallback_font
from desktop.widgets.theme.palette import ThemeMode
from desktop.widgets.theme.theme import Theme


@pytest.fixture(scope="session")
def application_theme(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    family = None if has_chinese_font() else register_fallback_font(pymupdf.Font("cjk").buffer)
    return Theme(qapp, tmp_path_factory.mktemp("images"), mode=ThemeMode.LIGHT, fallback_family=family)


@pytest.fixture(autouse=True)
def theme(application_theme: Theme) -> Iterator[Theme]:
    """The program's look, light at the start of every test."""
    application_theme.set_mode(ThemeMode.LIGHT)
    yield application_theme
    application_theme.set_mode(ThemeMode.LIGHT)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., QWidget]]:
    """Shows widgets under each other in an active window that lives as long as the test."""
    windows = []

    def in_window(*widgets: QWidget) -> QWidget:
        window = QWidget()
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield in_window
    windows.clear()
