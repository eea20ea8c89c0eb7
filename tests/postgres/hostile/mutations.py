"""The rules of a shared database with one check taken out, as statements that replace them."""

import re
from collections.abc import Iterator
from typing import Final

from desktop.store.migrations.statements import FOLDER

CHECKED: Final = {
    "decisions": ("decision_check",),
    "logins": (
        *("require_verifier", "login_make", "login_close", "login_open", "require_administrator", "account_add"),
        *("account_rename", "account_close", "account_reopen", "membership_add"),
    ),
    "people": ("require_present",),
    "desk": (
        *("require_person", "require_readable", "require_attachment", "require_text", "require_line"),
        *("application_opened", "attachment_opened", "original_verified", "comment_draft_save"),
        *("comment_draft_discard", "phrases_replace", "saved_filter_add", "saved_filter_change", "saved_filter_remove"),
    ),
    "registers_by_people": (
        *("organisation_put", "organisation_hung", "notice_put", "catalogue_activate", "setting_put"),
    ),
    "evidence": ("attachment_disclose", "identity_number_disclose", "export_disclose", "person_look_up"),
    "uploads": ("require_filer", "upload_chunk", "upload_end", "upload_used"),
    "intents": ("filing_announce", "intent_of", "filing_answer", "filing_attempt"),
    "filing": (*("filing_refusal", "application_begin", "application_file", "require_own", "application_delete"),),
    "notices": (
        *("require_notice_draft", "require_own_notice", "notice_draft_save", "notice_draft_discard", "notice_publish"),
        *("notice_file_add", "notice_file_remove", "notice_move"),
    ),
    "reading": ("notice_open", "self_check_tick"),
    "self_checks": ("catalogue_terms_put", "submission_of_applicant"),
    "drafts": ("draft_start", "own_to_fill_in", "draft_attach", "draft_save"),
}
"""Functions whose refusals are taken out one by one."""
LATER: Final = frozenset({"notices", "reading", "drafts", "self_checks"})
"""Parts that came with a later revision than the first of shared databases."""

_ASKED = re.compile(r"\n    WHEN (?:(?!\n    WHEN ).)*? THEN '[a-z_:]+'(?=\n    WHEN |\n  END\))", re.DOTALL)
_GUARD = re.compile(
    r"\n *(?:ELS)?IF (?:(?!\bIF\b|ELSIF).)*?PERFORM refuse\('[a-z_:]+'\);[^\n]*?\s*(?=END IF;)", re.DOTALL
)
_RIGHT = re.compile(r"^(?:REVOKE|GRANT|CREATE POLICY|DO \$\$.*?END \$\$).*?;$", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"PERFORM (?:require_\w+|login_(?:make|close|open))\([^;]*\);|require_(?:administrator|person)\(\);")

