"""Files of notices: bytes that nothing refers to any more go, in a local workspace and in a shared database."""

from pathlib import Path

from sqlalchemy import select

from desktop.services.notice_writing import attach_file, discard_notice, issuers, new_notice, remove_file
from desktop.store.tables import blob
from tests.desk import Desk
from tests.dossiers import PDF, digest


def test_a_file_that_is_taken_out_goes_with_its_bytes_unless_something_holds_them(
    either_desk: Desk, tmp_path: Path
) -> None:
    city = either_desk.as_login("city")
    first, second = (new_notice(city, issuers(city)[0].id, "jilin-2024") for _ in range(2))
    file, data = tmp_path / "附件.pdf", PDF + b"of a notice"
    file.write_bytes(data)

    def stored() -> bool:
        with either_desk.tables() as connection:
            return connection.scalar(select(blob.c.size).where(blob.c.sha256 == digest(data))) is not None

    for notice in (first, second):
        attach_file(city, notice, file)
    remove_file(city, first, digest(data))
    assert stored()
    remove_file(city, second, digest(data))
    assert not stored()
    attach_file(city, second, file)
    assert stored()
    discard_notice(city, second)
    assert not stored()
