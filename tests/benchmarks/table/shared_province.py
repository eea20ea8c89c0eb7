"""The province of `province`, in a shared database: as the lists see it, made by the server itself in a few statements.

Only what lists read is there: no snapshots, attachments or audit. The same numbers every time.
"""

from typing import Any, Final

import psycopg
from psycopg import sql

from desktop.domain.terms import OrganisationKind, Role
from desktop.store.postgres.store import SharedStore
from tests.benchmarks.table import province
from tests.benchmarks.table.province import COUNTIES, NOW, UNITS
from tests.store.factory import Desk
from tests.store.shared import make_logins

READERS: Final = {
    "unit": "one unit's",
    "county": "a department of level 1",
    "department-2": "the department of level 2",
    "secretary": "its secretary",
    "member": "a member of its committee",
}
_MINUTES: Final = 5 * 365 * 24 * 60
_RANDOM: Final = """
CREATE FUNCTION pg_temp.drawn(number bigint, of_what integer, below integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$ SELECT (((hashint8extended(number, of_what) % below) + below) % below)::integer $$;
CREATE FUNCTION pg_temp.one_of(number bigint, of_what integer, words text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT words[1 + pg_temp.drawn(number, of_what, cardinality(words))] $$;
CREATE FUNCTION pg_temp.identity(kind integer, number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lpad(kind::text, 8, '0') || '-0000-7000-8000-' || lpad(number::text, 12, '0') $$
"""
_UNITS: Final = """
INSERT INTO organisation
SELECT pg_temp.identity(1, n), '1222' || lpad(n::text, 14, '0'),
  pg_temp.one_of(n, 1, %(places)s) || pg_temp.one_of(n, 2, %(trades)s) || pg_temp.one_of(n, 3, %(kinds)s)
    || lpad(n::text, 4, '0'),
  'unit', county.id, 0, ''
FROM generate_series(0, %(units)s - 1) n
JOIN organisation county ON county.code = 'C' || lpad((n %% %(counties)s)::text, 2, '0');
INSERT INTO route (number, unit_id, issuer_id, departments)
OVERRIDING SYSTEM VALUE
SELECT 1 + substr(o.id, 25)::integer, o.id, %(issuer)s, json_build_array(o.parent_id, %(issuer)s)::text
FROM organisation o WHERE o.kind = 'unit' AND o.id LIKE '00000001-%%';
INSERT INTO route_department (route_number, level, department_id)
SELECT r.number, level, CASE level WHEN 1 THEN o.parent_id ELSE %(issuer)s END
FROM route r JOIN organisation o ON o.id = r.unit_id, generate_series(1, 2) level WHERE o.id LIKE '00000001-%%';
UPDATE membership SET organisation_id = pg_temp.identity(1, 7) WHERE role = 'unit'
"""
_APPLICATIONS: Final = """
INSERT INTO application (line, id, key, unit_id, unit_name, notice_id, issuer_id, route_number, levels, number,
  person_key, status, stage, returned_from, submission, seq, stage_since, submitted_at, updated_at, name, grading_class,
  standard,
  service_type, attachment_count, finding_count, search_text)
OVERRIDING SYSTEM VALUE
SELECT n + 1, pg_temp.identity(2, n), 'demo-' || lpad(n::text, 7, '0'), unit.id, unit.name, %(notice)s, %(issuer)s,
  1 + drawn.unit, 2, extract(year FROM to_timestamp(moment.submitted / 1000)) || '-D2-' || lpad(n::text, 7, '0'),
  lpad(to_hex(n), 64, '0'), drawn.status, drawn.stage,
  CASE WHEN drawn.status IN ('returned', 'terminated') THEN 'unit' ELSE '' END, 1, pg_temp.drawn(n, 11, 4),
  CASE WHEN drawn.stage <> '' THEN moment.submitted + pg_temp.drawn(n, 12, 3600000) END, moment.submitted,
  moment.submitted,
  drawn.name, drawn.class, drawn.class || '-' || lpad((1 + pg_temp.drawn(n, 13, 8))::text, 2, '0'),
  CASE WHEN pg_temp.drawn(n, 14, 5) = 0 THEN '晋升认定' ELSE '首次认定' END, 3 + pg_temp.drawn(n, 15, 17),
  (ARRAY[0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,2,2,2,3])[1 + pg_temp.drawn(n, 16, 20)],
  drawn.name || E'\\n142' || lpad(n::text, 8, '0') || (
    SELECT string_agg(E'\\n' || pg_temp.one_of(n, 20 + title, %(topics)s) || pg_temp.drawn(n, 30 + title, 100), '')
    FROM generate_series(1, 3) title)
FROM generate_series(0, %(rows)s - 1) n
CROSS JOIN LATERAL (SELECT
  floor(%(units)s * power(pg_temp.drawn(n, 1, 1000000) / 1000000.0, 2))::integer AS unit,
  CASE WHEN s.share < 10 THEN 'submitted' WHEN s.share < 12 THEN 'returned' WHEN s.share < 92 THEN 'approved'
    ELSE 'terminated' END AS status,
  CASE WHEN s.share < 10 THEN (ARRAY['unit', 'department-1', 'department-2', 'committee'])[1 + pg_temp.drawn(n, 3, 4)]
    ELSE '' END AS stage,
  pg_temp.one_of(n, 4, %(surnames)s) || pg_temp.one_of(n, 5, %(given)s)
    || CASE WHEN pg_temp.drawn(n, 6, 3) > 0 THEN pg_temp.one_of(n, 7, %(given)s) ELSE '' END AS name,
  pg_temp.one_of(n, 8, %(classes)s) AS class
  FROM (SELECT pg_temp.drawn(n, 2, 100) AS share) s) drawn
CROSS JOIN LATERAL (SELECT %(now)s - 60000::bigint * (1 + pg_temp.drawn(n, 9,
  CASE drawn.status WHEN 'submitted' THEN 86400 ELSE %(minutes)s END)) AS submitted) moment
JOIN organisation unit ON unit.id = pg_temp.identity(1, drawn.unit);
INSERT INTO application_search
SELECT line, folded, search_grams(folded)
FROM application, search_folded(concat_ws(E'\\n', search_text, number, key)) folded;
INSERT INTO handled (organisation_id, line)
SELECT desk.id, a.line
FROM application a JOIN organisation unit ON unit.id = a.unit_id
CROSS JOIN LATERAL (VALUES (1, a.unit_id), (2, unit.parent_id), (3, a.issuer_id)) desk (place, id)
WHERE desk.place <= CASE a.stage WHEN 'unit' THEN 0 WHEN 'department-1' THEN 1 WHEN 'department-2' THEN 2 ELSE 3 END
"""


