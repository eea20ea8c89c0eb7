"""The route that a dossier would take, and why there is none."""

import pytest

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind
from desktop.services.filing import route_of
from desktop.store.rows import OrganisationRow
from desktop.text.problems import rejected_sentence

PARENTS: dict[str, str | None] = {"unit": "d1", **{f"d{level}": f"d{level + 1}" for level in range(1, 7)}}
UNIT = OrganisationRow("unit", "u", "光电研究院", OrganisationKind.UNIT, "d1")


def issuer(identity: str, name: str) -> OrganisationRow:
    return OrganisationRow(identity, identity, name, OrganisationKind.DEPARTMENT, None)


def test_a_route_over_too_many_departments_is_refused_for_its_length() -> None:
    assert route_of(UNIT, issuer("d5", "省厅"), PARENTS) == ("d1", "d2", "d3", "d4", "d5")
    with pytest.raises(Rejected) as raised:
        route_of(UNIT, issuer("d6", "部委"), PARENTS)
    assert raised.value.code is RejectionCode.ROUTE_TOO_LONG
    sentence = rejected_sentence(raised.value)
    assert all(word in sentence for word in ("光电研究院", "部委", "6 级", "最多 5 级"))


def test_a_unit_of_another_department_has_no_route() -> None:
    with pytest.raises(Rejected) as raised:
        route_of(UNIT, issuer("elsewhere", "外省"), PARENTS)
    assert raised.value.code is RejectionCode.NO_ROUTE
