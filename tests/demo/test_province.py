from collections import Counter
from datetime import date

from desktop.demo.organisations import PROVINCE, UNITS, route_of
from desktop.demo.province import MOST_UNITS, province_departments, province_units, shares_of
from desktop.demo.rounds import rounds
from desktop.domain import unit_code
from tests.demo.sample import TODAY


def test_the_province_has_its_nine_prefectures_and_sixty_counties() -> None:
    departments = province_departments()
    names = {department.code: department.name for department in departments}
    assert len(names) == len(set(names.values())) == len(departments)
    parents = Counter(department.parent for department in departments)
    assert parents[PROVINCE] == 9
    assert sum(count for parent, count in parents.items() if parent not in (None, PROVINCE)) == 60
    assert names["220702"] == "松原市宁江区人力资源和社会保障局"
    assert names["222400"] == "延边朝鲜族自治州人力资源和社会保障局"


def test_units_grow_with_the_applications_and_each_is_another() -> None:
    units = province_units(1, 2_000_000)
    assert units[: len(UNITS)] == UNITS
    assert len(units) == MOST_UNITS
    assert len({unit.name for unit in units}) == len({unit.code for unit in units}) == len(units)
    assert all(unit_code.is_valid(unit.code) for unit in units)
    assert {len(route_of(unit)) for unit in units} == {1, 2, 3}
    assert len(province_units(1, 200_000)) == 1_000


def test_a_few_units_have_thousands_of_applications_and_most_have_dozens() -> None:
    sums = shares_of(5_000)
    shares = [after - before for before, after in zip([0.0, *sums], sums, strict=False)]
    assert sums[-1] == 1
    assert shares[0] * 1_000_000 > 5_000
    assert 20 < sorted(shares)[2_500] * 1_000_000 < 100


def test_there_is_a_round_a_year_and_only_the_last_is_open() -> None:
    found = rounds(date(2028, 5, 9), "any", 700)  # the last round opened on the 29th of February
    assert sum(one.applications for one in found) == 700
    assert [one.notice.opens.year for one in found] == [2023, 2024, 2025, 2026, 2027, 2028]
    assert [one.closed is None for one in found] == [False] * 5 + [True]
    assert len({one.notice.key for one in rounds(TODAY, "any", 1)}) == 6
