"""How a refused dossier is told from one that left something behind."""

from pathlib import Path

from desktop.domain.rejections import Rejected, RejectionCode
from desktop.services.dossiers import DossierOutcome, import_dossier
from desktop.text.errors import explain
from tests.desk import Desk


def assert_refused(desk: Desk, path: Path, code: RejectionCode, *named: str, login: str = "hr") -> None:
    """The dossier is refused for this reason, in a sentence that names all this, and no table has changed."""
    before = desk.counts()
    result = import_dossier(desk.as_login(login), path)
    assert result.outcome is DossierOutcome.REFUSED
    assert isinstance(result.problem, Rejected)
    sentence = explain(result.problem)
    assert result.problem.code is code, sentence
    for word in named:
        assert word in sentence
    assert desk.counts() == before
