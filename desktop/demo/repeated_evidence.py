"""The files of the first applications, for very many later ones to repeat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.demo.attachments import PlannedAttachment
from desktop.demo.dossiers import DemoDossier
from desktop.demo.evidence_spec import EvidenceSpec
from desktop.domain.content import Attachment
from desktop.domain.media import MediaType

_MEDIA_TYPES = {"pdf": MediaType.PDF, "jpg": MediaType.JPEG, "png": MediaType.PNG}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that the workspace holds: their SHA-256 and how many they are."""

    sha256: str
    size: int


class RepeatedEvidence:
    """Chooses among `stored` in turns: the same document captured alike, else captured otherwise, else another."""

    def __init__(self, stored: Mapping[EvidenceSpec, StoredFile]) -> None:
        self._stored = stored
        self._pools: dict[object, list[EvidenceSpec]] = {}
        self._turn = 0
        for spec in stored:
            for likeness in _likenesses(spec):
                self._pools.setdefault(likeness, []).append(spec)

    def given_to(self, dossier: DemoDossier) -> DemoDossier:
        """The dossier with stored files; the same file stays the same in both of its versions."""
        chosen: dict[EvidenceSpec, EvidenceSpec] = {}
        versions = tuple(
            replace(version, attachments=tuple(self._replaced(item, chosen) for item in version.attachments))
            for version in dossier.versions
        )
        return replace(dossier, versions=versions)

    def attachment(self, item: PlannedAttachment) -> Attachment:
        """What a submission says of one of these files."""
        file, media_type = self._stored[item.evidence], _MEDIA_TYPES[item.evidence.extension]
        return Attachment(item.section, item.record, item.slot, item.name, file.sha256, file.size, media_type)

    def _replaced(self, item: PlannedAttachment, chosen: dict[EvidenceSpec, EvidenceSpec]) -> PlannedAttachment:
        if item.evidence not in chosen:
            pool = next(self._pools[likeness] for likeness in _likenesses(item.evidence) if likeness in self._pools)
            taken = [spec for spec in pool if spec not in chosen.values()] or pool
            self._turn += 1
            chosen[item.evidence] = taken[self._turn % len(taken)]
        evidence = chosen[item.evidence]
        return replace(item, evidence=evidence, name=f"{item.name.rpartition('.')[0]}.{evidence.extension}")


def _likenesses(spec: EvidenceSpec) -> tuple[object, ...]:
    kinds = tuple(sheet.kind for sheet in spec.sheets)
    return (kinds, spec.capture), (kinds[0], spec.extension), kinds[0], spec.capture, spec.extension, ""
