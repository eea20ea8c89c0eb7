"""Every reason why evidence cannot be shown has a sentence of its own, in Chinese."""

import pytest

from desktop.domain.preview_error import PreviewErrorCode
from desktop.text.preview import may_retry, preview_failure_sentence


@pytest.mark.parametrize("code", PreviewErrorCode)
def test_each_code_has_a_sentence(code: PreviewErrorCode) -> None:
    sentence = preview_failure_sentence(code)
    assert sentence.endswith("。")
    assert code.value not in sentence
    assert ("重试" in sentence) == may_retry(code)


def test_no_two_codes_say_the_same() -> None:
    assert len({preview_failure_sentence(code) for code in PreviewErrorCode}) == len(PreviewErrorCode)
