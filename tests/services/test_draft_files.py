"""Files of a form: the rule of the slot in words, whatever somebody tries to upload."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.draft_files import SlotPlace, TakenIn, form_file, write_file
from desktop.services.interruption import Interrupt, ended_by
from desktop.services.problems import Interrupted, Refused
from desktop.text.errors import explain
from tests.desk import Desk
from tests.dossiers import JPEG, PDF
from tests.midway import Moment, at
from tests.services.forms import Applicant, new_applicant, taken_in, with_basic

CERTIFICATE = SlotPlace("education", "e1", "certificate")
PORTRAIT = SlotPlace("basic", None, "portrait")


@pytest.fixture
def shen(desk: Desk) -> Applicant:
    return new_applicant(desk)


def put(
    shen: Applicant, file: Path, place: SlotPlace = CERTIFICATE, content: ApplicationContent | None = None
) -> TakenIn:
    form = content or shen.opened().content
    return taken_in(shen, form, place, file)


def written(shen: Applicant, name: str, data: bytes) -> Path:
    file = shen.desk.folder / name
    file.write_bytes(data)
    return file


def refused(shen: Applicant, file: Path, place: SlotPlace = CERTIFICATE) -> Rejected:
    with pytest.raises(Rejected) as problem:
        put(shen, file, place)
    assert explain(problem.value)
    return problem.value


def test_a_file_belongs_to_the_form_at_once_and_stays_when_that_is_kept(shen: Applicant) -> None:
    seen: list[tuple[int, int]] = []
    file = written(shen, "学位证书.pdf", PDF + b"x" * 600_000)
    form = shen.opened().content
    taken = taken_in(shen, form, CERTIFICATE, file, lambda done, of: seen.append((done, of)))
    assert (taken.attachment.name, taken.attachment.size) == ("学位证书.pdf", len(PDF) + 600_000)
    assert seen[-1] == (taken.attachment.size, taken.attachment.size)
    assert form_file(shen.workspace, shen.application_id, taken.attachment.sha256) == file.read_bytes()
    record = {"id": "e1", "school": "吉林大学"}
    shen.save(replace(form, sections={**form.sections, "education": (record,)}, attachments=(taken.attachment,)))
    assert form_file(shen.workspace, shen.application_id, taken.attachment.sha256) == file.read_bytes()
    other = new_applicant(shen.desk, "lin", "draft-2")
    with pytest.raises(Refused):
        form_file(other.workspace, shen.application_id, taken.attachment.sha256)


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("空.pdf", b"", RejectionCode.UPLOAD_EMPTY, "空的"),
        ("word.pdf", b"PK\x03\x04 a document of Word", RejectionCode.UPLOAD_FORMAT, "PDF、JPEG、PNG"),
        ("page.jpg", b"<html>", RejectionCode.UPLOAD_FORMAT, "改文件名不改变内容"),
    ],
)
def test_what_is_no_document_is_refused(
    shen: Applicant, name: str, data: bytes, code: RejectionCode, said: str
) -> None:
    problem = refused(shen, written(shen, name, data))
    assert problem.code is code
    assert said in explain(problem)


def test_a_file_beyond_the_slots_size_is_refused_before_it_is_read(shen: Applicant) -> None:
    file = shen.desk.folder / "huge.pdf"
    with file.open("wb") as sparse:
        sparse.write(PDF)
        sparse.truncate(50 << 30)
    problem = refused(shen, file)
    assert problem.code is RejectionCode.UPLOAD_TOO_LARGE
    assert "50 GB" in explain(problem)
    assert "10 MB" in explain(problem)


def test_a_file_that_is_gone_or_none_is_refused(shen: Applicant) -> None:
    assert refused(shen, shen.desk.folder / "gone.pdf").code is RejectionCode.UPLOAD_NOT_FOUND
    assert refused(shen, shen.desk.folder).code is RejectionCode.UPLOAD_NO_FILE
    pipe = shen.desk.folder / "pipe.pdf"
    os.mkfifo(pipe)
    assert refused(shen, pipe).code is RejectionCode.UPLOAD_NO_FILE
    loop = shen.desk.folder / "loop.pdf"
    loop.symlink_to(loop)
    assert refused(shen, loop).code is RejectionCode.UPLOAD_UNREADABLE


def test_the_count_of_the_slot_is_kept_and_the_same_bytes_twice_refused(shen: Applicant) -> None:
    photo = written(shen, "照片.jpg", JPEG)
    form = shen.opened().content
    taken = put(shen, photo, PORTRAIT)
    full = replace(form, attachments=(taken.attachment,))
    with pytest.raises(Rejected) as problem:
        put(shen, photo, PORTRAIT, full)
    assert problem.value.code is RejectionCode.UPLOAD_TOO_MANY
    scan = written(shen, "scan.pdf", PDF)
    first = put(shen, scan, content=form).attachment
    with pytest.raises(Rejected) as problem:
        put(shen, written(shen, "again.pdf", PDF), content=replace(form, attachments=(first,)))
    assert problem.value.code is RejectionCode.UPLOAD_REPEATED
    assert "scan.pdf" in explain(problem.value)
    other = put(shen, written(shen, "scan.pdf", PDF + b"2"), content=replace(form, attachments=(first,)))
    assert other.attachment.name == "scan（2）.pdf"


def test_a_name_that_no_system_has_is_replaced(shen: Applicant) -> None:
    name = "a\\b.pdf" if os.name != "nt" else "a\u202eb.pdf"
    assert put(shen, written(shen, name, PDF)).attachment.name == "附件.pdf"


def test_a_slot_that_the_catalogue_does_not_have_is_refused(shen: Applicant) -> None:
    place = SlotPlace("work", "w1", "certificate")
    assert refused(shen, written(shen, "a.pdf", PDF), place).code is RejectionCode.NO_SUCH_SLOT


def test_of_a_file_that_is_given_up_in_the_midst_nothing_is_kept(shen: Applicant) -> None:
    before, interrupt = shen.desk.counts(), Interrupt()
    file = written(shen, "a.pdf", PDF + b"x" * 3_000_000)
    with (
        at(Moment.WRITTEN, "INSERT INTO blob_chunk", interrupt.cancel),
        ended_by(interrupt),
        pytest.raises(Interrupted),
    ):
        put(shen, file)
    assert shen.desk.counts() == before
    assert put(shen, file).attachment.name == "a.pdf"


def test_a_file_that_was_kept_before_it_was_given_up_goes_with_a_later_state_of_the_form(shen: Applicant) -> None:
    form = shen.opened().content
    shen.save(with_basic(form, school="一"))
    before, interrupt = shen.desk.counts(), Interrupt()
    with at(Moment.KEPT, "INSERT INTO draft_file", interrupt.cancel), ended_by(interrupt):
        put(shen, written(shen, "a.pdf", PDF + b"x" * 3_000_000))
    assert shen.desk.counts() != before
    shen.save(with_basic(form, school="二"))
    assert shen.desk.counts() != before  # the form that names it may be on its way
    shen.desk.clock.tick(minutes=11)
    shen.save(with_basic(form, school="三"))
    assert shen.desk.counts() == before


def test_a_file_is_written_out_whole(shen: Applicant) -> None:
    target = written(shen, "out.pdf", b"older")
    write_file(PDF, target)
    assert target.read_bytes() == PDF
    with pytest.raises(Rejected):
        write_file(PDF, shen.desk.folder / "nowhere" / "out.pdf")
