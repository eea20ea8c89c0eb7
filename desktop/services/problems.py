"""What a verb can raise instead of doing its work; the sentences are in `desktop.text.problems` and `text.refusals`.

`Refused`: the process does not allow it. `Rejected`: the input is wrong. `Unavailable`: the workspace itself
is the obstacle. `Interrupted`: somebody cancelled.
"""

from desktop.domain.decisions import Refusal, RefusalCode, Refused
from desktop.domain.rejections import CatalogueRejected, Rejected, RejectionCode, ShapeRejected
from desktop.store.problems import Interrupted, Unavailable, UnavailableCode

__all__ = [
    "CatalogueRejected",
    "Interrupted",
    "Refusal",
    "RefusalCode",
    "Refused",
    "Rejected",
    "RejectionCode",
    "ShapeRejected",
    "Unavailable",
    "UnavailableCode",
]
