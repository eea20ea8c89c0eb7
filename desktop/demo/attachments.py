"""Which evidence an applicant hands in for their sections, and how each piece was captured.

Owns the choice of documents and file names; the drawing is `evidence`'s work.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.demo.applicants import Applicant, Record, Sections
from desktop.demo.evidence_spec import Capture, EvidenceSpec, Sheet, SheetKind, sheet
from desktop.demo.people import PASSPORT, RESIDENT_CARD


@dataclass(frozen=True)
class PlannedAttachment:
    """One file of a dossier; `record` is absent for basic and materials, `name` is what the applicant called it."""

    section: str
    record: str | None
    slot: str
    name: str
    evidence: EvidenceSpec

    def recaptured(self) -> "PlannedAttachment":
        """The same document captured anew, better: other bytes under the same claim."""
        capture = self.evidence.capture
        if capture in (Capture.PHOTO, Capture.SIDEWAYS_PHOTO):
            capture = Capture.SCANNED_PDF
        evidence = replace(self.evidence, capture=capture, seed=self.evidence.seed + 1)
        stem = self.name.rpartition(".")[0]
        return replace(self, evidence=evidence, name=f"{stem}（重新上传）.{evidence.extension}")


def plan_attachments(rng: random.Random, applicant: Applicant, sections: Sections) -> tuple[PlannedAttachment, ...]:
    """The complete evidence of `sections`, in the order of the form."""
    writer = _Writer(rng, applicant, sections["basic"][0])
    planned = [writer.portrait()]
    for key, make in _BY_SECTION:
        for record in sections.get(key, []):
            planned.extend(make(writer, record))
    return (*planned, *writer.materials())


def attachments_of_publication(
    rng: random.Random, applicant: Applicant, basic: Record, record: Record
) -> tuple[PlannedAttachment, ...]:
    """The evidence of one 论文著作 record that was added later."""
    return tuple(_Writer(rng, applicant, basic).publication(record))


class _Writer:
    """Makes the planned files of one applicant."""

    def __init__(self, rng: random.Random, applicant: Applicant, basic: Record) -> None:
        self._rng = rng
        self._applicant = applicant
        self._basic = basic
        self._face = str(rng.randrange(10**6))

    def _file(
        self, section: str, record: Record | None, slot: str, stem: str, capture: Capture, *sheets: Sheet
    ) -> PlannedAttachment:
        evidence = EvidenceSpec(sheets, capture, self._rng.randrange(2**31))
        identifier = str(record["id"]) if record is not None else None
        return PlannedAttachment(section, identifier, slot, f"{stem}.{evidence.extension}", evidence)

    def _person_sheet(self, kind: SheetKind, **facts: object) -> Sheet:
        person = self._applicant.person
        own = {
            "name": person.name,
            "sex": person.sex,
            "birth_date": person.birth_date.isoformat(),
            "face": self._face,
            "age": str(person.age_on(self._applicant.day)),
        }
        return sheet(kind, **own, **{key: str(value) for key, value in facts.items()})

    def _capture(self, *choices: Capture) -> Capture:
        return self._rng.choice(choices)

    def portrait(self) -> PlannedAttachment:
        portrait = self._person_sheet(SheetKind.PORTRAIT)
        capture = self._capture(Capture.JPEG, Capture.JPEG, Capture.PNG)
        return self._file("basic", None, "portrait", "头像", capture, portrait)

    def education(self, record: Record) -> Iterator[PlannedAttachment]:
        number = f"{self._rng.randrange(90000, 99999)}{str(record['end'])[:4]}{self._rng.randrange(10**6):06d}"
        facts = {
            "school": record["school"],
            "major": record["major"],
            "education": record["education"],
            "degree": record.get("degree", ""),
            "family": self._applicant.discipline.degree,
            "start": record["start"],
            "end": record["end"],
            "number": number,
            "mode": record["mode"],
        }
        graduation = self._person_sheet(SheetKind.GRADUATION, **facts)
        registration = self._person_sheet(SheetKind.EDUCATION_RECORD, **facts)
        if "degree" not in record:
            yield self._file("education", record, "certificate", "毕业证书", Capture.PHOTO, graduation)
            return
        diploma = self._person_sheet(SheetKind.DEGREE, **facts)
        degree = record["degree"]
        if record["id"] == "e1":
            capture = self._capture(Capture.TEXT_PDF, Capture.TEXT_PDF, Capture.SCANNED_PDF)
            pages = (diploma, graduation) if capture is Capture.SCANNED_PDF else (diploma, graduation, registration)
            yield self._file("education", record, "certificate", f"{degree}学位证书", capture, *pages)
            return
        capture = self._capture(
            Capture.PHOTO, Capture.SIDEWAYS_PHOTO, Capture.TEXT_PDF, Capture.TEXT_PDF, Capture.JPEG, Capture.JPEG
        )
        yield self._file("education", record, "certificate", f"{degree}学位证书", capture, diploma)
        if self._rng.random() < 0.4:
            yield self._file("education", record, "certificate", "学历备案表", Capture.TEXT_PDF, registration)

    def training(self, record: Record) -> Iterator[PlannedAttachment]:
        if self._rng.random() < 0.6:
            proof = self._person_sheet(
                SheetKind.TRAINING,
                content=record["content"],
                start=record["start"],
                end=record["end"],
                hours=record["hours"],
                organiser=record["organiser"],
            )
            yield self._file("training", record, "certificate", "结业证书", Capture.TEXT_PDF, proof)

    def publication(self, record: Record) -> Iterator[PlannedAttachment]:
        facts = {
            "title": record["title"],
            "venue": record["venue"],
            "date": record["date"],
            "number": record.get("number", ""),
            "indexed_by": record.get("indexed_by", ""),
            "rank": record["author_rank"],
            "unit": self._applicant.unit.name,
            "field": self._applicant.discipline.field,
        }
        if record["category"] == "专利":
            capture = self._capture(Capture.TEXT_PDF, Capture.SCANNED_PDF, Capture.TEXT_PDF)
            patent = self._person_sheet(SheetKind.PATENT, **facts)
            yield self._file("publications", record, "evidence", "发明专利证书", capture, patent)
        elif record["category"] == "著作":
            cover = self._person_sheet(SheetKind.BOOK_COVER, **facts)
            yield self._file(
                "publications",
                record,
                "evidence",
                "封面",
                self._capture(Capture.PHOTO, Capture.JPEG, Capture.JPEG),
                cover,
            )
        else:
            article = self._person_sheet(SheetKind.ARTICLE, **facts)
            yield self._file("publications", record, "evidence", "论文首页", Capture.TEXT_PDF, article)
            if self._rng.random() < 0.35:
                proof = self._person_sheet(SheetKind.INDEX_PROOF, **facts)
                yield self._file("publications", record, "evidence", "检索证明", Capture.TEXT_PDF, proof)

    def affiliation(self, record: Record) -> Iterator[PlannedAttachment]:
        letter = self._person_sheet(
            SheetKind.APPOINTMENT, organisation=record["organisation"], role=record["role"], start=record["start"]
        )
        capture = self._capture(Capture.PHOTO, Capture.TEXT_PDF, Capture.PNG)
        yield self._file("affiliations", record, "evidence", "聘书", capture, letter)

    def enterprise(self, record: Record) -> Iterator[PlannedAttachment]:
        facts = {key: record[key] for key in ("revenue", "tax", "research_spending", "size", "specialised", "role")}
        proof = self._person_sheet(
            SheetKind.ENTERPRISE, unit=record["name"], year=self._applicant.day.year - 1, **facts
        )
        yield self._file("enterprise", record, "evidence", "企业业绩证明", Capture.TEXT_PDF, proof)

    def honor(self, record: Record) -> Iterator[PlannedAttachment]:
        certificate = self._person_sheet(
            SheetKind.HONOR,
            title=record["name"],
            authority=record["authority"],
            date=record["date"],
            number=record["certificate_number"],
        )
        capture = self._capture(Capture.PHOTO, Capture.TEXT_PDF, Capture.TEXT_PDF, Capture.SCANNED_PDF, Capture.PNG)
        yield self._file("honors", record, "certificate", "荣誉证书", capture, certificate)

    def award(self, record: Record) -> Iterator[PlannedAttachment]:
        certificate = self._person_sheet(
            SheetKind.AWARD,
            title=record["name"],
            authority=record["authority"],
            date=record["date"],
            grade=record["grade"],
            rank=record["rank"],
            unit=self._applicant.unit.name,
            number=f"{str(record['date'])[:4]}-J-{self._rng.randrange(100, 999)}-{record['rank']:0>2}",
        )
        capture = self._capture(Capture.SCANNED_PDF, Capture.PHOTO, Capture.TEXT_PDF, Capture.TEXT_PDF)
        yield self._file("awards", record, "certificate", "获奖证书", capture, certificate)

    def materials(self) -> Iterator[PlannedAttachment]:
        yield from self._identity()
        facts = {
            "unit": self._applicant.unit.name,
            "city": self._applicant.unit.city,
            "position": self._basic["position"],
            "start": self._basic["contract_start"],
            "end": self._basic["contract_end"],
            "document_type": self._basic["document_type"],
            "document_number": self._basic["document_number"],
        }
        pages = (SheetKind.CONTRACT_COVER, SheetKind.CONTRACT_TERMS, SheetKind.CONTRACT_SIGNATURES)
        contract = [self._person_sheet(kind, **facts) for kind in pages]
        yield self._file("materials", None, "contract", "劳动（聘用）合同", Capture.TEXT_PDF, *contract)
        yield from self._project()
        if self._applicant.requirement.title_asked or self._rng.random() < 0.4:
            title = self._person_sheet(
                SheetKind.TITLE,
                title=self._basic["professional_title"],
                field=self._basic["professional_field"],
                unit=self._applicant.unit.name,
                date=self._basic["contract_start"],
                number=f"吉{self._rng.randrange(10**9):09d}",
            )
            capture = self._capture(Capture.TEXT_PDF, Capture.PNG, Capture.SCANNED_PDF)
            yield self._file("materials", None, "other", "职称证书", capture, title)
        if self._basic["talent_source"] == "引进人才":
            letter = self._person_sheet(
                SheetKind.LETTER,
                unit=self._applicant.unit.name,
                origin=self._basic["introduced_from"],
                position=self._basic["position"],
                date=self._basic["contract_start"],
                form=self._basic["employment_form"],
            )
            yield self._file("materials", None, "other", "引进人才情况说明", Capture.TEXT_PDF, letter)

    def _project(self) -> Iterator[PlannedAttachment]:
        kind = self._applicant.requirement.project
        if kind is not None:
            discipline = self._applicant.discipline
            notification = self._person_sheet(
                SheetKind.PROJECT,
                programme=kind,
                title=f"{self._rng.choice(discipline.topics)}的{self._rng.choice(discipline.methods)}研究",
                number=f"{self._applicant.day.year - 3}{self._rng.randrange(10**5):05d}",
                unit=self._applicant.unit.name,
                year=self._applicant.day.year - 3,
                funding=self._rng.choice((30, 58, 60, 120, 300)),
            )
            yield self._file("materials", None, "other", "项目立项通知书", Capture.TEXT_PDF, notification)

    def _identity(self) -> Iterator[PlannedAttachment]:
        person = self._applicant.person
        number = self._basic["document_number"]
        issued = max(person.birth_date.year + 26, self._applicant.day.year - self._rng.randint(2, 9))
        if person.document_type == RESIDENT_CARD:
            street = self._rng.choice(("解放大路", "人民大街", "松江路", "湖滨街", "育才路"))
            front = self._person_sheet(
                SheetKind.IDENTITY_FRONT,
                ethnic_group=person.ethnic_group or "汉族",
                address=f"吉林省{self._applicant.unit.city}样本区{street}{self._rng.randrange(1, 2000)}号",
                number=number,
            )
            back = sheet(
                SheetKind.IDENTITY_BACK,
                authority=f"{self._applicant.unit.city}公安局样本分局",
                valid=f"{issued}.03.12-{issued + 20}.03.12",
            )
            capture = self._capture(Capture.PHOTO, Capture.JPEG, Capture.PNG)
            yield self._file("materials", None, "id_front", "身份证正面", capture, front)
            yield self._file("materials", None, "id_back", "身份证反面", capture, back)
            return
        kind = SheetKind.PASSPORT if person.document_type == PASSPORT else SheetKind.PERMIT
        page = self._person_sheet(
            kind,
            nationality=person.nationality,
            number=number,
            document_type=person.document_type,
            valid=f"{issued}.03.12-{issued + 10}.03.11",
        )
        stem = "护照资料页" if kind is SheetKind.PASSPORT else "通行证资料页"
        yield self._file("materials", None, "document_page", stem, Capture.PHOTO, page)


_BY_SECTION = (
    ("education", _Writer.education),
    ("training", _Writer.training),
    ("publications", _Writer.publication),
    ("affiliations", _Writer.affiliation),
    ("enterprise", _Writer.enterprise),
    ("honors", _Writer.honor),
    ("awards", _Writer.award),
)