WITHIN: Final = {
    ("notices", "require_notice_draft"): (" AND d.issuer_id IN (SELECT my_organisations('department'))",),
    ("notices", "require_own_notice"): (" AND n.issuer_id IN (SELECT my_organisations('department'))",),
    ("notices", "sees_notice_file"): ("me() IS NOT NULL AND ", " AND f.sha256 = digest", "f.published = 1 OR "),
    ("notices", "notice_file_size"): (" AND sees_notice_file(identity, digest)",),
    ("notices", "notice_file_chunk"): (" AND sees_notice_file(identity, digest)",),
    ("reading", "reading_left"): ("r.account_id = me_as('applicant') AND ", "greatest(0, "),
    ("people", "me"): (" AND a.disabled = 0",),
    ("people", "my_organisations"): (" AND m.role = ANY (roles)",),
    ("people", "may_read"): (
        "a.status <> 'draft' AND a.unit_id",
        "a.status <> 'draft' AND a.route_number",
        "a.reached_committee = 1 AND ",
        "\n      AND (a.deleted_at IS NULL OR EXISTS (\n"
        "        SELECT 1 FROM decision d WHERE d.application_id = a.id\n"
        "          AND d.organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary')))))",
    ),
    ("decisions", "decision_check"): (
        "d.application_id = NEW.application_id OR ",
        " OR may_read(d.application_id)",
        "NEW.recorded_at := now_milliseconds();",
        "NEW.decided_at := NEW.recorded_at;",
        "NEW.origin := 'online';",
        "NEW.submission IS DISTINCT FROM s.submission OR ",
        " OR NEW.seq IS DISTINCT FROM s.seq",
        "t.application_id = NEW.application_id AND ",
        " AND t.desk = NEW.desk\n",
        " AND t.organisation_id = NEW.organisation_id",
        " AND t.account_id = NEW.account_id",
    ),
    ("intents", "may_file"): (" AND t.account_id = me()",),
    ("intents", "new_filing_desks"): (
        " WHERE unit IN (SELECT my_organisations('unit'))",
        " AND r.department IN (SELECT my_organisations('department'))",
        " WHERE me_as('applicant') IS NOT NULL",
    ),
    ("intents", "filing_announce"): (
        "NOT EXISTS (SELECT 1 FROM new_filing_desks(unit, notice_asked)) AND ",
        " AND may_file(a.id)",
        " AND o.kind = 'unit'",
    ),
    ("intents", "intent_of"): (
        " AND i.account_id = me()",
        " AND i.announced_at > now_milliseconds() - 2 * 3600 * 1000",
        "\n    AND i.transaction IS DISTINCT FROM pg_current_xact_id_if_assigned()",
    ),
    ("intents", "filing_answer"): ("EXISTS (SELECT 1 FROM applicant p WHERE ",),
    ("intents", "filing_desks"): (" AND t.account_id = me()", " AND t.desk <> 'secretary'"),
    ("uploads", "require_filer"): ("m.account_id = me() AND ", " AND m.role IN ('applicant', 'unit', 'department')"),
    ("filing", "require_own"): (" AND a.applicant_id = me_as('applicant')",),
    ("drafts", "own_to_fill_in"): (" OR a.deleted_at IS NOT NULL",),
    ("drafts", "is_own"): ("may_read(identity)\n    AND ", " AND a.applicant_id = me_as('applicant')"),
    ("drafts", "bytes_at_hand"): (
        " AND u.sha256 = digest",
        "x.application_id = of_application AND ",
        " AND t.sha256 = digest",
        "is_own(of_application)\n      AND ",
        "f.application_id = of_application AND ",
        " AND f.sha256 = digest",
    ),
    ("drafts", "draft_attach"): (" AND u.sha256 = digest;\n  PERFORM",),
    ("drafts", "draft_save"): (
        "d.application_id = identity AND d.sha256 = f.sha256)",
        "\n      AND NOT encloses(identity, f.sha256)",
        " AND d.sha256 NOT IN (SELECT files_of_form(filled))",
        "d.added_at < moment - 600000 OR ",
        "d.application_id = identity AND d.sha256 NOT IN",
        " OR d.sha256 IN (SELECT files_of_form(before))",
    ),
    ("self_checks", "submission_of_applicant"): (
        "b.account_id = a.applicant_id AND ",
        " AND b.unit_id = a.unit_id",
        "a.id = NEW.application_id AND ",
        " AND b.state = 'bound'",
        "s.application_id = NEW.application_id AND ",
        " AND s.condition_key = t.key",
    ),
    ("self_checks", "last_outcome_of"): (
        "a.person_key = mine.person_key AND ",
        " AND a.status = outcome",
        " AND a.deleted_at IS NULL",
    ),
    ("drafts", "form_submitted"): (" AND a.status = 'returned'", " AND is_own(identity)"),
    ("drafts", "draft_file_size"): (
        "f.application_id = of_application AND ",
        " AND f.sha256 = digest",
        " AND is_own(of_application)",
    ),
    ("drafts", "draft_file_chunk"): (
        "f.application_id = of_application AND ",
        " AND f.sha256 = digest",
        " AND is_own(of_application)",
    ),
    ("filing", "is_content"): (
        "\n        OR e.value ->> 'sha256' !~ '^[0-9a-f]{64}$'",
        " OR e.value ->> 'size' !~ '^\\d{1,9}$'",
    ),
    ("logins", "is_person"): (
        " AND m.roleid = 'talentdesk_person'::regrole",
        " AND NOT pg_has_role(r.oid, 'talentdesk_owner', 'MEMBER')",
        "AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)",
    ),
    ("evidence", "is_disclosed"): (
        "d.account_id = me() AND ",
        " AND d.kind = what",
        " AND d.application_id = of_application",
        " AND d.subject = of_subject",
        "d.at >= since AND ",
        " AND d.made_by IS DISTINCT FROM pg_current_xact_id_if_assigned()",
    ),
    ("evidence", "encloses"): (" AND s.application_id = of_application",),
    ("evidence", "attachment_size"): (
        " AND may_read(of_application)",
        "\n    AND is_disclosed('attachment', of_application, digest, 0)",
    ),
    ("evidence", "attachment_chunk"): (
        " AND may_read(of_application)",
        "\n    AND is_disclosed('attachment', of_application, digest, 0)",
    ),
    ("evidence", "content_shown"): (" AND may_read(s.application_id)",),
    ("evidence", "identity_number_differs"): ("may_read(of_application)\n    AND ",),
    ("evidence", "identity_number"): (
        "may_read(of_application)\n    AND ",
        "\n    AND is_disclosed('identity_number', of_application, in_submission::text, a_minute_ago())",
    ),
    ("evidence", "may_export"): (
        "may_read(identity) AND ",
        "a.unit_id IN (SELECT my_organisations('unit'))",
        "a.applicant_id = me_as('applicant')",
    ),
    ("evidence", "exported_content"): (
        " AND may_export(of_application)",
        "\n    AND is_disclosed('export', of_application, in_submission::text, a_minute_ago())",
    ),
    ("evidence", "lines_looked_up"): ("\n  WHERE is_disclosed('look_up', '', asked.person, 0)",),
    ("logins", "account_close"): (" AND a.disabled = 0\n",),
    ("logins", "login_close"): ("IF is_person(login) THEN",),
    ("desk", "require_attachment"): ("s.application_id = of_application AND ", " AND t.sha256 = digest"),
    ("desk", "require_text"): ("written IS NULL OR ", " OR length(written) > longest"),
    ("desk", "original_verified"): (
        "t.application_id = of_application AND ",
        "t.organisation_id = at_organisation AND ",
        " AND t.account_id = actor",
        "c.application_id = of_application AND ",
        "c.sha256 = digest AND ",
        " AND c.organisation_id = at_organisation",
    ),
    ("desk", "comment_draft_save"): (" WHERE e.value IS NOT NULL", " IS TRUE"),
    ("desk", "comment_draft_discard"): ("c.account_id = actor AND ", " AND c.application_id = of_application"),
    ("desk", "phrases_replace"): (
        " WHERE p.account_id = actor",
        "p.written IS NULL OR ",
        "is_blank(p.written) OR ",
        " OR length(p.written) > 20000",
    ),
    ("desk", "saved_filter_add"): ("WHERE f.account_id = actor", "least(since, now_milliseconds())"),
    ("desk", "saved_filter_change"): ("f.account_id = actor AND ", " AND f.id = identity"),
    ("desk", "saved_filter_remove"): ("f.account_id = actor AND ", " AND f.id = identity"),
    ("registers_by_people", "organisation_put"): (
        "new_kind = 'unit' AND new_code",
        "new_kind = 'unit' AND above",
        " AND o.kind = 'department'",
        " AND o.name = new_name",
        " AND o.parent_id IS NOT DISTINCT FROM above",
    ),
    ("registers_by_people", "organisation_hung"): ("upwards + ", " + below", " AND o.kind = 'department'"),
    ("registers_by_people", "notice_put"): ("issuer IS NULL OR ", "n.id = identity AND ", " AND n.issuer_id <> issuer"),
    ("registers_by_people", "notice_used"): (
        "n.id = identity AND ",
        " AND n.issuer_id IN (SELECT my_organisations('department'))",
    ),
    ("registers_by_people", "catalogue_activate"): (
        "digest IS NULL OR ",
        "new_key IS NULL OR ",
        ", (SELECT max(c.changed_at) + 1 FROM catalogue c WHERE c.key = new_key)",
    ),
}
"""Parts of a condition that count by themselves."""
OF_EVIDENCE: Final = {*CHECKED["evidence"], *(name for part, name in WITHIN if part == "evidence")}
_KEPT = {
    "greatest(0, ": "(",
    "d.application_id = identity AND d.sha256 = f.sha256)": "d.sha256 = f.sha256)",
    "d.application_id = identity AND d.sha256 NOT IN": "d.sha256 NOT IN",
    " AND u.sha256 = digest;\n  PERFORM": ";\n  PERFORM",
    "a.status <> 'draft' AND ": "",
    "IF is_person(login) THEN": "IF true THEN",
    "EXISTS (SELECT 1 FROM applicant p WHERE ": "EXISTS (SELECT 1 FROM applicant p WHERE false AND ",
    " AND t.desk = NEW.desk\n": "\n",
    "least(since, now_milliseconds())": "coalesce(since, now_milliseconds())",
    "new_kind = 'unit' AND new_code": "new_code",
    "new_kind = 'unit' AND above": "above",
    "a.unit_id IN (SELECT my_organisations('unit'))": "true",
    "a.applicant_id = me_as('applicant')": "true",
}


