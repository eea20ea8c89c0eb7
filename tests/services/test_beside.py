"""代为填报: a desk files with a bound person beside it; of a local workspace and of a shared database."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from desktop.domain.catalogue import ManualCondition
from desktop.domain.content import ApplicationContent
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.domain.terms import Action, Role, Status
from desktop.services.accounts import add_person
from desktop.services.beside import begin_beside, conditions_beside, forms_beside, open_notices, read_beside
from desktop.services.bindings import desk_bindings, own_bindings, unbind
from desktop.services.draft_files import form_file
from desktop.services.drafting import open_form, save_form
from desktop.services.own_applications import own_applications
from desktop.services.problems import RefusalCode, Refused
from desktop.services.submitting import submit_form
from desktop.services.workspace import Workspace
from desktop.store.tables import DisclosureKind, audit, beside, disclosure
from desktop.text.timeline import timeline
from tests.binding import all_read, bound
from tests.desk import PASSWORD, Desk
from tests.dossiers import another_person
from tests.services.forms import OPEN, Applicant, open_notice, with_basic


@dataclass
class Sitting:
    """The desk of the unit with shen, who is bound to it, beside it."""

    desk: Desk
    hr: Workspace
    binding: str
    notice: str
    watch: list[float]

    def begin(self, hr: Workspace | None = None, ticked: frozenset[str] | None = None) -> str:
        hr = hr or self.hr
        hr.monotonic = lambda: self.watch[0]
        read_beside(hr, self.binding, self.notice)
        self.watch[0] += 30
        all_read(self.desk)
        return begin_beside(hr, self.binding, self.notice, self.ticks if ticked is None else ticked)

    @property
    def ticks(self) -> frozenset[str]:
        catalogue, _ = conditions_beside(self.hr, self.notice)
        return frozenset(one.key for one in catalogue.conditions if isinstance(one, ManualCondition))

    def file(self, form: Applicant, content: ApplicationContent) -> int:
        kept = form.save(content)
        identity = form.application_id
        return submit_form(form.workspace, identity, content, kept.saved.digest, pledged=True).submission


@pytest.fixture
def sitting(either_desk: Desk) -> Sitting:
    open_notice(either_desk)
    add_person(either_desk.as_login("admin"), "shen", PASSWORD, (Role.APPLICANT,), name="沈砚秋")
    bound(either_desk, "shen")
    hr = either_desk.as_login("hr")
    (row,) = desk_bindings(hr)
    notice = next(one for one in open_notices(hr) if one.key == OPEN)
    return Sitting(either_desk, hr, row.id, notice.id, [1000.0])


def refused(call: object, *values: object) -> object:
    assert callable(call)
    with pytest.raises((Rejected, Refused)) as problem:
        call(*values)
    told = problem.value
    return told.refusal.code if isinstance(told, Refused) else getattr(told, "code", None)


def test_a_desk_files_for_whoever_is_beside_it_and_the_record_says_so(sitting: Sitting) -> None:
    desk, hr = sitting.desk, sitting.hr
    form = Applicant(desk, hr, sitting.begin())
    (begun,) = forms_beside(hr, sitting.binding)
    assert (begun.application_id, begun.status) == (form.application_id, Status.DRAFT)
    content = form.complete(document_number=another_person(8))
    assert sitting.file(form, content) == 1
    assert forms_beside(hr, sitting.binding) == ()
    (own,) = own_applications(desk.as_login("shen"))
    assert (own.row.id, own.row.status) == (form.application_id, Status.SUBMITTED)
    detail = desk.detail("hr", own.row.number)
    first = detail.current
    assert (first.beside, first.importer, first.importer_desk) == (True, hr.account.name, "unit")
    said = [entry.who for entry in timeline(detail, desk.clock()) if entry.action is Action.SUBMIT]
    assert said == [f"{detail.row.name} · 由单位经办人 {hr.account.name} 在本人在场时代为填报"]
    desk.act("hr", Action.RETURN, own.row.number, comment="请补充。")
    answer = with_basic(form.opened().content, position="院长")
    sha256 = content.attachments[0].sha256
    assert form_file(hr, form.application_id, sha256)
    assert sitting.file(form, answer) == 2
    with desk.tables() as connection:
        rows = connection.execute(select(beside.c.submission).order_by(beside.c.submission)).scalars().all()
        entries = connection.execute(select(audit.c.entry).where(audit.c.chain.like("beside:%"))).scalars().all()
        shown = select(disclosure.c.subject).where(disclosure.c.kind == DisclosureKind.IDENTITY_NUMBER.value).distinct()
        assert connection.execute(shown).scalars().all() == ["0"]  # that the form was read, number and all
    assert rows == [0, 1, 2]
    assert len(entries) == 3
    assert all(hr.account.id in entry for entry in entries)


def test_it_is_the_applicants_own_and_nobody_elses_to_fill_in(sitting: Sitting) -> None:
    desk, hr = sitting.desk, sitting.hr
    identity = sitting.begin()
    shen = desk.as_login("shen")
    opened = open_form(shen, identity)
    save_form(shen, identity, with_basic(opened.content, position="所长"), opened.saved.digest)
    assert open_form(hr, identity).content.basic["position"] == "所长"
    for login in ("hr2", "city", "province"):
        assert refused(open_form, desk.as_login(login), identity) is RefusalCode.NOT_FOUND, login
    unbind(shen, own_bindings(shen)[0].id)
    assert refused(open_form, hr, identity) is RefusalCode.NOT_FOUND
    assert open_form(shen, identity).content.basic["position"] == "所长"
    assert refused(sitting.begin) is RejectionCode.NO_SUCH_BINDING


def test_what_is_missing_is_asked_of_the_desk_as_of_an_applicant(sitting: Sitting) -> None:
    desk, hr = sitting.desk, sitting.hr
    assert refused(sitting.begin, desk.as_login("hr2")) is RejectionCode.NO_SUCH_BINDING
    assert refused(sitting.begin, hr, frozenset({"ethics"})) is RejectionCode.SELF_CHECK_OPEN
    form = Applicant(desk, hr, sitting.begin())
    content = form.complete(document_number=another_person(8))
    short = with_basic(content, contract_start="2024-01-01", contract_end="2024-12-31")
    assert refused(sitting.file, form, short) is RejectionCode.SELF_CHECK_FAILED
    assert form.opened().content.basic["contract_end"] == "2024-12-31"
    assert refused(sitting.begin) is RejectionCode.SECOND_APPLICATION
