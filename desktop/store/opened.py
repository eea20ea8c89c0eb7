"""What an opened store offers, a local file or a shared database: all that rules and verbs need of either."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class OpenedStore(Protocol):
    """Every method may be called from any thread. See `Store` and `SharedStore`."""

    @property
    def place(self) -> str:
        """Where it lies, as a person writes it: a folder, or the address of a database."""
        ...

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one consistent state and cannot write."""
        ...

    def write(self) -> AbstractContextManager[Connection]:
        """A connection whose writes are kept all together, or not at all."""
        ...

    def noting(self) -> AbstractContextManager[Connection]:
        """A connection for a short note of what is being read, kept when the block ends; it holds up no write."""
        ...

    def change_number(self) -> int:
        """Rises whenever anybody, here or in another program, has committed anything."""
        ...

    def setting(self, name: str) -> str | None:
        """A fact of the workspace as a whole."""
        ...

    def person_key(self, number: str) -> str:
        """Stands for the person with a document number within this workspace without telling the number."""
        ...

    def person_sought(self, number: str) -> str:
        """What lists take for the person with this number: what stands for them, or the number where only the
        database may know that."""
        ...

    def close(self) -> None:
        """Lets go of the store."""
        ...
