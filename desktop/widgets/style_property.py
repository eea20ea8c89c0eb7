"""Dynamic properties that the style sheet selects by: `label`, `kind`, `surface`, `tone`, `invalid`."""

from PySide6.QtWidgets import QWidget


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set the property and let the style sheet look again; Qt does not notice a changed property by itself."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_invalid(field: QWidget, invalid: bool) -> None:
    """Give an input field the border of a wrong value, or take it away. The words stand beside the field."""
    set_style_property(field, "invalid", "true" if invalid else "false")
