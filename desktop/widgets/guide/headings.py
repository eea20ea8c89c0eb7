"""The headings of a page of Markdown and their anchors, which are those that GitHub gives them."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,6}) +(.+?) *")
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading; `level` counts from 1."""

    level: int
    title: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.title)


def anchor_of(title: str) -> str:
    """What a link writes behind the # to reach this heading: `3.2.1 基本信息` gives `321-基本信息`."""
    kept = (letter for letter in title.strip().lower() if letter.isalnum() or letter in " -_")
    return "".join(kept).replace(" ", "-")


def headings(markdown: str) -> list[Heading]:
    """The headings in the order of the page; what stands in a code block is none."""
    found: list[Heading] = []
    in_code = False
    for line in markdown.splitlines():
        if line.startswith(_FENCE):
            in_code = not in_code
        elif not in_code and (heading := _HEADING.fullmatch(line)):
            found.append(Heading(len(heading[1]), heading[2]))
    return found
