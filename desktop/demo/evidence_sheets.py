"""Which drawing belongs to which kind of sheet, and one piece of evidence from its sheets to its bytes."""

from collections.abc import Callable
from typing import Any

from desktop.demo import evidence_cards as cards
from desktop.demo import evidence_certificates as certificates
from desktop.demo import evidence_contracts as contracts
from desktop.demo import evidence_papers as papers
from desktop.demo.evidence_capture import capture_as
from desktop.demo.evidence_spec import EvidenceSpec, Sheet, SheetKind

_DRAWINGS: dict[SheetKind, Callable[[Sheet], Any]] = {
    SheetKind.DEGREE: certificates.degree,
    SheetKind.GRADUATION: certificates.graduation,
    SheetKind.HONOR: certificates.honor,
    SheetKind.AWARD: certificates.award,
    SheetKind.TITLE: certificates.title,
    SheetKind.TRAINING: certificates.training,
    SheetKind.APPOINTMENT: certificates.appointment,
    SheetKind.PATENT: certificates.patent,
    SheetKind.PORTRAIT: cards.portrait,
    SheetKind.IDENTITY_FRONT: cards.identity_front,
    SheetKind.IDENTITY_BACK: cards.identity_back,
    SheetKind.PASSPORT: cards.passport,
    SheetKind.PERMIT: cards.permit,
    SheetKind.EDUCATION_RECORD: papers.education_record,
    SheetKind.CONTRACT_COVER: contracts.cover,
    SheetKind.CONTRACT_TERMS: contracts.terms,
    SheetKind.CONTRACT_SIGNATURES: contracts.signatures,
    SheetKind.ARTICLE: papers.article,
    SheetKind.BOOK_COVER: papers.book_cover,
    SheetKind.INDEX_PROOF: papers.index_proof,
    SheetKind.ENTERPRISE: papers.enterprise,
    SheetKind.LETTER: papers.letter,
    SheetKind.PROJECT: papers.project,
}


def draw(sheet: Sheet) -> Any:
    """A one-page document that shows the sheet, flat and clean."""
    return _DRAWINGS[sheet.kind](sheet)


def render_one(spec: EvidenceSpec) -> bytes:
    """The bytes of one file; the same for the same spec, in every process."""
    return capture_as(spec.capture, [draw(sheet) for sheet in spec.sheets], spec.seed)
