"""What the applicant ticked of 条件自检, in the words of the catalogue, beside the history of the application."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.dialogs.detail.ticks_panel import TicksPanel
from desktop.widgets.theme.theme import Theme
from tests.domain.applications import sample_catalogue

AT = datetime(2024, 8, 20, 1, 30, tzinfo=UTC)


def test_each_tick_stands_there_with_its_words_and_when(qtbot: QtBot, theme: Theme) -> None:
    panel = TicksPanel()
    qtbot.addWidget(panel)
    catalogue = sample_catalogue()
    words = {one.key: one.text for one in catalogue.conditions}
    panel.show_ticks((("ethics", AT), ("gone", AT)), catalogue, beside=False)
    said = [label.text() for label in panel.findChildren(QLabel) if not label.isHidden()]
    assert words["ethics"] in said
    assert "gone" in said
    assert sum("2024-08-20" in one for one in said) == 2
    assert "由本人勾选确认" in said
    panel.show_ticks((("ethics", AT),), catalogue, beside=True)
    said = [label.text() for label in panel.findChildren(QLabel) if not label.isHidden()]
    assert "经办人在本人在场时勾选" in said
    panel.show_ticks((), catalogue, beside=False)
    assert panel.isHidden()
