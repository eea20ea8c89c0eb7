import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.widgets.icon_label import IconLabel
from desktop.widgets.icons import IconName, icon, pixmap
from desktop.widgets.panel import Panel, Surface
from desktop.widgets.theme.current import color
from desktop.widgets.theme.fonts import FontSize, font, register_fallback_font
from desktop.widgets.theme.palette import DARK, LIGHT, ColorRole, ThemeMode, Tokens
from desktop.widgets.theme.stylesheet import style_sheet
from desktop.widgets.theme.theme import Theme


def test_switching_repaints_without_a_restart(qtbot: QtBot, theme: Theme) -> None:
    panel = Panel(Surface.SURFACE)
    panel.resize(20, 20)
    qtbot.addWidget(panel)
    panel.show()
    seen = {}
    for mode in (ThemeMode.LIGHT, ThemeMode.DARK):
        theme.set_mode(mode)
        seen[mode] = panel.grab().toImage().pixelColor(10, 10).name().upper()
    assert seen == {ThemeMode.LIGHT: LIGHT[ColorRole.SURFACE], ThemeMode.DARK: DARK[ColorRole.SURFACE]}


def test_switching_reaches_palette_painters_and_listeners(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.theme_changed) as changed, qtbot.waitSignal(theme.mode_changed):
        theme.toggle()
    assert changed.args == [True]
    assert theme.mode is ThemeMode.DARK
    assert color(ColorRole.TEXT).name().upper() == DARK[ColorRole.TEXT]
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK[ColorRole.WINDOW]
    theme.toggle()
    assert not theme.is_dark


def test_the_system_scheme_is_followed_only_when_asked(qapp: QApplication, theme: Theme) -> None:
    theme.set_mode(ThemeMode.DARK)
    theme.set_mode(ThemeMode.SYSTEM)
    system_is_dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert (theme.mode, theme.is_dark) == (ThemeMode.SYSTEM, system_is_dark)
    theme.set_mode(ThemeMode.DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.is_dark


def test_icons_follow_the_theme(qtbot: QtBot, theme: Theme) -> None:
    label = IconLabel(IconName.SUBMITTED, ColorRole.OK)
    qtbot.addWidget(label)
    kept = icon(IconName.SUBMITTED, ColorRole.OK)
    for mode, tokens in ((ThemeMode.LIGHT, LIGHT), (ThemeMode.DARK, DARK)):
        theme.set_mode(mode)
        expected = tokens[ColorRole.OK]
        assert label.grab().toImage().pixelColor(8, 8).name().upper() == expected
        assert kept.pixmap(16, 16).toImage().pixelColor(8, 8).name().upper() == expected


def test_a_disabled_icon_is_grey() -> None:
    picture = icon(IconName.SUBMITTED, ColorRole.OK).pixmap(16, 16, icon(IconName.SUBMITTED).Mode.Disabled)
    assert picture.toImage().pixelColor(8, 8).name().upper() == LIGHT[ColorRole.DISABLED]


def test_pixmaps_are_kept_by_name_colour_size_and_density() -> None:
    once = pixmap(IconName.PASS, ColorRole.OK, 16)
    assert pixmap(IconName.PASS, ColorRole.OK, 16).cacheKey() == once.cacheKey()
    dense = pixmap(IconName.PASS, ColorRole.OK, 16, 2.0)
    assert (dense.width(), dense.deviceIndependentSize().width()) == (32, 16)


@pytest.mark.parametrize("name", list(IconName))
def test_every_icon_has_a_picture(name: IconName) -> None:
    picture = pixmap(name, ColorRole.TEXT, 32).toImage()
    inked = sum(picture.pixelColor(x, y).alpha() > 128 for x in range(32) for y in range(32))
    assert inked > 10


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_leaves_no_token_and_its_images_exist(tokens: Tokens, tmp_path: Path) -> None:
    directory = tmp_path / "图标 缓存"
    text = style_sheet(tokens, directory)
    assert re.findall(r"@(?!2x)\w+", re.sub(r'"[^"]*"', "", text)) == []
    paths = [Path(found) for found in re.findall(r'url\("([^"]+)"\)', text)]
    assert paths
    for path in paths:
        assert not QImage(str(path)).isNull()
        assert QImage(str(path.with_stem(f"{path.stem}@2x"))).width() == 2 * QImage(str(path)).width()
    assert not list(directory.glob("*.part"))


def test_images_that_exist_are_not_written_again(tmp_path: Path) -> None:
    style_sheet(LIGHT, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    style_sheet(LIGHT, tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_fonts_have_the_sizes_of_the_look(qapp: QApplication) -> None:
    assert qapp.font().pointSizeF() == FontSize.BODY.points
    heading = font(FontSize.HEADING, bold=True)
    assert (heading.pointSizeF(), heading.bold()) == (FontSize.HEADING.points, True)


def test_a_broken_fallback_font_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        register_fallback_font(b"not a font")


def test_an_unknown_fallback_family_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="not registered"):
        theme.set_fallback_family("No Such Family")
