"""The one object that dresses the application: palette, style sheet, font; light, dark or as the system says.

Made once by bootstrap and handed to whoever switches the theme. Widgets need no reference to it: they take colours
from `current` when they paint and get a StyleChange event when the theme changes.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.widgets.icons import forget_pixmaps
from desktop.widgets.theme.current import install_tokens
from desktop.widgets.theme.fonts import application_font, install_font
from desktop.widgets.theme.palette import DARK, LIGHT, ThemeMode, Tokens, qt_palette
from desktop.widgets.theme.stylesheet import style_sheet

_SCHEMES = {
    ThemeMode.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeMode.LIGHT: Qt.ColorScheme.Light,
    ThemeMode.DARK: Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """Applies the look to the application and switches it at run time.

    `mode_changed(ThemeMode)` after a person's choice, `theme_changed(bool dark)` after the colours changed.
    """

    mode_changed = Signal(ThemeMode)
    theme_changed = Signal(bool)

    def __init__(
        self,
        application: QApplication,
        image_directory: Path,
        *,
        mode: ThemeMode = ThemeMode.SYSTEM,
        fallback_family: str | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._image_directory = image_directory
        self._mode = mode
        self._tokens: Tokens | None = None
        application.setStyle("Fusion")
        self.set_fallback_family(fallback_family)
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        application.styleHints().setColorScheme(_SCHEMES[mode])
        self._apply()

    @property
    def mode(self) -> ThemeMode:
        """What was chosen; SYSTEM stays SYSTEM whatever the system says."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is in force."""
        return self._tokens is DARK

    def set_mode(self, mode: ThemeMode) -> None:
        """Choose light, dark or the system's scheme; takes effect at once in every window."""
        if mode is self._mode:
            return
        self._mode = mode
        # also turns native title bars and file dialogs, where the platform can
        self._application.styleHints().setColorScheme(_SCHEMES[mode])
        self._apply()
        self.mode_changed.emit(mode)

    def toggle(self) -> None:
        """Switch to the other of light and dark."""
        self.set_mode(ThemeMode.LIGHT if self.is_dark else ThemeMode.DARK)

    def set_fallback_family(self, family: str | None) -> None:
        """Use the font; `family` serves the characters that the system's fonts lack."""
        if family is not None and family not in QFontDatabase.families():
            raise ValueError(f"font family {family} is not registered")
        font = application_font(family)
        install_font(font)
        self._application.setFont(font)

    def _on_system_scheme_changed(self) -> None:
        if self._mode is ThemeMode.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        tokens = self._wanted_tokens()
        if tokens is self._tokens:
            return
        self._tokens = tokens
        install_tokens(tokens)
        forget_pixmaps()
        self._application.setPalette(qt_palette(tokens))
        self._application.setStyleSheet(style_sheet(tokens, self._image_directory))
        self.theme_changed.emit(self.is_dark)

    def _wanted_tokens(self) -> Tokens:
        if self._mode is ThemeMode.SYSTEM:
            return DARK if self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode is ThemeMode.DARK else LIGHT
