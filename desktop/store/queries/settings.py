"""Facts of the workspace as a whole."""

from sqlalchemy import Connection, and_, bindparam, select

from desktop.store.questions import Question, ask
from desktop.store.records.settings import NAME, REGISTRATION
from desktop.store.tables import setting
from desktop.store.visibility import with_account

_VALUE = Question(
    "setting_of",
    select(setting.c.value).where(setting.c.key == bindparam("setting_key")),
    only=and_(setting.c.key.in_([NAME, REGISTRATION]), with_account()),
)


def setting_of(connection: Connection, key: str) -> str | None:
    """In a shared database people find but those that everybody may know."""
    return ask(connection, _VALUE, setting_key=key).scalar()
