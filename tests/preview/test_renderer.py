"""The real child: what it shows is what MuPDF draws, whatever the document; what it cannot show it names by a code."""

import pymupdf
import pytest

from desktop.preview.protocol import (
    DocumentOpened,
    FontGiven,
    GiveFont,
    Limits,
    NormalRect,
    OpenDocument,
    PageSize,
    PagesSearched,
    PreviewErrorCode,
    SearchHit,
    SearchPages,
)
from desktop.preview.worker import Answered, Ready
from tests.preview import sample_documents as samples
from tests.preview.conversation import Conversation, Picture
from tests.preview.hostile_documents import pdf_with_endless_page

Box = tuple[float, float, float, float]


def drawn_here(content: bytes, kind: str, zoom_to: int, rotation: int = 0, clip: Box | None = None) -> Picture:
    """The same page drawn in this process."""
    with pymupdf.open(stream=content, filetype=kind) as document:
        page = document[0]
        zoom = zoom_to / (page.rect.height if rotation % 180 else page.rect.width)
        matrix = pymupdf.Matrix(zoom, zoom).prerotate(rotation)
        pixels = page.get_pixmap(matrix=matrix, alpha=False, clip=clip and pymupdf.Rect(clip))
        return Picture(pixels.width, pixels.height, bytes(pixels.samples))


def hits(child: Conversation, name: str, text: str) -> tuple[SearchHit, ...]:
    report = child.ask(lambda number: SearchPages(number, name, text, 0))
    assert isinstance(report, Answered)
    assert isinstance(report.reply, PagesSearched)
    assert report.reply.next_page is None
    return report.reply.hits


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.text_pdf("学位证书 degree"), "pdf"),
        (samples.scan_pdf(), "pdf"),
        (samples.rotated_pdf(90), "pdf"),
        (samples.rotated_pdf(270), "pdf"),
        (samples.jpeg(), "jpeg"),
        (samples.cmyk_jpeg(), "jpeg"),
        (samples.exif_rotated_jpeg(6), "jpeg"),
        (samples.deep_png(), "png"),
        (samples.transparent_png(), "png"),
    ],
    ids=["text", "scan", "rotated", "rotated-back", "jpeg", "cmyk", "exif", "deep", "alpha"],
)
def test_a_page_is_drawn_as_mupdf_draws_it_pixel_for_pixel(
    child: Conversation, content: bytes, kind: str, rotation: int
) -> None:
    picture = child.picture(content, width=301, rotation=rotation)
    assert picture.width == 301
    assert picture == drawn_here(content, kind, 301, rotation)


@pytest.mark.parametrize(
    ("rotation", "part", "box"),
    [
        (0, NormalRect(0.5, 0.25, 1.0, 0.5), (200, 50, 400, 100)),
        (90, NormalRect(0.5, 0.25, 1.0, 0.5), (100, 0, 200, 100)),
        (180, NormalRect(0.5, 0.25, 1.0, 0.5), (0, 100, 200, 150)),
        (270, NormalRect(0.5, 0.25, 1.0, 0.5), (200, 100, 300, 200)),
    ],
)
def test_a_clip_names_a_part_of_the_page_as_it_is_shown(
    child: Conversation, rotation: int, part: NormalRect, box: Box
) -> None:
    content = samples.rotated_pdf(0, "clipped")
    child.open("clip", content)
    clipped = child.draw("clip", width=2000, rotation=rotation, clip=part)
    assert isinstance(clipped, Picture)
    assert clipped.width == 1000
    assert clipped == drawn_here(content, "pdf", 2000, rotation, box)


@pytest.mark.parametrize(
    ("orientation", "top_left", "top_right", "bottom_left"),
    [(1, "red", "grey", "red"), (3, "grey", "red", "grey"), (6, "red", "red", "grey"), (8, "grey", "grey", "red")],
)
def test_a_photograph_is_shown_upright(
    child: Conversation, orientation: int, top_left: str, top_right: str, bottom_left: str
) -> None:
    picture = child.picture(samples.exif_rotated_jpeg(orientation), width=120)
    assert (picture.width > picture.height) == (orientation < 5)
    corners = ((0, 0), (picture.width - 1, 0), (0, picture.height - 1))
    seen = ["red" if picture.colour(x, y)[0] - picture.colour(x, y)[1] > 150 else "grey" for x, y in corners]
    assert seen == [top_left, top_right, bottom_left]


def test_cyan_ink_looks_cyan_and_transparency_shows_paper(child: Conversation) -> None:
    red, green, blue = child.picture(samples.cmyk_jpeg(), width=60).colour(30, 20)
    assert red < 60 < 120 < green < blue
    picture = child.picture(samples.transparent_png(), width=60)
    assert picture.colour(5, 5) == (255, 255, 255)
    assert picture.colour(30, 5)[0] > picture.colour(30, 5)[1] > 100
    assert picture.colour(55, 5) == (200, 0, 0)


