from collections.abc import Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop.models.units_model import UNIT_ROLE, UnitItem, UnitsModel

KINDS = ("光电研究院", "新材料有限公司", "人民医院")
UNITS = tuple(
    UnitItem(f"u{number}", f"长春市{KINDS[number % 3]}第 {number} 分院", number % 40) for number in range(5000)
)
CODES = {unit.id: f"91220100MA{number:07d}X" for number, unit in enumerate(UNITS)}
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp: QApplication) -> Iterator[UnitsModel]:
    made = UnitsModel(UNITS, frozenset({"u7", "u4999"}))
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    made.set_codes(CODES)
    yield made
    tester.deleteLater()


def found(model: UnitsModel) -> list[str]:
    return [model.index(row).data(UNIT_ROLE).id for row in range(model.rowCount())]


def test_what_is_chosen_already_stands_on_top_and_the_rest_in_order(model: UnitsModel) -> None:
    assert found(model)[:4] == ["u7", "u4999", "u0", "u1"]
    assert model.chosen == {"u7", "u4999"}
    assert model.index(0).data(CHECK) == Qt.CheckState.Checked
    assert model.index(2).data(CHECK) == Qt.CheckState.Unchecked


@pytest.mark.parametrize(
    "text", ["光电", "光电 12", "第 4998 分", "ma0000017x", "医院 ma0000017X", "无此单位", "", "  "]
)
def test_units_are_found_by_any_part_of_name_and_code(model: UnitsModel, text: str) -> None:
    model.find(text)
    words = text.casefold().split()
    texts = {unit.id: f"{unit.name}\n{CODES[unit.id]}".casefold() for unit in UNITS}
    assert set(found(model)) == {unit for unit, known in texts.items() if all(word in known for word in words)}


def test_what_is_chosen_stays_so_while_it_is_not_found(model: UnitsModel) -> None:
    model.find("ma0000012x")
    assert found(model) == ["u12"]
    model.toggle(0)
    model.find("新材料")
    assert model.setData(model.index(0), Qt.CheckState.Unchecked, CHECK)
    assert model.chosen == {"u12", "u4999"}
    assert not model.setData(model.index(0), "name", Qt.ItemDataRole.EditRole)
    model.find("")
    model.clear_choice()
    assert model.chosen == frozenset()
    model.toggle(-1)
    assert model.chosen == frozenset()


def test_a_screen_reader_hears_name_code_and_count(model: UnitsModel) -> None:
    words = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == f"{UNITS[7].name} {CODES['u7']} 7"


def test_a_key_stroke_costs_no_more_than_looking_through_the_names_some_times(qapp: QApplication) -> None:
    model = UnitsModel(UNITS, frozenset())
    model.set_codes(CODES)
    ratios = []
    for text in ("光", "光电", "光电研", "", "1", "12", "123", "没有"):
        before = perf_counter()
        looked = [text in unit.name.casefold() for unit in UNITS]
        between = perf_counter()
        model.find(text)
        ratios.append((perf_counter() - between) / (between - before))
        assert len(looked) == len(UNITS)
    assert sorted(ratios)[len(ratios) // 2] < 25
