"""What is said above a form: that it was returned and why, that it was changed elsewhere, that a catalogue is new."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.catalogue import Catalogue
from desktop.domain.clock import shanghai_day
from desktop.domain.content import Attachment
from desktop.domain.drafts import Misfit
from desktop.domain.known_keys import NAME
from desktop.services.drafting import OpenedForm
from desktop.text.values import field_text
from desktop.widgets.banner import Banner
from desktop.widgets.icons import IconName
from desktop.widgets.tone import Tone

_PASSING_MS = 8000
_SHOWN_MISFITS = 6
_SHOWN_COMMENT = 110
"""About two lines of the narrowest window."""


class FormNotices(QWidget):
    """`comment_asked()`, `changes_asked()`: 看全部意见, 看修改对比. `catalogue_asked()`: the person moves over.

    `dismissed()`: what was said last has been read.
    """

    comment_asked = Signal()
    changes_asked = Signal()
    catalogue_asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._returned = Banner(Tone.WARN, "", icon=IconName.RETURN, rich=True, closable=False)
        self._returned.setObjectName("returnedBanner")
        self._returned.add_action(self.tr("看全部意见"), self.comment_asked.emit)
        self._returned.add_action(self.tr("看修改对比"), self.changes_asked.emit)
        self._beside = Banner(Tone.INFO, "", closable=False)
        self._beside.setObjectName("besideBanner")
        self._catalogue = Banner(Tone.INFO, "", closable=False)
        self._catalogue.setObjectName("catalogueBanner")
        self._catalogue.add_action(self.tr("改用新目录"), self.catalogue_asked.emit)
        self._misfits = Banner(Tone.WARN, "")
        self._misfits.setObjectName("misfitsBanner")
        self._news = Banner(Tone.INFO, "")
        self._news.setObjectName("formBanner")
        self._news.closed.connect(self.dismissed)
        self._passing = QTimer(self, singleShot=True, interval=_PASSING_MS)
        self._passing.timeout.connect(self._news.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for banner in (self._beside, self._returned, self._catalogue, self._misfits, self._news):
            banner.hide()
            column.addWidget(banner)

    def show_form(self, opened: OpenedForm, former: Catalogue) -> None:
        """What is to be said as long as this form is open; `former` names what its own catalogue has no place for."""
        self._show_return(opened)
        name = opened.content.basic.get(NAME)
        whom = name if isinstance(name, str) and name else self.tr("申报人")
        self._beside.setVisible(opened.beside)
        self._beside.set_message(
            Tone.INFO,
            self.tr("正在为 {0} 代为填报，须由本人在场。").format(whom),
            self.tr("提交记录会写明由单位经办人在本人在场时代为填报。"),
        )
        if opened.next_catalogue is not None:
            text = self.tr("通知公告已改用新的申报目录“{0}”。").format(opened.next_catalogue.title)
            detail = self.tr("改用后请核对填写的内容；新目录中没有的内容会逐项列出，不会悄悄丢失。提交前必须改用。")
            self._catalogue.set_message(Tone.INFO, text, detail)
        self._catalogue.setVisible(opened.next_catalogue is not None)
        if opened.misfits:
            text = self.tr("有 {0} 项内容在申报目录中没有对应的位置，没有列入表中：").format(len(opened.misfits))
            self._misfits.set_message(Tone.WARN, text, self._listed(opened.misfits, former))
        self._misfits.setVisible(bool(opened.misfits))

    def say(self, tone: Tone, text: str, detail: str = "", *, stays: bool = False) -> None:
        """Something happened; good news goes by itself unless it `stays`."""
        self._news.clear_actions()
        self._news.set_message(tone, text, detail)
        self._news.show()
        if stays or tone in (Tone.WARN, Tone.BAD):
            self._passing.stop()
        else:
            self._passing.start()

    def offer(self, text: str, act: Callable[[], object], shortcut: str | None = None) -> None:
        """Something to do about what was just said."""

        def acted() -> None:
            self.clear()
            act()

        self._news.add_action(text, acted, shortcut)

    def clear(self) -> None:
        """Nothing is to be said any more of what happened."""
        self._news.hide()

    def _show_return(self, opened: OpenedForm) -> None:
        decision = opened.returned
        if decision is not None:
            day = shanghai_day(decision.recorded_at)
            when = self.tr("{0} 月 {1} 日被退回").format(day.month, day.day)
            comment = " ".join(decision.comment.split())
            cut = f"{comment[:_SHOWN_COMMENT]}……" if len(comment) > _SHOWN_COMMENT else comment
            text = self.tr("<b>{0}</b>：{1}").format(escape(when), escape(cut))
            self._returned.set_message(Tone.WARN, text, icon=IconName.RETURN)
        self._returned.setVisible(decision is not None)

    def _listed(self, misfits: Sequence[Misfit], catalogue: Catalogue) -> str:
        words = []
        for one in misfits[:_SHOWN_MISFITS]:
            section = catalogue.sections_by_key.get(one.section)
            field = section.fields_by_key.get(one.field) if section is not None else None
            slot = section.slots_by_key.get(one.field) if section is not None else None
            if isinstance(one.value, Attachment):
                label, value = slot.label if slot is not None else one.field, one.value.name
            elif field is not None:
                label, value = field.label, field_text(field, one.value, catalogue)
            else:
                label, value = one.field, str(one.value)
            place = f"{section.label if section else one.section} {label}"
            words.append(self.tr("{0}：{1}").format(place, value))
        more = self.tr("；等") if len(misfits) > _SHOWN_MISFITS else ""
        return self.tr("；").join(words) + more
