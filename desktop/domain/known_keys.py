"""The keys and choices of a catalogue that the program's own rules speak of.

Everything else about a catalogue is data. The parser refuses a catalogue without these, so that no rule falls silent.
"""

from types import MappingProxyType
from typing import Final

NAME: Final = "name"
SEX: Final = "sex"
MALE: Final = "男"
FEMALE: Final = "女"
BIRTH_DATE: Final = "birth_date"
DOCUMENT_TYPE: Final = "document_type"
IDENTITY_CARD: Final = "居民身份证"
DOCUMENT_NUMBER: Final = "document_number"
MOBILE: Final = "mobile"
EMPLOYMENT_FORM: Final = "employment_form"
FULL_TIME: Final = "全职"
FLEXIBLE: Final = "柔性引进"
CONTRACT_START: Final = "contract_start"
CONTRACT_END: Final = "contract_end"
MONTHS_PER_YEAR: Final = "months_per_year"
SERVICE_TYPE: Final = "service_type"
PROMOTION: Final = "晋升认定"
CURRENT_CLASS: Final = "current_class"
CURRENT_CLASS_DATE: Final = "current_class_date"
STANDARD: Final = "standard"

SECRET_FIELDS: Final = frozenset({("basic", DOCUMENT_NUMBER)})
"""Sections and fields that are masked until somebody asks for them (`identity_number.mask_identity_number`)."""

KNOWN_BASIC_FIELDS: Final = MappingProxyType(
    {
        NAME: ("text", ()),
        SEX: ("choice", (MALE, FEMALE)),
        BIRTH_DATE: ("date", ()),
        DOCUMENT_TYPE: ("choice", (IDENTITY_CARD,)),
        DOCUMENT_NUMBER: ("text", ()),
        MOBILE: ("text", ()),
        EMPLOYMENT_FORM: ("choice", (FULL_TIME, FLEXIBLE)),
        CONTRACT_START: ("date", ()),
        CONTRACT_END: ("date", ()),
        MONTHS_PER_YEAR: ("int", ()),
        SERVICE_TYPE: ("choice", (PROMOTION,)),
        CURRENT_CLASS: ("class", ()),
        CURRENT_CLASS_DATE: ("date", ()),
        STANDARD: ("standard", ()),
    }
)
"""Field keys of basic to the type and the choices that the rules rely on."""