def text_of(part: str) -> str:
    (file,) = FOLDER.glob(f"r*/postgresql/{part}.sql") if part in LATER else [FOLDER / f"r0002/postgresql/{part}.sql"]
    return file.read_text(encoding="utf-8")


def function(part: str, name: str) -> str:
    """The statement that makes a function, to be run over the one that is there."""
    found = re.search(rf"CREATE (?:OR REPLACE )?FUNCTION {name}\(.*?\$\$;\n", text_of(part), re.DOTALL)
    assert found is not None, name
    return re.sub("^CREATE (OR REPLACE )?FUNCTION ", "CREATE OR REPLACE FUNCTION talentdesk.", found[0])


def mutations(*parts: str) -> Iterator[tuple[str, str]]:
    """Each check of these files by name, with the function as it would be without it."""
    for part in parts:
        for name in CHECKED[part]:
            whole = function(part, name)
            for pattern in (_ASKED, _GUARD, _CALL):
                for found in pattern.finditer(whole):
                    yield f"{name}: {_short(found[0])}", _without(whole, found)
    for (part, name), pieces in WITHIN.items():
        if part not in parts:
            continue
        whole = function(part, name)
        for piece in pieces:
            assert whole.count(piece) == 1, (name, piece, whole.count(piece))
            kept = piece.rpartition(" AND ")[2] if piece.startswith("a.status") else _KEPT.get(piece, "")
            if piece.startswith("\n      AND (a.deleted_at"):
                kept = ")"
            yield f"{name}, within: {_short(piece)}", whole.replace(piece, kept)


