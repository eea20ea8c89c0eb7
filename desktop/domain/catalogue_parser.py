"""From the text of a catalogue file to a checked `Catalogue`; the first error is raised with file, key and reason.

Sections are read by `section_parser`, self-check conditions by `condition_parser`.
"""

import re
import tomllib
from collections.abc import Sequence
from typing import Any

from desktop.domain.canonical import canonical_json, sha256_text
from desktop.domain.catalogue import BASIC, Catalogue, FieldType, GradingClass, OneOfSections, Section, Standard
from desktop.domain.catalogue_error import CatalogueError, CatalogueReason
from desktop.domain.condition_parser import read_conditions
from desktop.domain.known_keys import KNOWN_BASIC_FIELDS
from desktop.domain.section_parser import ChoiceLists, read_section
from desktop.domain.toml_reader import TableReader

_CATALOGUE_KEY = re.compile(r"[A-Za-z0-9._-]{1,64}")
_CLASS_KEY = re.compile(r"[A-Z]")
_STANDARD_CODE = re.compile(r"[A-Z]-[0-9]{2,3}")
_TRACK = re.compile(r"[a-z][a-z_]{0,29}")
_DEFAULT_TRACK = "professional"
_TOML_ERROR = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)
_STATEMENT = re.compile(r"\s*(?:\[+(?P<table>[\w.\-]+)\]+\s*(?:#.*)?$|(?P<key>[\w.\-]+)\s*=)")
_DUPLICATE = re.compile(r"overwrite|twice|Duplicate|more than once")


def parse_catalogue(text: str, source: str) -> Catalogue:
    """The catalogue in `text` (TOML); CatalogueError names `source`, the key and the reason."""
    data = _read_toml(text, source)
    top = TableReader(source, "", data)
    classes = _read_classes(top)
    standards = _read_standards(top.table("standards"), classes)
    lists = ChoiceLists(
        named=_read_choice_lists(top.optional_table("choices")),
        classes=tuple(item.key for item in classes),
        standards=tuple(item.code for item in standards),
    )
    sections = _read_sections(top, lists)
    catalogue = Catalogue(
        key=top.text("key", pattern=_CATALOGUE_KEY),
        title=top.text("title"),
        sample=top.flag("sample"),
        sections=sections,
        one_of_sections=tuple(_read_one_of_sections(item, sections) for item in top.tables("one_of_sections")),
        classes=classes,
        standards=standards,
        conditions=read_conditions(top, classes, standards),
        notes=top.texts("notes", ()),
        content_hash=sha256_text(canonical_json(data)),
    )
    top.finish()
    return catalogue


def _read_toml(text: str, source: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_ERROR.fullmatch(str(error))
        what = match["what"] if match else str(error)
        line = int(match["line"]) if match and match["line"] else max(1, len(text.splitlines()))
        if _DUPLICATE.search(what):
            key = _key_at(text, line)
            raise CatalogueError(source, key, CatalogueReason.DUPLICATE_KEY, (("value", key),)) from error
        raise CatalogueError(source, "", CatalogueReason.NOT_TOML, (("line", line), ("detail", what))) from error
    except RecursionError as error:
        raise CatalogueError(source, "", CatalogueReason.NOT_TOML, (("line", 1), ("detail", "nesting"))) from error
    _refuse_unhashable(data, source, "")
    return data


def _refuse_unhashable(value: Any, source: str, path: str) -> None:
    """Dates and floats have no place in a catalogue; refused before the content is hashed."""
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_unhashable(item, source, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_unhashable(item, source, f"{path}[{index}]")
    elif not isinstance(value, (str, int)):
        raise CatalogueError(source, path, CatalogueReason.WRONG_TYPE, (("expected", "text"),))


def _key_at(text: str, line: int) -> str:
    """The key or table name of the statement that ends on a line, counted from 1."""
    for candidate in reversed(text.splitlines()[:line]):
        statement = _STATEMENT.match(candidate)
        if statement:
            return statement["table"] or statement["key"]
    return ""


def _read_classes(top: TableReader) -> tuple[GradingClass, ...]:
    classes: dict[str, GradingClass] = {}
    for table in top.tables("classes", required=True):
        item = GradingClass(table.text("key", pattern=_CLASS_KEY), table.text("label"))
        table.finish()
        if item.key in classes:
            raise table.error("key", CatalogueReason.DUPLICATE_KEY, value=item.key)
        classes[item.key] = item
    return tuple(classes.values())


def _read_standards(tables: TableReader, classes: Sequence[GradingClass]) -> tuple[Standard, ...]:
    standards: dict[str, Standard] = {}
    class_keys = {item.key for item in classes}
    for class_key in tables.entries():
        table = tables.table(class_key)
        if class_key not in class_keys:
            raise table.error("", CatalogueReason.UNKNOWN_CLASS, value=class_key)
        for code in table.entries():
            if not _STANDARD_CODE.fullmatch(code):
                raise table.error(code, CatalogueReason.MALFORMED_KEY, value=code)
            if code in standards:
                raise table.error(code, CatalogueReason.DUPLICATE_KEY, value=code)
            standards[code] = _read_standard(table, code, class_key)
    empty = class_keys - {standard.grading_class for standard in standards.values()}
    if empty:
        raise tables.error(min(empty), CatalogueReason.CLASS_WITHOUT_STANDARD, value=min(empty))
    return tuple(standards.values())


def _read_standard(table: TableReader, code: str, class_key: str) -> Standard:
    if table.is_text(code):
        return Standard(code, table.text(code), class_key, _DEFAULT_TRACK)
    details = table.table(code)
    standard = Standard(code, details.text("label"), class_key, details.text("track", _DEFAULT_TRACK, pattern=_TRACK))
    details.finish()
    return standard


def _read_choice_lists(table: TableReader | None) -> dict[str, tuple[str, ...]]:
    return {} if table is None else {name: table.texts(name) for name in table.entries()}


def _read_sections(top: TableReader, lists: ChoiceLists) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    for table in top.tables("sections", required=True):
        section = read_section(table, lists, sections.get(BASIC))
        if section.key in sections:
            raise table.error("key", CatalogueReason.DUPLICATE_KEY, value=section.key)
        sections[section.key] = section
        if section.key == BASIC:
            _check_known_fields(table, section)
        elif BASIC not in sections:
            # it comes first because conditions of slots speak of it, and it is the first page of every form
            raise top.error(f"sections.{BASIC}", CatalogueReason.NEEDED_BY_RULES, value=BASIC)
    return tuple(sections.values())


def _check_known_fields(table: TableReader, basic: Section) -> None:
    if (basic.min_records, basic.max_records) != (1, 1):
        raise table.error("min_records", CatalogueReason.NEEDED_BY_RULES, value="1")
    for key, (type_name, choices) in KNOWN_BASIC_FIELDS.items():
        field = basic.fields_by_key.get(key)
        if field is None or field.type is not FieldType(type_name):
            raise table.error(f"fields.{key}", CatalogueReason.NEEDED_BY_RULES, value=f"{key} ({type_name})")
        for choice in choices:
            if choice not in field.choices:
                raise table.error(f"fields.{key}.choices", CatalogueReason.NEEDED_BY_RULES, value=choice)


def _read_one_of_sections(table: TableReader, sections: Sequence[Section]) -> OneOfSections:
    group = OneOfSections(table.text("label"), table.texts("sections"))
    table.finish()
    known = {section.key for section in sections if section.max_records != 0}
    for key in group.sections:
        if key not in known:
            raise table.error("sections", CatalogueReason.UNKNOWN_SECTION, value=key)
    return group
