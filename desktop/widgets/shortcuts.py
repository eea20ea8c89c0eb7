"""Keys of buttons: how they are written on screen and how they are made to work."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

Keys = str | QKeySequence | QKeySequence.StandardKey | Qt.Key | QKeyCombination

# After a plus sign arrows collide with it in common fonts, hence the space.
_SPELLINGS = {
    "Return": "Enter",
    "PgDown": "PgDn",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}
_ARROWS = ("←", "→", "↑", "↓")


def key_text(keys: Keys) -> str:
    """The key as it is written on a cap and in a tool tip, such as "Ctrl+Enter" or "Alt →"."""
    sequence = QKeySequence(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    # the native text is translated, as 回车, which is not what stands on the key
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    *modifiers, key = text.split("+") if not text.endswith("++") else [*text[:-2].split("+"), "+"]
    key = _SPELLINGS.get(key, key)
    if key in _ARROWS and modifiers:
        return f"{'+'.join(modifiers)} {key}"
    return "+".join([*modifiers, key])


def with_key(text: str, keys: Keys | None) -> str:
    """A name with its key in brackets, for tool tips and screen readers."""
    if keys is None:
        return text
    return QCoreApplication.translate("Shortcuts", "{0}（{1}）").format(text, key_text(keys))


def bind_click(button: QAbstractButton, keys: Keys) -> Sequence[QShortcut]:
    """Make the key click the button at once while it is visible and enabled.

    QAbstractButton's own shortcut waits 100 ms for an animation. Enter on the number pad counts as Enter.
    """
    sequences = [QKeySequence(keys)]
    portable = sequences[0].toString()
    if portable.endswith("Return"):
        sequences.append(QKeySequence(portable.removesuffix("Return") + "Enter"))
    shortcuts = []
    for sequence in sequences:
        shortcut = QShortcut(sequence, button)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(button.click)
        shortcuts.append(shortcut)
    return shortcuts
