"""申报表: one application as an official bordered form on A4 (guide 3.2.11)."""

from collections.abc import Iterator

from desktop.domain.catalogue import BASIC, Section
from desktop.printing.basic_section import SIDE, BasicSection, value_text
from desktop.printing.grid import PAD_X, Cell, Piece, Place
from desktop.printing.pagination import Block, Flow, Paragraph, Table
from desktop.printing.paper import PT, Page, PaperSize, watermark
from desktop.printing.printed_application import Opinion, PrintedApplication, attachments_in_order, portrait_of
from desktop.printing.record_table import RecordTable
from desktop.printing.typefaces import Typefaces
from desktop.printing.typesetter import Align, Line, Style, Typesetter
from desktop.text import printed_forms as words
from desktop.text.problems import size_text

_ONE_TEXT = 84 * PT
"""The least height of the area of a single text."""
_PLEDGE = 78 * PT
_OPINION = 94 * PT
_ATTACHMENT_SHARES = (0.6, 2.6, 2.0, 3.4, 1.1)


def application_form(printed: PrintedApplication, typefaces: Typefaces) -> tuple[Page, ...]:
    """The pages of the form; a draft carries a watermark."""
    return _Form(printed, typefaces).pages()


class _Form:
    def __init__(self, printed: PrintedApplication, typefaces: Typefaces) -> None:
        self._printed = printed
        self._setter = Typesetter(typefaces)
        self._width = Flow.width_of(PaperSize.A4)
        self._records = RecordTable(self._setter, self._width)
        self._typefaces = typefaces

    def pages(self) -> tuple[Page, ...]:
        printed = self._printed
        mark = watermark(words.DRAFT, self._typefaces.heading) if printed.is_draft else None
        flow = Flow(PaperSize.A4, mark)
        for block in self._blocks():
            flow.add(block)
        return flow.pages(self._footer)

    def _blocks(self) -> Iterator[Block]:
        yield from self._top()
        basic = self._records.band(words.section_title(1, self._printed.catalogue.section(BASIC).label))
        yield Table(tuple(self._basic()), (basic,))
        number = 1
        for section in self._printed.catalogue.sections:
            if section.key == BASIC or not section.fields:
                continue
            number += 1
            title = words.section_title(number, section.label)
            records = self._printed.content.records(section.key)
            if section.repeats:
                yield self._records.table(title, section, records, self._printed.catalogue)
            else:
                yield self._single(title, section)
        yield self._attachments(words.section_title(number + 1, words.ATTACHMENTS))
        yield Table((self._pledge(),))
        for opinion in self._printed.opinions:
            yield Table((self._opinion(opinion),))
        if self._setter.missing:
            note = words.missing_characters_note(self._setter.note_of_missing())
            yield Paragraph(self._setter.lines(note, self._width, Style.SMALL), above=6 * PT)

    def _top(self) -> Iterator[Block]:
        printed, setter = self._printed, self._setter
        yield Paragraph(setter.lines(words.FORM_TITLE, self._width, Style.TITLE, Align.CENTER), below=8 * PT)
        number = words.labelled(words.APPLICATION_NUMBER, printed.number)
        day = words.labelled(words.PREPARED, words.long_day(printed.day))
        yield Paragraph(
            setter.lines(number, self._width * 0.6),
            beside=setter.lines(day, self._width * 0.4, align=Align.RIGHT),
        )
        unit = words.labelled(words.UNIT, f"{printed.unit}（{printed.content.unit}）")
        yield Paragraph(setter.lines(unit, self._width), below=3 * PT)

    def _basic(self) -> Iterator[Piece]:
        section = BasicSection(self._setter, self._width)
        content = self._printed.content
        attached = portrait_of(content) is not None
        yield from section.pieces(self._printed.catalogue, content.basic, self._printed.portrait, attached=attached)

    def _single(self, title: str, section: Section) -> Table:
        """A section of one record: its text alone, or each field with its label where there are several."""
        records = self._printed.content.records(section.key)
        lines: list[Line] = []
        for field in section.fields:
            text = value_text(field, records[0], self._printed.catalogue) if records else ""
            shown = text if len(section.fields) == 1 or not text else words.labelled(field.label, text)
            lines += self._setter.lines(shown, self._width - 2 * PAD_X)
        area = Piece((self._width,), (float(_ONE_TEXT),), (Cell(0, 0, tuple(lines), place=Place.TOP),))
        return Table((area,), (self._records.band(title),), (self._records.band(title + words.CONTINUED),))

    def _attachments(self, title: str) -> Table:
        catalogue, content = self._printed.catalogue, self._printed.content
        rows = []
        for number, item in enumerate(attachments_in_order(content, catalogue), start=1):
            section = catalogue.sections_by_key.get(item.section)
            slot = section.slots_by_key.get(item.slot) if section is not None else None
            places = [str(record.get("id")) for record in content.records(item.section)]
            place = f" 第 {places.index(item.record) + 1} 条" if item.record in places else ""
            label = section.label if section is not None else item.section
            of = slot.label if slot is not None else item.slot
            rows.append((str(number), f"{label}{place}", of, item.name, size_text(item.size)))
        return self._records.rows(title, words.ATTACHMENT_HEADS, _ATTACHMENT_SHARES, rows)

    def _pledge(self) -> Piece:
        foot = self._setter.lines(f"{words.SIGNATURE}{words.long_day(None)}　　", self._width, Style.BODY, Align.RIGHT)
        text = self._setter.lines(f"　　{words.PLEDGE}。", self._width - SIDE - 2 * PAD_X, leading=1.6)
        return self._sided(words.PLEDGE_LABEL, text, foot, _PLEDGE)

    def _opinion(self, opinion: Opinion) -> Piece:
        inner = self._width - SIDE - 2 * PAD_X
        lines = self._setter.lines(opinion.organisation, inner, Style.SMALL)
        lines += self._setter.lines(opinion.text, inner)
        # the seal covers the name and the day, so they stand one above the other at the right
        foot = self._setter.lines(f"{words.SEAL}　　　　　　", inner, Style.BODY, Align.RIGHT)
        foot += self._setter.lines(f"{words.long_day(opinion.day)}　　", inner, Style.BODY, Align.RIGHT)
        return self._sided(opinion.label, lines, foot, _OPINION)

    def _sided(self, label: str, lines: tuple[Line, ...], foot: tuple[Line, ...], height: float) -> Piece:
        cells = (
            Cell(0, 0, self._setter.stacked(label)),
            Cell(0, 1, lines, place=Place.TOP, foot=foot),
        )
        return Piece((SIDE, self._width - SIDE), (float(height),), cells)

    def _footer(self, number: int, count: int) -> tuple[Line, Line, Line]:
        left = words.labelled(words.APPLICATION_NUMBER, self._printed.number)
        digest = words.digest_words(self._printed.content.digest)
        left_line, middle, right = (
            self._setter.lines(text, self._width, Style.FOOTER)[0]
            for text in (left, words.page_words(number, count), digest)
        )
        return left_line, middle, right
