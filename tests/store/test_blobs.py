"""Attachment bytes: the same in as out, once."""

import hashlib
import io
import random

import pytest
from sqlalchemy import func, select

from desktop.store.blobs import blob_bytes, missing_blobs, put_blob, read_blob
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.tables import CHUNK_BYTES, blob, blob_chunk
from tests.store.factory import Desk


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 17])
def test_bytes_come_back_as_they_were(desk: Desk, size: int) -> None:
    content = random.Random(size).randbytes(size)
    with desk.store.write() as connection:
        stored = put_blob(connection, io.BytesIO(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == size
    with desk.store.read() as connection:
        assert blob_bytes(connection, stored.sha256) == content
        assert all(len(chunk) <= CHUNK_BYTES for chunk in read_blob(connection, stored.sha256))


def test_the_same_bytes_are_stored_once(desk: Desk) -> None:
    source = io.BytesIO(b"certificate" * 1000)
    with desk.store.write() as connection:
        first = put_blob(connection, source)
        assert put_blob(connection, source) == first
        assert connection.scalar(select(func.count()).select_from(blob)) == 1
        assert connection.scalar(select(func.count()).select_from(blob_chunk)) == 1


def test_it_is_known_which_bytes_are_missing(desk: Desk) -> None:
    with desk.store.write() as connection:
        stored = put_blob(connection, io.BytesIO(b"here"))
        assert missing_blobs(connection, [stored.sha256, "0" * 64]) == {"0" * 64}
        assert missing_blobs(connection, []) == frozenset()


def test_bytes_that_are_not_there_are_not_read_as_empty(desk: Desk) -> None:
    with desk.store.read() as connection, pytest.raises(Unavailable) as refused:
        blob_bytes(connection, "0" * 64)
    assert refused.value.code is UnavailableCode.BLOB_DAMAGED
    assert refused.value.argument("sha256") == "0" * 64


def test_bytes_that_are_not_those_of_their_digest_are_refused(desk: Desk) -> None:
    with desk.store.write() as connection:
        connection.execute(blob.insert().values(sha256="a" * 64, size=4))
        connection.execute(blob_chunk.insert().values(sha256="a" * 64, position=0, content=b"fake"))
    with desk.store.read() as connection, pytest.raises(Unavailable) as refused:
        blob_bytes(connection, "a" * 64)
    assert refused.value.code is UnavailableCode.BLOB_DAMAGED
