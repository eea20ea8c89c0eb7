"""Why a piece of evidence cannot be shown, as codes; `desktop.text.preview` has the sentences."""

from enum import StrEnum


class PreviewErrorCode(StrEnum):
    """Everything that can go wrong, as a code: no text of the child's ever reaches a person."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    UNSUPPORTED_FORMAT = "unsupported_format"
    NO_SUCH_PAGE = "no_such_page"
    OUT_OF_MEMORY = "out_of_memory"
    NOT_CAGED = "not_caged"
    # the following are found by the program, never said by the child
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    NONSENSE = "nonsense"
    NOT_STARTED = "not_started"
    UNREADABLE = "unreadable"
