"""What the comment of a return says of which place of the form: its lines, each with what it names."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.domain.catalogue import Catalogue, Section
from desktop.domain.content import ApplicationContent, record_id

_NUMBERED: Final = re.compile(r"\s*\d{1,3}\s*(?:[、)）]|[.．](?!\d))")
_RECORD: Final = re.compile(r"第\s*(\d{1,4}|[一二三四五六七八九十])\s*条")
_WRITTEN: Final = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Remark:
    """`sentence` without its number; `record` is an id, `member` a field or slot, empty where none is named."""

    sentence: str
    section: str
    record: str
    member: str


def remarks_of(comment: str, submitted: ApplicationContent, catalogue: Catalogue) -> tuple[Remark, ...]:
    """The lines that name a section, in their order (guide 3.2.12: 编辑 once returned).

    Reviewers count records as they are in `submitted`, the submission that came back. A line that names no section
    belongs to the comment as a whole.
    """
    labels = {section.key: section.label for section in catalogue.sections}
    remarks = []
    for line in comment.splitlines():
        sentence = _without_number(line).strip()
        key = _first_named(_plain(sentence), labels)
        if key:
            remarks.append(_remark(sentence, catalogue.section(key), submitted))
    return tuple(remarks)


def _remark(sentence: str, section: Section, submitted: ApplicationContent) -> Remark:
    rest = _plain(sentence).partition(_plain(section.label))[2]
    found = _RECORD.search(rest)
    number = _number(found.group(1)) if found is not None else 0
    ids = [record_id(record) for record in submitted.records(section.key)]
    record = (ids[number - 1] or "") if section.repeats and 0 < number <= len(ids) else ""
    members = {one.key: one.label for one in section.fields} | {one.key: one.label for one in section.slots}
    return Remark(sentence, section.key, record, _first_named(rest, members))


def _without_number(line: str) -> str:
    """What stands behind its number; a date at the beginning is none."""
    number = _NUMBERED.match(line)
    return line if number is None else line[number.end() :]


def _first_named(words: str, labels: Mapping[str, str]) -> str:
    """The key whose label stands first in `words`, of two that begin there the longer; empty where none does."""
    plain = {key: _plain(label) for key, label in labels.items()}
    named = [key for key, label in plain.items() if label in words]
    return min(named, key=lambda key: (words.index(plain[key]), -len(plain[key])), default="")


def _plain(text: str) -> str:
    """Without spaces, and with one kind of brackets."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _number(written: str) -> int:
    return _WRITTEN.get(written) or int(written)
