"""The refusals of a dossier's sections and attachments: what is not even the shape of an application."""

from dataclasses import dataclass
from enum import StrEnum


class ShapeReason(StrEnum):
    """Everything that makes the JSON of a dossier refused."""

    WRONG_TYPE = "wrong_type"


@dataclass(frozen=True, slots=True)
class ShapeProblem:
    """One refusal; `path` names the key, such as `sections.education[0].start`."""

    path: str
    reason: ShapeReason
    arguments: tuple[tuple[str, str | int], ...] = ()