def rights() -> Iterator[tuple[str, str]]:
    """Each statement of the rights, with the one that takes it back."""
    for statement in _RIGHT.findall(text_of("rights")):
        if statement.startswith("GRANT"):
            undone = f"REVOKE{statement.removeprefix('GRANT')}".replace(
                " TO talentdesk_person", " FROM talentdesk_person"
            )
        elif statement.startswith("CREATE POLICY"):
            undone = "DROP POLICY {} ON {}".format(*re.findall(r"POLICY (\w+) ON (\w+)", statement)[0])
        elif statement.startswith("DO"):
            undone = statement.replace("ENABLE ROW", "DISABLE ROW")
        else:
            undone = "SELECT 1"
        yield _short(statement), undone


def _without(whole: str, found: re.Match[str]) -> str:
    start, end = found.span()
    text = found[0]
    if text in ("require_administrator();", "require_person();"):
        return f"{whole[:start]}coalesce(me(), 'nobody');{whole[end:]}"
    if text.startswith("PERFORM"):
        return f"{whole[:start]}NULL;{whole[end:]}"
    if text.lstrip().startswith("IF"):  # what is left of the statement needs a condition
        return f"{whole[:start]}\n  IF false THEN NULL; {whole[end:]}"
    return whole[:start] + whole[end:]


def _short(text: str) -> str:
    return " ".join(text.split())[:110]
