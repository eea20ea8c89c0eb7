"""The rules of the house, held against the tree; and the checker itself, held against small trees that break them."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import architecture
from tests.architecture import Module, Violation

ROOT = Path(__file__).resolve().parent.parent
CODE = ("desktop", "resources", "tests", "scripts")

Rule = Callable[[list[Module]], list[Violation]]


def listed(violations: list[Violation]) -> str:
    return "\n".join(["the house is broken here:", *map(str, violations)])


@pytest.fixture(scope="module")
def program() -> list[Module]:
    """Every file of it, parsed."""
    return architecture.read_package(ROOT)


@pytest.mark.parametrize("rule", architecture.IMPORT_RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_import_rules(program: list[Module], rule: Rule) -> None:
    assert program
    violations = list(rule(program))
    assert not violations, listed(violations)


def test_files_are_tidy() -> None:
    violations = list(architecture.tidiness_violations(ROOT, *CODE))
    assert not violations, listed(violations)


@pytest.mark.parametrize("room", sorted(architecture.DEPTH.keys() - {"__main__", "command_line", "bootstrap"}))
def test_the_rooms_may_import_the_domain_and_the_domain_none_of_them(room: str, tmp_path: Path) -> None:
    if room not in {"domain", "widgets"}:
        assert broken(tmp_path, {f"{room}/a.py": "from desktop.domain import workflow"}) == []
    if room != "domain":
        assert broken(tmp_path, {"domain/a.py": f"from desktop.{room} import workflow"})


@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        ("store/a.py", "from desktop.services import verbs", "imports go down only: store may not import services"),
        ("views/a.py", "import desktop.bootstrap", "views may not import bootstrap"),
        ("views/a.py", "from desktop.demo import plan", "views may not import demo"),
        ("models/a.py", "def f():\n    from desktop.widgets.table import Table", "models may not import widgets"),
        ("store/a.py", "from ..services import verbs", "store may not import services"),
        ("store/a.py", "from desktop import views", "store may not import views"),
        ("store/a.py", "import importlib\nimportlib.import_module('desktop.views.main')", "may not import views"),
        ("exchange/a.py", "from desktop.store import rows", "exchange may not import store"),
        ("__init__.py", "from desktop.domain import workflow", "the package itself may not import domain"),
        ("cellar/a.py", "import json", "the room 'cellar' has no place"),
        ("views/a.py", "from desktop.cellar import wine", "which has no place in the layers"),
        ("views/a.py", "import pymupdf", "only preview.renderer* and demo.evidence* import pymupdf"),
        ("preview/host.py", "def f():\n    import fitz", "only preview.renderer* and demo.evidence* import pymupdf"),
        ("demo/plan.py", "from pymupdf import Document", "only preview.renderer* and demo.evidence* import pymupdf"),
        ("dialogs/a.py", "from sqlalchemy.orm import Session", "dialogs knows neither the database nor files"),
        ("views/a/b.py", "from desktop.store import rows", "views knows neither the database nor files"),
        ("widgets/a.py", "import desktop.exchange.dossier", "widgets knows neither the database nor files"),
        ("widgets/a.py", "from desktop.domain import workflow", "widgets know nothing of the process"),
        ("printing/a.py", "from PySide6.QtWidgets import QLabel", "printing draws documents with QtGui"),
        ("store/migrations/versions/a.py", "from desktop.domain import workflow", "a migration is frozen"),
        ("domain/a.py", "import sqlalchemy", "the domain uses the standard library only"),
        ("services/a.py", "from PySide6.QtCore import QDate", "no Qt without a screen"),
        ("preview/protocol.py", "import PySide6", "no Qt without a screen"),
        ("text/a.py", "from PySide6 import QtCore", "no Qt without a screen"),
        ("domain/a.py", "import time", "time, ids and bytes come in as arguments"),
        ("domain/a.py", "from os import environ", "time, ids and bytes come in as arguments"),
        ("domain/a.py", "from datetime import datetime as D\nD.now()", "datetime.datetime.now"),
        ("domain/a.py", "import datetime as dt\ntoday = dt.date.today", "datetime.date.today"),
        ("domain/a.py", "import uuid\nuuid.uuid4()", "uuid.uuid4"),
        ("domain/a.py", "def f(path):\n    with open(path) as file:\n        return file.read()", "open: time, ids"),
    ],
)
def test_a_broken_rule_is_named_with_its_file_and_line(path: str, source: str, sentence: str, tmp_path: Path) -> None:
    last_line = len(source.splitlines())
    found = broken(tmp_path, {path: source})
    assert any(sentence in violation for violation in found), found
    assert any(re.match(rf"desktop/{re.escape(path)}:[1-{last_line}]: ", violation) for violation in found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("__main__.py", "from desktop import bootstrap"),
        ("bootstrap.py", "from desktop import __version__"),
        ("views/a.py", "from desktop.services import verbs\nfrom PySide6.QtWidgets import QWidget"),
        ("widgets/a.py", "from desktop.preview.protocol import Limits"),
        ("preview/host.py", "from PySide6.QtGui import QImage"),
        ("preview/renderer_pages.py", "import pymupdf"),
        ("demo/evidence_scans.py", "import pymupdf"),
        ("store/a.py", "import sqlalchemy, os, time"),
        ("domain/a.py", "from datetime import date, datetime\ndate(2024, 8, 1)\ndef now(): ...\nnow()"),
        ("domain/a.py", "from . import b\nfrom .b import c"),
    ],
)
def test_what_the_plan_allows_is_let_through(path: str, source: str, tmp_path: Path) -> None:
    assert broken(tmp_path, {path: source}) == []


def test_qt_is_found_behind_a_module_that_may_use_it(tmp_path: Path) -> None:
    tree = {
        "preview/renderer.py": "from desktop.preview.host import Host",
        "preview/host.py": "\nfrom PySide6.QtCore import QObject",
    }
    reached = "PySide6.QtCore.QObject: no Qt without a screen, reached from desktop/preview/renderer.py"
    assert broken(tmp_path, tree) == [f"desktop/preview/host.py:2: {reached}"]


def test_a_migration_may_use_the_tools_of_migrations_unless_these_use_the_program(tmp_path: Path) -> None:
    tree = {
        "store/migrations/versions/a.py": "from desktop.store.migrations.statements import run",
        "store/migrations/statements.py": "import sqlalchemy",
    }
    assert broken(tmp_path, tree) == []
    found = broken(tmp_path, tree | {"store/migrations/statements.py": "from desktop.domain import terms"})
    assert len(found) == 1
    assert found[0].endswith("uses no code of the program, reached from desktop/store/migrations/versions/a.py")


def test_pymupdf_is_kept_out_of_the_process_of_the_window(tmp_path: Path) -> None:
    tree = {
        "preview/renderer.py": "import pymupdf",
        "preview/host.py": "from desktop.preview import renderer",
        "__main__.py": "from desktop.preview.renderer import main",
    }
    sentence = "desktop.preview.renderer brings pymupdf into this process"
    assert broken(tmp_path, tree) == [f"desktop/preview/host.py:1: {sentence}"]


@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        ("desktop/a/b/c/d/e.py", '"""Owns e."""', "folders are at most 3 deep"),
        ("desktop/views/table_utils.py", '"""Owns e."""', "utils: a name says what is in it"),
        ("desktop/common/a.py", '"""Owns e."""', "common: a name says what is in it"),
        ("desktop/a.py", '"""Owns e."""\n' + "x = 1\n" * 300, "301 lines: past 300 split by subject"),
        ("desktop/a.py", "x = 1", "a module says in its docstring what it owns"),
        ("desktop/a.py", '"""Owns\n\nthis\nand\nthat\nand more."""', "6 lines of module docstring: at most 5"),
    ],
)
def test_an_untidy_file_is_named(path: str, source: str, sentence: str, tmp_path: Path) -> None:
    write(tmp_path, {path: source})
    assert [violation.rule for violation in architecture.tidiness_violations(tmp_path, "desktop")] == [sentence]


def test_a_tidy_tree_is_let_through(tmp_path: Path) -> None:
    write(tmp_path, {"desktop/__init__.py": "", "desktop/a/b/c/database.py": '"""Owns c."""\n' + "x = 1\n" * 299})
    assert not list(architecture.tidiness_violations(tmp_path, "desktop"))


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_file_pins_and_hashes_everything_and_names_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[\w.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_what_the_project_asks_for_and_the_tests_run_on_the_pins_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run, test = pins("run"), pins("test")
    assert {name_of(wish) for wish in project["project"]["dependencies"]} <= run.keys()
    assert {name_of(wish) for wish in project["dependency-groups"]["dev"]} <= test.keys()
    assert run.items() <= test.items()


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def name_of(requirement: str) -> str:
    return re.split(r"[=<>~! ;\[]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def broken(root: Path, files: dict[str, str]) -> list[str]:
    """What the import rules say about a package `desktop` of these files."""
    write(root, {f"desktop/{path}": source for path, source in files.items()})
    modules = architecture.read_package(root)
    return [str(violation) for rule in architecture.IMPORT_RULES for violation in rule(modules)]


def write(root: Path, files: dict[str, str]) -> None:
    for path, source in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(source, encoding="utf-8")
