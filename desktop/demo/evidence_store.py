"""The rendered evidence of a plan on disk: each piece once, made in the order in which it is first needed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from desktop.demo.evidence import render
from desktop.demo.evidence_spec import EvidenceSpec


class EvidenceStore:
    """Renders ahead in other processes; `close` ends them. `specs` must come in the order in which `get` needs them."""

    def __init__(self, directory: Path, specs: Iterable[EvidenceSpec]) -> None:
        self._directory = directory
        self._rendering = render(specs)
        self._made: dict[EvidenceSpec, tuple[Path, str]] = {}

    def get(self, spec: EvidenceSpec) -> tuple[Path, str]:
        """The file of a piece of evidence and its SHA-256, rendering up to it if need be."""
        while spec not in self._made:
            rendered, content = next(self._rendering)
            path = self._directory / f"{len(self._made):06d}.{rendered.extension}"
            path.write_bytes(content)
            self._made[rendered] = path, hashlib.sha256(content).hexdigest()
        return self._made[spec]

    def close(self) -> None:
        self._rendering.close()
