"""A preview that is ready, and documents to show."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.preview.host import PreviewHost


@pytest.fixture(scope="package")
def host(qapp: QApplication) -> Iterator[PreviewHost]:
    made = PreviewHost()
    yield made
    made.close()
