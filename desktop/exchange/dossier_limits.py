"""How large a dossier may be (dossier format, version 1)."""

from typing import Final

MAX_FILES: Final = 500
"""Files of one dossier, dossier.json among them."""
MAX_BYTES: Final = 1 << 30
"""Unpacked bytes of all files together."""
MAX_MANIFEST_BYTES: Final = 4 << 20
"""Bytes of dossier.json."""
MAX_DEPTH: Final = 16
"""Brackets within brackets in dossier.json; version 1 needs 4."""
MAX_DIRECTORY_BYTES: Final = 4 << 20
"""Bytes of a ZIP's central directory, which is read as a whole before any file is counted."""
MAX_NAME_LENGTH: Final = 255
"""Code points of an attachment's name."""
CHUNK_BYTES: Final = 1 << 20
"""How much of a file is held in memory at a time."""
