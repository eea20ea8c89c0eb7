"""A reviewer's sentence stands beside the place of the form that it names."""

import pytest
from hypothesis import HealthCheck, given, settings

from desktop.domain.content import ApplicationContent
from desktop.domain.validation import History, validate
from desktop.models.form_todo import FormPlace, TodoKind, place_of, todo_of_return
from desktop.text.findings import finding_message
from tests.domain.applications import TODAY, application, sample_catalogue, study
from tests.strategies import contents

CATALOGUE = sample_catalogue()
SUBMITTED = application(sections={"education": (study(id="e1"), study(id="e2"))})


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("学习经历第 2 条缺少学历学位证书，请上传原件扫描件。", FormPlace("education", "e2", "certificate")),
        ("学习经历第二条毕业年月与证书不一致。", FormPlace("education", "e2", "end")),
        ("学习经历 第 9 条", FormPlace("education")),
        ("请核对基本信息中的出生日期", FormPlace("basic", "", "birth_date")),
        ("继续教育（培训）经历请补充", FormPlace("training")),
    ],
)
def test_a_line_stands_where_it_names(sentence: str, place: FormPlace) -> None:
    comment = f"请修改以下 1 处后再次提交：\n1. {sentence}\n其余材料齐全。"
    (remark,) = todo_of_return(comment, SUBMITTED, CATALOGUE)
    assert (remark.detail, remark.place, remark.kind) == (sentence, place, TodoKind.REMARK)


@pytest.mark.parametrize(
    "sentence",
    ["学习经历起始年月应为 2019.09", "2019.09 起的学习经历缺少证明", "学习经历第 2. 条，共 3) 处"],
)
@pytest.mark.parametrize("number", ["", "2. ", "12、", " 3）"])
def test_nothing_but_the_number_of_a_line_is_left_out_of_it(number: str, sentence: str) -> None:
    (remark,) = todo_of_return(f"{number}{sentence}", SUBMITTED, CATALOGUE)
    assert remark.detail == sentence


def test_what_names_no_section_belongs_to_the_comment_as_a_whole() -> None:
    assert todo_of_return("材料不全。\n\n请补充。", SUBMITTED, CATALOGUE) == ()


@given(contents(CATALOGUE))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
def test_a_finding_in_the_comment_stands_in_its_section_and_record(content: ApplicationContent) -> None:
    for finding in validate(content, CATALOGUE, TODAY, History()):
        (remark,) = todo_of_return(f"3. {finding_message(finding, content, CATALOGUE)}", content, CATALOGUE)
        meant = place_of(finding)
        assert (remark.place.section, remark.place.record) == (meant.section, meant.record)
