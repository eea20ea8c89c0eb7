"""The identity card's number and the unit's code."""

import pytest
from hypothesis import given

from desktop.domain.findings import FindingCode
from tests.domain.applications import application, attachment, findings, places
from tests.strategies import identity_numbers


def test_a_wrong_check_digit_says_which_it_should_be() -> None:
    (finding,) = findings(application({"document_number": "220104198203151219"}))
    assert (finding.code, finding.field) == (FindingCode.DOCUMENT_CHECK_DIGIT, "document_number")
    assert dict(finding.arguments) == {"expected": "1", "found": "9"}


@pytest.mark.parametrize("number", ["22010419820315121", "220104820315121", "22010419820315121x", "E12345678"])
def test_a_malformed_number_is_found_and_compared_with_nothing(number: str) -> None:
    assert places(application({"document_number": number})) == {
        (FindingCode.DOCUMENT_CHECK_DIGIT, "basic", None, "document_number")
    }


def test_another_birth_date_is_found_where_it_is_stated() -> None:
    content = application({"birth_date": "1982-03-16"})
    assert places(content) == {(FindingCode.DOCUMENT_BIRTH_MISMATCH, "basic", None, "birth_date")}


def test_another_sex_is_found_where_it_is_stated() -> None:
    assert places(application({"sex": "女"})) == {(FindingCode.DOCUMENT_SEX_MISMATCH, "basic", None, "sex")}


@given(identity_numbers())
def test_a_number_agrees_with_what_is_read_from_it(number: str) -> None:
    birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    sex = "男" if number[16] in "13579" else "女"
    found = places(application({"document_number": number, "birth_date": birth, "sex": sex}))
    assert not {code for code, *_ in found} & {
        FindingCode.DOCUMENT_CHECK_DIGIT,
        FindingCode.DOCUMENT_BIRTH_MISMATCH,
        FindingCode.DOCUMENT_SEX_MISMATCH,
    }


def test_other_documents_have_their_own_numbers_and_their_own_page() -> None:
    passport = application(
        {"document_type": "护照", "document_number": "E12345678", "nationality": "德国"},
        without_attachments=("id_front", "id_back"),
        attachments=(attachment("materials", "document_page"),),
    )
    assert places(passport) == set()


@pytest.mark.parametrize("unit", ["912201010000000XXX", "91350100M000100Y44", "", "短"])
def test_a_unit_code_that_does_not_check_is_a_warning(unit: str) -> None:
    assert places(application(unit=unit)) == {(FindingCode.UNIT_CHECK_CHARACTER, "basic", None, None)}
