"""A list's query in few words: what a saved filter is called at first, and what stands in its tool tip."""

from collections.abc import Collection, Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from desktop.services.query_json import holds_identity_number
from desktop.services.rows import ApplicationQuery, Basket
from desktop.services.saved_filters import NAME_LENGTH
from desktop.text.language import phrase
from desktop.text.terms import stage_label, status_short_label
from desktop.views.navigation import basket_title

translate = QCoreApplication.translate

_BETWEEN = " · "
_UNITS_NAMED = 2


def filter_words(query: ApplicationQuery, unit_names: Mapping[str, str]) -> tuple[str, ...]:
    """One word or two for each filter in force, the search, and the basket where it is not all applications."""
    return tuple(_words(query, unit_names))


def sentence_of(query: ApplicationQuery, unit_names: Mapping[str, str]) -> str:
    """All of `filter_words` on one line."""
    return _BETWEEN.join(filter_words(query, unit_names))


def suggested_name(query: ApplicationQuery, unit_names: Mapping[str, str], taken: Collection[str]) -> str:
    """As many of the words as a name may hold, and a number where another filter is called so."""
    words = [word for word in filter_words(query, unit_names) if not holds_identity_number(word)]
    room = NAME_LENGTH - len(" 99")
    name = ""
    for word in words:
        longer = f"{name}{_BETWEEN}{word}" if name else word
        if len(longer) > room and name:
            break
        name = longer
    name = name[:room]
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _words(query: ApplicationQuery, unit_names: Mapping[str, str]) -> Iterator[str]:
    between = phrase("list.separator")
    if query.units:
        names = sorted(unit_names.get(unit, translate("FilterWords", "其他单位")) for unit in query.units)
        several = translate("FilterWords", "{0}等 {1} 个单位")
        yield between.join(names) if len(names) <= _UNITS_NAMED else several.format(names[0], len(names))
    if query.statuses:
        yield between.join(map(status_short_label, sorted(query.statuses)))
    if query.stages:
        yield between.join(map(stage_label, sorted(query.stages)))
    if query.classes:
        yield translate("FilterWords", "{0} 类").format(between.join(sorted(query.classes)))
    if query.service_types:
        yield between.join(sorted(query.service_types))
    if query.waiting_at_least is not None:
        yield translate("FilterWords", "停留满 {0} 天").format(query.waiting_at_least)
    if query.with_findings is not None:
        yield translate("FilterWords", "校验有问题") if query.with_findings else translate("FilterWords", "校验通过")
    if query.year is not None:
        yield translate("FilterWords", "{0} 年度").format(query.year)
    if query.search:
        yield translate("FilterWords", "“{0}”").format(query.search)
    if query.basket is not Basket.ALL:
        yield basket_title(query.basket)
