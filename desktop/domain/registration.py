"""What a person says to become an applicant (guide 2.2): who they are, how they are reached, how they sign in."""

from dataclasses import dataclass, replace

from desktop.domain.document_number import normalised_document_number
from desktop.domain.document_types import DOCUMENT_TYPES, IDENTITY_CARD, is_number_of
from desktop.domain.mobile_number import is_mobile, normalised_mobile
from desktop.domain.rejections import Rejected, RejectionCode


@dataclass(frozen=True, slots=True)
class Registration:
    """As typed, until it is checked. Shows nothing of itself when printed."""

    name: str
    document_type: str
    document_number: str
    mobile: str
    login: str
    password: str

    def __repr__(self) -> str:
        return "Registration(…)"


def with_checked_person(registration: Registration) -> Registration:
    """With document number and mobile as they are stored.

    Raises `Rejected`: name_missing, unknown_document_type, bad_identity_number, bad_document_number, bad_mobile.
    """
    if not registration.name.strip():
        raise Rejected(RejectionCode.NAME_MISSING)
    if registration.document_type not in DOCUMENT_TYPES:
        raise Rejected(RejectionCode.UNKNOWN_DOCUMENT_TYPE)
    number = normalised_document_number(registration.document_number)
    if not is_number_of(registration.document_type, number):
        identity_card = registration.document_type == IDENTITY_CARD
        raise Rejected(RejectionCode.BAD_IDENTITY_NUMBER if identity_card else RejectionCode.BAD_DOCUMENT_NUMBER)
    mobile = normalised_mobile(registration.mobile)
    if not is_mobile(mobile):
        raise Rejected(RejectionCode.BAD_MOBILE)
    return replace(registration, document_number=number, mobile=mobile)
