"""Which page of the guide, and which heading of it, belongs to where a person is. By object names, and by role."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.domain.terms import Role

START: Final = "getting-started.md"
REVIEWING: Final = "reviewing.md"
_APPLICANT, _UNIT, _DEPARTMENT, _ADMINISTRATOR = "applicant.md", "unit.md", "department.md", "administrator.md"

_PAGE_OF_ROLE: Final[Mapping[Role, str]] = {
    Role.UNIT: _UNIT,
    Role.DEPARTMENT: _DEPARTMENT,
    Role.SECRETARY: _DEPARTMENT,
    Role.MEMBER: _DEPARTMENT,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
    Role.AUDITOR: _ADMINISTRATOR,
    Role.APPLICANT: _APPLICANT,
}
"""Who has several roles reads the page of the first of these."""

_FORM: Final[Mapping[str, str]] = {
    "page-basic": "321-基本信息",
    "page-education": "322-学习经历",
    "page-training": "323-继续教育培训经历",
    "page-work": "324-工作经历",
    "page-publications": "325-论文著作",
    "page-affiliations": "326-专业兼职情况",
    "page-enterprise": "327-企业人才业绩",
    "page-achievements": "328-主要创新创业成果",
    "page-honors": "329-人才荣誉表彰",
    "page-awards": "3210-专业获奖情况",
    "page-materials": "材料附件",
    "page-checking": "3211-数据验证",
    "page-submitting": "承诺与提交",
    "applicantForm": "信息填报",
}

_PLACES: Final[Mapping[str, str]] = {
    "portraitDialog": f"{_APPLICANT}#321-基本信息",
    **{name: f"{_APPLICANT}#{anchor}" for name, anchor in _FORM.items()},
    "registration_dialog": f"{_APPLICANT}#22-注册账号",
    "recovery_codes_dialog": f"{_APPLICANT}#22-注册账号",
    "recovery_dialog": f"{START}#忘记密码",
    "address_dialog": f"{START}#共享数据库",
    "sign_in_dialog": f"{START}#登录",
    "password_dialog": f"{START}#修改密码",
    "returnDialog": f"{REVIEWING}#退回",
    "confirmDialog": f"{_DEPARTMENT}#确认通过",
    "terminateDialog": f"{REVIEWING}#终止审核",
    "withdrawDialog": f"{REVIEWING}#撤回",
    "batch_pass_dialog": f"{REVIEWING}#通过",
    "unopenedEvidenceDialog": f"{REVIEWING}#通过",
    "printedFormDialog": f"{REVIEWING}#业务表册",
    "unit_chooser": f"{REVIEWING}#筛选和搜索",
    "binding_tabs": f"{_UNIT}#绑定审核",
    "binding_panel": f"{_APPLICANT}#31-绑定单位",
    "accounts": f"{_ADMINISTRATOR}#账号",
    "organisations": f"{_ADMINISTRATOR}#单位和部门",
    "audit_root": f"{_ADMINISTRATOR}#审计",
}
"""By the object name of a page, a dialog or a part of one; of several that are shown the first counts."""

_PLACES_BY_ROLE: Final[Mapping[str, Mapping[str, str]]] = {
    "detailDialog": {_APPLICANT: "3212-历史申报信息", _UNIT: "审核一份申请", _DEPARTMENT: "审核一份申请"},
    "applications": {_APPLICANT: "3212-历史申报信息", _UNIT: "待我审核", _DEPARTMENT: "待我审核"},
}


def page_of(roles: Collection[Role]) -> str:
    """The page of somebody with these roles; of nobody, how to start."""
    return next((page for role, page in _PAGE_OF_ROLE.items() if role in roles), START)


def topic_of(focus: QWidget | None, window: QWidget | None, roles: Collection[Role]) -> str:
    """`page#anchor` for where the cursor is, else for what the window shows, else for the window it belongs to."""
    page = page_of(roles)
    places = {**_PLACES, **{name: f"{page}#{by[page]}" for name, by in _PLACES_BY_ROLE.items() if page in by}}
    while window is not None:
        for widget in _upwards(focus, window):
            if widget.objectName() in places:
                return places[widget.objectName()]
        for name, place in places.items():
            if any(found.isVisible() and found.window() is window for found in window.findChildren(QWidget, name)):
                return place
        owner = window.parentWidget()
        window = owner.window() if owner is not None else None
        focus = owner
    return page


def addresses() -> frozenset[str]:
    """Everything that `topic_of` can lead to."""
    by_role = (f"{page}#{anchor}" for by in _PLACES_BY_ROLE.values() for page, anchor in by.items())
    return frozenset((START, *_PAGE_OF_ROLE.values(), *_PLACES.values(), *by_role))


def _upwards(widget: QWidget | None, window: QWidget) -> Iterator[QWidget]:
    while widget is not None and widget.window() is window:
        yield widget
        widget = widget.parentWidget()
    yield window
