"""An applicant's form with its files: the same of a local workspace and, by their own login, of a shared database."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, Role, Status
from desktop.services.accounts import add_person
from desktop.services.catalogues import activate_catalogue
from desktop.services.draft_files import SlotPlace, TakenIn, form_file
from desktop.services.drafting import DraftChanged, open_form, save_form
from desktop.services.drafts import delete_form, start_draft
from desktop.services.interruption import Interrupt, ended_by
from desktop.services.problems import Interrupted, RefusalCode, Refused
from desktop.services.submitting import submit_form
from desktop.store.tables import blob, draft, draft_file
from tests.binding import all_read, all_ticked, bound
from tests.desk import CATALOGUE_FILE, PASSWORD, Desk
from tests.dossiers import PDF, UNIT, another_person, sample_dossier
from tests.midway import Moment, at
from tests.services.forms import NOTICE, OPEN, Applicant, content_of, open_notice, taken_in, with_basic

CERTIFICATE = SlotPlace("education", "e1", "certificate")


@dataclass
class Person(Applicant):
    """With the slots of the sample's dossier filled from files of the disk."""

    def attach(self, data: bytes, name: str = "证书.pdf", place: SlotPlace = CERTIFICATE) -> TakenIn:
        file = self.desk.folder / name
        file.write_bytes(data)
        return taken_in(self, self.opened().content, place, file)

    def filled(self, *taken: TakenIn) -> ApplicationContent:
        form = self.opened().content
        record = {"id": "e1", "school": "吉林大学"}
        return replace(
            form, sections={**form.sections, "education": (record,)}, attachments=tuple(one.attachment for one in taken)
        )

    def read(self, taken: TakenIn) -> bytes:
        return form_file(self.workspace, self.application_id, taken.attachment.sha256)


def person(desk: Desk, login: str = "shen", notice: str = OPEN, **basic: str) -> Person:
    add_person(desk.as_login("admin"), login, PASSWORD, (Role.APPLICANT,), name="沈砚秋")
    bound(desk, login)
    all_read(desk)
    workspace = desk.as_login(login)
    begun = ApplicationContent(UNIT, {"basic": ({"name": "沈砚秋", **basic},)})
    return Person(desk, workspace, all_ticked(workspace, start_draft(workspace, f"draft-{login}", notice, begun)))


@pytest.fixture
def desk(either_desk: Desk) -> Desk:
    open_notice(either_desk)
    return either_desk


@pytest.fixture
def shen(desk: Desk) -> Person:
    return person(desk)


def stored(desk: Desk, *taken: TakenIn) -> list[bool]:
    """Whether there are bytes of these."""
    with desk.tables() as connection:
        there = set(connection.scalars(select(blob.c.sha256)))
    return [one.attachment.sha256 in there for one in taken]


def refused(call: Any, *values: Any, **further: Any) -> Any:
    try:
        call(*values, **further)
    except Rejected as problem:
        return problem.code
    except Refused as problem:
        return problem.refusal.code
    raise AssertionError("nothing was refused")


def test_a_file_of_a_draft_is_its_applicants_from_the_upload_to_the_submission(desk: Desk, shen: Person) -> None:
    taken = shen.attach(PDF + b"x" * 1_200_000)
    assert shen.read(taken) == taken.content
    kept = shen.save(shen.filled(taken))
    assert kept.content.attachments == (taken.attachment,)
    assert shen.read(taken) == taken.content


@pytest.mark.parametrize("moment", [Moment.ASKED, Moment.WRITTEN])
def test_of_a_file_that_is_given_up_on_its_way_nothing_is_stored(desk: Desk, shen: Person, moment: Moment) -> None:
    interrupt, data = Interrupt(), PDF + b"x" * 1_200_000
    words = "draft_attach" if shen.workspace.shared else "INSERT INTO draft_file"
    with at(moment, words, interrupt.cancel), ended_by(interrupt), pytest.raises(Interrupted):
        shen.attach(data)
    with desk.tables() as connection:
        assert hashlib.sha256(data).hexdigest() not in set(connection.scalars(select(blob.c.sha256)))
    assert stored(desk, shen.attach(data)) == [True]


def test_who_knows_a_digest_has_not_the_file(desk: Desk, shen: Person) -> None:
    taken = shen.attach(PDF + b"of shen")
    shen.save(shen.filled(taken))
    lin = person(desk, "lin")
    sha256, before = taken.attachment.sha256, lin.opened().saved.digest
    assert refused(form_file, lin.workspace, shen.application_id, sha256) is RefusalCode.NOT_FOUND
    assert refused(form_file, lin.workspace, lin.application_id, sha256) is RejectionCode.NO_SUCH_ATTACHMENT
    assert refused(lin.save, lin.filled(taken)) is RejectionCode.NO_SUCH_ATTACHMENT
    filed = content_of(sample_dossier("app-0"))
    with_another = replace(lin.filled(), attachments=filed.attachments[:1])
    assert refused(lin.save, with_another) is RejectionCode.NO_SUCH_ATTACHMENT
    assert lin.opened().saved.digest == before
    own = lin.attach(PDF + b"of shen")
    assert lin.save(lin.filled(own)).content.attachments[0].sha256 == sha256
    shen.save(shen.filled())
    assert lin.read(own) == taken.content
    delete_form(lin.workspace, lin.application_id)
    assert stored(desk, taken) == [False]


