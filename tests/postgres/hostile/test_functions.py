"""Functions: those of the schema that nobody was given, those of PostgreSQL that reach files, others and statistics."""

from itertools import product

import pytest

from desktop.domain.terms import Action
from tests.postgres.hostile.attackers import insert
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import KINDS, LOGINS, OWNER
from tests.postgres.hostile.requests import row_for

WRITING = {
    *("me()", "schema_revision()", "account_add(text,text,text,text)", "account_rename(text,text)"),
    *("account_close(text)", "account_reopen(text,text)", "account_end(text)", "membership_add(text,text,text,text)"),
    *("application_opened(text)", "attachment_opened(text,text)", "original_verified(text,text,text,boolean)"),
    *("comment_draft_save(text,text,text,text,boolean,text)", "comment_draft_discard(text)", "phrases_replace(text)"),
    *("saved_filter_add(text,text,text,bigint)", "saved_filter_change(text,text,text)", "saved_filter_remove(text)"),
    *(
        "organisation_put(text,text,text,text,text)",
        "catalogue_activate(text,text,text,text)",
        "setting_put(text,text)",
    ),
    "notice_put(text,text,text,text,bigint,bigint,text,text,text,integer)",
    *("audit_order()", "list_exported(integer)", "form_exported(text,integer)"),
    *("attachment_disclose(text,text)", "attachment_size(text,text)", "attachment_chunk(text,text,integer)"),
    *("identity_number_disclose(text,integer)", "identity_number(text,integer)"),
    *("identity_number_differs(text,integer,integer)", "export_disclose(text,integer)"),
    *("exported_content(text,integer)", "person_look_up(text)"),
    *("upload_chunk(bytea)", "upload_end()", "filing_announce(text,text,text,text)", "filing_answer(text)"),
    *("filing_attempt(text)", "filing_known(text,text)", "filing_desks(text)", "draft_start(text,text,text)"),
    *("application_file(text,text,integer,text,text,text,text,bigint)", "draft_save(text,text,text)"),
    *(
        "draft_attach(text,text)",
        "draft_file_size(text,text)",
        "draft_file_chunk(text,text,integer)",
        "form_submitted(text)",
    ),
    *(
        "form_disclose(text)",
        "draft_start_beside(text,text,text,text)",
        "application_file_beside(text,integer,text,text,text,text)",
    ),
    *("application_delete(text)", "catalogue_terms_put(text,text)"),
    *("binding_ask(text)", "binding_move(text,text,text)", "bindings_seen()", "registration_set(boolean,text)"),
    "notice_draft_save(text,text,text,text,bigint,bigint,text,integer,bigint)",
    *("notice_draft_discard(text)", "notice_publish(text,text)", "notice_file_add(text,text,text,bytea)"),
    *("notice_file_remove(text,text)", "notice_file_size(text,text)", "notice_file_chunk(text,text,integer)"),
    *("notice_close(text)", "notice_move(text,bigint)", "notice_open(text)", "reading_left(text)"),
    *("own_last_outcome(text)", "self_check_tick(text,text)"),
    *("recovery_codes_renew(text)", "password_temporary(text,text)", "password_replaced()"),
}
"""All that people may call beside what reads (`test_reading`); of what is disclosed see `test_evidence`."""
ARGUMENTS = {
    "text": "'0'",
    "integer": "0",
    "bigint": "0",
    "json": "'0'",
    "jsonb": "'0'",
    "date": "'2024-08-20'",
    "text[]": "'{0}'",
}
"""Something, as a strict function is not even called for nothing."""
FILES = (
    "pg_read_file('PG_VERSION')",
    "pg_read_file('/etc/passwd', 0, 10)",
    "pg_read_binary_file('global/pg_control')",
    "pg_ls_dir('.')",
    "pg_ls_logdir()",
    "pg_ls_waldir()",
    "pg_ls_tmpdir()",
    "pg_stat_file('PG_VERSION')",
    "pg_current_logfile()",
    "lo_import('/etc/passwd')",
    "lo_import('/etc/passwd', 4711)",
    "lo_export(1, '/tmp/x')",
    "lo_create(4711)",
    "lo_creat(-1)",
    "lo_from_bytea(0, 'x')",
    "lo_from_bytea(4711, 'x')",
    "pg_terminate_backend({backend})",
    "pg_cancel_backend({backend})",
    "pg_log_backend_memory_contexts({backend})",
    "pg_logical_slot_get_changes('x', NULL, NULL)",
    "pg_create_logical_replication_slot('x', 'pgoutput')",
    "pg_create_physical_replication_slot('x')",
    "pg_replication_origin_create('x')",
    "pg_promote()",
    "pg_config()",
    "pg_get_backend_memory_contexts()",
    "pg_get_shmem_allocations()",
)
BLIND = (
    "SELECT * FROM pg_stat_activity",
    "SELECT * FROM pg_stats",
    "SELECT * FROM pg_stats_ext",
    "SELECT * FROM pg_stats_ext_exprs",
    "SELECT * FROM pg_stat_user_tables",
    "SELECT * FROM pg_statio_user_tables",
    "SELECT * FROM pg_stat_user_functions",
    "SELECT * FROM pg_locks",
    "SELECT * FROM pg_prepared_xacts",
    "SELECT * FROM pg_prepared_statements",
    "SELECT * FROM pg_cursors",
    "SELECT * FROM pg_sequences",
    "SELECT * FROM pg_roles",
    "SELECT * FROM pg_user",
    "SELECT * FROM pg_group",
    "SELECT * FROM pg_settings",
    "SELECT * FROM pg_db_role_setting",
    "SELECT * FROM pg_description",
    "SELECT * FROM pg_shdescription",
    "SELECT * FROM pg_class",
    "SELECT * FROM pg_attrdef",
    "SELECT * FROM pg_constraint",
    "SELECT * FROM pg_proc WHERE pronamespace = 'talentdesk'::regnamespace",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM information_schema.columns",
    "SELECT * FROM information_schema.role_table_grants",
    "SELECT * FROM information_schema.sequences",
    "SELECT schema_to_xml('talentdesk', true, true, '')",
    "SELECT database_to_xml(true, true, '')",
    "SELECT pg_export_snapshot()",
    "SELECT NULL::talentdesk.application",
    'SELECT json_populate_record(NULL::talentdesk.account, \'{"login": "x"}\')',
    "SELECT pg_get_functiondef('talentdesk.decision_check'::regproc)",
    "SELECT pg_get_viewdef('talentdesk.seat'::regclass)",
    "SELECT currval(pg_get_serial_sequence('talentdesk.route', 'number')) FROM (VALUES (1)) v WHERE false",
    "SELECT talentdesk.me(), talentdesk.schema_revision()",
)


