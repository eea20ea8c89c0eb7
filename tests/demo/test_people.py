from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.chance import chance
from desktop.demo.people import HONG_KONG_PERMIT, PASSPORT, RESIDENT_CARD, TAIWAN_PERMIT, Person, make_person
from desktop.domain import identity_number

TODAY = date(2026, 11, 23)
AGES = (27, 57)


def people(seed: int, count: int = 60) -> list[Person]:
    return [make_person(chance(seed, index), index, TODAY, AGES) for index in range(count)]


@given(seed=st.integers(0, 2**32), index=st.integers(0, 10_000))
def test_a_resident_number_checks_and_agrees_with_birth_date_and_sex(seed: int, index: int) -> None:
    person = make_person(chance(seed), index, TODAY, AGES)
    if person.document_type == RESIDENT_CARD:
        assert identity_number.is_valid(person.document_number)
        assert identity_number.birth_date(person.document_number) == person.birth_date
        assert identity_number.is_male(person.document_number) == (person.sex == "男")


@given(seed=st.integers(0, 2**32), index=st.integers(0, 10_000), youngest=st.integers(20, 60), span=st.integers(0, 9))
def test_the_age_lies_within_the_bounds_asked_for(seed: int, index: int, youngest: int, span: int) -> None:
    person = make_person(chance(seed), index, TODAY, (youngest, youngest + span))
    assert youngest <= person.age_on(TODAY) <= youngest + span


def test_an_age_counts_full_years() -> None:
    person = people(1)[0]
    birthday = person.birth_date.replace(year=2020)
    assert person.age_on(birthday) == 2020 - person.birth_date.year
    assert person.age_on(birthday.replace(year=2019)) == 2019 - person.birth_date.year
    assert person.age_on(date(2019, 1, 1)) <= 2019 - person.birth_date.year


def test_no_number_or_mobile_can_belong_to_anybody() -> None:
    for person in people(3):
        assert person.mobile.startswith("142")
        assert len(person.mobile) == 11
        if person.document_type == RESIDENT_CARD:
            assert person.document_number.startswith("2299")


def test_sixty_people_hold_every_rarer_origin() -> None:
    everybody = people(5)
    assert {person.document_type for person in everybody} == {RESIDENT_CARD, PASSPORT, TAIWAN_PERMIT, HONG_KONG_PERMIT}
    names = [person.name for person in everybody]
    assert any("·" in name for name in names)
    assert any("骉" in name for name in names)
    assert {2, 3, 4} <= {len(name) for name in names}
    assert any(name.isascii() or not "\u4e00" <= name[0] <= "\u9fff" for name in names) or any(
        person.nationality != "中国" for person in everybody
    )


def test_documents_are_unique() -> None:
    numbers = [person.document_number for person in people(9, 600)]
    assert len(set(numbers)) == len(numbers)
