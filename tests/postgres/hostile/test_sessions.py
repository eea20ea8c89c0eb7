"""What a session can turn into, switch off, shadow or make: nothing that counts."""

from itertools import product

import pytest

from desktop.domain.terms import Action
from tests.postgres.hostile.attackers import insert
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import KINDS, LOGINS, OWNER
from tests.postgres.hostile.requests import row_for

SETTINGS = (
    "SET session_replication_role = replica",
    "SELECT set_config('session_replication_role', 'replica', false)",
    "SET log_statement = 'all'",
    "SET lo_compat_privileges = on",
    "SET allow_system_table_mods = on",
    "SET session_preload_libraries = 'x'",
    "SET zero_damaged_pages = on",
    "LOAD 'plpython3'",
    "SELECT pg_reload_conf()",
    "CHECKPOINT",
    "SELECT pg_switch_wal()",
    "SELECT pg_create_restore_point('x')",
    "SELECT pg_stat_reset()",
    "SHOW data_directory",
    "SHOW hba_file",
    "SELECT setting FROM pg_file_settings",
    "SELECT * FROM pg_hba_file_rules",
    "SELECT * FROM pg_ident_file_mappings",
    "SELECT * FROM pg_show_all_file_settings()",
)
ROLES = (
    "SET ROLE talentdesk_owner",
    "SET ROLE talentdesk_people",
    "SET ROLE postgres",
    "SET ROLE pg_signal_backend",
    "SET ROLE pg_read_all_data",
    "SET ROLE pg_execute_server_program",
    "SET SESSION AUTHORIZATION talentdesk_owner",
    "SET SESSION AUTHORIZATION postgres",
    "SELECT set_config('role', 'talentdesk_owner', false)",
    "SELECT set_config('session_authorization', 'postgres', false)",
    "GRANT talentdesk_owner TO talentdesk_person",
    "GRANT talentdesk_people TO CURRENT_USER",
    "GRANT talentdesk_person TO talentdesk_owner",
    "GRANT pg_read_all_data TO CURRENT_USER",
    "REVOKE talentdesk_person FROM unit",
    "CREATE ROLE stolen",
    "CREATE USER stolen SUPERUSER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
    "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
    "ALTER ROLE postgres PASSWORD 'x'",
    "ALTER ROLE talentdesk_owner LOGIN PASSWORD 'x'",
    "ALTER ROLE talentdesk_person SET search_path = pg_temp",
    "ALTER ROLE ALL SET search_path = pg_temp",
    "DROP ROLE talentdesk_person",
    "REASSIGN OWNED BY talentdesk_owner TO CURRENT_USER",
    "DROP OWNED BY talentdesk_owner",
    "ALTER DEFAULT PRIVILEGES FOR ROLE talentdesk_owner GRANT SELECT ON TABLES TO PUBLIC",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "SELECT * FROM pg_user_mapping",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_largeobject",
    "SELECT subconninfo FROM pg_subscription",
)
MADE = (
    "CREATE TEMP TABLE application (id text)",
    "CREATE TEMP VIEW seat AS SELECT 1",
    "CREATE TEMP SEQUENCE s",
    "CREATE TABLE pg_temp.account (login text)",
    "CREATE FUNCTION pg_temp.me() RETURNS text LANGUAGE sql AS 'SELECT ''x'''",
    "SELECT 1 INTO TEMP stolen",
    "CREATE FUNCTION talentdesk.me(text) RETURNS text LANGUAGE sql AS 'SELECT ''x'''",
    "CREATE OR REPLACE FUNCTION talentdesk.me() RETURNS text LANGUAGE sql AS 'SELECT ''x'''",
    "CREATE FUNCTION public.now_milliseconds() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION pg_catalog.evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
    "CREATE CAST (text AS integer) WITH INOUT",
    "CREATE TABLE talentdesk.stolen ()",
    "CREATE TABLE public.stolen ()",
    "CREATE TABLE stolen () INHERITS (talentdesk.application)",
    "CREATE TYPE talentdesk.stolen AS ENUM ()",
    "CREATE DOMAIN public.stolen AS text",
    "CREATE SCHEMA stolen",
    "CREATE SCHEMA AUTHORIZATION CURRENT_USER",
    "ALTER SCHEMA talentdesk RENAME TO gone",
    "ALTER SCHEMA talentdesk OWNER TO CURRENT_USER",
    "DROP SCHEMA talentdesk CASCADE",
    "DROP SCHEMA public CASCADE",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION postgres_fdw",
    "CREATE LANGUAGE plpython3u",
    "CREATE EVENT TRIGGER stolen ON ddl_command_start EXECUTE FUNCTION talentdesk.refuse_change()",
    "CREATE FOREIGN DATA WRAPPER stolen",
    "CREATE PUBLICATION stolen FOR ALL TABLES",
    "CREATE SUBSCRIPTION stolen CONNECTION 'host=x' PUBLICATION y WITH (connect = false)",
    "CREATE ACCESS METHOD stolen TYPE INDEX HANDLER bthandler",
    'CREATE COLLATION public.stolen FROM "C"',
    "CREATE TEXT SEARCH CONFIGURATION public.stolen (COPY = simple)",
    "CREATE CONVERSION public.stolen FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
    "CREATE TRANSFORM FOR integer LANGUAGE plpgsql (FROM SQL WITH FUNCTION int4recv(internal))",
    "ALTER FUNCTION talentdesk.me() RESET ALL",
    "ALTER FUNCTION talentdesk.decision_check() SECURITY INVOKER",
    "DROP FUNCTION talentdesk.decision_check() CASCADE",
    "DROP TRIGGER decision_check ON talentdesk.decision",
    "DROP POLICY decision_own ON talentdesk.decision",
    "ALTER POLICY decision_own ON talentdesk.decision WITH CHECK (true)",
    "ALTER TABLE talentdesk.decision DISABLE TRIGGER decision_check",
    "ALTER TABLE talentdesk.decision DROP CONSTRAINT ck_decision_action",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA talentdesk TO CURRENT_USER",
    "GRANT ALL ON ALL TABLES IN SCHEMA talentdesk TO CURRENT_USER",
    "ALTER DATABASE {database} OWNER TO CURRENT_USER",
    "ALTER DATABASE {database} SET search_path = pg_temp",
    "COMMENT ON DATABASE {database} IS 'x'",
    "SECURITY LABEL ON SCHEMA talentdesk IS 'x'",
    "IMPORT FOREIGN SCHEMA x FROM SERVER y INTO talentdesk",
)
IMPOSSIBLE = {
    "42704",
    "0A000",
    "42601",
    "22023",
    "55000",
    "42P17",
    "3F000",
    "58P01",
    "42P16",
    "42939",
    "42710",
    "42883",
}
"""Nothing that this server knows, has or can do, whoever asks."""
ALONE = (
    "CREATE DATABASE stolen",
    "DROP DATABASE {database}",
    "CREATE TABLESPACE stolen LOCATION '/tmp'",
    "ALTER SYSTEM RESET ALL",
)
IDLE = ("GRANT TEMPORARY ON DATABASE {database} TO CURRENT_USER", "VACUUM talentdesk.audit", "ANALYZE talentdesk.audit")
"""PostgreSQL warns and does nothing."""


