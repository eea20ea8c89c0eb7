"""Unlocking by the password of the same account: of a local workspace, and of a shared database by the server."""

import pytest

from desktop.services.accounts import change_password, disable_account
from desktop.services.problems import Unavailable, UnavailableCode
from desktop.services.unlocking import check_password
from desktop.services.workspace import Workspace
from tests.desk import PASSWORD, Desk


def refused(workspace: Workspace, password: str) -> UnavailableCode:
    with pytest.raises(Unavailable) as problem:
        check_password(workspace, password)
    return problem.value.code


def test_the_password_of_now_unlocks_and_nobody_elses(either_desk: Desk) -> None:
    hr = either_desk.as_login("hr")
    check_password(hr, PASSWORD)
    for wrong in ("nonsense", "", "x\0"):
        assert refused(hr, wrong) is UnavailableCode.WRONG_PASSWORD
    change_password(hr, PASSWORD, "another long one")
    assert refused(hr, PASSWORD) is UnavailableCode.WRONG_PASSWORD
    check_password(hr, "another long one")
    disable_account(either_desk.as_login("admin"), "hr")
    assert refused(hr, "another long one") in (UnavailableCode.ACCOUNT_DISABLED, UnavailableCode.WRONG_PASSWORD)
