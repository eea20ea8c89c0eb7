"""Sentences about catalogues: the rule beside an upload, and why a catalogue file is refused."""

from desktop.domain.catalogue import Slot
from desktop.domain.catalogue_error import CatalogueError
from desktop.text.language import phrase

_MEBIBYTE = 1024 * 1024


def catalogue_error_sentence(error: CatalogueError) -> str:
    """`目录文件 jilin-2024.toml 有误，位置 sections.basic.fields.name.max_length：缺少这个键。`"""
    arguments: dict[str, object] = dict(error.arguments)
    if "expected" in arguments:
        arguments["expected"] = phrase(f"type.{arguments['expected']}")
    sentence = phrase(f"catalogue.{error.reason_code.value}", **arguments)
    if not error.key:
        return phrase("catalogue_refusal.whole", source=error.source, sentence=sentence)
    return phrase("catalogue_refusal", source=error.source, key=error.key, sentence=sentence)


def slot_rule_sentence(slot: Slot) -> str:
    """What stands beside an upload: what belongs here, 格式要求, 大小要求, 数量要求 (guide 3.2.2)."""
    if slot.min_count == slot.max_count:
        count = phrase("slot.exactly", maximum=slot.max_count)
    elif slot.min_count == 0:
        count = phrase("slot.at_most", maximum=slot.max_count)
    else:
        count = phrase("slot.between", minimum=slot.min_count, maximum=slot.max_count)
    formats = phrase("list.separator").join(media_type.label for media_type in slot.formats)
    return phrase(
        "slot.rule", sentence=slot.sentence, formats=formats, maximum_mib=slot.max_bytes // _MEBIBYTE, count=count
    )
