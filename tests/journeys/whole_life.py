"""The whole life of an application, by clicks and keys in the one window: from 立即注册 to 终审通过 (guide 2.2 to 3.2.12).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from desktop.bootstrap import Program
from desktop.services.places import Address, Place
from desktop.tour.hands import button, click, press, scroll_to, shown, the, type_text, wait_for, write
from desktop.tour.open_application import OpenApplication
from desktop.tour.reviewer import Reviewer
from tests.dossiers import UNIT
from tests.journeys import desks
from tests.journeys.camera import Camera
from tests.journeys.filling import OpenForm, focused
from tests.journeys.house import CITY, HR, PASSWORD, PROVINCE, SECRETARY
from tests.journeys.newcomer import Newcomer, choose_files, named, said
from tests.preview.sample_documents import deep_png, jpeg, text_pdf

NAME: Final = "王建国"
LOGIN: Final = "wang.jianguo"
OWN_PASSWORD: Final = "Chang.Chun 2026"
NUMBER: Final = "220104198203151211"
MISTYPED: Final = "220104198203151219"
TITLE: Final = "关于开展年度人才分类定级认定申报工作的通知"
COMMENT: Final = "请更正现任职务，并补充省科学技术进步奖的彩色扫描件；其余材料齐全。"
MEETING: Final = "2026 年第 1 次评审会"
SECONDS: Final = 1
SIZE: Final = QSize(1366, 768)

BASIC: Final = {
    "name": NAME,
    "sex": "男",
    "birth_date": "19820315",
    "nationality": "中国",
    "ethnic_group": "满族",
    "political_status": "群众",
    "document_type": "居民身份证",
    "document_number": MISTYPED,
    "mobile": "13804312286",
    "email": "wang@example.cn",
    "highest_education": "博士研究生",
    "highest_degree": "博士",
    "school": "吉林大学",
    "major": "化学",
    "position": "副主任",
    "professional_title": "研究员",
    "professional_field": "功能材料",
    "employment_form": "全职",
    "contract_start": "2023.1.1",
    "contract_end": "2028年12月31日",
    "talent_source": "引进人才",
    "service_type": "首次认定",
    "standard": "C-03",
}
"""Mistyped is the last digit of the number; missing is from where the person was brought in."""
INTRODUCED_FROM: Final = "沈阳精细化工研究所"
RECORDS: Final = (
    (
        "学习经历",
        {
            "start": "2004-09",
            "end": "200806",
            "school": "吉林大学",
            "major": "化学",
            "education": "大学本科",
            "degree": "学士",
            "mode": "全日制",
        },
        ("学位证书.pdf", "毕业证书.jpg"),
    ),
    (
        "继续教育(培训)经历",
        {
            "start": "2020-03-01",
            "end": "2020-03-10",
            "mode": "脱产",
            "content": "功能材料表征",
            "hours": "72",
            "organiser": "省人社厅",
        },
        ("结业证书.png",),
    ),
    ("工作经历", {"start": "2008-07", "employer": "长春光电研究院", "post": "研究员", "duties": "稀土发光材料"}, ()),
    (
        "论文著作",
        {
            "category": "论文",
            "title": "稀土发光材料的低温制备",
            "date": "2019-05-06",
            "venue": "化学学报",
            "author_rank": "1",
            "indexed_by": "SCI",
        },
        ("论文首页.pdf",),
    ),
    (
        "专业兼职情况",
        {"organisation": "省化学会", "supervisor": "省科协", "role": "理事", "start": "2018-01"},
        ("聘书.jpg",),
    ),
    (
        "企业人才业绩",
        {"name": "北湖光电", "size": "小型", "specialised": "否", "role": "顾问", "revenue": "1,200.50"},
        ("审计报告.pdf",),
    ),
)
ACHIEVEMENTS: Final = "主持研制三种稀土发光材料，其中两种已在省内企业投产。"
HONORS: Final = (
    (
        "人才荣誉表彰",
        {"name": "省优秀科技工作者", "date": "2021-05-30", "authority": "省科协", "level": "省部级"},
        ("荣誉证书.jpg",),
    ),
    (
        "专业获奖情况",
        {
            "name": "省科学技术进步奖",
            "date": "2020-11-20",
            "authority": "省人民政府",
            "level": "省部级",
            "grade": "二等奖",
            "rank": "3",
        },
        (),
    ),
)
"""The award has no certificate yet."""


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
        self.name = NAME

    @property
    def window(self) -> QWidget:
        return self.reviewer.window

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Sign in, to a window of the usual size whatever the screen."""
        self.reviewer.sign_in(login, password)
        window = self.reviewer.window
        wait_for(lambda: window.resize(SIZE) or window.size() == SIZE, "the window has its size")

    def look(self, station: str, *over: QWidget) -> None:
        self.camera.take(station, self.reviewer.window, *over)

    def paper(self, name: str) -> Path:
        """A file of the kind that its name says, whose content is nobody else's."""
        file = self.folder / name
        if not file.exists():
            mark = sum(name.encode()) % 200
            content = {".pdf": lambda: text_pdf(file.stem), ".jpg": lambda: jpeg(320, 240, mark=mark), ".png": deep_png}
            file.write_bytes(content[file.suffix]())
        return file

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
        desks.write_notice(self.reviewer, TITLE, paragraphs, SECONDS, self.paper("认定标准.pdf"))
        self.look("notice-written")
        assert desks.publish(self.reviewer)[1] == "申报中"
        self.look("notice-published")
        self.reviewer.sign_out()

    def sign_up(self) -> None:
        """没有账号？立即注册; on a local workspace a colleague opens it."""
        dialog = self.newcomer.begin_to_register()
        person = {"person_name": NAME, "document_number": NUMBER, "mobile": "13804312286", "new_login": LOGIN}
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
        assert said("home_unit", self.window) == "尚未绑定推荐单位"
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
        form.look = lambda dialog: self.look("portrait", dialog)  # type: ignore[method-assign]
        wait_for(lambda: the(QWidget, "field-name", form.page).hasFocus(), "the keyboard is in the first field")
        self.look("form-empty")
        form.fill(BASIC)
        form.cut_portrait(self.portrait())
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
        choose_files(self.paper("获奖证书.jpg"))
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
        form = OpenForm(self.reviewer.window)
        form.go_to("承诺与提交")
        form.pledge()
        self.look("form-submitting")
        form.submit()
        line = self.newcomer.history()
        wait_for(lambda: self.newcomer.history()[4] == "已申报", "the list says that it is submitted")
        assert self.newcomer.history()[1] in self.newcomer.banner(), line
        self.look("submitted")
        self.reviewer.sign_out()

    def come_back_returned(self) -> None:
        """The desk reads and returns with a comment and a deadline; the applicant finds it in place."""
        self.sign_in(HR)
        self.look("desk")
        opened = self.reviewer.open(NAME)
        dialog = desks.return_it(self.reviewer, opened, COMMENT)
        self.camera.take("returning", opened.dialog, dialog)
        opened.confirm(dialog)
        opened.wait_for_seq(1)
        opened.close()
        self.reviewer.sign_out()
        self.sign_in(LOGIN, OWN_PASSWORD)
        wait_for(lambda: self.newcomer.history()[4] == "被退回", "it was returned")
        self.look("returned")
        click(named("edit_application", self.window))
        form = OpenForm(self.reviewer.window)
        assert any(COMMENT in text for text in form.banners())
        click(button("看全部意见", form.page))
        comment = the(QPlainTextEdit, "fullComment")
        assert comment.toPlainText() == COMMENT
        self.look("form-returned", comment.window())
        press("Esc", comment.window())

    def resubmit(self) -> None:
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

    def portrait(self) -> Path:
        file = self.folder / "一寸照片.jpg"
        file.write_bytes(jpeg(600, 900, mark=7))
        return file
