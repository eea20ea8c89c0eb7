"""The whole life of an application in one window, by clicks and keys: 立即注册 to 终审通过 (guide 2.2 to 3.2.12)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from desktop.bootstrap import Program
from desktop.services.places import Address, Place
from desktop.tour.hands import button, click, press, scroll_to, shown, the, type_text, wait_for, write
from desktop.tour.open_application import OpenApplication, text_of
from desktop.tour.reviewer import Reviewer
from tests.dossiers import UNIT
from tests.journeys import desks
from tests.journeys.camera import Camera
from tests.journeys.claims import (
    ACHIEVEMENTS,
    BASIC,
    HONORS,
    INTRODUCED_FROM,
    LOGIN,
    MOBILE,
    NAME,
    NUMBER,
    OWN_PASSWORD,
    RECORDS,
)
from tests.journeys.filling import OpenForm, focused
from tests.journeys.house import CITY, HR, PASSWORD, PROVINCE, SECRETARY
from tests.journeys.newcomer import Newcomer, choose_files, named, said
from tests.journeys.papers import photograph, written_paper

TITLE: Final = "关于开展年度人才分类定级认定申报工作的通知"
COMMENT: Final = "请更正现任职务；其余材料齐全。"
MEETING: Final = "2026 年第 1 次评审会"
AWARD_CERTIFICATE: Final = "获奖证书.jpg"
READING_SECONDS: Final = 1
SIZE: Final = QSize(1366, 768)


@dataclass
class Life:
    """One life in `program`, whose workspace lies at `place`; `folder` is for the papers."""

    program: Program
    place: Place
    folder: Path
    camera: Camera = field(default_factory=Camera)

    def __post_init__(self) -> None:
        self.newcomer = Newcomer(self.program)
        self.reviewer = Reviewer(self.program)
        self.comment = ""
        """What the desk returned it with, once it has."""

    @property
    def window(self) -> QWidget:
        return self.reviewer.window

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Sign in, to a window of the usual size whatever the screen."""
        self.reviewer.sign_in(login, password)
        window = self.reviewer.window

        def fits() -> bool:
            window.resize(SIZE)
            return window.size() == SIZE

        wait_for(fits, "the window has its size")

    def look(self, station: str, *over: QWidget) -> None:
        """For whoever wants to see the window at this station."""
        self.camera.take(station, self.reviewer.window, *over)

    def paper(self, name: str) -> Path:
        """A file of that name among the applicant's papers."""
        return written_paper(self.folder, name)

    def live(self) -> list[str]:
        """All of it; 进度跟踪 as the applicant reads it in the end."""
        self.publish()
        self.sign_up()
        self.bind()
        self.apply()
        self.fill_in()
        self.mend()
        self.submit()
        self.come_back_returned()
        self.resubmit()
        self.decide()
        return self.look_back()

    # before there is an application

    def publish(self) -> None:
        """The issuer writes a notice, attaches the standards, and publishes it."""
        self.newcomer.find_place(self.place)
        self.camera.take("sign-in", the(QDialog, "sign_in_dialog"))
        self.sign_in(PROVINCE)
        paragraphs = ("一、申报范围", "在吉全职工作或柔性引进的各类人才，均可由推荐单位推荐申报。", "请认真阅读附件。")
        desks.write_notice(self.reviewer, TITLE, paragraphs, READING_SECONDS, self.paper("认定标准.pdf"))
        self.look("notice-written")
        assert desks.publish(self.reviewer)[1] == "申报中"
        self.look("notice-published")
        self.reviewer.sign_out()

    def sign_up(self) -> None:
        """没有账号？立即注册; on a local workspace a colleague opens it."""
        dialog = self.newcomer.begin_to_register()
        person = {"person_name": NAME, "document_number": NUMBER, "mobile": MOBILE, "new_login": LOGIN}
        secrets = {"first_password": OWN_PASSWORD, "first_password_again": OWN_PASSWORD}
        self.newcomer.say_who(dialog, {**person, **secrets})
        self.camera.take("register", dialog)
        press("Return", dialog)
        if not isinstance(self.place, Address):
            self.newcomer.say_who(dialog, {"host_login": HR, "host_password": PASSWORD})
            self.camera.take("register-host", dialog)
            press("Return", dialog)
        the(QWidget, "recovery_code_1", dialog)
        self.camera.take("recovery-codes", dialog)
        assert len(set(self.newcomer.keep_codes(dialog))) == 10
        assert the(QLineEdit, "login").text() == LOGIN

    def bind(self) -> None:
        """The newcomer finds the unit and asks it; the desk agrees."""
        press("Return")  # the login and the password stand there already
        wait_for(lambda: self.program.window, "the newcomer is signed in")
        assert self.newcomer.notices()[0][0] == TITLE
        self.look("home")
        assert "等待单位" in self.newcomer.ask_for_unit(UNIT)
        self.look("binding-asked")
        self.reviewer.sign_out()
        self.sign_in(HR)
        desks.approve_binding(self.reviewer, NAME)
        self.look("binding-approved")
        self.reviewer.sign_out()

    # the applicant

    def apply(self) -> None:
        """条件自检, the notice looked for and looked at, then read, and 确认申报."""
        self.sign_in(LOGIN, OWN_PASSWORD)
        window = self.window
        wait_for(lambda: said("home_unit", window) == "长春光电研究院", "the unit is bound")
        click(named("start_check", window))
        self.newcomer.tick_conditions()
        self.look("self-check")
        press("Ctrl+Return", window)
        the(QWidget, "home_page", window)
        click(named("query_notices", window))
        self.newcomer.notices()
        self.look("choose-notice")
        click(named("view_notice", window))
        page = the(QWidget, "notice_page", window)
        click(named("page_go", page))
        wait_for(lambda: "可以确认申报" in said("page_said", page), "the notice is being read")
        self.look("reading")
        go = named("page_go", page)
        wait_for(go.hasFocus, "the keyboard is on 确认申报")
        press("Ctrl+Return", window)
        the(QWidget, "applicantForm", window)

    def fill_in(self) -> None:
        """All sections, with a few things left out."""
        form = OpenForm(self.reviewer.window)
        wait_for(lambda: the(QWidget, "field-name", form.page).hasFocus(), "the keyboard is in the first field")
        self.look("form-empty")
        form.fill(BASIC)
        form.cut_portrait(photograph(self.folder), lambda dialog: self.look("portrait", dialog))
        self.look("form-basic")
        for label, values, papers in RECORDS:
            form.next()
            form.add_record(values, *(self.paper(name) for name in papers))
            if label in ("学习经历", "工作经历"):
                self.look("form-record")
        form.next()
        write(ACHIEVEMENTS, form.window)
        for _label, values, papers in HONORS:
            form.next()
            form.add_record(values, *(self.paper(name) for name in papers))
        form.next()
        for key in ("id_front", "id_back"):
            form.upload(form.slot(key), self.paper(f"{key}.jpg"))
        self.look("form-materials")
        form.kept()

    def mend(self) -> None:
        """数据验证 names what is missing; each line leads to its place."""
        form = OpenForm(self.reviewer.window)
        form.next()
        todo = wait_for(lambda: form.todo() if len(form.todo()) == 3 else None, "three things are to be mended")
        self.look("form-checking")
        assert not next(shown(QWidget, "submit", form.page), None)
        wait_for(todo[0].hasFocus, "the keyboard is on the first")
        press("Space", form.window)
        wait_for(lambda: focused().objectName() == "field-document_number", "the keyboard is in the number")
        assert "校验码" in form.problem_at("document_number")
        self.look("form-mending")
        press("Ctrl+A", form.window)
        write(NUMBER, form.window)
        self.choose_todo(form, "从何地")
        write(INTRODUCED_FROM, form.window)
        self.choose_todo(form, "获奖证书")
        assert focused().objectName() == "upload"
        press("Space", form.window)
        choose_files(self.paper(AWARD_CERTIFICATE))
        form.go_to("数据验证")
        wait_for(lambda: not form.todo(), "nothing is in the way")
        self.look("form-checked")

    def choose_todo(self, form: OpenForm, words: str) -> None:
        """Go to what 数据验证 says about `words`."""
        form.go_to("数据验证")
        line = wait_for(
            lambda: next((one for one in form.todo() if words in one.accessibleName()), None), f"{words} is named"
        )
        before = focused()
        scroll_to(line)
        click(line)
        wait_for(lambda: focused() is not before and focused() is not line, f"the keyboard is at {words}")

    def submit(self) -> None:
        """The pledge, 提交, and what the list says then."""
        form = OpenForm(self.reviewer.window)
        form.go_to("承诺与提交")
        form.pledge()
        self.look("form-submitting")
        form.submit()
        wait_for(lambda: self.newcomer.history()[4] == "已申报", "the list says that it is submitted")
        assert self.newcomer.history()[1] in self.newcomer.banner()
        self.look("submitted")
        self.reviewer.sign_out()

    def come_back_returned(self) -> None:
        """The desk reads and returns with a comment and a deadline; the applicant finds it in place."""
        self.sign_in(HR)
        self.look("desk")
        opened = self.reviewer.open(NAME)
        dialog = desks.return_it(opened, COMMENT, AWARD_CERTIFICATE)
        self.comment = text_of(dialog, "returnComment").strip()
        self.camera.take("returning", opened.dialog, dialog)
        opened.confirm(dialog)
        opened.wait_for_seq(1)
        self.close(opened)
        self.sign_in(LOGIN, OWN_PASSWORD)
        wait_for(lambda: self.newcomer.history()[4] == "被退回", "it was returned")
        self.look("returned")
        click(named("edit_application", self.window))
        form = OpenForm(self.reviewer.window)
        assert any(AWARD_CERTIFICATE in text for text in form.banners())
        click(button("看全部意见", form.page))
        comment = the(QPlainTextEdit, "fullComment")
        assert comment.toPlainText() == self.comment
        assert COMMENT in self.comment
        self.look("form-returned", comment.window())
        press("Esc", comment.window())

    def resubmit(self) -> None:
        """What was asked for is mended, and the pledge given anew."""
        form = OpenForm(self.reviewer.window)
        position = the(QLineEdit, "field-position", form.page)
        scroll_to(position)
        type_text(position, "研究室主任", over=True)
        form.go_to("专业获奖情况")
        form.upload(form.slot("certificate"), self.paper("获奖证书（彩色）.jpg"))
        self.submit()

    # the desks

    def decide(self) -> None:
        """Unit, both departments, secretary."""
        for login, comment in ((HR, "已更正，同意推荐。"), (CITY, "市级审核通过。"), (PROVINCE, "同意提交评委会。")):
            self.sign_in(login)
            opened = self.reviewer.open(NAME)
            if login == HR:
                self.camera.take("resubmitted", opened.dialog)
            desks.pass_it(opened, comment)
            self.close(opened)
        self.sign_in(SECRETARY)
        opened = self.reviewer.open(NAME)
        desks.confirm_it(opened, MEETING)
        self.camera.take("confirmed", opened.dialog)
        self.close(opened)

    def close(self, opened: OpenApplication) -> None:
        """The work at a desk is done."""
        opened.close()
        self.reviewer.sign_out()

    def look_back(self) -> list[str]:
        """The applicant reads what became of it."""
        self.sign_in(LOGIN, OWN_PASSWORD)
        wait_for(lambda: self.newcomer.history()[4] == "终审通过", "it is passed")
        self.look("approved")
        steps = self.newcomer.progress()
        self.look("progress")
        self.reviewer.sign_out()
        return steps
