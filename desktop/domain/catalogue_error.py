"""Why a catalogue file is refused: a code for each kind of error; the sentence is made in `desktop.text.catalogue`."""

from enum import StrEnum


class CatalogueReason(StrEnum):
    """Everything that can be wrong with a catalogue file."""

    NOT_TOML = "not_toml"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    DUPLICATE_KEY = "duplicate_key"
    MALFORMED_KEY = "malformed_key"
    RESERVED_KEY = "reserved_key"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    OUT_OF_RANGE = "out_of_range"
    NOT_LISTED = "not_listed"
    MINIMUM_ABOVE_MAXIMUM = "minimum_above_maximum"
    KEY_NOT_FOR_TYPE = "key_not_for_type"
    KEYS_EXCLUDE_EACH_OTHER = "keys_exclude_each_other"
    UNKNOWN_CHOICES = "unknown_choices"
    UNKNOWN_CLASS = "unknown_class"
    UNKNOWN_TRACK = "unknown_track"
    UNKNOWN_SECTION = "unknown_section"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_CHOICE = "unknown_choice"
    CLASS_WITHOUT_STANDARD = "class_without_standard"
    NEEDED_BY_RULES = "needed_by_rules"


class CatalogueError(Exception):
    """A catalogue is refused: `source` names the file, `key` the place in it (`sections.basic.fields.name.type`)."""

    def __init__(
        self, source: str, key: str, reason_code: CatalogueReason, arguments: tuple[tuple[str, str | int], ...] = ()
    ) -> None:
        super().__init__(source, key, reason_code, arguments)
        self.source = source
        self.key = key
        self.reason_code = reason_code
        self.arguments = arguments

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.arguments)
        return f"{self.source}: {self.key}: {self.reason_code.value}" + (f" ({details})" if details else "")
