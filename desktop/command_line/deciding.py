"""The command that decides."""

from desktop.command_line.output import say
from desktop.command_line.signing_in import Refusal, Session
from desktop.domain.decisions import DecisionRequest, RefusalCode, Refused
from desktop.domain.terms import UNIT_STAGE, Action, department_stage


def decide(session: Session) -> int:
    """`talentdesk decide`: one decision, refused with who may do what now where the rules are against it."""
    from desktop.services.applications import application_detail, find_application
    from desktop.services.decisions import decide
    from desktop.text.refusals import refusal_sentence
    from desktop.text.terms import action_label, stage_label, status_label

    arguments = session.arguments
    request = DecisionRequest(
        action=Action(arguments.action),
        submission=arguments.submission,
        seq=arguments.seq,
        comment=arguments.comment,
        meeting=arguments.meeting,
        correction_deadline=arguments.deadline,
        straight_back=arguments.straight_back,
    )
    with session.workspace() as workspace:
        application_id = find_application(workspace, arguments.application)
        try:
            outcome = decide(workspace, application_id, request)
        except Refused as refused:
            detail = application_detail(workspace, application_id)
            route = {department_stage(level): place.name for level, place in enumerate(detail.route, start=1)}
            desks = {UNIT_STAGE: detail.row.unit, **route}
            sentence = refusal_sentence(refused.refusal, desks)
            if refused.refusal.code is RefusalCode.STALE:
                sentence += f"当前为第 {detail.row.submission} 次提交，seq {detail.row.seq}。"
            raise Refusal(sentence) from refused
    row = outcome.row
    place = stage_label(row.stage) or status_label(row.status)
    say(f"已记录：{row.number} {row.name} {action_label(request.action)}，现为{place}（seq {row.seq}）")
    return 0
