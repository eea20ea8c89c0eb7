"""Carrying out what a demo's plan has decided about an application, through the same verbs as a desk."""

from desktop.demo.fates import PlannedDecision
from desktop.demo.organisations import DemoUnit
from desktop.demo.staff import Staff
from desktop.domain.decisions import DecisionRequest
from desktop.domain.terms import UNIT_STAGE, Action
from desktop.services.applications import application_detail
from desktop.services.decisions import decide
from desktop.services.evidence import mark_opened, set_original_verified
from desktop.services.rows import ApplicationDetail
from desktop.services.workspace import Workspace


def decide_as_planned(staff: Staff, unit: DemoUnit, application_id: str, decision: PlannedDecision, seq: int) -> None:
    """At the desk and the time of the plan, after the desk has looked at what it must."""
    staff.clock.moment = decision.decided_at
    workspace = staff.at_desk(decision.desk, unit)
    detail = application_detail(workspace, application_id)
    mark_opened(workspace, application_id, *sorted({item.sha256 for item in detail.attachments}))
    if decision.desk == UNIT_STAGE and decision.action is Action.PASS:
        _verify_original(workspace, detail)
    request = DecisionRequest(
        decision.action,
        decision.submission,
        seq,
        decision.comment,
        decision.meeting,
        decision.correction_deadline,
        decision.straight_back,
    )
    decide(workspace, application_id, request)


def _verify_original(workspace: Workspace, detail: ApplicationDetail) -> None:
    """The unit has seen the original of the first certificate, as an HR office does of what it must vouch for."""
    certificate = next((item for item in detail.attachments if item.section == "education"), None)
    if certificate is not None:
        set_original_verified(workspace, detail.row.id, certificate.sha256, True)