def test_the_pages_sizes_are_told_with_their_own_rotation(child: Conversation) -> None:
    assert child.open("upright", samples.rotated_pdf(0)) == (PageSize(400, 200),)
    assert child.open("turned", samples.rotated_pdf(90)) == (PageSize(200, 400),)
    pages = child.open("many", samples.many_pages(300))
    assert pages == (PageSize(200, 300),) * 300
    last = child.draw("many", page=299)
    assert isinstance(last, Picture)
    assert last != child.draw("many", page=298)
    assert child.draw("many", page=300) is PreviewErrorCode.NO_SUCH_PAGE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", PreviewErrorCode.EMPTY),
        (samples.damaged_pdf(), PreviewErrorCode.DAMAGED),
        (samples.encrypted_pdf(), PreviewErrorCode.ENCRYPTED),
        (samples.html_named_pdf(), PreviewErrorCode.UNSUPPORTED_FORMAT),
        (b"PK\x03\x04 a spreadsheet", PreviewErrorCode.UNSUPPORTED_FORMAT),
        (samples.jpeg()[:30], PreviewErrorCode.UNSUPPORTED_FORMAT),
        (b"\x89PNG\r\n\x1a\n", PreviewErrorCode.UNSUPPORTED_FORMAT),
        (samples.decompression_bomb_png(), PreviewErrorCode.TOO_LARGE),
    ],
    ids=["empty", "damaged", "encrypted", "html", "zip", "cut-jpeg", "cut-png", "bomb"],
)
def test_what_cannot_be_shown_is_refused_by_its_code(
    child: Conversation, content: bytes, code: PreviewErrorCode
) -> None:
    assert child.open("refused", content) is code
    assert isinstance(child.picture(samples.jpeg()), Picture)


def test_a_document_of_more_pages_than_the_limit_is_refused() -> None:
    child = Conversation(limits=Limits(pages=10))
    assert child.open("ten", samples.many_pages(10)) == (PageSize(200, 300),) * 10
    assert child.open("eleven", samples.many_pages(11)) is PreviewErrorCode.TOO_MANY_PAGES
    child.end()


def test_a_page_of_an_impossible_size_is_refused_and_hides_no_other(child: Conversation) -> None:
    assert child.open("endless", pdf_with_endless_page()) == (PageSize(595, 842), PageSize(200, 300))
    assert child.draw("endless", page=0) is PreviewErrorCode.DAMAGED
    assert isinstance(child.draw("endless", page=1), Picture)


def test_a_page_beyond_the_limits_is_drawn_smaller() -> None:
    child = Conversation(limits=Limits(page_pixels=1_000_000, page_side=2000))
    child.open("huge", samples.huge_page())
    child.open("ribbon", samples.ribbon_page())
    huge = child.draw("huge", width=100_000)
    ribbon = child.draw("ribbon", width=1000)
    clip = child.draw("huge", width=100_000, clip=NormalRect(0, 0.1, 0.004, 0.104))
    assert isinstance(huge, Picture)
    assert isinstance(ribbon, Picture)
    assert isinstance(clip, Picture)
    assert 900_000 < huge.width * huge.height <= 1_000_000
    assert 1900 < ribbon.height <= 2000
    assert clip.width == 400
    child.end()


def test_memory_beyond_the_limit_is_refused_and_the_child_lives_on() -> None:
    row = bytes(3 * 11_000)
    picture = samples.png(11_000, 11_000, depth=8, colour_type=2, row=row)
    child = Conversation(limits=Limits(memory_bytes=400 << 20, page_pixels=4_000_000))
    assert child.open("large", picture) == (PageSize(8250, 8250),)
    assert child.draw("large") is PreviewErrorCode.OUT_OF_MEMORY
    assert isinstance(child.picture(samples.jpeg()), Picture)
    child.end()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_text_is_found_where_it_is_seen(child: Conversation, rotation: int) -> None:
    content = samples.rotated_pdf(rotation, "needle")
    child.open("search", content)
    (hit,) = hits(child, "search", "NEEDLE")
    whole = child.picture(content, width=1000)
    inked = [
        (x / whole.width, y / whole.height)
        for y in range(whole.height)
        for x in range(whole.width)
        if whole.colour(x, y) != (255, 255, 255)
    ]
    assert inked
    slack = 0.01
    for x, y in inked:
        assert hit.rect.left - slack <= x <= hit.rect.right + slack
        assert hit.rect.top - slack <= y <= hit.rect.bottom + slack
    assert (hit.rect.right - hit.rect.left) * (hit.rect.bottom - hit.rect.top) < 0.1


def test_chinese_text_is_found_on_every_page_that_has_it(child: Conversation) -> None:
    child.open("chinese", samples.text_pdf("理学博士", "无", "工学博士 理学博士"))
    assert [hit.page for hit in hits(child, "chinese", "理学博士")] == [0, 2]
    assert [hit.page for hit in hits(child, "chinese", "博士")] == [0, 2, 2]
    assert hits(child, "chinese", "硕士") == ()


def test_a_document_told_to_be_forgotten_is_forgotten(child: Conversation) -> None:
    child.open("old", samples.jpeg())
    report = child.ask(lambda number: OpenDocument(number, "new", ("old",), samples.jpeg()))
    assert isinstance(report, Answered)
    assert isinstance(report.reply, DocumentOpened)
    assert child.draw("old") is PreviewErrorCode.NO_SUCH_PAGE


def test_the_chinese_font_is_handed_over(child: Conversation) -> None:
    report = child.ask(GiveFont)
    assert isinstance(report, Answered)
    assert isinstance(report.reply, FontGiven)
    assert report.reply.font == pymupdf.Font("cjk").buffer
    assert pymupdf.Font(fontbuffer=report.reply.font).has_glyph(ord("才"))


def test_the_child_says_hello_first(child: Conversation) -> None:
    assert isinstance(child.first, Ready)
