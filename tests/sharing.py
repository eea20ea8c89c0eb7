"""Which tests share something dear to make: a group that `--dist loadgroup` gives to one process.

The plugin `tests/conftest.py` brings into every run. The dearest groups come first, so that the many small ones fill up
what the processes have left of the time; `--no-loadscope-reorder` keeps it so.
"""

from typing import Final

import pytest

from tests.shared_postgres import PROGRAMS

TEMPLATES: Final = ("demo_template", "office_template")
"""Fixtures that make a workspace of which tests take copies."""
DEAREST: Final = (
    *(f"postgresql-{version}" for version in PROGRAMS),
    *TEMPLATES,
    "tests/demo/test_workspace.py",
    "tests/tour/test_tour.py",
    "tests/demo/test_large_workspace.py",
)


@pytest.hookimpl(tryfirst=True)  # xdist reads the marks in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    groups = {item: _shared(item) for item in items}
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: DEAREST.index(groups[item]) if groups[item] in DEAREST else len(DEAREST))


def _shared(item: pytest.Item) -> str:
    """A workspace, a server of its version, or what is made once for its file."""
    fixtures = set(getattr(item, "fixturenames", ()))
    for template in TEMPLATES:
        if template in fixtures:
            return template
    if fixtures & {"postgres_server_of", "house_server"}:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        return f"postgresql-{parameters.get('postgres_server', max(PROGRAMS))}"
    return item.location[0]
