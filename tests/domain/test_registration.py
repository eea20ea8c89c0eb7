"""What a person says about themself: numbers with their checks, mobiles, codes of units, however they are typed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.document_types import DOCUMENT_TYPES, IDENTITY_CARD, is_number_of
from desktop.domain.identity_number import check_character
from desktop.domain.mobile_number import is_mobile, masked_mobile, normalised_mobile
from desktop.domain.registration import Registration, with_checked_person
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.unit_code import normalised_unit_code
from resources import ROOT

PERSON = Registration("沈砚秋", IDENTITY_CARD, "11010519491231002X", "13800001111", "shen", "一把 long 钥匙")
DIGITS = "0123456789"
bodies = st.text(DIGITS, min_size=17, max_size=17)
mobiles = st.builds(
    lambda second, rest: f"1{second}{rest}", st.sampled_from("3456789"), st.text(DIGITS, min_size=9, max_size=9)
)


def refusal_of(registration: Registration) -> RejectionCode:
    with pytest.raises(Rejected) as refused:
        with_checked_person(registration)
    return refused.value.code


@given(body=bodies)
def test_an_identity_number_with_its_check_is_taken_however_it_is_typed(body: str) -> None:
    number = body + check_character(body)
    typed = f" {number[:6].translate(str.maketrans(DIGITS, '０１２３４５６７８９'))}-{number[6:].lower()}"
    assert with_checked_person(replace(PERSON, document_number=typed)).document_number == number


@given(body=bodies, place=st.integers(0, 16), step=st.integers(1, 9))
def test_an_identity_number_with_one_wrong_digit_is_refused(body: str, place: int, step: int) -> None:
    wrong = body[:place] + str((int(body[place]) + step) % 10) + body[place + 1 :] + check_character(body)
    assert refusal_of(replace(PERSON, document_number=wrong)) is RejectionCode.BAD_IDENTITY_NUMBER


@given(number=st.text("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=5, max_size=30))
def test_another_documents_number_is_letters_and_digits(number: str) -> None:
    said = replace(PERSON, document_type="护照", document_number=number.lower())
    assert with_checked_person(said).document_number == number


@pytest.mark.parametrize("number", ["", "  ", "1234", "A" * 31, "E12345678!", "护照一二三四五"])
def test_what_is_no_number_of_a_document_is_refused(number: str) -> None:
    said = replace(PERSON, document_type="护照", document_number=number)
    assert refusal_of(said) is RejectionCode.BAD_DOCUMENT_NUMBER


@given(number=mobiles)
def test_a_mobile_is_taken_however_it_is_typed(number: str) -> None:
    typed = f"+86 {number[:3]}-{number[3:7]} {number[7:]}"
    assert with_checked_person(replace(PERSON, mobile=typed)).mobile == number
    assert masked_mobile(number) == f"{number[:3]}****{number[7:]}"


@given(text=st.text(max_size=16))
def test_what_is_taken_for_a_mobile_is_eleven_digits(text: str) -> None:
    number = normalised_mobile(text)
    assert normalised_mobile(number) == number or not is_mobile(number)
    if is_mobile(number):
        assert number.isascii()
        assert number.isdigit()
        assert len(number) == 11
    else:
        assert refusal_of(replace(PERSON, mobile=text)) is RejectionCode.BAD_MOBILE


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "  "}, RejectionCode.NAME_MISSING),
        ({"document_type": "军官证"}, RejectionCode.UNKNOWN_DOCUMENT_TYPE),
        ({"mobile": "12800001111"}, RejectionCode.BAD_MOBILE),
    ],
)
def test_other_values_are_refused(changed: dict[str, str], code: RejectionCode) -> None:
    assert refusal_of(replace(PERSON, **changed)) is code


def test_nothing_of_a_registration_is_printed() -> None:
    assert "1101" not in repr(PERSON)
    assert "钥匙" not in f"{PERSON}"


def test_people_register_with_the_documents_that_applications_know() -> None:
    text = (ROOT / "catalogue" / "jilin-2024.toml").read_text(encoding="utf-8")
    basic = next(section for section in parse_catalogue(text, "").sections if section.key == "basic")
    field = next(field for field in basic.fields if field.key == "document_type")
    assert field.choices == DOCUMENT_TYPES


def test_the_number_of_a_kind_that_is_not_known_is_none() -> None:
    assert not is_number_of("军官证", "E12345678")
    assert not is_number_of("护照", "e12345678")


@given(code=st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=18, max_size=18))
def test_the_code_of_a_unit_is_found_however_it_is_typed(code: str) -> None:
    assert normalised_unit_code(f" {code[:8].lower()}-{code[8:]} ") == code
