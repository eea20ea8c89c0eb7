"""The kinds of identity documents that a person registers with, as the sample catalogue offers them to applications."""

import re
from typing import Final

from desktop.domain.document_number import normalised_document_number
from desktop.domain.identity_number import is_valid

IDENTITY_CARD: Final = "居民身份证"
DOCUMENT_TYPES: Final = (
    IDENTITY_CARD,
    "护照",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "外国人永久居留身份证",
)
_OTHER: Final = re.compile(r"[0-9A-Z]{5,30}")


def is_number_of(document_type: str, number: str) -> bool:
    """Whether a normalised number may be one of such a document; that of an identity card bears a check (GB 11643)."""
    if number != normalised_document_number(number):
        return False
    if document_type == IDENTITY_CARD:
        return is_valid(number)
    return document_type in DOCUMENT_TYPES and _OTHER.fullmatch(number) is not None
