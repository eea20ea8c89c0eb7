"""Do the identity number and the unit code check, and does the number agree with what else is stated."""

from collections.abc import Iterator

from desktop.domain import identity_number, unit_code
from desktop.domain.catalogue import BASIC
from desktop.domain.findings import Finding, FindingCode
from desktop.domain.known_keys import BIRTH_DATE, DOCUMENT_NUMBER, DOCUMENT_TYPE, FEMALE, IDENTITY_CARD, MALE, SEX
from desktop.domain.validation.case import Case


def check_document(case: Case) -> Iterator[Finding]:
    """The number of an identity card (GB 11643): its check character, its birth date, its sex."""
    number = case.value(DOCUMENT_NUMBER)
    if case.value(DOCUMENT_TYPE) != IDENTITY_CARD or not isinstance(number, str):
        return
    if not identity_number.is_well_formed(number):
        yield Finding.of(FindingCode.DOCUMENT_CHECK_DIGIT, BASIC, field=DOCUMENT_NUMBER)
        return
    expected = identity_number.check_character(number[:17])
    if number[17] != expected:
        yield Finding.of(
            FindingCode.DOCUMENT_CHECK_DIGIT, BASIC, field=DOCUMENT_NUMBER, expected=expected, found=number[17]
        )
    stated_birth = case.basic.day(BIRTH_DATE)
    if stated_birth is not None and identity_number.birth_date(number) != stated_birth:
        yield Finding.of(FindingCode.DOCUMENT_BIRTH_MISMATCH, BASIC, field=BIRTH_DATE)
    stated_sex = case.value(SEX)
    if stated_sex in (MALE, FEMALE) and identity_number.is_male(number) != (stated_sex == MALE):
        yield Finding.of(FindingCode.DOCUMENT_SEX_MISMATCH, BASIC, field=SEX)


def check_unit(case: Case) -> Iterator[Finding]:
    """The recommending unit's code (GB 32100): a warning, as codes in real use that fail exist."""
    if not unit_code.is_valid(case.content.unit):
        yield Finding.of(FindingCode.UNIT_CHECK_CHARACTER, BASIC)
