"""What the conditions of a catalogue come to, as values that a database without the catalogue can compare.

A shared database asks at 提交 what `desktop.domain.self_check` asks: the age of every standard is worked out here, so
that classes and tracks need not be known there.
"""

from collections.abc import Mapping
from typing import TypeAlias

from desktop.domain.catalogue import (
    AgeCondition,
    Catalogue,
    ContractCondition,
    ManualCondition,
    WaitingPeriodCondition,
)

ConditionTerms: TypeAlias = Mapping[str, list[str] | dict[str, int] | None]


def condition_terms(catalogue: Catalogue) -> ConditionTerms:
    """`ticked`: keys of what the applicant confirms; `ages`: the greatest age in years by the code of a standard;
    `contract` with years and months a year, `waiting` with years after `approved` and `terminated`: None where the
    catalogue has no such condition.
    """
    terms: dict[str, list[str] | dict[str, int] | None] = {"ticked": [], "ages": {}, "contract": None, "waiting": None}
    ticked: list[str] = []
    for condition in catalogue.conditions:
        match condition:
            case ManualCondition():
                ticked.append(condition.key)
            case AgeCondition():
                limits = {one.code: condition.maximum_for(one) for one in catalogue.standards}
                terms["ages"] = {code: limit for code, limit in limits.items() if limit is not None}
            case ContractCondition():
                terms["contract"] = {"years": condition.years, "months": condition.months_per_year}
            case WaitingPeriodCondition():
                terms["waiting"] = {
                    "approved": condition.years_after_approval,
                    "terminated": condition.years_after_termination,
                }
    return terms | {"ticked": ticked}
