"""Attachment bytes: stored in chunks under their own SHA-256, the same bytes once."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import Connection, select

from desktop.store.functions import call
from desktop.store.problems import Unavailable, UnavailableCode
from desktop.store.queries.filings import digests_of
from desktop.store.questions import by_functions
from desktop.store.tables import CHUNK_BYTES, blob, blob_chunk


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """`sha256` as 64 lower-case hexadecimal digits, `size` in bytes."""

    sha256: str
    size: int


def put_blob(connection: Connection, source: BinaryIO) -> StoredBlob:
    """Stores what `source`, a seekable file, holds from its start; it is read twice, never held in memory whole.

    To a shared database a person sends it whole, be it stored or not, for a submission or a form of the same
    transaction.
    """
    if by_functions(connection):
        return _sent(connection, source)
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while block := source.read(CHUNK_BYTES):
        digest.update(block)
        size += len(block)
    stored = StoredBlob(digest.hexdigest(), size)
    if connection.scalar(select(blob.c.size).where(blob.c.sha256 == stored.sha256)) is None:
        connection.execute(blob.insert().values(sha256=stored.sha256, size=size))
        source.seek(0)
        for position, block in enumerate(iter(lambda: source.read(CHUNK_BYTES), b"")):
            connection.execute(blob_chunk.insert().values(sha256=stored.sha256, position=position, content=block))
    return stored


def read_blob(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The bytes in chunks of at most 1 MiB. Raises `Unavailable` (blob_damaged) where any is not as stored."""
    size = connection.scalar(select(blob.c.size).where(blob.c.sha256 == sha256))
    digest, seen, position = hashlib.sha256(), 0, 0
    while size is not None and seen < size:
        content = connection.scalar(
            select(blob_chunk.c.content).where(blob_chunk.c.sha256 == sha256, blob_chunk.c.position == position)
        )
        if content is None:
            break
        digest.update(content)
        seen += len(content)
        position += 1
        yield content
    if size != seen or digest.hexdigest() != sha256:
        raise Unavailable(UnavailableCode.BLOB_DAMAGED, sha256=sha256)


def blob_bytes(connection: Connection, sha256: str) -> bytes:
    """All of them at once, as `read_blob`."""
    return b"".join(read_blob(connection, sha256))


def missing_blobs(connection: Connection, digests: Iterable[str], application_id: str = "") -> frozenset[str]:
    """Which of these are not stored yet; to a person of a shared database, are not those of this application."""
    wanted = frozenset(digests)
    if by_functions(connection):
        return wanted - digests_of(connection, application_id)
    return wanted - frozenset(connection.scalars(select(blob.c.sha256).where(blob.c.sha256.in_(wanted))))


def draft_file_bytes(connection: Connection, application_id: str, sha256: str) -> bytes:
    """Of a file that was uploaded for a form, to its applicant. Raises `Unavailable` (blob_damaged)."""
    if not by_functions(connection):
        return blob_bytes(connection, sha256)
    size = call(connection, "draft_file_size", application_id, sha256)
    data = bytearray()
    while size and len(data) < size:
        part = call(connection, "draft_file_chunk", application_id, sha256, len(data) // CHUNK_BYTES)
        if not part:
            break
        data += part
    if size != len(data) or hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable(UnavailableCode.BLOB_DAMAGED, sha256=sha256)
    return bytes(data)


def _sent(connection: Connection, source: BinaryIO) -> StoredBlob:
    size = 0
    source.seek(0)
    while block := source.read(CHUNK_BYTES):
        call(connection, "upload_chunk", block)
        size += len(block)
    return StoredBlob(str(call(connection, "upload_end")), size)
