"""Contents to print, and a reader of the PDFs that knows nothing of the program: PyMuPDF."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pymupdf
from PySide6.QtGui import QColor, QImage

from desktop.domain.catalogue import Catalogue, Field, FieldType
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.domain.content import ApplicationContent, Attachment, JsonScalar, Record
from desktop.domain.media import MediaType
from desktop.domain.terms import Status
from desktop.printing.paper import Page
from desktop.printing.pdf import pdf_bytes
from desktop.printing.printed_application import Opinion, PrintedApplication, blank_opinions
from tests.domain.applications import CATALOGUE_FILE

UNIT = "912201010000000018"
SENTENCE = "围绕高分辨率星载成像光谱仪的精密装调开展攻关，"

BASIC: Mapping[str, JsonScalar] = {
    "name": "买买提·艾力",
    "sex": "男",
    "birth_date": "1979-06-26",
    "nationality": "中国",
    "document_type": "居民身份证",
    "document_number": "22010419790626995X",
    "mobile": "13900000000",
    "school": "北原理工大学",
    "highest_education": "博士研究生",
    "highest_degree": "博士",
    "position": "光学研发部主任",
    "professional_title": "研究员",
    "service_type": "首次认定",
    "standard": "C-03",
}


def renamed_catalogue(*pairs: tuple[str, str]) -> Catalogue:
    """The shipped catalogue with some texts of its file replaced."""
    text = CATALOGUE_FILE.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return parse_catalogue(text, CATALOGUE_FILE.name)


def text_of(length: int) -> str:
    """So many characters of prose."""
    return (SENTENCE * (length // len(SENTENCE) + 1))[:length]


def full_value(field: Field, number: int) -> JsonScalar:
    """Something for any field; texts are as long as they may be."""
    match field.type:
        case FieldType.DATE:
            return f"20{number % 20 + 1:02}-08-19"
        case FieldType.MONTH:
            return f"20{number % 20 + 1:02}-09"
        case FieldType.INT:
            return number + 1
        case FieldType.MONEY:
            return "999999999999.99"
        case FieldType.FLAG:
            return True
        case FieldType.TEXT:
            return text_of(field.max_length or 50)
    return field.choices[number % len(field.choices)]


def full_content(catalogue: Catalogue, records: int = 3) -> ApplicationContent:
    """Every section with so many records of which every field is full, every slot with a file."""
    sections: dict[str, tuple[Record, ...]] = {}
    attachments: list[Attachment] = []
    for section in catalogue.sections:
        count = records if section.repeats else min(1, len(section.fields))
        filled = [{field.key: full_value(field, number) for field in section.fields} for number in range(count)]
        if section.repeats:
            filled = [{"id": f"{section.key}-{number}", **each} for number, each in enumerate(filled)]
        sections[section.key] = tuple(filled)
        owners = [str(each["id"]) for each in filled] if section.repeats else [None]
        attachments += [
            Attachment(section.key, owner, slot.key, f"{slot.label}（扫描件）.pdf", "0" * 64, 123_456, MediaType.PDF)
            for owner in owners
            for slot in section.slots
        ]
    return ApplicationContent(UNIT, sections, tuple(attachments))


def plain_content(**sections: Sequence[Record]) -> ApplicationContent:
    """Basic information and what is given."""
    return ApplicationContent(UNIT, {"basic": (BASIC,), **{key: tuple(value) for key, value in sections.items()}})


def printed(
    content: ApplicationContent,
    catalogue: Catalogue,
    *,
    status: Status = Status.SUBMITTED,
    portrait: QImage | None = None,
    opinions: Sequence[Opinion] = (),
) -> PrintedApplication:
    """An application to print, submitted on a day of 2026; its route has two departments."""
    areas = tuple(opinions) or blank_opinions(
        "长春北湖光电研究院", ("长春市人力资源和社会保障局", "吉林省人力资源和社会保障厅")
    )
    day = date(2026, 9, 1)
    return PrintedApplication(
        content, catalogue, "长春北湖光电研究院", "2026-2200-000001", status, day, portrait, areas
    )


def a_portrait() -> QImage:
    image = QImage(250, 350, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 150, 210))
    return image


@dataclass(frozen=True)
class Word:
    """A line of text as the reader found it, with its box in points."""

    text: str
    box: pymupdf.Rect


class ReadForm:
    """A PDF as a stranger's program reads it."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.bytes = pdf_bytes(pages, "申报表")
        self._document = pymupdf.open(stream=self.bytes)

    def __len__(self) -> int:
        return len(self._document)

    @property
    def title(self) -> str:
        metadata = self._document.metadata
        assert metadata is not None
        return str(metadata["title"])

    @property
    def text(self) -> str:
        """All of it without white space, so that lines do not matter."""
        return "".join(self.page_text(number) for number in range(len(self)))

    def page_text(self, page: int) -> str:
        return "".join(word.text for word in self.words(page)).translate({ord(" "): None, ord("　"): None})

    def words(self, page: int) -> list[Word]:
        """Every piece of upright text; the watermark lies slanting."""
        found = []
        for block in self._document[page].get_text("dict", flags=pymupdf.TEXTFLAGS_TEXT)["blocks"]:
            for line in block["lines"]:
                if line["dir"] == (1.0, 0.0):
                    found += [Word(span["text"], pymupdf.Rect(span["bbox"])) for span in line["spans"]]
        return found

    def slanting(self, page: int) -> list[str]:
        return [
            "".join(span["text"] for span in line["spans"])
            for block in self._document[page].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            if line["dir"] != (1.0, 0.0)
        ]

    def pictures(self, page: int) -> list[pymupdf.Rect]:
        return [pymupdf.Rect(info["bbox"]) for info in self._document[page].get_image_info()]

    def fonts(self) -> set[str]:
        return {str(font[1]) for page in range(len(self)) for font in self._document[page].get_fonts()}

    def cells(self, page: int) -> list[list[str]]:
        """The table of a page as PyMuPDF sees it by its rules, row by row, merged cells once."""
        (table, *_) = self._document[page].find_tables().tables
        return [[re.sub(r"\s", "", cell) for cell in row if cell is not None] for row in table.extract()]

    def paper(self, page: int) -> pymupdf.Rect:
        return pymupdf.Rect(self._document[page].rect)

    def faults(self) -> Iterator[str]:
        """Text off the paper or in its margins, and texts that lie on each other."""
        for page in range(len(self)):
            right, bottom = self.paper(page).width - 30, self.paper(page).height - 20
            inks = sorted((_ink(word), word.text) for word in self.words(page) if word.text.strip())
            for number, ((left, top, end, low), text) in enumerate(inks):
                if left < 30 or top < 30 or end > right or low > bottom:
                    yield f"page {page + 1}: {text!r} lies outside"
                for (other_left, other_top, _, other_low), other in inks[number + 1 :]:
                    if other_left > end - 0.5:
                        break
                    if min(low, other_low) - max(top, other_top) > 0.5:
                        yield f"page {page + 1}: {text!r} and {other!r} lie on each other"


def _ink(word: Word) -> tuple[float, float, float, float]:
    """Left, top, right, bottom without the air that the font's own line height has above and below."""
    air = word.box.height * 0.15
    return word.box.x0, word.box.y0 + air, word.box.x1, word.box.y1 - air


def bare(text: str) -> str:
    """A text as `ReadForm.text` has it."""
    return re.sub(r"[\s　]", "", text)
