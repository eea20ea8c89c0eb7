"""The list on the left: the sections of the application with their marks, then its history and its changes."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from desktop.models.application_outline import ApplicationOutline, SectionOutline
from desktop.widgets.icons import IconName
from desktop.widgets.navigation_entry import NavigationEntry, head, line
from desktop.widgets.theme.palette import ColorRole

translate = QCoreApplication.translate

PROGRESS = "@progress"
COMPARISON = "@comparison"


def section_entries(outline: ApplicationOutline, steps: int, changes: int | None) -> tuple[NavigationEntry, ...]:
    """Every row; `changes` is None where there is only one submission."""
    changed = translate("SectionEntries", "无") if changes is None else str(changes)
    return (
        head(translate("SectionEntries", "申报栏目")),
        *_sections(outline),
        line(),
        NavigationEntry(PROGRESS, translate("SectionEntries", "进度跟踪"), IconName.HISTORY, str(steps)),
        NavigationEntry(COMPARISON, translate("SectionEntries", "版本对比"), IconName.COMPARE, changed),
    )


def _sections(outline: ApplicationOutline) -> Iterator[NavigationEntry]:
    wrong = {item.finding.section for item in outline.findings if item.is_error}
    doubtful = {item.finding.section for item in outline.findings if not item.is_error}
    for section in outline.sections:
        icon, role, says = _mark(section, has_error=section.key in wrong, has_warning=section.key in doubtful)
        tip = translate("SectionEntries", "{0}：{1}").format(section.label, says)
        yield NavigationEntry(section.key, section.label, icon, section.count, icon_role=role, tool_tip=tip)


def _mark(section: SectionOutline, *, has_error: bool, has_warning: bool) -> tuple[IconName, ColorRole, str]:
    unread = translate("SectionEntries", "{0} 份附件未阅").format(section.unread)
    if has_error:
        return IconName.FINDING, ColorRole.WARN, translate("SectionEntries", "有需要更正的问题")
    if section.unread:
        return IconName.CIRCLE, ColorRole.MUTED, unread
    if has_warning:
        return IconName.INFORMATION, ColorRole.MUTED, translate("SectionEntries", "有提醒")
    return IconName.CHECK_CIRCLE, ColorRole.OK, translate("SectionEntries", "没有问题，附件都已打开")
