"""A workspace with applications all over the process, which queries read and leave as it is."""

from collections.abc import Iterator

import pytest

from desktop.domain.findings import Finding, FindingCode
from desktop.domain.terms import Action, OrganisationKind, Role
from tests.store.factory import Desk, make_workspace

FINDING = Finding.of(FindingCode.REQUIRED, "basic", field="email")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two units, fourteen applications all over the process, over some days; one deleted, one a draft."""
    desk = make_workspace(tmp_path_factory.mktemp("queries"))
    desk.organisation("U2", OrganisationKind.UNIT, "D2", name="松江新材料_公司")
    desk.person("unit-2", Role.UNIT, "U2")
    names = ["王建国", "李娜", "欧阳·买买提", "O'Neill 100%", "张_三", "赵\\六", "𠮷田", "a", "A", "陈", "陈晨", "周"]
    for number, name in enumerate(names):
        unit = "U1" if number % 3 else "U2"
        login = "unit" if unit == "U1" else "unit-2"
        identity = desk.draft(unit, f"k-{number % 7}-{number}")
        desk.submit(
            identity,
            desk.content(unit, name=name, standard=f"C-0{number % 4}", mobile=f"1390000{number:04d}"),
            login=login,
            findings=(FINDING,) * (number % 3),
        )
        if number % 2:
            desk.decide(identity, Action.PASS, login, "unit")
        if number in (3, 5):
            desk.decide(identity, Action.RETURN, "department-2" if unit == "U2" else "department-1", "department-1")
        if number in (2, 8):
            desk.decide(identity, Action.TERMINATE, login, "unit")
        if number in (7, 11):
            desk.decide(identity, Action.PASS, "department-1", "department-1")
        if number == 7:
            desk.decide(identity, Action.PASS, "department-2", "department-2")
            desk.decide(identity, Action.CONFIRM, "secretary", "secretary")
        desk.tick(hours=17)
    mine = desk.draft("U1", "mine", applicant="applicant")
    desk.submit(mine, desk.content("U1", name="申请人"), login="applicant", desk="applicant")
    desk.decide(mine, Action.RETURN, "unit", "unit")
    desk.delete(mine, "applicant")
    desk.draft("U1", "draft", applicant="applicant")
    yield desk
    desk.store.close()