def test_what_the_form_no_longer_names_is_not_kept(desk: Desk, shen: Person) -> None:
    first, second = (shen.attach(PDF + data, f"{data!r}.pdf") for data in (b"1", b"2"))
    shen.save(shen.filled(first))
    assert stored(desk, first, second) == [True, True]  # as yet unnamed, the second may be on its way
    shen.save(shen.filled(second))
    assert stored(desk, first, second) == [False, True]
    assert refused(shen.read, first) is RejectionCode.NO_SUCH_ATTACHMENT


def test_a_file_taken_out_comes_back_with_its_bytes(desk: Desk, shen: Person) -> None:
    taken = shen.attach(PDF + b"1")
    shen.save(shen.filled(taken))
    again = shen.opened().content
    shen.save(shen.filled())
    base = shen.opened().saved.digest
    save = (shen.workspace, shen.application_id, again, base, "")
    assert refused(save_form, *save) is RejectionCode.NO_SUCH_ATTACHMENT
    save_form(*save, {taken.attachment.sha256: taken.content})
    assert (shen.opened().content, shen.read(taken)) == (again, taken.content)


def test_the_second_of_two_windows_is_told(desk: Desk, shen: Person) -> None:
    opened = shen.opened()
    shen.save(with_basic(opened.content, position="研究员"))
    with pytest.raises(DraftChanged) as told:
        save_form(
            shen.workspace,
            shen.application_id,
            with_basic(opened.content, position="院长"),
            opened.saved.digest,
        )
    there = shen.opened().saved
    assert (told.value.digest, told.value.saved_at) == (there.digest, there.saved_at)
    assert desk.is_now(there.saved_at)


def test_a_draft_keeps_the_catalogue_it_was_begun_by(desk: Desk, shen: Person) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8").replace('label = "电子邮箱"', 'label = "邮箱"')
    former = parse_catalogue(text, "older.toml")
    activate_catalogue(desk.as_login("admin"), text, "older.toml")
    opened = shen.opened()
    changed = with_basic(opened.content, position="研究员")
    save_form(shen.workspace, shen.application_id, changed, opened.saved.digest, former.content_hash)
    again = shen.opened()
    assert again.catalogue.content_hash == former.content_hash
    assert again.next_catalogue is not None


def test_a_form_is_submitted_returned_filled_in_further_and_submitted_again(desk: Desk, shen: Person) -> None:
    content = complete(shen)
    files = [(item.sha256, form_file(shen.workspace, shen.application_id, item.sha256)) for item in content.attachments]
    shen.save(content)
    done = submit_form(shen.workspace, shen.application_id, content, shen.opened().saved.digest, pledged=True)
    assert done.submission == 1
    with desk.tables() as connection:
        assert connection.execute(select(draft)).all() == connection.execute(select(draft_file)).all() == []
    listed = desk.detail("hr", done.number)
    assert listed.row.status is Status.SUBMITTED
    assert [form_file(shen.workspace, shen.application_id, sha256) for sha256, _ in files] == [
        data for _, data in files
    ]
    assert refused(open_form, shen.workspace, shen.application_id) is RefusalCode.NOT_ALLOWED
    desk.act("hr", Action.RETURN, done.number, comment="请补充")
    opened = shen.opened()
    assert opened.content.basic["document_number"] == content.basic["document_number"]
    answer = with_basic(opened.content, position="院长")
    again = submit_form(shen.workspace, shen.application_id, answer, opened.saved.digest, pledged=True)
    assert (again.submission, again.number) == (2, done.number)
    assert refused(delete_form, shen.workspace, shen.application_id) is RefusalCode.NOT_ALLOWED


def complete(shen: Person) -> ApplicationContent:
    """A form without a fault, of somebody who has applied for nothing else."""
    return shen.complete(document_number=another_person(8))


def test_a_second_application_of_a_person_is_refused_and_the_draft_stays(desk: Desk, shen: Person) -> None:
    person(desk, "lin", document_number=another_person(8))
    content = complete(shen)
    shen.save(content)
    told = refused(submit_form, shen.workspace, shen.application_id, content, shen.opened().saved.digest, pledged=True)
    assert told is RejectionCode.SECOND_APPLICATION
    assert shen.opened().content.attachments == content.attachments


def test_the_window_of_a_notice_is_that_of_the_stores_clock(desk: Desk) -> None:
    shen = person(desk, notice=NOTICE)
    content = complete(shen)
    call = (submit_form, shen.workspace, shen.application_id, content, shen.opened().saved.digest)
    if desk.is_now(datetime.now(UTC)):
        assert refused(*call, pledged=True) is RejectionCode.NOT_IN_WINDOW
    else:
        assert submit_form(*call[1:], pledged=True).submission == 1


def test_what_is_deleted_leaves_neither_form_nor_files(desk: Desk, shen: Person) -> None:
    taken = shen.attach(PDF + b"1")
    shen.save(shen.filled(taken))
    assert refused(delete_form, desk.as_login("hr"), shen.application_id) is RefusalCode.NOT_FOUND
    delete_form(shen.workspace, shen.application_id)
    assert stored(desk, taken) == [False]
    with desk.tables() as connection:
        assert connection.scalars(select(draft.c.application_id)).all() == []
    assert refused(open_form, shen.workspace, shen.application_id) is RefusalCode.NOT_FOUND


def test_files_have_a_limit_together(desk: Desk, shen: Person) -> None:
    with desk.tables() as connection:
        values = {"application_id": shen.application_id, "sha256": "0" * 64, "size": 1 << 29, "added_at": desk.clock()}
        connection.execute(blob.insert().values(sha256="0" * 64, size=1))
        connection.execute(draft_file.insert().values(values))
    assert refused(shen.attach, PDF) is RejectionCode.FORM_FILES_FULL
