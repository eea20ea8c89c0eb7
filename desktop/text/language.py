"""Looks phrases up by language and key. Another language is one more module of phrases and one line here."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from desktop.text import chinese


class Language(StrEnum):
    """A language in which all phrases exist; the value is its BCP 47 tag."""

    CHINESE = "zh-CN"


PHRASES: Mapping[Language, Mapping[str, str]] = MappingProxyType({Language.CHINESE: chinese.PHRASES})


def phrase(key: str, language: Language = Language.CHINESE, /, **arguments: object) -> str:
    """The phrase of that key with its placeholders filled in; KeyError for a missing phrase or argument."""
    return PHRASES[language][key].format_map(arguments)