def functions(siege: Siege) -> list[tuple[str, list[str], bool]]:
    """Each function of the schema: its signature, its types, and whether it is a trigger's."""
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT p.oid::regprocedure::text, ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes) t), "
        "p.prorettype = 'trigger'::regtype FROM pg_proc p WHERE p.pronamespace = 'talentdesk'::regnamespace ORDER BY 1"
    )
    return [(name.removeprefix("talentdesk."), types, trigger) for name, types, trigger in rows.fetchall()]


def test_nothing_else_is_given_to_people(siege: Siege) -> None:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'talentdesk'::regnamespace "
        "AND has_function_privilege('talentdesk_person', p.oid, 'EXECUTE')"
    )
    given = {name.removeprefix("talentdesk.") for (name,) in rows.fetchall()}
    assert {name for name in given if not name.startswith("read_")} == WRITING


@pytest.mark.parametrize("login", LOGINS)
def test_a_function_that_was_not_given_is_not_called(siege: Siege, login: str) -> None:
    found = functions(siege)
    assert len(found) > 50
    for signature, types, _ in found:
        if signature not in WRITING and not signature.startswith("read_"):
            given = ", ".join(f"{ARGUMENTS.get(kind, 'NULL')}::{kind}" for kind in types)
            name = signature.partition("(")[0]
            given = f"VARIADIC {given}" if signature == "my_organisations(text[])" else given
            answer = siege.attackers.attack(login, f"SELECT talentdesk.{name}({given})")
            assert answer.sqlstate == "42501", (signature, answer)


def test_no_function_of_a_trigger_is_hung_on_another_table(siege: Siege) -> None:
    for signature, _, trigger in functions(siege):
        if trigger:
            made = f"CREATE TRIGGER t BEFORE INSERT ON talentdesk.decision EXECUTE FUNCTION talentdesk.{signature}"
            assert siege.attackers.attack("unit", made).sqlstate == "42501"


def test_every_function_of_the_owner_looks_in_its_own_schema_only(siege: Siege) -> None:
    rows = siege.attackers.connection(OWNER).execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'talentdesk'::regnamespace "
        "AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=pg_catalog,%pg_temp')"
    )
    assert rows.fetchall() == []


def test_nothing_of_the_server_is_reached(siege: Siege) -> None:
    backend = siege.attackers.connection(OWNER).info.backend_pid
    for call, login in product(FILES, KINDS):
        answer = siege.attackers.attack(login, f"SELECT {call.replace('{backend}', str(backend))}")
        assert answer.sqlstate in {"42501", "42883", "55000", "0A000"}, (call, login, answer)


@pytest.mark.parametrize("login", LOGINS)
def test_no_login_ends_anothers_session(siege: Siege, login: str) -> None:
    for other in LOGINS:
        if other != login:
            pid = siege.attackers.connection(other).info.backend_pid
            for function in ("pg_terminate_backend", "pg_cancel_backend"):
                assert siege.attackers.attack(login, f"SELECT {function}({pid})").sqlstate == "42501"


def test_what_everybody_may_read_tells_no_content(siege: Siege) -> None:
    """While somebody else's statement stands in the server's lists."""
    row = row_for(siege.furnished, "unit", "submitted at unit", Action.PASS, "unit")
    with siege.attackers.connect("unit") as other, other.transaction(force_rollback=True):
        other.execute(insert(row).encode())
        for query, login in product(BLIND, ("secretary", "admin", "nobody")):
            answer = siege.attackers.attack(login, query)
            assert answer.sqlstate in {"", "42P01", "0A000"}, (query, answer)
            assert [*siege.told_secrets(answer), row["id"] in str(answer)] == [False], (query, login)


@pytest.mark.parametrize("raising", ["CAST({} AS integer)", "CAST({} AS date)", "{}::json", "{}::xml::text"])
def test_no_cast_cries_out_what_is_hidden(siege: Siege, raising: str) -> None:
    for login in KINDS:
        for table, column in (("application", "name"), ("decision", "comment"), ("setting", "value")):
            value = raising.replace("{}", column)
            answer = siege.attackers.attack(login, f"SELECT {value} FROM talentdesk.{table}")
            assert answer.sqlstate == "42501"
            mine = f"INSERT INTO talentdesk.decision (id) SELECT ({value})::text FROM talentdesk.{table}"
            assert siege.attackers.attack(login, mine).sqlstate == "42501"