def furnish_province(desk: Desk[SharedStore], rows: int) -> None:
    """Fills the furnished workspace with `rows` applications, and gives `READERS` their logins."""
    for county in range(COUNTIES):
        desk.organisation(f"C{county:02d}", OrganisationKind.DEPARTMENT, "D2", name=f"第{county}县人力资源和社会保障局")
    desk.person("county", Role.DEPARTMENT, "C07")
    desk.person("member", Role.MEMBER, "D2")
    make_logins(desk, *READERS)
    values = {
        "rows": rows,
        "units": UNITS,
        "counties": COUNTIES,
        "minutes": _MINUTES,
        "now": round(NOW.timestamp() * 1000),
        "issuer": desk.ids["D2"],
        "notice": desk.notice_id,
        "places": list(province.PLACES),
        "trades": list(province.TRADES),
        "kinds": list(province.KINDS),
        "topics": list(province.TOPICS),
        "surnames": list(province.SURNAMES),
        "given": list(province.GIVEN),
        "classes": list("ABBBBCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEE"),
    }
    conninfo = desk.store.address.conninfo(user="postgres")
    with psycopg.connect(conninfo) as connection, psycopg.ClientCursor(connection) as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET search_path = talentdesk, pg_catalog")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        indexes = _indexes(cursor)
        for name, _ in indexes:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        cursor.execute(_RANDOM)
        for statements in (_UNITS, _APPLICATIONS):
            for statement in statements.split(";\n"):
                cursor.execute(statement, values)
        for _, definition in indexes:
            cursor.execute(definition)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _indexes(cursor: Any) -> list[tuple[str, str]]:
    """Those of the lists, which are made faster when the rows are there."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'talentdesk'"
        " AND tablename IN ('application', 'application_search') AND indexname LIKE 'ix\\_%'"
    )
    found: list[tuple[str, str]] = cursor.fetchall()
    return found
