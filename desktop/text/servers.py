"""How a live shared database differs from what it should be, in words; the objects keep the names they have there."""

from typing import Final

from desktop.services.servers import Difference, DifferenceKind

_SENTENCES: Final = {
    DifferenceKind.MISSING: "缺少：{name}（应为 {expected}）",
    DifferenceKind.UNEXPECTED: "多出：{name}（{found}）",
    DifferenceKind.CHANGED: "不同：{name}\n  现为 {found}\n  应为 {expected}",
}


def difference_sentence(difference: Difference) -> str:
    """What is different, and how it should be."""
    return _SENTENCES[difference.kind].format(
        name=difference.name, found=difference.found, expected=difference.expected
    )
