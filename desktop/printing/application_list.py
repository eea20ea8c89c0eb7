"""一览表: applications as the rows of a table on A4 landscape, one's own or those of a desk (guide 3.2.11)."""

from collections.abc import Sequence
from datetime import date

from desktop.domain import known_keys as keys
from desktop.domain.catalogue import BASIC, Catalogue
from desktop.domain.content import ApplicationContent
from desktop.domain.identity_number import mask_identity_number
from desktop.printing.basic_section import value_text
from desktop.printing.grid import PAD_X, ROW, Cell, Piece
from desktop.printing.pagination import Flow, Paragraph, Table
from desktop.printing.paper import PT, Page, PaperSize, watermark
from desktop.printing.printed_application import PrintedApplication
from desktop.printing.typefaces import Typefaces
from desktop.printing.typesetter import Align, Line, Style, Typesetter
from desktop.services.interruption import heed
from desktop.text import printed_forms as words

_CENTRED = frozenset({0, 1, 2, 3, 8, 10})
_SHARES = (28, 44, 28, 60, 106, 80, 60, 66, 56, 84, 50, 138)
"""Widths of the columns in proportion."""
_MERITS_LENGTH = 80
_MERIT_SECTIONS = ("honors", "awards", "publications")
_MERITS_NAMED = 3


def application_list(
    applications: Sequence[PrintedApplication],
    typefaces: Typefaces,
    *,
    day: date,
    place: str = "",
    full_numbers: bool = False,
    total: int | None = None,
) -> tuple[Page, ...]:
    """The pages of a list of at least one application; the heads come from the first one's catalogue.

    `place` says whose list it is, `day` when it was made; numbers of documents are masked unless `full_numbers`.
    `total` is how many there would be, where only the first were taken.
    A watermark lies below a list of nothing but drafts.
    """
    setter = Typesetter(typefaces)
    width = Flow.width_of(PaperSize.A4_LANDSCAPE)
    widths = tuple(width * share / sum(_SHARES) for share in _SHARES)
    drafts = all(printed.is_draft for printed in applications)
    flow = Flow(PaperSize.A4_LANDSCAPE, watermark(words.DRAFT, typefaces.heading) if drafts else None)
    flow.add(Paragraph(setter.lines(words.LIST_TITLE, width, Style.TITLE, Align.CENTER), below=8 * PT))
    made = words.labelled(words.LIST_MADE, words.long_day(day))
    counted = words.list_count(len(applications), total)
    whose = words.labelled(words.UNIT, place) if place else counted
    flow.add(
        Paragraph(
            setter.lines(whose, width * 0.7), beside=setter.lines(made, width * 0.3, align=Align.RIGHT), below=3 * PT
        )
    )
    head = _row(setter, list_heads(applications[0].catalogue), widths, Style.SMALL_HEAD)
    pieces = tuple(
        _row(setter, list_row(number, printed, full_numbers=full_numbers), widths, Style.SMALL)
        for number, printed in enumerate(applications, start=1)
    )
    flow.add(Table(pieces, (head,), (head,)))
    if setter.missing:
        note = words.missing_characters_note(setter.note_of_missing())
        flow.add(Paragraph(setter.lines(note, width, Style.SMALL), above=6 * PT))
    one = applications[0] if len(applications) == 1 else None

    def footer(number: int, count: int) -> tuple[Line, Line, Line]:
        left = words.labelled(words.APPLICATION_NUMBER, one.number) if one is not None else words.LIST_TITLE
        right = words.digest_words(one.content.digest) if one is not None else counted
        first, middle, last = (
            setter.lines(text, width, Style.FOOTER)[0] for text in (left, words.page_words(number, count), right)
        )
        return first, middle, last

    return flow.pages(footer)


def list_heads(catalogue: Catalogue) -> tuple[str, ...]:
    """The titles of the columns: the catalogue's labels where a column is one of its fields."""
    basic = catalogue.section(BASIC)

    def label(key: str) -> str:
        return basic.field(key).label

    return (
        words.NUMBER,
        label(keys.NAME),
        label(keys.SEX),
        label(keys.BIRTH_DATE),
        label(keys.DOCUMENT_NUMBER),
        words.LIST_UNIT,
        words.LIST_EDUCATION,
        words.LIST_POSITION,
        words.LIST_CLASS,
        label(keys.STANDARD),
        label(keys.SERVICE_TYPE),
        words.LIST_MERITS,
    )


def list_row(number: int, printed: PrintedApplication, *, full_numbers: bool) -> tuple[str, ...]:
    """The cells of one application."""
    content, catalogue = printed.content, printed.catalogue
    document = _value(content, catalogue, keys.DOCUMENT_NUMBER)
    standard = content.basic.get(keys.STANDARD)
    return (
        str(number),
        _value(content, catalogue, keys.NAME),
        _value(content, catalogue, keys.SEX),
        _value(content, catalogue, keys.BIRTH_DATE),
        document if full_numbers else mask_identity_number(document),
        printed.unit,
        _values(content, catalogue, "highest_education", "highest_degree"),
        _values(content, catalogue, "position", "professional_title"),
        words.class_text(catalogue, standard),
        _value(content, catalogue, keys.STANDARD),
        _value(content, catalogue, keys.SERVICE_TYPE),
        merits_text(content, catalogue),
    )


def merits_text(content: ApplicationContent, catalogue: Catalogue) -> str:
    """主要业绩 in short: how 主要创新创业成果 begins, else the first titles of honours, awards and publications."""
    for record in content.records("achievements"):
        text = " ".join(str(value) for key, value in record.items() if key != "id" and value)
        text = " ".join(text.split())
        if text:
            return text if len(text) <= _MERITS_LENGTH else f"{text[: _MERITS_LENGTH - 1]}…"
    titles = [
        str(record[key])
        for section in (catalogue.sections_by_key.get(name) for name in _MERIT_SECTIONS)
        if section is not None
        for record in content.records(section.key)
        for key in section.title_fields[:1]
        if record.get(key)
    ]
    return "；".join(titles[:_MERITS_NAMED])


def _value(content: ApplicationContent, catalogue: Catalogue, key: str) -> str:
    field = catalogue.section(BASIC).fields_by_key.get(key)
    return "" if field is None else value_text(field, content.basic, catalogue)


def _values(content: ApplicationContent, catalogue: Catalogue, *wanted: str) -> str:
    return "\n".join(filter(None, (_value(content, catalogue, key) for key in wanted)))


def _row(setter: Typesetter, cells: Sequence[str], widths: Sequence[float], style: Style) -> Piece:
    heed()  # of a long list the rows take seconds
    is_head = style is Style.SMALL_HEAD
    laid = []
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        align = Align.CENTER if is_head or column in _CENTRED else Align.LEFT
        room = width - PAD_X * (1 if align is Align.CENTER else 1.6)
        laid.append(Cell(0, column, setter.lines(text, room, style, align, leading=1.35)))
    return Piece(tuple(widths), (ROW + 8 * PT,), tuple(laid))
