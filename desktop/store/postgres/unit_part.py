"""Which rows of a shared database one unit takes with it when it moves out. By the owner, who may read everything.

Its submitted applications and what they refer to. What others keep for themselves stays: drafts of applicants, what
desks above have opened, typed and saved. Chains of registers cannot be cut, so they come whole: ids and digests, and
of organisations names, of all who are in the registers. The chains of other units' applications stay.
"""

from typing import Final

HELD: Final = """WITH RECURSIVE
  mine AS NOT MATERIALIZED (SELECT * FROM application a WHERE a.unit_id = {unit} AND a.submission > 0),
  filed AS (SELECT * FROM submission WHERE application_id IN (SELECT id FROM mine)),
  announced AS (SELECT * FROM notice WHERE id IN (SELECT notice_id FROM mine)),
  enclosed AS (
    SELECT sha256 FROM attachment WHERE submission_id IN (SELECT id FROM filed)
    UNION SELECT sha256 FROM notice_file WHERE published = 1 AND notice_id IN (SELECT id FROM announced)),
  desk AS (SELECT m.account_id FROM membership m WHERE m.organisation_id = {unit}),
  involved AS (
    SELECT account_id FROM desk
    UNION SELECT {administrator}
    UNION SELECT applicant_id FROM mine WHERE applicant_id IS NOT NULL
    UNION SELECT account_id FROM filed
    UNION SELECT account_id FROM decision WHERE application_id IN (SELECT id FROM mine)
    UNION SELECT account_id FROM deletion WHERE application_id IN (SELECT id FROM mine)
    UNION SELECT account_id FROM original_check WHERE application_id IN (SELECT id FROM mine)
    UNION SELECT account_id FROM self_check WHERE application_id IN (SELECT id FROM mine)
    UNION SELECT account_id FROM beside WHERE application_id IN (SELECT id FROM mine)
    UNION SELECT added_by FROM notice_file WHERE notice_id IN (SELECT id FROM announced)
    UNION SELECT closed_by FROM notice_closing WHERE notice_id IN (SELECT id FROM announced)
    UNION SELECT account_id FROM binding WHERE unit_id = {unit}
    UNION SELECT decided_by FROM binding WHERE unit_id = {unit} AND decided_by IS NOT NULL),
  itself (id) AS (SELECT {unit}),
  catalogued AS (
    SELECT catalogue_hash FROM filed
    UNION SELECT catalogue_hash FROM announced),
  concerned (id) AS (
    SELECT {unit}
    UNION SELECT issuer_id FROM mine
    UNION SELECT department_id FROM route_department WHERE route_number IN (SELECT route_number FROM mine)
    UNION SELECT organisation_id FROM decision WHERE application_id IN (SELECT id FROM mine)
    UNION SELECT organisation_id FROM original_check WHERE application_id IN (SELECT id FROM mine)),
  above (id) AS (
    SELECT id FROM concerned
    UNION SELECT o.parent_id FROM organisation o JOIN above ON above.id = o.id WHERE o.parent_id IS NOT NULL)"""
"""What `CONDITIONS` speak of: ids of the unit's applications, its people, all who were involved, organisations."""

_OF_MINE: Final = "application_id IN (SELECT id FROM mine)"
_OF_THE_DESK: Final = "account_id IN (SELECT account_id FROM desk)"

CONDITIONS: Final = {
    "account": "id IN (SELECT account_id FROM involved)",
    "applicant": "account_id IN (SELECT account_id FROM involved)",
    "application": "id IN (SELECT id FROM mine)",
    "application_view": f"{_OF_MINE} AND {_OF_THE_DESK}",
    "attachment": "submission_id IN (SELECT id FROM filed)",
    "attachment_view": f"{_OF_MINE} AND {_OF_THE_DESK}",
    "audit": "NOT starts_with(chain, 'application:') OR substr(chain, 13) IN (SELECT id FROM mine)",
    "beside": _OF_MINE,
    "binding": "unit_id IN (SELECT id FROM itself)",
    "blob": "sha256 IN (SELECT sha256 FROM enclosed)",
    "blob_chunk": "sha256 IN (SELECT sha256 FROM enclosed)",
    "catalogue": "hash IN (SELECT catalogue_hash FROM catalogued)",
    "comment_draft": f"{_OF_MINE} AND {_OF_THE_DESK}",
    "decision": _OF_MINE,
    "deletion": _OF_MINE,
    "disclosure": f"{_OF_THE_DESK} AND (application_id = '' OR {_OF_MINE})",
    "draft": "false",
    "draft_file": "false",
    "handled": "line IN (SELECT line FROM mine)",
    "membership": """account_id IN (SELECT account_id FROM involved)
      AND (organisation_id IS NULL OR organisation_id IN (SELECT id FROM above))""",
    "notice": "id IN (SELECT id FROM announced)",
    "notice_closing": "notice_id IN (SELECT id FROM announced)",
    "notice_draft": "false",
    "notice_file": "published = 1 AND notice_id IN (SELECT id FROM announced)",
    "number_series": "issuer IN (SELECT split_part(number, '-', 2) FROM mine)",
    "organisation": "id IN (SELECT id FROM above)",
    "original_check": _OF_MINE,
    "password_due": "account_id IN (SELECT account_id FROM involved)",
    "phrase": _OF_THE_DESK,
    "recovery_code": "false",
    "route": "number IN (SELECT route_number FROM mine)",
    "route_department": "route_number IN (SELECT route_number FROM mine)",
    "saved_filter": _OF_THE_DESK,
    "self_check": _OF_MINE,
    "setting": "true",
    "submission": _OF_MINE,
}
"""For each table; a test compares its names with the tables."""
