"""Cutting a photograph to the one-inch portrait (25 × 35 mm) that the form asks for."""

import hashlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from desktop.preview.host import PreviewHost, RenderedPage
from desktop.preview.protocol import DocumentInfo, PageRequest, PreviewFailure
from desktop.text.preview import own_failure_sentence
from desktop.widgets.busy_indicator import BusyIndicator
from desktop.widgets.crop_view import CropView
from desktop.widgets.icons import IconName
from desktop.widgets.key_button import ButtonKind, KeyButton
from desktop.widgets.labels import Label, LabelStyle

PORTRAIT_PIXELS = QSize(590, 826)
"""25 × 35 mm at 600 dots an inch."""
_RATIO = 25 / 35
_QUALITY = 92
_LOOK_WIDTH = 1600
_STEPS = 100
_MOST_ZOOM = 8.0


class PortraitDialog(QDialog):
    """`cut_out(bytes)`: the portrait as JPEG. The photograph is opened by the preview child, like every document."""

    cut_out = Signal(bytes)

    def __init__(self, host: PreviewHost, photograph: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("portraitDialog")
        self.setWindowTitle(self.tr("裁剪头像"))
        self.setModal(True)
        self._host = host
        self._document = hashlib.sha256(photograph).hexdigest()
        self._number = -1
        self.view: CropView | None = None
        self._busy = BusyIndicator()
        self._words = Label(
            self.tr("拖动照片或用方向键移动，滚轮或加减号缩放。一寸照片，25 × 35 毫米，头部居中。"),
            LabelStyle.SECONDARY,
            wrap=True,
        )
        self._note = Label("", LabelStyle.SMALL_WARN, wrap=True)
        self._note.setObjectName("portraitNote")
        self._note.hide()
        self._zoom = QSlider(Qt.Orientation.Horizontal)
        self._zoom.setObjectName("zoom")
        self._zoom.setAccessibleName(self.tr("缩放"))
        self._zoom.setRange(_STEPS, round(_STEPS * _MOST_ZOOM))
        self._zoom.setEnabled(False)
        self._save = KeyButton(self.tr("使用这张照片"), IconName.CROP, "Ctrl+Return", kind=ButtonKind.PRIMARY)
        self._save.setObjectName("useCut")
        self._save.setEnabled(False)
        self._save.clicked.connect(self._on_use)
        cancel = KeyButton(self.tr("取消"), None, "Esc", kind=ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Label(self.tr("缩放"), LabelStyle.SMALL_SECONDARY))
        foot.addWidget(self._zoom, 1)
        foot.addSpacing(16)
        foot.addWidget(cancel)
        foot.addWidget(self._save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(12)
        for widget in (self._words, self._busy, self._note):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._column.addLayout(foot)
        self.resize(560, 640)
        host.document_opened.connect(self._on_opened)
        host.page_rendered.connect(self._on_rendered)
        host.failed.connect(self._on_failed)
        self._busy.start(self.tr("正在打开照片"))
        info = host.info(self._document)
        if info is not None:
            self._on_opened(info)
        else:
            host.open_document(self._document, lambda: photograph)

    def _on_opened(self, info: DocumentInfo) -> None:
        if info.document == self._document and self.view is None:
            self._number = self._host.request_page(PageRequest(info.document, 0, _LOOK_WIDTH), view="portrait")

    def _on_rendered(self, rendered: RenderedPage) -> None:
        if rendered.number != self._number or self.view is not None:
            return
        self._busy.stop()
        self.view = CropView(rendered.image, _RATIO)
        self._column.insertWidget(1, self.view, 100)
        self.view.zoom_changed.connect(lambda zoom: self._zoom.setValue(round(zoom * _STEPS)))
        self._zoom.valueChanged.connect(self._on_slid)
        self._zoom.setEnabled(True)
        self._save.setEnabled(True)
        self.view.show()  # now, as it is to take the keyboard
        self.view.setFocus()

    def _on_slid(self, value: int) -> None:
        if self.view is not None and round(self.view.zoom * _STEPS) != value:
            self.view.set_zoom(value / _STEPS)

    def _on_failed(self, failure: PreviewFailure) -> None:
        if failure.document == self._document and self.view is None:
            self._busy.stop()
            self._say(own_failure_sentence(failure.code))

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.show()

    def _on_use(self) -> None:
        if self.view is None:
            return
        self.cut_out.emit(_jpeg(self.view))
        self.accept()


def _jpeg(view: CropView) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    image = view.cropped(PORTRAIT_PIXELS)
    dots = round(PORTRAIT_PIXELS.width() / 0.025)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    if not writer.write(image):
        raise OSError(writer.errorString())
    return bytes(buffer.data().data())
