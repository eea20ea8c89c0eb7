"""The comment of a return follows what is chosen and keeps what was written by hand."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.text.return_comment import rewrite

DEGREE = "学习经历 第 1 条：请上传学历学位证书。"
WORK = "工作经历 第 3 条：起止时间与其他经历重叠，请核对。"
PAPER = "论文著作 第 4 条：请补充佐证附件。"
KNOWN = (DEGREE, WORK, PAPER)

chosen_sentences = st.lists(st.sampled_from(KNOWN), unique=True).map(lambda some: [one for one in KNOWN if one in some])
hand_lines = st.lists(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20).filter(
        lambda line: line.splitlines() == [line] and not line[0].isdigit() and not line.startswith("请修改")
    ),
    max_size=4,
)


def test_the_chosen_sentences_are_numbered_under_a_line_that_counts_them() -> None:
    assert rewrite("", [DEGREE, PAPER], KNOWN) == f"请修改以下 2 处后再次提交：\n1. {DEGREE}\n2. {PAPER}"


def test_a_sentence_added_later_takes_its_own_place() -> None:
    text = rewrite(rewrite("", [DEGREE, PAPER], KNOWN), [DEGREE, WORK, PAPER], KNOWN)
    assert text.splitlines()[1:] == [f"1. {DEGREE}", f"2. {WORK}", f"3. {PAPER}"]


def test_lines_written_by_hand_stay_when_everything_is_unchecked() -> None:
    text = rewrite("", KNOWN, KNOWN) + "\n如有疑问请联系推荐单位人事部门。"
    assert rewrite(text, [], KNOWN) == "如有疑问请联系推荐单位人事部门。"


def test_a_reworded_sentence_stays_as_it_is_and_is_not_added_again() -> None:
    reworded = "论文著作 第 4 条：请补充佐证附件（首页和收录证明）。"
    text = rewrite("", [DEGREE, PAPER], KNOWN).replace(PAPER, reworded)
    assert rewrite(text, [DEGREE, WORK, PAPER], KNOWN).splitlines()[1:] == [
        f"1. {DEGREE}",
        f"2. {WORK}",
        f"3. {reworded}",
    ]
    assert rewrite(text, [], KNOWN).splitlines()[1:] == [f"1. {reworded}"]


@given(chosen_sentences, chosen_sentences, hand_lines)
def test_whatever_is_chosen_before_the_comment_ends_with_exactly_the_choice_and_every_hand_made_line(
    before: list[str], after: list[str], by_hand: list[str]
) -> None:
    text = "\n".join(filter(None, (rewrite("", before, KNOWN), *by_hand)))
    lines = rewrite(text, after, KNOWN).splitlines()
    assert {sentence for sentence in KNOWN if any(line.endswith(f". {sentence}") for line in lines)} == set(after)
    assert [line for line in lines if line in by_hand] == by_hand


@given(chosen_sentences, hand_lines)
def test_rewriting_twice_changes_nothing_more(chosen: list[str], by_hand: list[str]) -> None:
    once = rewrite("\n".join(by_hand), chosen, KNOWN)
    assert rewrite(once, chosen, KNOWN) == once
