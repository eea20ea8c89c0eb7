"""The demo's organisations, accounts and notices: real authorities' names, invented units and people.

Unit codes check under GB 32100 but lie in an unassigned district, so none is a registered organisation's.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop.demo.jilin import COUNTIES, PREFECTURES, prefecture_of
from desktop.domain.clock import SHANGHAI
from desktop.domain.route import route
from desktop.domain.unit_code import check_character

PROVINCE = "220000"
CHANGCHUN = "220100"
JILIN_CITY = "220200"


@dataclass(frozen=True)
class DemoDepartment:
    """A department; `parent` is the code of the one above, None at the top."""

    code: str
    name: str
    parent: str | None


@dataclass(frozen=True)
class DemoUnit:
    """A recommending unit under a department; `discipline` names the trade in `careers.DISCIPLINES`."""

    code: str
    name: str
    department: str
    discipline: str
    enterprise: bool
    city: str


@dataclass(frozen=True)
class DemoAccount:
    """A login to make; `organisation` is a unit's or department's code, None for administrator and auditor."""

    login: str
    name: str
    roles: tuple[str, ...]
    organisation: str | None


@dataclass(frozen=True)
class DemoNotice:
    """A notice to publish; fields as `notice import` reads them, times aware."""

    key: str
    title: str
    text: str
    opens: datetime
    closes: datetime
    issuer: str
    catalogue: str
    reading_seconds: int


def _unit_code(registry: str, order: int) -> str:
    """18 characters: registry, kind, district 220199 (unassigned), organisation number, check character."""
    body = f"{registry}220199MADEM0{order:02d}"
    body = f"{body}{'0123456789ABCDEFGHJKLMNPQRTUWXY'[order * 7 % 31]}"
    return body + check_character(body)


DEPARTMENTS: tuple[DemoDepartment, ...] = (
    DemoDepartment(PROVINCE, "吉林省人力资源和社会保障厅", None),
    DemoDepartment(CHANGCHUN, "长春市人力资源和社会保障局", PROVINCE),
    DemoDepartment(JILIN_CITY, "吉林市人力资源和社会保障局", PROVINCE),
)

UNITS: tuple[DemoUnit, ...] = (
    DemoUnit(_unit_code("12", 1), "长春北湖光电研究院", CHANGCHUN, "optics", enterprise=False, city="长春市"),
    DemoUnit(_unit_code("91", 2), "松江新材料有限公司", JILIN_CITY, "materials", enterprise=True, city="吉林市"),
    DemoUnit(_unit_code("12", 3), "净月生物医药研究所", CHANGCHUN, "pharmacy", enterprise=False, city="长春市"),
    DemoUnit(_unit_code("91", 4), "长春轨道装备技术公司", CHANGCHUN, "railway", enterprise=True, city="长春市"),
    DemoUnit(_unit_code("12", 5), "双阳区人民医院", CHANGCHUN, "medicine", enterprise=False, city="长春市"),
    DemoUnit(_unit_code("91", 6), "江城精密铸造有限公司", JILIN_CITY, "foundry", enterprise=True, city="吉林市"),
    DemoUnit(_unit_code("12", 7), "黑土地农业研究所", PROVINCE, "agronomy", enterprise=False, city="长春市"),
)

_DESK_NAMES = ("沈雁", "薛立群", "范晓宁", "姚春晖", "戴玉珍", "任广财", "毕文秀")

ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount("admin", "系统管理员", ("administrator",), None),
    DemoAccount("auditor", "审计员", ("auditor",), None),
    *(
        DemoAccount(f"unit{order}", name, ("unit",), unit.code)
        for order, (unit, name) in enumerate(zip(UNITS, _DESK_NAMES, strict=True), start=1)
    ),
    DemoAccount("changchun", "张敏", ("department",), CHANGCHUN),
    DemoAccount("jilinshi", "陆建平", ("department",), JILIN_CITY),
    DemoAccount("province", "钟启元", ("department",), PROVINCE),
    DemoAccount("secretary", "贺知秋", ("secretary",), PROVINCE),
    DemoAccount("member", "邵远山", ("member",), PROVINCE),
)

DESK_OF_ORGANISATION: dict[str, str] = {
    account.organisation: account.login
    for account in ACCOUNTS
    if account.organisation is not None and account.roles[0] in ("unit", "department")
}
SECRETARY = "secretary"


_PARENTS: dict[str, str | None] = {
    PROVINCE: None,
    **dict.fromkeys(PREFECTURES, PROVINCE),
    **{county: prefecture_of(county) for county in COUNTIES},
}


def route_of(unit: DemoUnit) -> tuple[str, ...]:
    """Department codes from the unit's own up to the notice's issuer, the province."""
    return route(unit.code, PROVINCE, _PARENTS | {unit.code: unit.department})


def current_notice(today: date, catalogue: str) -> DemoNotice:
    """The open round, under which a small demo's applications are all filed: ten weeks old, five weeks still to run."""
    return round_notice(today - timedelta(days=70), catalogue)


def round_notice(opens: date, catalogue: str) -> DemoNotice:
    """The round of a year, open for fifteen weeks."""
    closes = opens + timedelta(days=105)
    return DemoNotice(
        key=f"{opens.year}-01",
        title=f"关于开展{opens.year}年度吉林省人才分类定级认定申报工作的通知",
        text=_NOTICE_TEXT.format(year=opens.year, closes=closes),
        opens=datetime.combine(opens, time(9), SHANGHAI),
        closes=datetime.combine(closes, time(17), SHANGHAI),
        issuer=PROVINCE,
        catalogue=catalogue,
        reading_seconds=30,
    )


_NOTICE_TEXT = """各市（州）人力资源和社会保障局，各有关单位：

为做好{year}年度人才分类定级认定工作，现将有关事项通知如下。

一、申报范围
在我省全职工作或柔性引进、符合人才分类标准的各类人才。公务员及参照公务员法管理人员不在申报范围。

二、申报方式
申报人绑定推荐单位后填报信息、上传佐证材料并提交；由推荐单位、所属业务部门逐级审核，报评审委员会评审。

三、申报材料
身份证件、学历学位证书、劳动（聘用）合同、荣誉与获奖证书、论文著作等佐证材料均须为原件扫描件或清晰照片，内容应与填报信息一致。

四、时间安排
申报截至{closes:%Y年%m月%d日}17时。被退回的申报请在补正期限内修改后重新提交，逾期不予受理。

五、有关要求
推荐单位对申报材料的真实性负审核责任。申报人提供虚假材料的，终止审核并按有关规定处理。

（本通知为演示数据）
"""
