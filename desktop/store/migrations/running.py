"""Lets Alembic run the revisions over an open connection, inside the caller's transaction."""

from pathlib import Path

from sqlalchemy import Connection

_FOLDER = Path(__file__).parent


def migrate(connection: Connection, direction: str, target: str, further_revisions: Path | None = None) -> None:
    """`direction` is `upgrade` or `downgrade`; `further_revisions` holds some that do not belong to the program."""
    from alembic import command  # opening a store at the newest revision does without it
    from alembic.config import Config

    config = Config()
    revisions = [_FOLDER / "versions", *([further_revisions] if further_revisions is not None else [])]
    config.set_main_option("script_location", _escaped(_FOLDER))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_escaped, revisions)))
    config.attributes["connection"] = connection
    getattr(command, direction)(config, target)


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
