"""One page as an image for printing: drawn in a child, or the reason why not."""

import pytest

from desktop.preview.picture import PictureUnavailable, first_page
from desktop.preview.protocol import Limits, PreviewErrorCode
from tests.preview.desk import misbehaving
from tests.preview.sample_documents import encrypted_pdf, text_pdf

SHORT = Limits(start_seconds=5.0, request_seconds=0.5, page_pixels=1 << 19)


def test_the_first_page_comes_in_the_width_that_was_asked_for() -> None:
    image = first_page(text_pdf("甲", "乙"), 300)
    assert (image.width(), image.height()) == (300, 425)


def test_a_document_that_cannot_be_shown_says_why() -> None:
    for content, code in ((b"", PreviewErrorCode.EMPTY), (encrypted_pdf(), PreviewErrorCode.ENCRYPTED)):
        with pytest.raises(PictureUnavailable) as refused:
            first_page(content, 300)
        assert refused.value.code is code


@pytest.mark.parametrize(
    ("manner", "content", "code"),
    [
        ("dies at start", b"", PreviewErrorCode.NOT_STARTED),
        ("well", b"opening crash", PreviewErrorCode.CRASHED),
        ("well", b"hang", PreviewErrorCode.TIMED_OUT),
    ],
)
def test_a_child_that_fails_is_named(manner: str, content: bytes, code: PreviewErrorCode) -> None:
    with pytest.raises(PictureUnavailable) as refused:
        first_page(content, 300, command=misbehaving(manner), limits=SHORT)
    assert refused.value.code is code
