"""The rules of a shared database with one check taken out, as statements that replace them."""

import re
from collections.abc import Iterator
from typing import Final

from desktop.store.migrations.statements import FOLDER
from tests.postgres.hostile.mutation_pieces import WITHIN

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
    "beside": ("form_disclose", "beside_check", "draft_start_beside", "application_file_beside"),
    "drafts": ("draft_begin", "draft_start", "own_to_fill_in", "draft_attach", "draft_save"),
}
"""Functions whose refusals are taken out one by one."""
LATER: Final = frozenset({"notices", "reading", "drafts", "self_checks", "beside"})
"""Parts that came with a later revision than the first of shared databases."""

_ASKED = re.compile(r"\n    WHEN (?:(?!\n    WHEN ).)*? THEN '[a-z_:]+'(?=\n    WHEN |\n  END\))", re.DOTALL)
_GUARD = re.compile(
    r"\n *(?:ELS)?IF (?:(?!\bIF\b|ELSIF).)*?PERFORM refuse\('[a-z_:]+'\);[^\n]*?\s*(?=END IF;)", re.DOTALL
)
_RIGHT = re.compile(r"^(?:REVOKE|GRANT|CREATE POLICY|DO \$\$.*?END \$\$).*?;$", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"PERFORM (?:require_\w+|login_(?:make|close|open))\([^;]*\);|require_(?:administrator|person)\(\);")

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
