"""What a piece of evidence shows and how it was captured, as plain values. Drawing lives in the other evidence modules.

Equal values render to equal bytes, so a value is also the key under which rendered bytes may be shared.
"""

from dataclasses import dataclass
from enum import StrEnum


class SheetKind(StrEnum):
    """The documents that can be drawn."""

    DEGREE = "degree"
    GRADUATION = "graduation"
    EDUCATION_RECORD = "education_record"
    IDENTITY_FRONT = "identity_front"
    IDENTITY_BACK = "identity_back"
    PASSPORT = "passport"
    PERMIT = "permit"
    PORTRAIT = "portrait"
    CONTRACT_COVER = "contract_cover"
    CONTRACT_TERMS = "contract_terms"
    CONTRACT_SIGNATURES = "contract_signatures"
    HONOR = "honor"
    AWARD = "award"
    TITLE = "title"
    TRAINING = "training"
    APPOINTMENT = "appointment"
    PATENT = "patent"
    ARTICLE = "article"
    BOOK_COVER = "book_cover"
    INDEX_PROOF = "index_proof"
    ENTERPRISE = "enterprise"
    LETTER = "letter"
    PROJECT = "project"


class Capture(StrEnum):
    """How the document became a file: this decides the format and whether text can be searched."""

    TEXT_PDF = "text_pdf"
    """A PDF with a text layer, as an office program saves it."""
    SCANNED_PDF = "scanned_pdf"
    """A PDF of images only, from an office scanner: slightly skewed and noisy."""
    PHOTO = "photo"
    """A JPEG photograph of one sheet on a desk, slightly rotated."""
    SIDEWAYS_PHOTO = "sideways_photo"
    """The same, taken with the camera turned by 90°."""
    PNG = "png"
    """A PNG export of one sheet."""
    JPEG = "jpeg"
    """A plain JPEG export of one sheet, such as a portrait from a photo studio."""


EXTENSIONS: dict[Capture, str] = {
    Capture.TEXT_PDF: "pdf",
    Capture.SCANNED_PDF: "pdf",
    Capture.PHOTO: "jpg",
    Capture.SIDEWAYS_PHOTO: "jpg",
    Capture.PNG: "png",
    Capture.JPEG: "jpg",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: a document and the facts printed on it."""

    kind: SheetKind
    facts: tuple[tuple[str, str], ...]

    def __getitem__(self, key: str) -> str:
        """The printed fact `key`, "" if the document leaves it blank."""
        return next((value for name, value in self.facts if name == key), "")


def sheet(kind: SheetKind, **facts: str) -> Sheet:
    """A sheet with its facts in a fixed order, so that equal facts make equal sheets."""
    return Sheet(kind, tuple(sorted(facts.items())))


@dataclass(frozen=True, slots=True)
class EvidenceSpec:
    """One file: its sheets in page order, how it was captured, and a `seed` for tilt, noise and tone."""

    sheets: tuple[Sheet, ...]
    capture: Capture
    seed: int

    def __post_init__(self) -> None:
        if not self.sheets:
            raise ValueError("evidence needs a sheet")
        if len(self.sheets) > 1 and self.capture not in (Capture.TEXT_PDF, Capture.SCANNED_PDF):
            raise ValueError(f"{self.capture} holds a single sheet")

    @property
    def extension(self) -> str:
        """The file name's extension, without the dot."""
        return EXTENSIONS[self.capture]
