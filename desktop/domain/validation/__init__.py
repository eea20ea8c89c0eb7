"""Data validation (数据验证): one pure function from an application to its findings."""

from datetime import date

from desktop.domain.catalogue import Catalogue
from desktop.domain.content import ApplicationContent
from desktop.domain.findings import Finding
from desktop.domain.validation.history import History

__all__ = ["History", "validate"]


def validate(content: ApplicationContent, catalogue: Catalogue, today: date, history: History) -> tuple[Finding, ...]:
    """The findings of `content` on `today` (the submission's day in Asia/Shanghai), in the catalogue's order."""
    raise NotImplementedError
