"""A dossier opened for reading: its manifest, and its files compared with what the manifest says of them."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.domain.media import SNIFF_LENGTH, MediaType, sniff
from desktop.domain.rejections import Rejected, RejectionCode
from desktop.exchange.dossier_archive import MANIFEST, DossierArchive
from desktop.exchange.dossier_file import DossierFile
from desktop.exchange.dossier_folder import DossierFolder
from desktop.exchange.dossier_limits import MAX_MANIFEST_BYTES
from desktop.exchange.dossier_manifest import Manifest, parse_manifest
from desktop.exchange.dossier_paths import printable


class DossierFiles(Protocol):
    """A folder or a ZIP: paths with sizes in bytes, and the bytes in pieces."""

    @property
    def files(self) -> Mapping[str, int]: ...

    def chunks(self, path: str) -> Iterator[bytes]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """What a file holds; `media_type` is None where its content is of no accepted format."""

    sha256: str
    size: int
    media_type: MediaType | None


class Dossier:
    """A dossier whose manifest is well formed and which holds exactly the files the manifest names."""

    def __init__(self, source: DossierFiles) -> None:
        self._source = source
        self.manifest = _manifest(source)
        _check_files(self.manifest, source.files)

    def verify_files(self) -> dict[str, VerifiedFile]:
        """Reads every file once and returns by path what it holds. Rejected where a hash is not the stated one."""
        verified: dict[str, VerifiedFile] = {}
        for index, attachment in enumerate(self.manifest.attachments):
            if attachment.file not in verified:
                verified[attachment.file] = self._verify(attachment.file)
            if verified[attachment.file].sha256 != attachment.sha256:
                raise Rejected(
                    RejectionCode.WRONG_HASH, key=f"attachments[{index}].sha256", file=printable(attachment.file)
                )
        return verified

    def file(self, path: str) -> DossierFile:
        """One file for reading, in pieces of at most 1 MiB."""
        return DossierFile(lambda: self._source.chunks(path))

    def _verify(self, path: str) -> VerifiedFile:
        digest, head, size = hashlib.sha256(), b"", 0
        for piece in self._source.chunks(path):
            digest.update(piece)
            size += len(piece)
            if len(head) < SNIFF_LENGTH:
                head += piece[: SNIFF_LENGTH - len(head)]
        return VerifiedFile(digest.hexdigest(), size, sniff(head))


@contextmanager
def open_dossier(path: Path) -> Iterator[Dossier]:
    """The dossier at `path`, a folder or a ZIP, closed at the end. Rejected with the first thing against its form."""
    with closing(_open_files(path)) as source:
        yield Dossier(source)


def _open_files(path: Path) -> DossierFiles:
    try:
        if path.is_dir():
            return DossierFolder(path)
        if path.is_file():
            return DossierArchive(path)
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    raise Rejected(
        RejectionCode.NOT_A_DOSSIER if exists else RejectionCode.FILE_NOT_FOUND,
        file=printable(str(path)),
    )


def _manifest(source: DossierFiles) -> Manifest:
    size = source.files.get(MANIFEST)
    if size is None:
        raise Rejected(RejectionCode.NO_DOSSIER_JSON)
    if size > MAX_MANIFEST_BYTES:
        raise Rejected(RejectionCode.DOSSIER_JSON_TOO_LARGE, limit=MAX_MANIFEST_BYTES)
    return parse_manifest(b"".join(source.chunks(MANIFEST)))


def _check_files(manifest: Manifest, present: Mapping[str, int]) -> None:
    named = {attachment.file for attachment in manifest.attachments}
    for index, attachment in enumerate(manifest.attachments):
        if attachment.file not in present or attachment.file == MANIFEST:
            raise Rejected(
                RejectionCode.MISSING_FILE, key=f"attachments[{index}].file", file=printable(attachment.file)
            )
    for path in sorted(present):
        if path not in named and path != MANIFEST:
            raise Rejected(RejectionCode.ADDITIONAL_FILE, file=printable(path))
