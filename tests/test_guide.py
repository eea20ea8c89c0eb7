"""The user guide against the program: its links and pictures, and that the words it quotes are those of the screen."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desktop.dialogs.guide.guide_window import PAGES
from desktop.dialogs.guide.topics import read_topics
from desktop.domain.catalogue_parser import parse_catalogue
from desktop.views.applicant.form.sections_column import CHECKING, SUBMITTING
from desktop.widgets.guide.headings import anchor_of, headings
from resources import ROOT, guide_folder
from tests.guide_pictures.shots import PICTURES
from tests.guide_pictures.studio import LARGEST

GUIDE = guide_folder()
CHECKOUT = ROOT.parent
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
QUOTED = re.compile(r"\*\*(.+?)\*\*")
SAYS = "| 程序说 |"


@cache
def text_of(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


def links(markdown: str) -> list[str]:
    return [address for picture, address in LINK.findall(markdown) if not picture]


def pictures(markdown: str) -> list[str]:
    return [address for picture, address in LINK.findall(markdown) if picture]


def leads_somewhere(address: str, folder: Path, own: str) -> bool:
    name, _, anchor = address.partition("#")
    file = folder / (name or own)
    if not file.exists():
        return False
    return not anchor or anchor in {one.anchor for one in headings(file.read_text(encoding="utf-8"))}


@cache
def program_words() -> str:
    """Every string of the program and of the catalogue, one a line."""
    found = [(ROOT / "catalogue" / "jilin-2024.toml").read_text(encoding="utf-8")]
    for path in sorted((CHECKOUT / "desktop").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return "\n".join(found)


def quoted(markdown: str) -> Iterator[str]:
    """What a page says that the screen says: bold words, and the first column of the tables of refusals."""
    yield from QUOTED.findall(markdown)
    refusals = False
    for line in markdown.splitlines():
        if line.startswith("|"):
            refusals = refusals or line.startswith(SAYS)
            if refusals and not line.startswith((SAYS, "| ---")):
                yield line.split("|")[1].strip()
        else:
            refusals = False


def test_the_guide_consists_of_the_pages_that_the_program_lists() -> None:
    assert {file.name for file in GUIDE.glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_page_or_heading(page: str) -> None:
    assert [address for address in links(text_of(page)) if not leads_somewhere(address, GUIDE, page)] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/architecture.md", "CONTRIBUTING.md"])
def test_links_from_elsewhere_to_the_guide_lead_somewhere(page: str) -> None:
    file = CHECKOUT / page
    to_guide = [address for address in links(file.read_text(encoding="utf-8")) if "guide/" in address]
    assert [address for address in to_guide if not leads_somewhere(address, file.parent, file.name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_two_headings_of_a_page_have_the_same_anchor(page: str) -> None:
    anchors = [one.anchor for one in headings(text_of(page))]
    assert len(anchors) == len(set(anchors))


def test_every_place_of_the_program_has_its_heading() -> None:
    assert [address for address in read_topics(GUIDE).addresses() if not leads_somewhere(address, GUIDE, "")] == []


def test_every_section_of_the_form_has_its_heading() -> None:
    file = ROOT / "catalogue" / "jilin-2024.toml"
    keys = parse_catalogue(file.read_text(encoding="utf-8"), file.name).sections_by_key
    topics = read_topics(GUIDE)
    places = {section: topics.places[f"page-{section}"] for section in (*keys, CHECKING, SUBMITTING)}
    assert len(set(places.values())) == len(places)


def test_every_picture_of_the_guide_is_one_that_the_command_takes_and_the_other_way_round() -> None:
    named = {address for page in PAGES for address in pictures(text_of(page))}
    assert named == {f"images/{name}.png" for name in PICTURES}
    assert {file.stem for file in (GUIDE / "images").iterdir()} == set(PICTURES)


def test_pictures_are_few_and_small() -> None:
    assert len(PICTURES) <= 20
    assert [file.name for file in (GUIDE / "images").iterdir() if file.stat().st_size > LARGEST] == []


@pytest.mark.parametrize("page", PAGES)
def test_words_that_a_page_quotes_are_on_the_screen(page: str) -> None:
    said = [part for words in quoted(text_of(page)) for part in re.split(r"\s*…\s*", words) if part]
    assert [part for part in said if part not in program_words()] == []


def test_anchors_are_those_of_the_site_that_shows_the_pages() -> None:
    assert anchor_of("3.2.1 基本信息") == "321-基本信息"
    assert anchor_of("3.2.3 继续教育（培训）经历") == "323-继续教育培训经历"
    assert anchor_of("The roles") == "the-roles"
    code = "# One\n```sh\n# none\n```\n## 二"
    assert [(one.level, one.title) for one in headings(code)] == [(1, "One"), (2, "二")]
