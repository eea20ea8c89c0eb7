"""Which fonts are taken; what they make of a machine without one."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QFontDatabase

from desktop.preview.fonts import FontUnavailable
from desktop.preview.protocol import PreviewErrorCode
from desktop.printing.typefaces import Typefaces, find_typefaces

pytestmark = pytest.mark.usefixtures("qapp")

# in a process of its own: fonts belong to all of one
BARE = """
from PySide6.QtGui import QFontDatabase, QGuiApplication
from desktop.preview.fonts import FontUnavailable
from desktop.preview.protocol import PreviewErrorCode
from desktop.printing.typefaces import find_typefaces

def outcome(font):
    try:
        find_typefaces(font)
    except (ValueError, FontUnavailable) as error:
        return type(error).__name__
    return "fine"

def none():
    raise FontUnavailable(PreviewErrorCode.NOT_STARTED)

application = QGuiApplication([])
chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
print(bool(chinese), outcome(lambda: b"no font"), outcome(none))
"""


def no_font() -> bytes:
    raise FontUnavailable(PreviewErrorCode.NOT_STARTED)


def test_the_program_brings_its_own_font_once_where_the_machine_has_none(typefaces: Typefaces) -> None:
    before = QFontDatabase.families()
    assert set(typefaces.body + typefaces.heading) <= set(before)
    assert find_typefaces(no_font) == typefaces
    assert QFontDatabase.families() == before


def test_a_font_that_is_none_and_a_font_that_cannot_be_had_are_refused() -> None:
    done = subprocess.run([sys.executable, "-c", BARE], capture_output=True, encoding="utf-8", check=True)
    found, unreadable, unavailable = done.stdout.split()
    if found == "False":
        assert (unreadable, unavailable) == ("ValueError", "FontUnavailable")
    else:  # any Chinese font is better than none
        assert unavailable == "fine"
