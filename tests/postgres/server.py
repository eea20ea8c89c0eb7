"""What tests ask of a server: databases of their own, cloned from templates, and roles that go with the test.

Roles belong to the whole server: those that a template's `build` makes stay with it, those of a test are dropped.
The server itself, its folder and its process, is a `Cluster`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from tests.postgres.cluster import Certificate, Cluster
from tests.postgres.programs import Programs

EMPTY = "template1"


@dataclass(frozen=True)
class Database:
    """One that exists until its `with` block ends."""

    server: "Server"
    name: str

    def dsn(self, user: str = "postgres", password: str | None = None, *, host: str | None = None) -> str:
        return self.server.dsn(self.name, user, password, host=host)


@dataclass(frozen=True)
class Template:
    """A finished database that nobody connects to any more."""

    server: "Server"
    name: str

    @contextmanager
    def clone(self) -> Iterator[Database]:
        """A database of the same content; whoever is still connected at the end is thrown out."""
        database = self.server.create_database(self)
        try:
            yield database
        finally:
            self.server.drop_database(database.name)


class Server(Cluster):
    def __init__(
        self,
        programs: Programs,
        *,
        durable: bool = False,
        certificate: Certificate | None = None,
        above: Path | None = None,
    ) -> None:
        super().__init__(programs, durable=durable, certificate=certificate, above=above)
        self.empty = Template(self, EMPTY)
        self._numbers = count(1)
        self._templates: dict[str, Template] = {}
        self._roles_of_templates: set[str] = set()

    def template(self, name: str, build: Callable[[str], None]) -> Template:
        """The template of that name; the first who asks has `build` fill it through the DSN of the superuser."""
        if name not in self._templates:
            database = self.create_database(self.empty)
            before = self.roles()
            try:
                build(database.dsn())
            except BaseException:
                self.drop_database(database.name)
                self.drop_roles(self.roles() - before)
                raise
            self._roles_of_templates |= self.roles() - before
            self.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(database.name)))
            self._templates[name] = Template(self, database.name)
        return self._templates[name]

    def create_database(self, template: Template) -> Database:
        """Better through `Template.clone`, which drops it again."""
        name = f"test_{next(self._numbers)}"
        # Copying the files takes two thirds of the time of writing them to the log, as long as nothing is synchronised.
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.execute(create.format(sql.Identifier(name), sql.Identifier(template.name)))
        return Database(self, name)

    def drop_database(self, name: str) -> None:
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def roles(self) -> set[str]:
        return {name for (name,) in self.execute(sql.SQL("SELECT rolname FROM pg_roles"))}

    @contextmanager
    def own_roles(self) -> Iterator[None]:
        """Drops the roles that the block made, when nothing is left of them but grants; databases go before."""
        before = self.roles()
        try:
            yield
        finally:
            self.drop_roles(self.roles() - before - self._roles_of_templates)

    def drop_roles(self, names: set[str]) -> None:
        if names:
            roles = sql.SQL(", ").join(map(sql.Identifier, sorted(names)))
            self.execute(sql.SQL("DROP OWNED BY {}").format(roles))
            self.execute(sql.SQL("DROP ROLE {}").format(roles))

    def execute(self, statement: sql.SQL | sql.Composed) -> list[tuple[str, ...]]:
        """As the superuser, outside of a transaction, in the database `postgres`."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []
