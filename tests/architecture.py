"""Reads a tree of Python files and says where it breaks the rules of the house: layers, libraries, purity, tidiness.

Nothing is imported or run; `tests/test_architecture.py` holds the tree of this project against it.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# From top to bottom. A room imports from the layers below its own and from itself, never from its neighbours.
LAYERS = (
    {"__main__"},
    {"command_line"},
    {"tour"},
    {"bootstrap"},
    {"demo", "views"},
    {"dialogs"},
    {"widgets"},
    {"models"},
    {"work"},
    {"printing"},
    {"text"},
    {"services", "preview"},
    {"store", "exchange"},
    {"domain"},
)
PACKAGE_NAMES = {"desktop", "desktop.__version__"}
DEPTH = {room: depth for depth, layer in enumerate(LAYERS) for room in layer}

# The program's whole job can be done without a screen: whatever these import, directly or not, stays free of Qt.
SCREENLESS = ("services", "store", "exchange", "text", "domain", "preview.protocol", "preview.renderer*")
ON_SCREEN = ("views", "dialogs", "widgets", "models")
DATABASE = ("sqlalchemy", "alembic", "sqlcipher3", "sqlite3", "psycopg")
MUPDF = ("pymupdf", "fitz")
# They run in processes of their own, because strangers' documents are parsed there.
MUPDF_ROOMS = ("preview.renderer*", "demo.evidence*")

IMPURE_MODULES = (
    *("os", "io", "pathlib", "glob", "shutil", "tempfile", "fcntl", "mmap", "sqlite3", "dbm", "shelve", "fileinput"),
    *("time", "random", "secrets", "locale", "platform", "getpass", "socket", "ssl", "http", "urllib.request"),
    *("subprocess", "multiprocessing", "threading", "asyncio", "concurrent", "signal", "importlib", "logging"),
)
IMPURE_NAMES = (
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("uuid.uuid1", "uuid.uuid4", "uuid.getnode", "sys.argv", "sys.stdin", "sys.stdout", "sys.stderr"),
    *("open", "input", "print", "exec", "eval", "__import__"),
)

GRAB_BAGS = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "base", "misc"}
DEEPEST_FOLDER = 3
LONGEST_FILE = 300
LONGEST_MODULE_DOCSTRING = 5


@dataclass(frozen=True)
class Violation:
    path: Path
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


@dataclass(frozen=True)
class Import:
    """One imported dotted name; of `from a import b` it is `a.b`, whether b is a module or not."""

    target: str
    line: int

    def is_of(self, *packages: str) -> bool:
        return any(self.target == package or self.target.startswith(f"{package}.") for package in packages)


@dataclass(frozen=True)
class Module:
    """A parsed file. `path` is relative to the checkout; `inside` is its dotted name below the package `desktop`."""

    path: Path
    inside: str
    tree: ast.Module
    imports: tuple[Import, ...]

    @property
    def room(self) -> str:
        return self.inside.partition(".")[0]

    def is_in(self, *patterns: str) -> bool:
        """Whether this module is one of the patterns or below it; `preview.renderer*` also takes `renderer_pages`."""
        return any(
            self.inside.startswith(pattern[:-1])
            if pattern.endswith("*")
            else self.inside == pattern or self.inside.startswith(f"{pattern}.")
            for pattern in patterns
        )


def read_package(root: Path) -> list[Module]:
    """Parses every file of `root/desktop`."""
    return [_read(root, path) for path in sorted((root / "desktop").rglob("*.py"))]


def _read(root: Path, path: Path) -> Module:
    parts = list(path.relative_to(root).with_suffix("").parts)
    is_package = parts[-1] == "__init__"
    if is_package:
        parts.pop()
    package = parts if is_package else parts[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    imports = tuple(found for node in ast.walk(tree) for found in _imports_of(node, package))
    return Module(path.relative_to(root), ".".join(parts[1:]), tree, imports)


def _imports_of(node: ast.AST, package: list[str]) -> Iterator[Import]:
    match node:
        case ast.Import(names=names):
            for alias in names:
                yield Import(alias.name, node.lineno)
        case ast.ImportFrom(module=module, names=names, level=level):
            start = package[: len(package) - level + 1] if level else []
            origin = ".".join([*start, *([module] if module else [])])
            for alias in names:
                yield Import(f"{origin}.{alias.name}", node.lineno)
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield Import(name, node.lineno)


def layer_violations(modules: list[Module]) -> Iterator[Violation]:
    """Imports that do not go down."""
    for module in modules:
        if module.room and module.room not in DEPTH:
            yield Violation(module.path, 1, f"the room {module.room!r} has no place in the order of layers")
            continue
        for used in module.imports:
            room = used.target.removeprefix("desktop.").partition(".")[0]
            if not used.is_of("desktop") or used.target in PACKAGE_NAMES or room == module.room:
                continue
            if room not in DEPTH:
                yield Violation(module.path, used.line, f"imports {used.target}, which has no place in the layers")
            elif not module.room or DEPTH[room] <= DEPTH[module.room]:
                importer = module.room or "the package itself"
                yield Violation(module.path, used.line, f"imports go down only: {importer} may not import {room}")


def library_violations(modules: list[Module]) -> Iterator[Violation]:
    """Libraries outside the rooms that own them."""
    for module in modules:
        for used in module.imports:
            if rule := _library_rule(module, used):
                yield Violation(module.path, used.line, rule)


def _library_rule(module: Module, used: Import) -> str | None:
    if used.is_of(*MUPDF) and not module.is_in(*MUPDF_ROOMS):
        return f"{used.target}: only {' and '.join(MUPDF_ROOMS)} import pymupdf"
    if module.is_in(*ON_SCREEN) and used.is_of(*DATABASE, "desktop.store", "desktop.exchange"):
        return f"{used.target}: {module.room} knows neither the database nor files; it asks services"
    if module.is_in("widgets") and used.is_of("desktop.domain", "desktop.services", "desktop.text"):
        return f"{used.target}: widgets know nothing of the process"
    if module.is_in("printing") and used.is_of("PySide6.QtWidgets"):
        return f"{used.target}: printing draws documents with QtGui, it needs no widgets"
    if module.is_in("domain") and not used.is_of("desktop", *sys.stdlib_module_names):
        return f"{used.target}: the domain uses the standard library only"
    return None


def process_violations(modules: list[Module]) -> Iterator[Violation]:
    """Modules that import pymupdf, imported by a process that must stay clear of it."""
    parsers = [f"desktop.{module.inside}" for module in modules if any(used.is_of(*MUPDF) for used in module.imports)]
    for module in modules:
        if module.is_in("__main__", *MUPDF_ROOMS):
            continue
        for used in module.imports:
            if used.is_of(*parsers):
                yield Violation(module.path, used.line, f"{used.target} brings pymupdf into this process")


def screen_violations(modules: list[Module]) -> Iterator[Violation]:
    """Qt reached, directly or through others, from what has to work without a screen."""
    for module, start in _reached(modules, *SCREENLESS):
        for used in module.imports:
            if used.is_of("PySide6", "qtpy", "qtawesome"):
                yield Violation(module.path, used.line, f"{used.target}: no Qt without a screen{_way(module, start)}")


def migration_violations(modules: list[Module]) -> Iterator[Violation]:
    """Code of the program reached from a migration, which has to do the same for ever."""
    for module, start in _reached(modules, "store.migrations.versions"):
        for used in module.imports:
            if used.is_of("desktop") and not used.is_of("desktop.store.migrations"):
                rule = f"{used.target}: a migration is frozen and uses no code of the program{_way(module, start)}"
                yield Violation(module.path, used.line, rule)


def _reached(modules: list[Module], *patterns: str) -> Iterator[tuple[Module, Module]]:
    """Every module that the modules of `patterns` import, directly or through others, and the one it began with."""
    by_name = {f"desktop.{module.inside}": module for module in modules}
    waiting = [(module, module) for module in modules if module.is_in(*patterns)]
    seen: set[str] = set()
    while waiting:
        module, start = waiting.pop()
        if module.inside in seen:
            continue
        seen.add(module.inside)
        yield module, start
        for used in module.imports:
            target = by_name.get(used.target) or by_name.get(used.target.rpartition(".")[0])
            if target is not None:
                waiting.append((target, start))


def _way(module: Module, start: Module) -> str:
    return "" if module is start else f", reached from {start.path}"


def purity_violations(modules: list[Module]) -> Iterator[Violation]:
    """Clock, files, environment, chance or output in the domain."""
    for module in modules:
        if not module.is_in("domain"):
            continue
        for used in module.imports:
            if used.is_of(*IMPURE_MODULES):
                yield Violation(module.path, used.line, f"{used.target}: time, ids and bytes come in as arguments")
        known = _names_of(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute | ast.Name) and (name := _dotted(node, known)) in IMPURE_NAMES:
                yield Violation(module.path, node.lineno, f"{name}: time, ids and bytes come in as arguments")


def _names_of(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: `dt` -> `datetime` after `import datetime as dt`."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _dotted(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute) and (origin := _dotted(node.value, known)):
        return f"{origin}.{node.attr}"
    return ""


def tidiness_violations(root: Path, *folders: str) -> Iterator[Violation]:
    """Folders too deep, names that say nothing, files too long, modules that do not say what they own."""
    for path in sorted(path for folder in folders for path in (root / folder).rglob("*.py")):
        shown = path.relative_to(root)
        if len(shown.parts) - 2 > DEEPEST_FOLDER:
            yield Violation(shown, 1, f"folders are at most {DEEPEST_FOLDER} deep")
        if bags := {word for part in shown.with_suffix("").parts[1:] for word in part.split("_")} & GRAB_BAGS:
            yield Violation(shown, 1, f"{', '.join(sorted(bags))}: a name says what is in it")
        text = path.read_text(encoding="utf-8")
        if (length := len(text.splitlines())) > LONGEST_FILE:
            yield Violation(shown, length, f"{length} lines: past {LONGEST_FILE} split by subject")
        # A test file is named after what it tests, and its tests are sentences.
        if text.strip() and not path.name.startswith("test_"):
            yield from _docstring_violations(shown, text)


def _docstring_violations(shown: Path, text: str) -> Iterator[Violation]:
    docstring = ast.get_docstring(ast.parse(text, str(shown)))
    if not docstring:
        yield Violation(shown, 1, "a module says in its docstring what it owns")
    elif (length := len(docstring.splitlines())) > LONGEST_MODULE_DOCSTRING:
        yield Violation(shown, 1, f"{length} lines of module docstring: at most {LONGEST_MODULE_DOCSTRING}")


IMPORT_RULES: tuple[Callable[[list[Module]], Iterator[Violation]], ...] = (
    layer_violations,
    library_violations,
    process_violations,
    screen_violations,
    migration_violations,
    purity_violations,
)
