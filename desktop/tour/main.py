"""`talentdesk tour`: a demo workspace, the real program on it, and the album that comes of it.

Works in folders of its own: neither settings nor recent workspaces of the person who starts it are touched.
"""

import json
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.bootstrap import Program, make_application
from desktop.demo.workspace import make_demo_workspace
from desktop.tour.album import INDEX, Album, photograph
from desktop.tour.hands import NotSeen
from desktop.tour.scene import Scene
from desktop.tour.story import tell
from desktop.tour.surroundings import choose_platform, own_home

APPLICATIONS = 20
SEED = 1
WORKSPACE = "workspace"
_LAST_LOOK = "stopped.png"


def main(out: Path) -> int:
    """Take the tour and leave pictures, `tour.json` and the workspace in `out`; 1 when a step did not happen."""
    out = out.absolute()
    try:
        clear(out)
    except FileExistsError as in_the_way:
        _say(str(in_the_way))
        return 1
    with own_home() as home:
        choose_platform(home)
        qInstallMessageHandler(_on_qt_message)
        application = make_application(sys.argv[:1])
        application.setQuitOnLastWindowClosed(False)  # signing out closes one window before the next is there
        _say("正在生成演示工作区…")
        logins = make_demo_workspace(out / WORKSPACE, applications=APPLICATIONS, seed=SEED)
        about = {"version": __version__, "workspace": WORKSPACE, "password": logins.password, "seed": SEED}
        problem = _take(application, Album(out, about), out / WORKSPACE, logins.password)
    if problem:
        _say(problem)
        return 1
    _say(f"完成：{len(list(out.glob('*.png')))} 张截图和 {INDEX} 在 {out}")
    return 0


def clear(out: Path) -> None:
    """Make room for a tour: what an earlier one left goes. FileExistsError where something else is in the way."""
    out.mkdir(parents=True, exist_ok=True)
    try:
        earlier = json.loads((out / INDEX).read_text(encoding="utf-8"))
        files = [picture["file"] for stop in earlier["stops"] for picture in stop["pictures"]]
    except (OSError, ValueError, KeyError, TypeError):
        if (out / WORKSPACE).exists():
            raise FileExistsError(f"{out / WORKSPACE} 已存在，而且不是以前的演示留下的；请另选一个文件夹。") from None
        return
    shutil.rmtree(out / WORKSPACE, ignore_errors=True)
    for file in (*files, _LAST_LOOK, INDEX):
        (out / Path(file).name).unlink(missing_ok=True)


def _take(application: QApplication, album: Album, workspace: Path, password: str) -> str:
    """Take the tour; returns why it came to an end early, "" when it did not."""
    program = Program(application)
    faults: list[BaseException] = []
    program.runner.failed.connect(faults.append)
    program.start(workspace, "")
    scene = Scene(program, album, password)
    try:
        tell(scene, workspace)
    except NotSeen as missing:
        problem = f"“{scene.doing}”没有完成：{missing}"
        front = QApplication.activeModalWidget() or QApplication.activeWindow()
        if front is not None:
            photograph(front).save(str(album.folder / _LAST_LOOK), "PNG")
        album.write(problem)
        return problem
    finally:
        if program.window is not None:
            program.window.close()
        program.close()
    if faults:
        problem = f"程序出错：{type(faults[0]).__name__}"
        album.write(problem)
        return problem
    album.finish()
    return ""


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt has to say, but not that a screen that is none has no window frames."""
    if not message.startswith("This plugin does not support"):
        _say(message)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
