"""What people write beside decisions, as calls of the functions that do it."""

from typing import Any, Final

from tests.postgres.hostile.attackers import literal
from tests.postgres.hostile.furnished import EVIDENCE, OTHERS_EVIDENCE, Furnished

DEADLINE: Final = "2099-01-01"


def called(function: str, *values: Any) -> str:
    """The call with its values written out."""
    return f"{function}({', '.join(map(_literal, values))})"


def evidence_of(place: str) -> str:
    """The digest of what was filed with the application."""
    return OTHERS_EVIDENCE if place in ("of another unit", "elsewhere") else EVIDENCE


def on_application(identity: str, digest: str, *organisations: str | None, verified: bool = True) -> dict[str, str]:
    """Everything that is written of one application; verifying, or no longer, by each of these organisations."""
    return {
        "application_opened": called("application_opened", identity),
        "attachment_opened": called("attachment_opened", identity, digest),
        "comment_draft_save": called("comment_draft_save", identity, "正在写", "请补正", DEADLINE, True, '["a"]'),
        **{
            f"original_verified {number}": called("original_verified", identity, digest, organisation, verified)
            for number, organisation in enumerate(organisations)
        },
    }


def own(furnished: Furnished, login: str, filter_id: str) -> list[str]:
    """What a person keeps for themselves, with a filter of that id."""
    discarded = [called("comment_draft_discard", identity) for identity in furnished.ids.values()]
    return [
        called("phrases_replace", '["丙", "甲"]'),
        called("saved_filter_add", filter_id, f"又一个 of {login}", "{}", None),
        called("saved_filter_change", filter_id, "别名", "[]"),
        called("saved_filter_remove", filter_id),
        *discarded,
    ]


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else literal(value)
