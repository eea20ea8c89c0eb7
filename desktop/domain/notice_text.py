"""The text of a notice: headings, paragraphs, bullets, bold words, a block a line, in a small part of Markdown.

`# ` and `## ` begin headings, `- ` a bullet, `**` encloses bold words, a backslash takes a sign literally. Everything
else is text as it stands: no links, pictures or markup of another kind exist, so a reader has nothing to load.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

BOLD: Final = "**"
_ESCAPED: Final = re.compile(r"([\\*])")
_TOKENS: Final = re.compile(r"\\[\\*#-]|\*\*|[^\\*]+|.", re.DOTALL)


class BlockKind(StrEnum):
    """What a line is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


MARKS: Final = {BlockKind.HEADING: "# ", BlockKind.SUBHEADING: "## ", BlockKind.BULLET: "- ", BlockKind.PARAGRAPH: ""}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one weight, without line ends."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(span.text for span in self.spans)


def read_notice(text: str) -> tuple[Block, ...]:
    """The blocks of a text; lines that hold nothing only set others apart."""
    return tuple(_block(line.rstrip()) for line in text.split("\n") if line.strip())


def written_notice(blocks: Iterable[Block]) -> str:
    """The text that `read_notice` makes these blocks of, an empty line between any two but bullets."""
    lines: list[str] = []
    before: BlockKind | None = None
    for block in map(normal, blocks):
        if block.text.strip():
            if lines and not (before is BlockKind.BULLET and block.kind is BlockKind.BULLET):
                lines.append("")
            lines.append(_line(block))
            before = block.kind
    return "\n".join(lines)


def normal(block: Block) -> Block:
    """The same with neighbours of one weight as one span, on one line, without space at its end."""
    spans: list[Span] = []
    for span in block.spans:
        text = " ".join(re.split(r"[\n\r\u2028\u2029]+", span.text))
        if spans and spans[-1].bold == span.bold:
            spans[-1] = Span(spans[-1].text + text, span.bold)
        elif text:
            spans.append(Span(text, span.bold))
    while spans and not spans[-1].text.rstrip():
        spans.pop()
    if spans:
        spans[-1] = Span(spans[-1].text.rstrip(), spans[-1].bold)
    return Block(block.kind, tuple(spans))


def _line(block: Block) -> str:
    words = "".join(f"{BOLD}{_literal(span.text)}{BOLD}" if span.bold else _literal(span.text) for span in block.spans)
    if block.kind is BlockKind.PARAGRAPH and words.startswith(("# ", "## ", "- ")):
        words = f"\\{words}"
    return MARKS[block.kind] + words


def _literal(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text)


def _block(line: str) -> Block:
    kind = next((kind for kind, mark in MARKS.items() if mark and line.startswith(mark)), BlockKind.PARAGRAPH)
    return normal(Block(kind, tuple(_spans(line.removeprefix(MARKS[kind])))))


def _spans(words: str) -> Iterator[Span]:
    tokens = _TOKENS.findall(words)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token == BOLD:
            try:
                end = tokens.index(BOLD, at + 1)
            except ValueError:
                end = at + 1
            if end > at + 1:
                yield Span("".join(map(_plain, tokens[at + 1 : end])), bold=True)
                at = end + 1
                continue
        yield Span(_plain(token))
        at += 1


def _plain(token: str) -> str:
    return token[1] if len(token) == 2 and token[0] == "\\" else token
