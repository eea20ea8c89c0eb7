"""What verifying the audit reads, asked as every kind of login: administrators and auditors are told, in digests."""

import pytest

from tests.postgres.hostile.attackers import DONE, Answer
from tests.postgres.hostile.conftest import Siege
from tests.postgres.hostile.furnished import CLOSED, LOGINS, OWNER

VERIFYING = ("admin", "auditor")
READING = (
    *("read_audit_entries()", "read_audit_ordered()", "read_audit_until(1000)", "read_audit_heads(1000)"),
    *("read_audit_wrong_heads()", "read_audit_decisions()", "read_audit_submissions()", "read_audit_deletions()"),
)
_THERE = """SELECT p.proname FROM pg_proc p
WHERE p.pronamespace = 'talentdesk'::regnamespace AND pg_get_userbyid(p.proowner) = 'talentdesk_verifier'"""


def asked(siege: Siege, login: str) -> dict[str, Answer]:
    return {call: siege.attackers.attack(login, f"SELECT * FROM talentdesk.{call}") for call in READING}


def test_these_are_all_functions_that_read_for_it(siege: Siege) -> None:
    there = {name for (name,) in siege.attackers.connection(OWNER).execute(_THERE.encode()).fetchall()}
    assert there == {call.partition("(")[0] for call in READING}


@pytest.mark.parametrize("login", [login for login in LOGINS if login not in VERIFYING])
def test_nobody_else_is_told_anything_or_gives_an_order(siege: Siege, login: str) -> None:
    for call, answer in asked(siege, login).items():
        assert (answer.rows, siege.told_secrets(answer)) == ((), []), call
    assert siege.attackers.attack(login, "SELECT talentdesk.audit_order()").code == "audit_not_allowed"


@pytest.mark.parametrize("login", VERIFYING)
def test_who_verifies_is_told_digests_and_no_words(siege: Siege, login: str) -> None:
    answers = asked(siege, login)
    assert {call for call, answer in answers.items() if answer.rows} >= {READING[0], READING[1], READING[5], READING[6]}
    words = str([answer.rows for answer in answers.values()])
    owner = siege.attackers.connection(OWNER)
    written = owner.execute(
        "SELECT comment FROM talentdesk.decision UNION SELECT meeting FROM talentdesk.decision"
        " UNION SELECT content FROM talentdesk.submission UNION SELECT name FROM talentdesk.application"
    ).fetchall()
    assert len(written) > 3
    assert [word for (word,) in written if len(word) > 2 and word in words] == []
    assert siege.attackers.attack(login, "SELECT talentdesk.audit_order()").code == DONE
    kept = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
    assert siege.attackers.attack(login, kept, "SELECT talentdesk.audit_order()").code == "isolation"


def test_nobody_puts_an_export_on_record_that_is_nobodys(siege: Siege) -> None:
    for exported in ("list_exported({})", "form_exported('application_form', {})"):
        call = f"SELECT talentdesk.{exported}"
        outcomes = {login: siege.attackers.attack(login, call.format(3)).code for login in (*LOGINS, CLOSED)}
        assert outcomes[CLOSED] == "not_allowed"
        assert outcomes["unit"] == DONE
        for number in ("NULL", "-1"):
            assert siege.attackers.attack("unit", call.format(number)).code == "direct"
        kept = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
        assert siege.attackers.attack("unit", kept, call.format(3)).code == "isolation"
    for form in ("NULL", "'another'"):
        assert siege.attackers.attack("unit", f"SELECT talentdesk.form_exported({form}, 1)").code == "direct"
