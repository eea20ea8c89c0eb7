"""What can go wrong with a workspace itself, as opposed to what the rules refuse; sentences are in `desktop.text`."""

from enum import StrEnum


class UnavailableCode(StrEnum):
    """Why a workspace cannot be used now; `arguments` of `Unavailable` carry what the sentence needs."""

    NOT_A_WORKSPACE = "not_a_workspace"
    EXISTS_ALREADY = "exists_already"
    NOT_EMPTY = "not_empty"
    IMPOSSIBLE_PLACE = "impossible_place"
    """No folder can be made at `path`, whatever is tried again: above it is no folder, or the name is none."""
    WRONG_PASSWORD = "wrong_password"
    WRONG_RECOVERY_KEY = "wrong_recovery_key"
    ACCOUNT_DISABLED = "account_disabled"
    DAMAGED = "damaged"
    """The data file does not verify: `path`, and `backup`, the newest one, where there is one."""
    KEYS_DAMAGED = "keys_damaged"
    """Neither copy of the key slots verifies."""
    BLOB_DAMAGED = "blob_damaged"
    """Attachment bytes are missing or not those that were stored: `sha256`."""
    NEWER_SCHEMA = "newer_schema"
    """Written by a newer version of the program: `found`, `known`."""
    OLDER_SCHEMA = "older_schema"
    """A shared database that its owner has not brought to this version: `found`, `known`."""
    OLD_SERVER = "old_server"
    """PostgreSQL is older than the program needs: `found`, `known`, its main versions."""
    NETWORK_SHARE = "network_share"
    """`path`, `kind` of the file system."""
    SYNCHRONISED_FOLDER = "synchronised_folder"
    """`path`, `folder`, the name that gave it away."""
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    LOCKED = "locked"
    BAD_BACKUP = "bad_backup"
    MIGRATION_FAILED = "migration_failed"
    SERVER_UNREACHABLE = "server_unreachable"
    """No answer from `path`, or the connection broke; `detail` as the system says it."""
    NOT_RECORDED = "not_recorded"
    """The connection to `path` broke before a decision could have been recorded; `detail` as the system says it."""
    MAYBE_RECORDED = "maybe_recorded"
    """It broke while a decision was being recorded, and the server has not been there since to be asked."""
    NO_SUCH_DATABASE = "no_such_database"
    """The server of `path` has no database of that name."""
    CERTIFICATE = "certificate"
    """The server of `path` does not prove who it is: `why` (`CertificateProblem`), `detail` as the system says it."""
    NOT_THE_OWNER = "not_the_owner"
    """Only the owner of the database `path`, who may make roles, can do that."""
    TOO_MANY_CONNECTIONS = "too_many_connections"
    ONLY_LOCAL = "only_local"
    """`path` is a shared database, and what was asked for is a local workspace's."""
    BROKEN_AUDIT = "broken_audit"
    """What was to move house does not verify where it is: `chain`."""
    MOVED_DIFFERENTLY = "moved_differently"
    """What has arrived is not what was there: `what` (a table, or the audit), `found`, `known`."""


class Unavailable(Exception):
    """Raised where the workspace, not the act, is the obstacle; unless the code says otherwise, nothing was written."""

    def __init__(self, code: UnavailableCode, **arguments: str | int) -> None:
        super().__init__(f"{code}: {arguments}" if arguments else code.value)
        self.code = code
        self.arguments = tuple(arguments.items())

    def argument(self, name: str) -> str | int | None:
        """One of the facts the sentence needs, None where it was not given."""
        return dict(self.arguments).get(name)


class Interrupted(Exception):
    """Raised in a reader whose `Interrupt` was cancelled."""


class Duplicate(Exception):
    """Raised where a row would repeat a unique value; `what` names the columns or the rule."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Protected(Exception):
    """Raised where a write goes round the rules that the database keeps: a mistake in the program, never the user's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
