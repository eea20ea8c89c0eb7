"""The applicant's binding as a page of the window, until their home page holds the panel."""

from desktop.views.administration.room import Room
from desktop.views.bindings.binding_panel import BindingPanel
from desktop.views.session import Session


class BindingRoom(Room):
    """Holds `panel`."""

    def __init__(self, session: Session) -> None:
        explanation = self.tr("申报的前提：与推荐单位绑定")
        super().__init__(session.runner, self.tr("绑定单位"), explanation, (), foot=False)
        self.panel = BindingPanel(session.workspace, self.waiting)
        self.content.addWidget(self.panel)
        self.setFocusProxy(self.panel)

    def refresh(self) -> None:
        self.panel.refresh()
