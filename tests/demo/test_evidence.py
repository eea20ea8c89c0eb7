import hashlib
import multiprocessing
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from itertools import islice

import pymupdf
import pytest

from desktop.demo.attachments import PlannedAttachment
from desktop.demo.evidence import render
from desktop.demo.evidence_canvas import MARK
from desktop.demo.evidence_process import EvidenceProcess
from desktop.demo.evidence_sheets import draw, render_one
from desktop.demo.evidence_spec import Capture, EvidenceSpec, Sheet, SheetKind, sheet
from desktop.demo.plan import DemoPlan
from desktop.domain.media import MediaType, sniff
from tests.demo.sample import sample_catalogue

MEDIA = {"pdf": MediaType.PDF, "jpg": MediaType.JPEG, "png": MediaType.PNG}


@pytest.fixture(scope="module")
def one_of_each(sixty: DemoPlan) -> dict[SheetKind, Sheet]:
    return {page.kind: page for spec in sixty.evidence() for page in spec.sheets}


@pytest.fixture(scope="module")
def diploma(one_of_each: dict[SheetKind, Sheet]) -> Sheet:
    return one_of_each[SheetKind.DEGREE]


def test_sixty_applications_use_every_kind_of_sheet_and_capture(
    sixty: DemoPlan, one_of_each: dict[SheetKind, Sheet]
) -> None:
    assert set(one_of_each) == set(SheetKind)
    assert {spec.capture for spec in sixty.evidence()} == set(Capture)


@pytest.mark.parametrize("kind", SheetKind)
def test_every_sheet_says_that_it_is_a_sample(kind: SheetKind, one_of_each: dict[SheetKind, Sheet]) -> None:
    page = draw(one_of_each[kind])[0]
    assert MARK in page.get_text()


@pytest.mark.parametrize("kind", SheetKind)
def test_no_sheet_writes_beyond_its_paper(kind: SheetKind, one_of_each: dict[SheetKind, Sheet]) -> None:
    page = draw(one_of_each[kind])[0]
    for x0, y0, x1, y1, *_ in page.get_text("words"):
        assert x0 >= 0
        assert x1 <= page.rect.width
        assert 0 <= (y0 + y1) / 2 <= page.rect.height


def test_a_text_pdf_can_be_searched(diploma: Sheet) -> None:
    document = pymupdf.open("pdf", render_one(EvidenceSpec((diploma, diploma), Capture.TEXT_PDF, 1)))
    assert len(document) == 2
    text = document[1].get_text().replace("\n", "")
    assert diploma["school"] in text
    assert document[0].search_for(diploma["major"])


def test_a_scan_holds_images_only_one_a_page(diploma: Sheet) -> None:
    document = pymupdf.open("pdf", render_one(EvidenceSpec((diploma, diploma), Capture.SCANNED_PDF, 1)))
    assert len(document) == 2
    for number in range(2):
        assert document[number].get_text() == ""
        assert len(document[number].get_images()) == 1


def test_a_scan_is_skewed(diploma: Sheet) -> None:
    scans = [render_one(EvidenceSpec((diploma,), Capture.SCANNED_PDF, seed)) for seed in (1, 2)]
    assert scans[0] != scans[1]


def test_a_sideways_photograph_stands_on_its_short_side(diploma: Sheet) -> None:
    upright = pymupdf.Pixmap(render_one(EvidenceSpec((diploma,), Capture.PHOTO, 4)))
    sideways = pymupdf.Pixmap(render_one(EvidenceSpec((diploma,), Capture.SIDEWAYS_PHOTO, 4)))
    assert upright.width > upright.height
    assert sideways.width < sideways.height


def test_a_photograph_shows_the_desk_all_around(diploma: Sheet) -> None:
    picture = pymupdf.Pixmap(render_one(EvidenceSpec((diploma,), Capture.PHOTO, 4)))
    right, bottom = picture.width - 2, picture.height - 2
    for corner in ((1, 1), (right, 1), (1, bottom), (right, bottom)):
        assert max(picture.pixel(*corner)) < 235


def test_a_character_the_font_lacks_is_composed_of_two() -> None:
    facts = {
        "face": "1",
        "age": "40",
        "sex": "男",
        "birth_date": "1986-01-02",
        "document_type": "台湾居民来往大陆通行证",
    }
    page = draw(sheet(SheetKind.PERMIT, name="马䶮", number="01234567", valid="2020.01.01-2030.01.01", **facts))[0]
    assert {"龙", "天"} <= set(page.get_text())


def test_files_are_of_the_promised_format_and_fit_their_slots(sixty: DemoPlan) -> None:
    items: dict[object, PlannedAttachment] = {}
    for dossier in sixty.dossiers():
        for item in dossier.versions[0].attachments:
            kinds = tuple(page.kind for page in item.evidence.sheets)
            items.setdefault((item.section, item.slot, kinds, item.evidence.capture), item)
    for item in items.values():
        slot = sample_catalogue().section(item.section).slot(item.slot)
        content = render_one(item.evidence)
        media = sniff(content[:2048])
        assert media is MEDIA[item.evidence.extension]
        assert media in slot.formats
        assert 8_000 < len(content) < min(slot.max_bytes, 1_600_000)


def test_equal_specs_give_equal_bytes_in_every_process(sixty: DemoPlan) -> None:
    chosen = {spec.capture: spec for spec in sixty.evidence()}.values()
    here = [hashlib.sha256(render_one(spec)).hexdigest() for spec in chosen]
    # rendered again where other sheets were drawn before, as caches must not matter
    warm = list(islice(sixty.evidence(), 3))
    there = [hashlib.sha256(content).hexdigest() for _, content in render([*warm, *chosen], workers=1)][len(warm) :]
    assert there == here


def test_rendering_keeps_the_order_and_reads_its_input_as_needed(diploma: Sheet) -> None:
    taken: list[int] = []

    def specs() -> Iterator[EvidenceSpec]:
        for seed in range(10_000):
            taken.append(seed)
            yield EvidenceSpec((diploma,), Capture.TEXT_PDF, seed)

    results = render(specs())
    first = [spec.seed for spec, _ in islice(results, 3)]
    results.close()
    assert first == [0, 1, 2]
    assert len(taken) < 200


def test_a_process_ends_in_the_middle_of_an_answer(diploma: Sheet) -> None:
    process = EvidenceProcess()
    process.ask(tuple(EvidenceSpec((diploma,), Capture.SCANNED_PDF, seed) for seed in range(12)))
    assert process._line.poll(60), "no answer has begun"
    process.end()  # its answer is more than the line holds, and nobody reads it
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_told(diploma: Sheet) -> None:
    results = render(EvidenceSpec((diploma,), Capture.TEXT_PDF, seed) for seed in range(10_000))
    next(results)
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(ChildProcessError, match="ended with code -9"):
        deque(results, maxlen=0)
    assert multiprocessing.active_children() == []


def test_several_sheets_need_a_pdf(diploma: Sheet) -> None:
    with pytest.raises(ValueError, match="single sheet"):
        EvidenceSpec((diploma, diploma), Capture.PHOTO, 1)
    with pytest.raises(ValueError, match="needs a sheet"):
        EvidenceSpec((), Capture.TEXT_PDF, 1)


def test_planning_loads_neither_pymupdf_nor_qt() -> None:
    code = (
        "import sys, desktop.demo.plan, desktop.demo.evidence;"
        "sys.exit(any(name.split('.')[0] in ('pymupdf', 'PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
