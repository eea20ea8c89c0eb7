"""Every visible word of the window can be translated: Qt's own extractor finds it, and none stands beside the rule."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QXmlStreamReader

ROOT = Path(__file__).resolve().parent.parent
ON_SCREEN = ("views", "dialogs", "widgets", "models")
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# Chinese that is not wording: values of the catalogue, as they stand in the records.
VALUES = {("desktop/views/applications/filters.py", "首次认定"), ("desktop/views/applications/filters.py", "晋升认定")}
Message = tuple[str, str]


class Reader(ast.NodeVisitor):
    """The messages of one module as (context, source), and what an extractor would miss in it."""

    def __init__(self) -> None:
        self.messages: set[Message] = set()
        self.faults: list[tuple[int, str]] = []
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        outer, self._class = self._class, node.name
        self._visit_body(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._visit_body(node)

    def visit_Module(self, node: ast.Module) -> None:
        self._visit_body(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # else a docstring
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and CHINESE.search(node.value):
            self.faults.append((node.lineno, node.value))

    def visit_Call(self, node: ast.Call) -> None:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("self"), attr="tr"), args=[ast.Constant(str(source))]):
                self.messages.add((self._class, source))
            case ast.Call(
                func=ast.Name("translate") | ast.Attribute(value=ast.Name("QCoreApplication"), attr="translate"),
                args=[ast.Constant(str(context)), ast.Constant(str(source))],
            ):
                self.messages.add((context, source))
            case ast.Call(func=ast.Name("translate") | ast.Attribute(attr="tr")):
                self.faults.append((node.lineno, ast.unparse(node)))
            case ast.Call(func=ast.Attribute(value=ast.Name("QCoreApplication"), attr="translate")):
                self.faults.append((node.lineno, ast.unparse(node)))
            case _:
                self.generic_visit(node)

    def _visit_body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> None:
        for child in node.body:
            self.visit(child)


def read(source: str) -> Reader:
    reader = Reader()
    reader.visit(ast.parse(source))
    return reader


def modules() -> Iterator[Path]:
    for room in ON_SCREEN:
        yield from sorted((ROOT / "desktop" / room).rglob("*.py"))


def extracted(paths: list[Path], target: Path) -> set[Message]:
    """What Qt's lupdate finds, as (context, source)."""
    program = Path(PySide6.__file__).parent / "lupdate"
    subprocess.run([program, "-silent", *paths, "-ts", target], check=True)
    found: set[Message] = set()
    context = ""
    reader = QXmlStreamReader(target.read_text(encoding="utf-8"))
    while not reader.atEnd():
        if reader.readNext() is not QXmlStreamReader.TokenType.StartElement:
            continue
        if reader.name() == "name":
            context = reader.readElementText()
        elif reader.name() == "source":
            found.add((context, reader.readElementText()))
    assert not reader.hasError()
    return found


def test_no_visible_word_stands_outside_a_translation() -> None:
    faults = [
        f"{name}:{line}: {fault}"
        for path in modules()
        for name in [path.relative_to(ROOT).as_posix()]
        for line, fault in read(path.read_text(encoding="utf-8")).faults
        if (name, fault) not in VALUES
    ]
    assert not faults, "\n".join(["cannot be translated:", *faults])


def test_qt_extracts_every_message_under_the_context_it_is_looked_up_by(tmp_path: Path) -> None:
    paths = list(modules())
    messages = set().union(*(read(path.read_text(encoding="utf-8")).messages for path in paths))
    assert messages
    assert messages == extracted(paths, tmp_path / "messages.ts")


@pytest.mark.parametrize(
    "source",
    [
        'LABEL = "退回"',
        'def label(name: str) -> str:\n    return f"{name}：退回"',
        "def _tr(text: str) -> str:\n    return QCoreApplication.translate('Words', text)",
        "def label(text: str) -> str:\n    return translate('Words', text)",
        'class Page:\n    def label(self, name: str) -> str:\n        return self.tr(f"退回 {name}")',
        'def label(widget: Label) -> str:\n    return widget.tr("退回")',
    ],
)
def test_what_an_extractor_would_miss_is_a_fault(source: str) -> None:
    assert read(source).faults


def test_docstrings_and_translated_words_are_no_fault() -> None:
    reader = read('"""退回"""\nclass Page:\n    """退回"""\n    def label(self):\n        return self.tr("退回")')
    assert not reader.faults
    assert reader.messages == {("Page", "退回")}
