import psycopg

from tests.postgres.server import Database


def test_a_database_is_empty_and_speaks_utf8(database: Database) -> None:
    with psycopg.connect(database.dsn()) as connection:
        shown = connection.execute("SELECT count(*), current_setting('server_encoding') FROM pg_stat_user_tables")
        assert shown.fetchone() == (0, "UTF8")
