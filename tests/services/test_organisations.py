"""Tables of organisations: every form they come in, and every row that is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import OrganisationKind
from desktop.exchange.organisation_table import TableRow
from desktop.services.organisation_plan import plan_organisations
from desktop.services.organisations import import_organisations, organisations
from desktop.store.rows import OrganisationRow
from tests.desk import Desk
from tests.dossiers import UNIT
from tests.exchange.test_organisation_table import HEADER, write_xlsx

ROWS = (("1", "省", "", "department"), (UNIT, "研究院", "1", "unit"))


def rows(*lines: tuple[str, str, str, str]) -> list[TableRow]:
    return [TableRow(number, *line) for number, line in enumerate(lines, start=2)]


def refused(*lines: tuple[str, str, str, str], known: tuple[OrganisationRow, ...] = ()) -> dict[int, RejectionCode]:
    plan = plan_organisations(rows(*lines), {row.code: row for row in known})
    return {line.line: line.reason.code for line in plan.refused}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("", "名", "1", "department"), RejectionCode.ROW_MISSING_VALUE),
        (("2", "", "1", "department"), RejectionCode.ROW_MISSING_VALUE),
        (("2", "名" * 201, "1", "department"), RejectionCode.ROW_TOO_LONG),
        (("2", "a\x07b", "1", "department"), RejectionCode.ROW_BAD_CHARACTER),
        (("2", "a\u202eb", "1", "department"), RejectionCode.ROW_BAD_CHARACTER),
        (("2", "\u200b", "1", "department"), RejectionCode.ROW_MISSING_VALUE),
        (("2", "名", "1", "office"), RejectionCode.ROW_UNKNOWN_KIND),
        (("2 3", "名", "1", "department"), RejectionCode.ROW_BAD_DEPARTMENT_CODE),
        (("123", "名", "1", "unit"), RejectionCode.ROW_BAD_UNIT_CODE),
        (("913500000000000001", "名", "", "unit"), RejectionCode.ROW_UNIT_WITHOUT_PARENT),
        (("2", "名", "9", "department"), RejectionCode.ROW_UNKNOWN_PARENT),
        (("2", "名", UNIT, "department"), RejectionCode.ROW_PARENT_IS_UNIT),
        (("2", "名", "2", "department"), RejectionCode.ROW_CIRCLE),
        (("1", "名", "", "department"), RejectionCode.ROW_CODE_REPEATED),
    ],
)
def test_a_row_is_refused_for_what_is_wrong_with_it(line: tuple[str, str, str, str], code: RejectionCode) -> None:
    assert refused(*ROWS, line) == {4: code}


def test_what_hangs_on_a_refused_row_is_refused_with_it_and_circles_as_a_whole() -> None:
    assert refused(("2", "市", "1", "office"), ("3", "县", "2", "department"), ("4", "乡", "3", "department")) == {
        2: RejectionCode.ROW_UNKNOWN_KIND,
        3: RejectionCode.ROW_PARENT_REFUSED,
        4: RejectionCode.ROW_PARENT_REFUSED,
    }
    circle = refused(("a", "甲", "b", "department"), ("b", "乙", "a", "department"), (*ROWS[0],))
    assert circle == {2: RejectionCode.ROW_CIRCLE, 3: RejectionCode.ROW_CIRCLE}


def test_a_known_department_cannot_be_put_below_its_own() -> None:
    known = (
        OrganisationRow("i1", "1", "省", OrganisationKind.DEPARTMENT, None),
        OrganisationRow("i2", "2", "市", OrganisationKind.DEPARTMENT, "i1"),
    )
    assert refused(("1", "省", "2", "department"), known=known) == {2: RejectionCode.ROW_CIRCLE}
    assert refused((UNIT, "院", "1", "unit"), ("2", "市", "1", "department"), known=known) == {}


def test_a_code_keeps_its_kind() -> None:
    known = (OrganisationRow("i1", UNIT, "院", OrganisationKind.UNIT, None),)
    assert refused((UNIT, "院", "", "department"), known=known) == {2: RejectionCode.ROW_CODE_TAKEN}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.just("名"),
            st.sampled_from("abcdef "),
            st.sampled_from(["department", "unit"]),
        ),
        max_size=12,
    )
)
def test_accepted_rows_always_form_a_forest_with_parents_first(lines: list[tuple[str, str, str, str]]) -> None:
    plan = plan_organisations(rows(*((code, name, parent.strip(), kind) for code, name, parent, kind in lines)), {})
    written: set[str] = set()
    for item in plan.accepted:
        assert item.parent is None or item.parent in written
        assert item.code not in written
        written.add(item.code)
    assert len(plan.accepted) + len(plan.refused) == len(lines)


def test_a_wrong_check_character_is_a_warning_only(desk: Desk, tmp_path: Path) -> None:
    wrong = UNIT[:-1] + ("0" if UNIT[-1] != "0" else "1")
    file = write_xlsx(tmp_path / "t.xlsx", (HEADER, (wrong, "某院", "2201", "unit")))
    report = import_organisations(desk.as_login("admin"), file)
    assert (report.imported, report.refused) == (1, ())
    assert [line.reason.code for line in report.warnings] == [RejectionCode.UNIT_CHECK_CHARACTER]


def test_a_new_name_and_place_are_taken_over(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("code,name,parent,kind\n2202,吉林市人力资源和社会保障局,,department\n", encoding="utf-8")
    report = import_organisations(desk.as_login("admin"), file)
    assert (report.imported, report.unchanged) == (1, 0)
    changed = {row.code: row for row in organisations(desk.as_login("hr"))}["2202"]
    assert (changed.name, changed.parent_id) == ("吉林市人力资源和社会保障局", None)


def test_only_an_administrator_imports(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as raised:
        import_organisations(desk.as_login("province"), tmp_path / "missing.csv")
    assert raised.value.code is RejectionCode.ADMINISTRATOR_ONLY


def chain(*codes: str) -> tuple[tuple[str, str, str, str], ...]:
    """Departments, each under the one before."""
    return tuple((code, f"部门{code}", above, "department") for above, code in zip(("", *codes), codes, strict=False))


def test_departments_stand_five_deep_and_no_deeper() -> None:
    assert refused(*chain("1", "2", "3", "4", "5"), (UNIT, "研究院", "5", "unit")) == {}
    assert refused(*chain("1", "2", "3", "4", "5", "6"), (UNIT, "研究院", "6", "unit")) == {
        7: RejectionCode.ROW_TOO_DEEP,
        8: RejectionCode.ROW_TOO_DEEP,
    }
    (line,) = plan_organisations(rows(*chain("1", "2", "3", "4", "5", "6")), {}).refused
    assert (line.reason.arguments["value"], line.reason.arguments["depth"]) == ("6", 6)


def test_what_is_registered_below_a_moved_department_counts_too() -> None:
    known = (
        OrganisationRow("i1", "a", "甲", OrganisationKind.DEPARTMENT, None),
        OrganisationRow("i2", "b", "乙", OrganisationKind.DEPARTMENT, "i1"),
    )
    table = chain("1", "2", "3", "4")
    assert refused(*table, ("a", "甲", "3", "department"), known=known) == {}
    assert refused(*table, ("a", "甲", "4", "department"), known=known) == {6: RejectionCode.ROW_TOO_DEEP}
