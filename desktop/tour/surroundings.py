"""Where pictures are taken: a home that is nobody's, and a screen as large as a monitor where there is none."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QStandardPaths

_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
_VARIABLES = (*_HOMES, "QT_QPA_PLATFORM")
_SCREEN = {"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}


def choose_platform(home: Path) -> None:
    """Offscreen where there is no display, unless somebody chose a platform; with a screen as large as a monitor."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or not sys.platform.startswith("linux")
    if chosen == "offscreen" or not (chosen or has_display):
        screen = home / "screen.json"
        screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"


@contextmanager
def own_home() -> Iterator[Path]:
    """Settings, caches and recent workspaces in a folder that goes away with the tour."""
    before = {name: os.environ.get(name) for name in _VARIABLES}
    QStandardPaths.setTestModeEnabled(not sys.platform.startswith("linux"))
    with tempfile.TemporaryDirectory(prefix="talentdesk-tour-") as home:
        for name in _HOMES:
            os.environ[name] = str(Path(home) / name.lower())
        try:
            yield Path(home)
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
