"""The fonts of every test of a form: those of the machine, or the program's own without asking a child for it."""

import pymupdf
import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.catalogue import Catalogue
from desktop.printing.typefaces import Typefaces, find_typefaces
from tests.domain.applications import sample_catalogue


@pytest.fixture(scope="session")
def typefaces(qapp: QApplication) -> Typefaces:
    return find_typefaces(lambda: bytes(pymupdf.Font("cjk").buffer))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return sample_catalogue()
