"""A person with an application of their own in the desk's workspace, and forms filled in the way they would."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent, Attachment
from desktop.domain.media import MediaType, sniff
from desktop.domain.terms import Role
from desktop.services.accounts import add_person
from desktop.services.catalogues import activate_catalogue
from desktop.services.draft_files import SlotPlace, TakenIn, keep_file, read_upload, slot_of
from desktop.services.drafting import OpenedForm, open_form, save_form
from desktop.services.drafts import start_draft
from desktop.services.notices import import_notice
from desktop.services.workspace import Workspace
from desktop.store.blobs import put_blob
from desktop.store.records.drafts import attach_file, save_draft
from tests.binding import all_read, all_ticked, bound
from tests.desk import CATALOGUE_FILE, NOTICE_TOML, PASSWORD, Desk
from tests.domain.applications import sample_catalogue
from tests.dossiers import UNIT, WrittenDossier, sample_dossier

NOTICE: Final = "2024-01"
OPEN: Final = "2024-02"
LOGIN: Final = "shen"


@dataclass
class Applicant:
    """Who fills in, and their draft."""

    desk: Desk
    workspace: Workspace
    application_id: str

    def opened(self) -> OpenedForm:
        return open_form(self.workspace, self.application_id)

    def save(self, content: ApplicationContent) -> OpenedForm:
        save_form(self.workspace, self.application_id, content, self.opened().saved.digest)
        return self.opened()

    def complete(self, **basic: Any) -> ApplicationContent:
        """A form without a fault; its files are kept."""
        dossier = sample_dossier(**basic)
        with self.workspace.store.write() as connection:
            for data in dossier.files.values():
                stored = put_blob(connection, io.BytesIO(data))
                attach_file(connection, self.application_id, stored, self.workspace.clock())
        return content_of(dossier)


def open_notice(desk: Desk) -> None:
    """One that is open by the clock of the desk and by that of a server (`OPEN`)."""
    file = desk.folder / "notice.toml"
    file.write_text(NOTICE_TOML.replace(NOTICE, OPEN).replace("closes = 2024", "closes = 2999"), encoding="utf-8")
    import_notice(desk.as_login("province"), file)


def new_applicant(desk: Desk, login: str = LOGIN, key: str = "draft-1", notice: str = NOTICE) -> Applicant:
    """Signs up, is bound to the unit, and begins an application with nothing but a name."""
    add_person(desk.as_login("admin"), login, PASSWORD, (Role.APPLICANT,), name="沈砚秋")
    bound(desk, login)
    all_read(desk)
    workspace = desk.as_login(login)
    begun = ApplicationContent(UNIT, {"basic": ({"name": "沈砚秋"},)})
    return Applicant(desk, workspace, all_ticked(workspace, start_draft(workspace, key, notice, begun)))


def content_of(dossier: WrittenDossier) -> ApplicationContent:
    """What the dossier holds, as a form holds it."""
    sections = {key: tuple(dict(record) for record in records) for key, records in dossier.manifest["sections"].items()}
    attachments = []
    for item in dossier.manifest["attachments"]:
        data = dossier.files[item["file"]]
        kind = sniff(data) or MediaType.PDF
        attachments.append(
            Attachment(
                item["section"],
                item.get("record"),
                item["slot"],
                item["name"],
                hashlib.sha256(data).hexdigest(),
                len(data),
                kind,
            )
        )
    return ApplicationContent(UNIT, sections, tuple(attachments))


def kept_by_an_older_catalogue(applicant: Applicant) -> str:
    """The draft, by one that had 传真 where there is 电子邮箱 now, and 推荐信 for 其他材料; returns its hash."""
    older = CATALOGUE_FILE.read_text(encoding="utf-8")
    for now, then in (
        ('"mobile", "email"', '"mobile", "fax"'),
        ('"email", label = "电子邮箱"', '"fax", label = "传真"'),
        ('key = "other"\nlabel = "其他材料"', 'key = "letter"\nlabel = "推荐信"'),
    ):
        assert now in older
        older = older.replace(now, then)
    activate_catalogue(applicant.desk.as_login("admin"), older, "older.toml")
    former = parse_catalogue(older, "older.toml").content_hash
    opened = applicant.opened()
    content = with_basic(opened.content, fax="0431-1234")
    with applicant.workspace.store.write() as connection:
        save_draft(connection, applicant.application_id, content, applicant.desk.clock(), opened.saved.digest, former)
    return former


def with_basic(content: ApplicationContent, **basic: Any) -> ApplicationContent:
    """The content with other values in 基本信息."""
    return replace(content, sections={**content.sections, "basic": ({**content.basic, **basic},)})


def taken_in(
    applicant: Applicant,
    content: ApplicationContent,
    place: SlotPlace,
    file: Path,
    progress: Callable[[int, int], None] | None = None,
) -> TakenIn:
    """A file of the disk is read and kept for a slot of the form as it is now."""
    slot = slot_of(sample_catalogue(), place)
    data = read_upload(content, place, file, slot, progress)
    return keep_file(applicant.workspace, applicant.application_id, content, place, file.name, data, slot)
