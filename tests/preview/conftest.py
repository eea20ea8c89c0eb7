"""One real child, shared by the tests of a module."""

from collections.abc import Iterator

import pytest

from tests.preview.conversation import Conversation


@pytest.fixture(scope="module")
def child() -> Iterator[Conversation]:
    conversation = Conversation()
    yield conversation
    conversation.end()
