"""Input that a verb refuses: the code of the reason and its facts. The sentences are in `desktop.text.problems`.

Refusals of the process itself (who may decide what, and when) are `decisions.Refused`.
"""

from enum import StrEnum

from desktop.domain.catalogue_error import CatalogueError
from desktop.domain.shape import ShapeProblem


class RejectionCode(StrEnum):
    """Every reason to refuse an input."""

    # the form of a dossier
    FILE_NOT_FOUND = "file_not_found"
    FILE_UNREADABLE = "file_unreadable"
    NOT_A_DOSSIER = "not_a_dossier"
    DAMAGED_ZIP = "damaged_zip"
    ENCRYPTED_ZIP = "encrypted_zip"
    UNSUPPORTED_COMPRESSION = "unsupported_compression"
    DUPLICATE_NAME = "duplicate_name"
    BAD_PATH = "bad_path"
    LINK = "link"
    SPECIAL_FILE = "special_file"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_BYTES = "too_many_bytes"
    NO_DOSSIER_JSON = "no_dossier_json"
    DOSSIER_JSON_TOO_LARGE = "dossier_json_too_large"
    NOT_UTF8 = "not_utf8"
    LONE_SURROGATE = "lone_surrogate"
    BAD_JSON = "bad_json"
    DUPLICATE_KEY = "duplicate_key"
    BAD_NUMBER = "bad_number"
    TOO_DEEP = "too_deep"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    BAD_VALUE = "bad_value"
    TOO_LONG = "too_long"
    UNKNOWN_VERSION = "unknown_version"
    NO_PLEDGE = "no_pledge"
    BAD_SHAPE = "bad_shape"
    ATTACHMENT_FORMAT = "attachment_format"
    ATTACHMENT_TOO_LARGE = "attachment_too_large"
    MISSING_FILE = "missing_file"
    ADDITIONAL_FILE = "additional_file"
    WRONG_HASH = "wrong_hash"
    FILE_CHANGED = "file_changed"

    # a dossier and what the workspace knows
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_NOTICE = "unknown_notice"
    UNKNOWN_CATALOGUE = "unknown_catalogue"
    OTHER_CATALOGUE = "other_catalogue"
    NO_ROUTE = "no_route"
    ROUTE_TOO_LONG = "route_too_long"
    IMPORT_NOT_ALLOWED = "import_not_allowed"
    OUTSIDE_WINDOW = "outside_window"
    IN_THE_FUTURE = "in_the_future"
    SECOND_APPLICATION = "second_application"
    APPLICATION_DELETED = "application_deleted"
    OTHER_NOTICE = "other_notice"
    NOT_RETURNED = "not_returned"
    CORRECTION_OVERDUE = "correction_overdue"
    NOT_AN_ANSWER = "not_an_answer"

    # finding and exporting applications
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    EXPORT_NOT_ALLOWED = "export_not_allowed"
    NEVER_SUBMITTED = "never_submitted"
    TARGET_EXISTS = "target_exists"
    TARGET_UNWRITABLE = "target_unwritable"
    TARGET_DISK_FULL = "target_disk_full"
    TARGET_FOLDER_MISSING = "target_folder_missing"
    TARGET_FORBIDDEN = "target_forbidden"
    TARGET_IN_USE = "target_in_use"
    NO_SUCH_SUBMISSION = "no_such_submission"
    NO_SUCH_ATTACHMENT = "no_such_attachment"
    BAD_DRAFT = "bad_draft"

    # filling in a form
    DRAFT_CHANGED = "draft_changed"
    DRAFT_TOO_LARGE = "draft_too_large"
    BAD_FORM = "bad_form"
    FORM_FILES_FULL = "form_files_full"
    HAS_ERRORS = "has_errors"
    NOT_PLEDGED = "not_pledged"
    OTHER_FORM_CATALOGUE = "other_form_catalogue"
    NOT_IN_WINDOW = "not_in_window"
    NO_SUCH_SLOT = "no_such_slot"
    UPLOAD_NOT_FOUND = "upload_not_found"
    UPLOAD_UNREADABLE = "upload_unreadable"
    UPLOAD_NO_FILE = "upload_no_file"
    UPLOAD_EMPTY = "upload_empty"
    UPLOAD_FORMAT = "upload_format"
    UPLOAD_TOO_LARGE = "upload_too_large"
    UPLOAD_TOO_MANY = "upload_too_many"
    UPLOAD_REPEATED = "upload_repeated"

    # saved filters
    BAD_FILTER = "bad_filter"
    BAD_FILTER_NAME = "bad_filter_name"
    FILTER_NAME_TAKEN = "filter_name_taken"
    FILTER_HOLDS_IDENTITY_NUMBER = "filter_holds_identity_number"
    TOO_MANY_FILTERS = "too_many_filters"
    NO_SUCH_FILTER = "no_such_filter"

    # tables of organisations
    UNKNOWN_TABLE_FORMAT = "unknown_table_format"
    TABLE_DAMAGED = "table_damaged"
    TABLE_TOO_LARGE = "table_too_large"
    TABLE_HEADER = "table_header"
    TABLE_EMPTY = "table_empty"
    ROW_MISSING_VALUE = "row_missing_value"
    ROW_TOO_LONG = "row_too_long"
    ROW_BAD_CHARACTER = "row_bad_character"
    ROW_UNKNOWN_KIND = "row_unknown_kind"
    ROW_BAD_UNIT_CODE = "row_bad_unit_code"
    ROW_BAD_DEPARTMENT_CODE = "row_bad_department_code"
    ROW_CODE_REPEATED = "row_code_repeated"
    ROW_CODE_TAKEN = "row_code_taken"
    ROW_UNKNOWN_PARENT = "row_unknown_parent"
    ROW_PARENT_REFUSED = "row_parent_refused"
    ROW_PARENT_IS_UNIT = "row_parent_is_unit"
    ROW_UNIT_WITHOUT_PARENT = "row_unit_without_parent"
    ROW_CIRCLE = "row_circle"
    ROW_TOO_DEEP = "row_too_deep"
    UNIT_CHECK_CHARACTER = "unit_check_character"

    # accounts, notices, catalogues, audit
    ADMINISTRATOR_ONLY = "administrator_only"
    ROLE_NOT_HELD = "role_not_held"
    AUDIT_NOT_ALLOWED = "audit_not_allowed"
    BAD_LOGIN = "bad_login"
    BAD_NAME = "bad_name"
    PASSWORD_TOO_SHORT = "password_too_short"
    PASSWORD_TOO_LONG = "password_too_long"
    BAD_PASSWORD = "bad_password"
    """It holds a zero character, at which a server would cut it off."""
    PASSWORD_MISSING = "password_missing"
    NO_ROLE = "no_role"
    ROLE_NEEDS_UNIT = "role_needs_unit"
    ROLE_NEEDS_DEPARTMENT = "role_needs_department"
    ROLE_WITHOUT_ORGANISATION = "role_without_organisation"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    UNKNOWN_LOGIN = "unknown_login"
    LAST_ADMINISTRATOR = "last_administrator"
    NOT_TOML = "not_toml"
    NOTICE_WINDOW = "notice_window"
    NOTICE_UNKNOWN_ISSUER = "notice_unknown_issuer"
    NOTICE_NOT_YOURS = "notice_not_yours"
    NOTICE_KEY_TAKEN = "notice_key_taken"
    NOTICE_IN_USE = "notice_in_use"
    CATALOGUE_REFUSED = "catalogue_refused"
    BAD_ROOT = "bad_root"
    BAD_ADDRESS = "bad_address"
    BAD_SHARED_LOGIN = "bad_shared_login"
    BAD_SHARED_LOGINS = "bad_shared_logins"
    LOGIN_OF_THE_SERVER = "login_of_the_server"
    LOGINS_OF_THE_SERVER = "logins_of_the_server"
    NOT_AN_ADMINISTRATOR = "not_an_administrator"

    # applicants: registration, forgotten passwords, binding to a unit
    REGISTRATION_CLOSED = "registration_closed"
    NAME_MISSING = "name_missing"
    UNKNOWN_DOCUMENT_TYPE = "unknown_document_type"
    BAD_IDENTITY_NUMBER = "bad_identity_number"
    BAD_DOCUMENT_NUMBER = "bad_document_number"
    BAD_MOBILE = "bad_mobile"
    LOGIN_TAKEN = "login_taken"
    PERSON_REGISTERED = "person_registered"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    RECOVERY_REFUSED = "recovery_refused"
    SAME_PASSWORD = "same_password"
    OWN_TEMPORARY_PASSWORD = "own_temporary_password"
    TEMPORARY_PASSWORD = "temporary_password"
    UNKNOWN_UNIT_CODE = "unknown_unit_code"
    NO_SUCH_BINDING = "no_such_binding"
    BINDING_OPEN = "binding_open"
    BINDING_OVER = "binding_over"
    BINDING_REASON = "binding_reason"
    BINDING_SUBMITTED = "binding_submitted"
    NOT_BOUND = "not_bound"
    OTHER_PERSON = "other_person"

    # notices: writing them, and what comes before an application is begun
    NO_SUCH_NOTICE = "no_such_notice"
    NOTICE_CLOSED = "notice_closed"
    NOTICE_OVER = "notice_over"
    NOTICE_DRAFT_CHANGED = "notice_draft_changed"
    NOTICE_FIXED = "notice_fixed"
    NOTICE_NOT_BEGUN = "notice_not_begun"
    NOTICE_UNPUBLISHED = "notice_unpublished"
    NOTICE_END_PAST = "notice_end_past"
    NOTICE_INCOMPLETE = "notice_incomplete"
    NOTICE_TEXT = "notice_text"
    NOTICE_FILE_FORMAT = "notice_file_format"
    NOTICE_FILE_SIZE = "notice_file_size"
    NOTICE_FILE_COUNT = "notice_file_count"
    NOTICE_FILE_NAME = "notice_file_name"
    NOTICE_FILE_GONE = "notice_file_gone"
    SELF_CHECK_FAILED = "self_check_failed"
    SELF_CHECK_OPEN = "self_check_open"
    SELF_CHECK_UNKNOWN = "self_check_unknown"
    NOT_READ = "not_read"
    READING_NOT_DONE = "reading_not_done"
    NOTICE_NOT_OPEN = "notice_not_open"
    NO_UNIT_BOUND = "no_unit_bound"


class ValueRule(StrEnum):
    """What a value refused as `BAD_VALUE` should have been; the fact `rule` of that refusal."""

    APPLICATION_KEY = "application_key"
    MOMENT = "moment"
    FILE_NAME = "file_name"
    SHA256 = "sha256"
    LINE = "line"
    LINES = "lines"
    SECONDS = "seconds"


class Rejected(Exception):
    """Raised where an input is refused; `arguments` are the facts that the sentence names."""

    def __init__(self, code: RejectionCode, /, **arguments: str | int) -> None:
        super().__init__(code.value, arguments)
        self.code = code
        self.arguments = arguments


class ShapeRejected(Rejected):
    """A dossier whose sections or attachments are not even the shape of an application; `problems` says where."""

    def __init__(self, problems: tuple[ShapeProblem, ...]) -> None:
        super().__init__(RejectionCode.BAD_SHAPE, count=len(problems))
        self.problems = problems


class CatalogueRejected(Rejected):
    """A catalogue file with an error; `error` says where and which."""

    def __init__(self, error: CatalogueError) -> None:
        super().__init__(RejectionCode.CATALOGUE_REFUSED, file=error.source, key=error.key)
        self.error = error
