"""What a return can tell the applicant: findings to choose from, and attachments nobody has looked at yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.models.application_outline import ApplicationOutline, FindingOutline
from desktop.text.language import phrase

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """One line. `sentence` goes into the comment when the line is chosen; a `heading` cannot be chosen."""

    key: str
    title: str
    place: str
    sentence: str
    is_error: bool = False
    heading: bool = False
    attachment: str = ""


def return_items(outline: ApplicationOutline) -> tuple[ReturnItem, ...]:
    """Findings first, then attachments that this reader has not opened, each under a heading."""
    return (*_findings(outline.findings), *_unopened(outline))


def usual_choice(items: Sequence[ReturnItem]) -> frozenset[str]:
    """What is chosen unless somebody chooses otherwise: everything that must be mended."""
    return frozenset(item.key for item in items if item.is_error)


def _findings(findings: Sequence[FindingOutline]) -> Iterator[ReturnItem]:
    if findings:
        count = translate("ReturnItems", "{0} 项").format(len(findings))
        yield ReturnItem("", translate("ReturnItems", "校验"), count, "", heading=True)
    stop = translate("ReturnItems", "。")
    for finding in findings:
        place = finding.place
        if not finding.is_error:
            place = translate("ReturnItems", "{0} · 提醒，不必更正").format(place)
        sentence = phrase("message", place=finding.place, sentence=finding.sentence)
        yield ReturnItem(finding.key, finding.sentence.rstrip(stop), place, sentence, finding.is_error)


def _unopened(outline: ApplicationOutline) -> Iterator[ReturnItem]:
    unopened = [attachment for attachment in outline.attachments if not attachment.row.opened]
    if unopened:
        count = translate("ReturnItems", "{0} 份未阅").format(len(unopened))
        yield ReturnItem("", translate("ReturnItems", "附件"), count, "", heading=True)
    for attachment in unopened:
        name, place = attachment.row.name, f"{attachment.place} · {attachment.slot}"
        yield ReturnItem(
            attachment.key,
            translate("ReturnItems", "{0} 尚未打开，退回前建议看一眼").format(name),
            place,
            translate("ReturnItems", "{0}：请核对并重新上传“{1}”。").format(attachment.place, name),
            attachment=attachment.key,
        )


class ReturnItemRole(IntEnum):
    """What a delegate asks for beside the words."""

    ITEM = Qt.ItemDataRole.UserRole


class ReturnItemsModel(QAbstractListModel):
    """Checkable lines under headings. `choice_changed` after the person checked or unchecked one."""

    choice_changed = Signal()

    def __init__(self, items: Sequence[ReturnItem], chosen: frozenset[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = tuple(items)
        self._chosen = set(chosen) & {item.key for item in items if not item.heading}

    @property
    def chosen(self) -> frozenset[str]:
        """The keys of the lines that are checked."""
        return frozenset(self._chosen)

    @property
    def choosable(self) -> int:
        """How many lines can be checked."""
        return sum(not item.heading for item in self._items)

    def sentences(self, *, chosen_only: bool) -> tuple[str, ...]:
        """What the lines say in a comment, in their order."""
        return tuple(
            item.sentence for item in self._items if not item.heading and (not chosen_only or item.key in self._chosen)
        )

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ReturnItemRole.ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{0}，{1}").format(item.title, item.place)
        if role == Qt.ItemDataRole.ToolTipRole and not item.heading:
            return item.sentence
        if role == Qt.ItemDataRole.CheckStateRole and not item.heading:
            return Qt.CheckState.Checked if item.key in self._chosen else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or self._items[index.row()].heading:
            return False
        key = self._items[index.row()].key
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._chosen.add(key)
        else:
            self._chosen.discard(key)
        model_index = self.index(index.row())
        self.dataChanged.emit(model_index, model_index, [Qt.ItemDataRole.CheckStateRole])
        self.choice_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
