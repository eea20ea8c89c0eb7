"""The commands about dossiers: import and export."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from desktop.command_line.output import complain, say
from desktop.command_line.signing_in import Session


def import_dossiers(session: Session) -> int:
    """`talentdesk import`: a line for each dossier, the counts at the end; 1 if any was refused.

    Where the workspace fails in the middle, what came before stays and is counted, and what was not tried is said.
    """
    from desktop.services.dossiers import DossierOutcome, import_dossiers
    from desktop.services.problems import Unavailable
    from desktop.text.errors import explain

    counts: Counter[DossierOutcome] = Counter()
    stopped: Unavailable | None = None
    paths = session.arguments.paths
    with session.workspace() as workspace:
        try:
            for index, result in enumerate(import_dossiers(workspace, paths), start=1):
                counts[result.outcome] += 1
                place = f"[{index}/{len(paths)}]"
                if result.problem is not None:
                    say(f"{place} 已拒绝 {result.path}")
                    complain(f"{result.path}：{explain(result.problem)}")
                else:
                    words = "已导入" if result.outcome is DossierOutcome.IMPORTED else "无变化"
                    say(f"{place} {words} {result.path} 申报编号 {result.number} 第 {result.submission} 次提交")
        except Unavailable as problem:
            stopped = problem
            _say_where_it_stopped(paths, counts.total())
    imported, unchanged, refused = (counts[outcome] for outcome in DossierOutcome)
    say(f"{imported} imported, {unchanged} unchanged, {refused} refused")
    if stopped is not None:
        raise stopped
    return 1 if refused else 0


def _say_where_it_stopped(paths: Sequence[Path], done: int) -> None:
    say(f"[{done + 1}/{len(paths)}] 未导入 {paths[done]}")
    untried = len(paths) - done - 1
    if untried:
        say(f"其余 {untried} 份没有处理，可以重新执行同一命令。")


def export_dossier(session: Session) -> int:
    """`talentdesk export`."""
    from desktop.services.applications import find_application
    from desktop.services.dossiers import export_dossier

    arguments = session.arguments
    with session.workspace() as workspace:
        export_dossier(workspace, find_application(workspace, arguments.application), arguments.file)
    say(f"已导出到 {arguments.file}")
    return 0
