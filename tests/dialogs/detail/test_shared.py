"""Reading in the detail dialog on a shared database, which masks numbers by itself."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.dialogs.detail.detail_dialog import DetailDialog
from desktop.dialogs.detail.reveal_button import RevealButton
from desktop.preview.host import PreviewHost
from desktop.store.tables import application_view
from desktop.widgets.banner import Banner
from desktop.widgets.labels import Label
from desktop.work.runner import BackgroundRunner
from tests.demo.sample import sample_catalogue
from tests.dialogs.review_room import services_of
from tests.postgres.office import NUMBER, Office, shared_office
from tests.postgres.server import Server
from tests.shared_postgres import NEWEST_ONLY
from tests.store.factory import CATALOGUE_HASH
from tests.work.gate import settle

MASKED = "1101**********002X"


@pytest.fixture
def office(postgres_server: Server) -> Iterator[Office]:
    with shared_office(postgres_server) as made:
        yield made


@NEWEST_ONLY
def test_a_number_is_asked_of_the_database_shown_and_hidden_and_a_sentence_says_why_not(
    qtbot: QtBot, office: Office, runner: BackgroundRunner, host: PreviewHost
) -> None:
    workspace = office.as_login("unit")
    workspace.catalogues[CATALOGUE_HASH] = sample_catalogue()
    seen = {
        "account_id": office.desk.ids["unit"],
        "application_id": office.application_id,
        "opened_at": office.desk.now,
    }
    with office.desk.store.write() as connection:
        connection.execute(application_view.insert().values(seen))
    dialog = DetailDialog(office.application_id, services_of(workspace), runner, host)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.loaded is not None, timeout=20_000)
    value, button = dialog.findChild(Label, "value-document_number"), dialog.findChild(RevealButton)
    assert value is not None
    assert button is not None
    assert value.text() == MASKED

    button.click()
    assert value.text() == MASKED
    qtbot.waitUntil(lambda: value.text() == NUMBER, timeout=20_000)
    assert button.accessibleName() == "隐藏号码"
    assert [kind for _, kind, _, _ in office.records if kind != "attachment"] == ["identity_number"]
    button.click()
    assert value.text() == MASKED

    button.click()
    button.click()
    settle(qtbot, runner)
    assert value.text() == MASKED

    with office.desk.store.write() as connection:
        connection.execute(text("UPDATE account SET disabled = 1 WHERE login = 'unit'"))
    button.click()
    banner = dialog.findChild(Banner, "detailBanner")
    assert banner is not None
    qtbot.waitUntil(banner.isVisible, timeout=20_000)
    assert "停用" in banner.accessibleName()
    assert (value.text(), button.isChecked()) == (MASKED, False)
    settle(qtbot, runner)
