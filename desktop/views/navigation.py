"""The column on the left of the window: what waits for me, units, classes, statuses, and the administrator's rooms."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from desktop.domain.terms import Status
from desktop.services.rows import ApplicationQuery, Basket, NavigationCounts
from desktop.text.terms import status_short_label
from desktop.views.applications.filters import CLASSES
from desktop.widgets.icons import IconName
from desktop.widgets.navigation_entry import EntryKind, NavigationEntry, head, line

translate = QCoreApplication.translate

UNITS_SHOWN = 200

_BASKETS = {
    Basket.TO_REVIEW: IconName.INBOX,
    Basket.HANDLED: IconName.DONE,
    Basket.RETURNED: IconName.RETURN,
    Basket.ALL: IconName.CLASSES,
}
MORE_UNITS = "units:more"
"""The entry in place of the units that would make the column endless: it opens the chooser of units."""
ACCOUNTS, ORGANISATIONS, AUDIT = "room:accounts", "room:organisations", "room:audit"


def basket_key(basket: Basket) -> str:
    return f"basket:{basket}"


def basket_title(basket: Basket) -> str:
    titles = {
        Basket.TO_REVIEW: translate("Navigation", "待我审核"),
        Basket.HANDLED: translate("Navigation", "我已办理"),
        Basket.RETURNED: translate("Navigation", "被退回"),
        Basket.ALL: translate("Navigation", "全部申请"),
    }
    return titles[basket]


def application_entries(counts: NavigationCounts, *, decides: bool) -> list[NavigationEntry]:
    """The places of somebody who reads applications, with live counts; what waits only for those who decide."""
    numbers = {
        Basket.TO_REVIEW: counts.to_review,
        Basket.HANDLED: counts.handled,
        Basket.RETURNED: counts.returned,
        Basket.ALL: counts.total,
    }
    units = tuple(
        NavigationEntry(f"unit:{number}", name, count=_count(count), tool_tip=name)
        for number, name, count in counts.units[:UNITS_SHOWN]
    )
    more = len(counts.units) - UNITS_SHOWN
    if more > 0:
        words = translate("Navigation", "另有 {0} 个单位").format(_count(more))
        hint = translate("Navigation", "按名称或代码选择单位")
        units += (NavigationEntry(MORE_UNITS, words, kind=EntryKind.ACTION, tool_tip=hint),)
    classes = tuple(
        NavigationEntry(
            f"class:{letter}",
            translate("Navigation", "{0} 类").format(letter),
            count=_count(counts.classes.get(letter, 0)),
        )
        for letter in CLASSES
    )
    statuses = tuple(
        NavigationEntry(f"status:{status}", status_short_label(status), count=_count(counts.statuses.get(status, 0)))
        for status in Status
        if status is not Status.DRAFT or counts.statuses.get(status, 0)
    )
    entries = [head(translate("Navigation", "待办") if decides else translate("Navigation", "申请"))]
    entries += [
        NavigationEntry(basket_key(basket), basket_title(basket), icon, _count(numbers[basket]))
        for basket, icon in _BASKETS.items()
        if decides or basket is Basket.ALL
    ]
    entries += [
        line(),
        _group("units", translate("Navigation", "单位"), IconName.UNITS, units, expanded=len(units) <= 8),
        _group("classes", translate("Navigation", "按类别"), IconName.CLASSES, classes),
        _group("statuses", translate("Navigation", "按状态"), IconName.STATUSES, statuses),
    ]
    return entries


def room_entries(*, administers: bool, audits: bool) -> list[NavigationEntry]:
    """The rooms of administrator and auditor."""
    entries = [head(translate("Navigation", "管理"))] if administers or audits else []
    if administers:
        entries.append(NavigationEntry(ACCOUNTS, translate("Navigation", "账号"), IconName.ACCOUNTS))
        entries.append(NavigationEntry(ORGANISATIONS, translate("Navigation", "单位和部门"), IconName.UNITS))
    if audits:
        entries.append(NavigationEntry(AUDIT, translate("Navigation", "审计"), IconName.AUDIT))
    return entries


def query_of(key: str, current: ApplicationQuery) -> ApplicationQuery | None:
    """The query a navigation key stands for, in the order chosen before; None for a room."""
    kind, _, value = key.partition(":")
    plain = ApplicationQuery(sort=current.sort, descending=current.descending)
    match kind:
        case "basket":
            return replace(plain, basket=Basket(value))
        case "unit":
            return replace(plain, units=frozenset({value}))
        case "class":
            return replace(plain, classes=frozenset({value}))
        case "status":
            return replace(plain, statuses=frozenset({Status(value)}))
    return None


def place_of(query: ApplicationQuery) -> str:
    """The navigation key that `query` belongs to: its one unit, class or status, else its basket."""
    plain = ApplicationQuery(sort=query.sort, descending=query.descending)
    for kind, values in (("unit", query.units), ("class", query.classes), ("status", query.statuses)):
        if len(values) == 1:
            key = f"{kind}:{next(iter(values))}"
            if query_of(key, plain) == replace(query, search=""):
                return key
    return basket_key(query.basket)


def unit_names(counts: NavigationCounts) -> Mapping[str, str]:
    """Names of units by id, for chips."""
    return {number: name for number, name, _ in counts.units}


def _group(
    key: str, text: str, icon: IconName, children: tuple[NavigationEntry, ...], *, expanded: bool = False
) -> NavigationEntry:
    return NavigationEntry(f"group:{key}", text, icon, kind=EntryKind.GROUP, expanded=expanded, children=children)


def _count(number: int) -> str:
    return f"{number:,}"
