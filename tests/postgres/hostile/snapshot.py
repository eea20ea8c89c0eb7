"""All that a shared database holds and allows, as digests that must stay what they are through every attack."""

from typing import Any, Final

import psycopg

_CATALOGUES: Final = {
    "roles": "SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, "
    "rolconnlimit, rolpassword, rolvaliduntil, rolbypassrls FROM pg_authid",
    "role members": "SELECT roleid::regrole::text, member::regrole::text, admin_option FROM pg_auth_members",
    "settings": "SELECT setdatabase, setrole::regrole::text, setconfig FROM pg_db_role_setting",
    "database": "SELECT datname, datacl, datdba::regrole::text FROM pg_database WHERE datname = current_database()",
    "databases": "SELECT count(*) FROM pg_database",
    "schemas": "SELECT nspname, nspacl, nspowner::regrole::text FROM pg_namespace "
    "WHERE nspname !~ '^pg_(toast_)?temp_'",
    "relations": "SELECT oid::regclass::text, relkind, relacl, relowner::regrole::text, relrowsecurity, "
    "relforcerowsecurity, relhastriggers, relhasrules FROM pg_class WHERE relnamespace = 'talentdesk'::regnamespace",
    "columns": "SELECT attrelid::regclass::text, attname, attacl, attnotnull FROM pg_attribute "
    "JOIN pg_class c ON c.oid = attrelid WHERE c.relnamespace = 'talentdesk'::regnamespace",
    "functions": "SELECT oid::regprocedure::text, prosrc, proacl, prosecdef, proconfig, proowner::regrole::text "
    "FROM pg_proc WHERE pronamespace = 'talentdesk'::regnamespace OR oid > 16000",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "policies": "SELECT polrelid::regclass::text, polname, polcmd, pg_get_expr(polwithcheck, polrelid) FROM pg_policy",
    "rules": "SELECT ev_class::regclass::text, rulename FROM pg_rewrite WHERE oid > 16000",
    "event triggers": "SELECT evtname, evtenabled FROM pg_event_trigger",
    "extensions": "SELECT extname FROM pg_extension",
    "large objects": "SELECT oid FROM pg_largeobject_metadata",
    "publications": "SELECT pubname FROM pg_publication",
    # what a sequence has come to is not taken back with the transaction that asked it
    "sequences": "SELECT sequencename, start_value, min_value, max_value, increment_by, cycle FROM pg_sequences",
    "comments": "SELECT objoid, description FROM pg_description WHERE objoid > 16000",
    "default rights": "SELECT defaclrole::regrole::text, defaclacl FROM pg_default_acl",
}


def snapshot(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """A digest of each table and each part of the catalogue, as the superuser sees it."""
    tables = connection.execute(
        "SELECT oid::regclass::text, relname FROM pg_class "
        "WHERE relnamespace = 'talentdesk'::regnamespace AND relkind = 'r'"
    ).fetchall()
    parts = {name: f"SELECT * FROM {table}" for table, name in tables} | _CATALOGUES
    asked = " UNION ALL ".join(
        f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\"), '')) FROM ({query}) t"
        for name, query in parts.items()
    )
    return dict(connection.execute(asked.encode()).fetchall())


def secrets(connection: psycopg.Connection[Any]) -> frozenset[str]:
    """Texts that nobody may come by with nothing but a connection."""
    asked = """
        SELECT id FROM talentdesk.application UNION SELECT person_key FROM talentdesk.application
        UNION SELECT name FROM talentdesk.application WHERE name <> '' UNION SELECT number FROM talentdesk.application
        UNION SELECT id FROM talentdesk.decision UNION SELECT comment FROM talentdesk.decision WHERE comment <> ''
        UNION SELECT id FROM talentdesk.submission UNION SELECT hash FROM talentdesk.audit
        UNION SELECT value FROM talentdesk.setting UNION SELECT name FROM talentdesk.account
        UNION SELECT rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL UNION SELECT '11010519491231002X'"""
    return frozenset(text for (text,) in connection.execute(asked).fetchall() if text)
