"""`talentdesk list --excel`: the columns of `list` as a spreadsheet, and the words about what was written."""

from collections.abc import Callable, Mapping

from desktop.command_line.listing import list_heading, list_line
from desktop.command_line.output import say, show_progress
from desktop.command_line.signing_in import Refusal, Session
from desktop.domain.document_number import normalised_document_number
from desktop.domain.identity_number import is_well_formed, mask_identity_number
from desktop.services.list_export import Cell, ExportColumn, ListExport, SheetColumn, WorkbookLabels
from desktop.services.rows import ApplicationQuery, ApplicationRow
from desktop.services.workspace import Workspace
from desktop.text.moments import moment_text

_WIDTHS = (18, 12, 32, 10, 12, 12, 14, 12, 17, 10, 8, 8)
_NUMBERS: Mapping[int, Callable[[ApplicationRow], Cell]] = {
    8: lambda row: row.submitted_at,
    9: lambda row: row.days_waiting if row.stage else None,
    10: lambda row: row.attachments,
    11: lambda row: row.findings,
}
"""What is not a text, by its place in `list_heading`."""


def export_list(session: Session, workspace: Workspace, query: ApplicationQuery) -> int:
    """Write the list into the file that `--excel` names, which must not exist."""
    arguments = session.arguments
    export = ListExport(
        workspace, query, _columns(), _labels(session, workspace, query), arguments.excel, limit=arguments.limit
    )
    try:
        exported = export.run(lambda done, total: show_progress("已写", done, total))
    except KeyboardInterrupt:
        raise Refusal(f"已取消，没有写出“{arguments.excel}”。") from None
    sheets = f"，超过一张工作表的上限，分为 {exported.sheets} 张" if exported.sheets > 1 else ""
    say(f"已导出 {exported.rows} 行到 {exported.file}{sheets}")
    return 0


def _columns() -> tuple[ExportColumn, ...]:
    return tuple(
        ExportColumn(SheetColumn(title, width), _cell(place))
        for place, (title, width) in enumerate(zip(list_heading(), _WIDTHS, strict=True))
    )


def _cell(place: int) -> Callable[[ApplicationRow], Cell]:
    return _NUMBERS.get(place, lambda row: list_line(row)[place])


def _labels(session: Session, workspace: Workspace, query: ApplicationQuery) -> WorkbookLabels:
    arguments, account, now = session.arguments, workspace.account, workspace.clock()
    number = normalised_document_number(query.search)
    search = mask_identity_number(number) if is_well_formed(number) else query.search
    facts = (
        ("业务状态", "、".join(arguments.status or ())),
        ("环节", "、".join(arguments.stage or ())),
        ("单位", "、".join(arguments.unit or ())),
        ("搜索", search),
        ("排序", arguments.sort),
        ("导出时间", moment_text(now)),
        ("导出人", f"{account.name} {account.login}"),
    )
    comments = "\n".join(f"{name}：{value}" for name, value in facts if value)
    return WorkbookLabels("申请", "申请列表", account.name, comments, now)
