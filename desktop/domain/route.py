"""The route of an application: the unit's department and its ancestors up to the notice's issuer."""

from collections.abc import Mapping

from desktop.domain.terms import MAX_LEVELS


class NoRoute(ValueError):
    """The unit's departments do not lead to the issuer, so it cannot file under that notice."""


class RouteTooLong(NoRoute):
    """They do lead to the issuer, over more than `MAX_LEVELS` departments; `levels` counts them."""

    def __init__(self, unit: str, issuer: str, levels: int) -> None:
        super().__init__(f"{unit} answers to {issuer} over {levels} departments")
        self.levels = levels


def route(unit: str, issuer: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The departments that review, from the unit's own to `issuer`, both included; at least one.

    `parents` gives for each organisation's key the department above it, or None at the top. Raises `NoRoute` where the
    issuer is not among the unit's ancestors or the chain runs in a circle, `RouteTooLong` beyond `MAX_LEVELS`.
    """
    found: list[str] = []
    above = parents.get(unit)
    while above is not None and above not in found:
        found.append(above)
        if above == issuer:
            if len(found) > MAX_LEVELS:
                raise RouteTooLong(unit, issuer, len(found))
            return tuple(found)
        above = parents.get(above)
    raise NoRoute(f"{unit} does not answer to {issuer}")
