"""连接共享数据库: the address of one, said to be wrong as soon as that is certain. Nothing is connected here."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.rejections import Rejected
from desktop.services.places import Address, parse_address
from desktop.widgets.form_dialog import FormDialog

_SECRET = "@"


class AddressDialog(FormDialog):
    """`chosen(Address)` once what was typed is one."""

    chosen = Signal(object)

    def __init__(self, explain: Callable[[Exception], str], parent: QWidget | None = None) -> None:
        super().__init__("address", self.tr("连接共享数据库"), self.tr("下一步"), 520, parent)
        self._explain = explain
        self.explain_above(
            self.tr("多人共用的工作区在 PostgreSQL 服务器上。地址请向管理员索取，账号和密码在下一步填写。")
        )
        self._address = self.add_field("address", self.tr("地址"))
        self._address.setPlaceholderText("postgresql://db.example/talent")
        self.note_below(self.tr("服务器的证书不在系统中时，在地址后加 ?sslrootcert=根证书文件。"))
        self._address.textEdited.connect(self._on_edited)
        self._address.returnPressed.connect(self._on_asked)
        self.asked.connect(self._on_asked)

    def _on_asked(self) -> None:
        address = self._read()
        if address is not None:
            self.chosen.emit(address)
            self.accept()

    def _on_edited(self, text: str) -> None:
        """Half an address is wrong too, and no cause to complain; a password in it is."""
        self.clear_problem()
        if _SECRET in text:
            self._read()

    def _read(self) -> Address | None:
        try:
            return parse_address(self._address.text())
        except Rejected as error:
            self.show_problem(self._explain(error))
            return None
