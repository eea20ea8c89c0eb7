"""The frozen rows that services return, for the layers that may not know the store."""

from desktop.store.rows import (
    AccountRow,
    ApplicationDetail,
    ApplicationQuery,
    ApplicationRow,
    ApplicationSort,
    AttachmentRow,
    Basket,
    CommentDraft,
    DecisionRow,
    MembershipRow,
    NavigationCounts,
    NoticeRow,
    OrganisationRow,
    SubmissionRow,
)

__all__ = [
    "AccountRow",
    "ApplicationDetail",
    "ApplicationQuery",
    "ApplicationRow",
    "ApplicationSort",
    "AttachmentRow",
    "Basket",
    "CommentDraft",
    "DecisionRow",
    "MembershipRow",
    "NavigationCounts",
    "NoticeRow",
    "OrganisationRow",
    "SubmissionRow",
]
