"""Where lines break: between Chinese characters, not before closing punctuation, not within Latin words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from desktop.demo.evidence_font import text_width


class Line:
    """One line: how far it is indented, and its (text, bold) runs."""

    def __init__(self, offset: float) -> None:
        self.offset = offset
        self.runs: list[tuple[str, bool]] = []


_NEVER_FIRST = frozenset("，。、；：？！）》”’%·")


def wrap(runs: Sequence[tuple[str, bool]], size: float, width: float, indent: float, spacing: float) -> Iterator[Line]:
    """The lines of at most `width` points that the (text, bold) runs fill; the first of a paragraph is indented."""
    line, at = Line(indent), indent
    for text, bold in runs:
        run = ""
        for token in _tokens(text):
            advance = text_width(token, size, spacing) + spacing
            if token == "\n" or (at + advance > width and token not in _NEVER_FIRST):
                line.runs.append((run, bold))
                yield line
                line, at, run = Line(indent if token == "\n" else 0), indent if token == "\n" else 0.0, ""
                if token in ("\n", " "):
                    continue
            run += token
            at += advance
        line.runs.append((run, bold))
    yield line


def _tokens(text: str) -> Iterator[str]:
    """Single Chinese characters, whole Latin words."""
    for latin, characters in groupby(text, lambda character: "!" < character < "\u0250"):
        if latin:
            yield "".join(characters)
        else:
            yield from characters
