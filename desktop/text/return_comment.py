"""The comment of a return: one numbered line for each defect, rewritten as defects are chosen, hand-made lines kept."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_NUMBERED = re.compile(r"\d+\. (.*)")
_OPENING = re.compile(r"请修改以下 \d+ 处后再次提交：")
_ALIKE = 0.6
"""From this likeness on a line counts as a defect's sentence that somebody has reworded."""


def rewrite(text: str, chosen: Sequence[str], known: Sequence[str]) -> str:
    """`text` with exactly the `chosen` sentences of the `known` ones, numbered anew, under a line that counts them.

    Lines that are none of the known sentences stay as they are, and a reworded sentence is not added a second time.
    """
    lines = [line for line in text.splitlines() if _body(line) not in known or _body(line) in chosen]
    for sentence in chosen:
        if all(_origin(line, known) != sentence for line in lines):
            lines.insert(_place_for(sentence, lines, chosen, known), f"0. {sentence}")
    return "\n".join(_counted(lines))


def _body(line: str) -> str | None:
    """What a numbered line says, None for any other line."""
    found = _NUMBERED.fullmatch(line)
    return found.group(1) if found is not None else None


def _origin(line: str, known: Sequence[str]) -> str | None:
    """The known sentence that a numbered line is, or was before somebody reworded it."""
    body = _body(line)
    if body is None or body in known or not known:
        return body
    likely = max(known, key=lambda sentence: _likeness(sentence, body))
    return likely if _likeness(likely, body) >= _ALIKE else None


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _place_for(sentence: str, lines: Sequence[str], chosen: Sequence[str], known: Sequence[str]) -> int:
    """Before the next chosen sentence, else after the last numbered line, else after the opening line."""
    later = set(chosen[chosen.index(sentence) + 1 :])
    for index, line in enumerate(lines):
        if _origin(line, known) in later:
            return index
    numbered = [index for index, line in enumerate(lines) if _body(line) is not None]
    if numbered:
        return numbered[-1] + 1
    return 1 if lines and _OPENING.fullmatch(lines[0]) else 0


def _counted(lines: Sequence[str]) -> list[str]:
    bodies = [_body(line) for line in lines]
    total = sum(body is not None for body in bodies)
    result: list[str] = []
    number = 0
    for line, body in zip(lines, bodies, strict=True):
        if body is not None:
            number += 1
            result.append(f"{number}. {body}")
        elif not _OPENING.fullmatch(line):
            result.append(line)
    return [f"请修改以下 {total} 处后再次提交：", *result] if total else result
