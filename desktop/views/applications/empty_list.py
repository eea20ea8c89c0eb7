"""What stands in place of an empty list: why there is nothing, and the next step."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.rows import ApplicationQuery, Basket
from desktop.text.language import phrase
from desktop.views.applications.filters import active_filters
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind


class EmptyList(QWidget):
    """`query_chosen(ApplicationQuery)`: the person took one of the ways out."""

    query_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = EmptyState(IconName.INBOX, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._state)

    def explain(self, query: ApplicationQuery, plain: ApplicationQuery, unit_names: Mapping[str, str]) -> None:
        """Say why `query` shows nothing; `plain` is the same place without filters."""
        self._state.clear_actions()
        filters = active_filters(query, unit_names)
        if query.search:
            self._state.set_message(
                IconName.SEARCH,
                self.tr("没有找到“{0}”").format(query.search),
                self.tr("可以搜索姓名、单位、手机号、申报编号和成果题目；证件号要输入完整。"),
            )
            self._offer(self.tr("清除搜索和筛选"), plain)
        elif filters:
            names = phrase("list.separator").join(self.tr("{0}：{1}").format(one.name, one.value) for one in filters)
            self._state.set_message(
                IconName.FILTER,
                self.tr("没有符合这个筛选的申请")
                if len(filters) == 1
                else self.tr("没有符合这 {0} 个筛选的申请").format(len(filters)),
                names,
                badge=IconName.SEARCH,
            )
            self._offer(self.tr("清除全部筛选"), plain)
            if len(filters) > 1:
                last = filters[-1]
                words = self.tr("只去掉“{0}：{1}”").format(last.name, last.value)
                self._state.add_action(words, lambda: self.query_chosen.emit(last.without), icon=IconName.FILTER)
        else:
            self._state.set_message(*self._nothing_here(query.basket))

    def _offer(self, words: str, query: ApplicationQuery) -> None:
        self._state.add_action(
            words, lambda: self.query_chosen.emit(query), icon=IconName.REMOVE, kind=ButtonKind.PRIMARY
        )

    def _nothing_here(self, basket: Basket) -> tuple[IconName, str, str]:
        match basket:
            case Basket.TO_REVIEW:
                return IconName.DONE, self.tr("没有待您审核的申请"), self.tr("新的申请送到您的环节后会自动出现在这里。")
            case Basket.HANDLED:
                return IconName.INBOX, self.tr("您还没有办理过申请"), self.tr("办理过的申请会留在这里，便于查看进度。")
            case Basket.RETURNED:
                return IconName.RETURN, self.tr("没有被退回的申请"), self.tr("退回后等待申报人修改的申请会列在这里。")
            case Basket.ALL:
                return IconName.INBOX, self.tr("还没有申请"), self.tr("导入申报材料后，申请会列在这里。")