@pytest.mark.parametrize("statements", [SETTINGS, ROLES, MADE], ids=["settings", "roles", "objects"])
def test_a_session_gets_no_further(siege: Siege, statements: tuple[str, ...]) -> None:
    done = []
    for statement, login in product(statements, KINDS):
        answer = siege.attackers.attack(login, statement.replace("{database}", siege.furnished.database.name))
        if answer.sqlstate not in {"42501", *IMPOSSIBLE} or siege.told_secrets(answer):
            done.append((login, statement, answer))
    assert done == []


def test_nor_outside_of_a_transaction(siege: Siege) -> None:
    for statement, login in product(ALONE, KINDS):
        answer = siege.attackers.attack_alone(login, statement.replace("{database}", siege.furnished.database.name))
        assert answer.sqlstate in {"42501", "55006"}, (statement, login, answer)
    for statement, login in product(IDLE, KINDS):
        answer = siege.attackers.attack_alone(login, statement.replace("{database}", siege.furnished.database.name))
        assert answer.sqlstate in {"", "42501"}, (statement, login, answer)
    siege.assert_unchanged()


def test_no_login_becomes_another(siege: Siege) -> None:
    for login in LOGINS:
        for other in LOGINS:
            for become in ("SET ROLE", "SET SESSION AUTHORIZATION"):
                if other != login:
                    assert siege.attackers.attack(login, f'{become} "{other}"').sqlstate == "42501", (login, other)


def test_letting_others_into_ones_own_role_gives_them_nothing(siege: Siege) -> None:
    """PostgreSQL 15 lets everybody do so; who decides is still the login that the connection was made with."""
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.PASS, "unit")
    connection = siege.attackers.connection(OWNER)
    with connection.transaction(force_rollback=True):
        connection.execute("GRANT unit TO secretary")
        connection.execute("SET SESSION AUTHORIZATION secretary")
        connection.execute("SET ROLE unit")
        assert connection.execute("SELECT talentdesk.me()").fetchall() == [(siege.furnished.account("secretary"),)]
        with pytest.raises(Exception, match="TD:not_allowed"):
            connection.execute(insert(row).encode())


@pytest.mark.parametrize("login", LOGINS)
def test_row_level_security_switched_off_closes_the_table(siege: Siege, login: str) -> None:
    row = row_for(siege.furnished, login, "submitted at unit", Action.PASS, "unit")
    assert siege.attackers.attack(login, "SET row_security = off", insert(row)).sqlstate == "42501"


@pytest.mark.parametrize("login", LOGINS)
def test_a_session_that_calls_itself_somebody_else_stays_who_it_is(siege: Siege, login: str) -> None:
    found = siege.attackers.attack(
        login, "SET application_name = 'postgres'", "SET ROLE talentdesk_person", "SELECT talentdesk.me()"
    )
    assert found.rows == ((siege.furnished.account(login) if siege.furnished.acts(login) else None,),)
