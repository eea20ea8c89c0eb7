"""Ways round the rules through what lists are made of: routes, row numbers, names of units, what was handled."""

import pytest

from tests.store.probe import VERBS, Probe


@pytest.mark.parametrize("conflict", ["", "OR REPLACE", "OR IGNORE"])
@pytest.mark.parametrize(
    "change",
    [
        "application_route SET department_id = 'x'",
        "route_department SET department_id = (SELECT unit_id FROM route)",
        "route_department SET level = 3 WHERE level = 2",
        "route SET departments = '[\"x\"]'",
        "route SET number = number + 7",
        "handled SET line = line + 1",
        "application SET rowid = rowid + 100",
        "application SET line = line + 100",
        "application SET unit_name = '别的单位'",
        "application SET route_number = 7",
    ],
)
def test_what_lists_are_made_of_is_not_changed(probe: Probe, conflict: str, change: str) -> None:
    probe.refused(f"UPDATE {conflict} {change}")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("application_route", "SELECT application_id, 3, department_id FROM application_route"),
        ("route_department", "SELECT route_number, 3, department_id FROM route_department"),
        ("route_department", "SELECT route_number, level, (SELECT unit_id FROM route) FROM route_department"),
        ("route", "SELECT number, unit_id, issuer_id, '[\"x\"]' FROM route"),
        ("route (unit_id, issuer_id, departments)", "SELECT unit_id, issuer_id, departments FROM route"),
        ("route (unit_id, issuer_id, departments)", "SELECT unit_id, unit_id, departments FROM route LIMIT 1"),
        ("handled", "SELECT o.id, a.line FROM organisation o, application a"),
        ("handled", "SELECT * FROM handled"),
        (
            "application (line, id, key, unit_id, unit_name, notice_id, issuer_id, route_number, levels, updated_at)",
            "SELECT line, '11111111-1111-4111-8111-111111111111', 'new', unit_id, unit_name, notice_id, issuer_id, "
            "route_number, levels, 0 FROM application",
        ),
    ],
)
def test_nothing_is_slipped_into_a_list(probe: Probe, verb: str, target: str, source: str) -> None:
    probe.refused(f"{verb} INTO {target} {source}")
