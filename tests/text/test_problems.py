"""Every reason has a sentence, and every place that gives the reason gives what the sentence needs."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import desktop
from desktop.domain.decisions import Refusal, RefusalCode
from desktop.domain.rejections import Rejected, RejectionCode, ValueRule
from desktop.domain.terms import Action, Role
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.text.applicant_rejections import SENTENCES as APPLICANTS
from desktop.text.desk_rejections import SENTENCES as DESK
from desktop.text.dossier_rejections import SENTENCES as DOSSIER
from desktop.text.form_rejections import SENTENCES as FORM
from desktop.text.notice_rejections import SENTENCES as NOTICES
from desktop.text.problems import rejected_sentence, rejection_codes, size_text, unavailable_sentence
from desktop.text.refusals import refusal_sentence

CODE = Path(desktop.__file__).parent
SENTENCES = {**APPLICANTS, **DESK, **DOSSIER, **FORM, **NOTICES}


def raised() -> Iterator[tuple[str, RejectionCode, set[str]]]:
    """Every `Rejected(RejectionCode.X, …)` in the program, with the names of the facts it gives."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Rejected"),
                    args=[ast.Attribute(value=ast.Name(id="RejectionCode"), attr=name)],
                    keywords=keywords,
                ):
                    place = f"{path.relative_to(CODE)}:{node.lineno}"
                    yield place, RejectionCode[name], {keyword.arg or "" for keyword in keywords}


RAISED = list(raised())


def fields_of(sentence: str) -> set[str]:
    """The facts a sentence names; the words made of a fact count as the fact."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return {name.removesuffix("_label").removesuffix("_size") for name in names}


def test_every_reason_to_refuse_an_input_has_a_sentence() -> None:
    assert rejection_codes() == frozenset(RejectionCode)


def test_every_place_that_refuses_gives_what_its_sentence_names() -> None:
    assert len(RAISED) > 60
    missing = [(place, code, fields_of(SENTENCES[code]) - given) for place, code, given in RAISED]
    assert [case for case in missing if case[2]] == []


def test_no_sentence_is_without_a_place_that_gives_its_reason() -> None:
    outside = [path for path in CODE.rglob("*.py") if not path.is_relative_to(CODE / "text")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in outside)
    unused = [code.name for code in SENTENCES if source.count(f"RejectionCode.{code.name}") == 0]
    assert unused == []


@pytest.mark.parametrize("code", UnavailableCode)
def test_every_unusable_workspace_has_a_sentence(code: UnavailableCode) -> None:
    assert unavailable_sentence(Unavailable(code)).endswith("。")
    assert unavailable_sentence(Unavailable(code, path="/p", backup="/b")).endswith("。")


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_of_the_process_has_a_sentence(code: RefusalCode) -> None:
    assert refusal_sentence(Refusal(code)).endswith("。")


def test_a_refusal_says_who_may_do_what_now() -> None:
    allowed = ((Action.PASS, "department-1"), (Action.RETURN, "department-1"), (Action.WITHDRAW, "unit"))
    sentence = refusal_sentence(Refusal(RefusalCode.NOT_ALLOWED, allowed), {"department-1": "长春市人社局"})
    assert sentence.endswith("现在：长春市人社局（部门一审）可通过、退回；推荐单位可撤回。")


def test_facts_appear_as_people_read_them() -> None:
    late = Rejected(RejectionCode.CORRECTION_OVERDUE, application="a", due="2024-09-01T00:00+08:00")
    assert "2024-09-01 00:00" in rejected_sentence(late)
    assert "1 GB" in rejected_sentence(Rejected(RejectionCode.TOO_MANY_BYTES, limit=1 << 30))


@pytest.mark.parametrize("rule", ValueRule)
def test_every_rule_of_a_value_has_its_words(rule: ValueRule) -> None:
    sentence = rejected_sentence(Rejected(RejectionCode.BAD_VALUE, key="here", rule=rule, most=3600))
    assert sentence.startswith("here 的值不合规，应为")
    assert "{" not in sentence


def test_a_size_just_above_its_limit_is_told_in_bytes() -> None:
    limit = 2 << 20
    facts = {"key": "attachments[0]", "file": "a.jpg"}
    near = rejected_sentence(Rejected(RejectionCode.ATTACHMENT_TOO_LARGE, size=limit + 1, limit=limit, **facts))
    assert "2,097,153 字节" in near
    assert "2,097,152 字节" in near
    far = rejected_sentence(Rejected(RejectionCode.ATTACHMENT_TOO_LARGE, size=2 * limit, limit=limit, **facts))
    assert "4 MB" in far
    assert "2 MB" in far


@pytest.mark.parametrize("code", [RejectionCode.ROLE_NEEDS_UNIT, RejectionCode.ROLE_NEEDS_DEPARTMENT])
def test_a_role_without_its_organisation_asks_for_the_option(code: RejectionCode) -> None:
    assert "--unit" in rejected_sentence(Rejected(code, role=Role.UNIT.value, organisation=""))
    assert "“”" not in rejected_sentence(Rejected(code, role=Role.UNIT.value, organisation=""))
    assert "现为“甲”" in rejected_sentence(Rejected(code, role=Role.UNIT.value, organisation="甲"))


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KB"), (2 << 20, "2 MB"), (3 << 30, "3 GB")]
)
def test_sizes_are_in_the_units_people_know(size: int, text: str) -> None:
    assert size_text(size) == text
