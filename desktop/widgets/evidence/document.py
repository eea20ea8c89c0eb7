"""What the evidence pane is told of a document: which bytes, how to get them, what to call it."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.preview.protocol import DocumentId
from desktop.widgets.icons import IconName
from desktop.widgets.theme.palette import ColorRole


@dataclass(frozen=True, slots=True)
class EvidenceDocument:
    """`key` tells apart two places where the same bytes (`document`) are shown; `load` runs on another thread."""

    key: str
    document: DocumentId
    title: str
    icon: IconName
    icon_role: ColorRole
    load: Callable[[], bytes]
