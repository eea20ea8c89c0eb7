"""Sentences about the refusals of a dossier's content, each with the key it speaks of."""

from desktop.domain.shape import ShapeProblem
from desktop.text.language import phrase


def shape_problem_sentence(problem: ShapeProblem) -> str:
    """`sections.education[0].start：不是有效的年月，应为 2024-08 的形式。`"""
    arguments: dict[str, object] = dict(problem.arguments)
    if "expected" in arguments:
        arguments["expected"] = phrase(f"type.{arguments['expected']}")
    return phrase("refusal", path=problem.path, sentence=phrase(f"shape.{problem.reason.value}", **arguments))
