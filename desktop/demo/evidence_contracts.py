"""The three pages of an employment contract."""

from datetime import date
from typing import Any

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import GREY, Canvas
from desktop.demo.evidence_papers import A4
from desktop.demo.evidence_spec import Sheet


def _dotted(iso: str) -> str:
    return f"{date.fromisoformat(iso):%Y年%m月%d日}"


def cover(sheet: Sheet) -> Any:
    """The contract's first page."""
    canvas = Canvas(*A4)
    canvas.right(525, 86, f"编号：{sheet['start'].replace('-', '')}-{sheet['face'][-3:]:0>3}", 11, GREY)
    canvas.centred(297, 236, "劳动（聘用）合同书", 34, bold=True, spacing=6)
    canvas.centred(297, 276, "（固定期限）", 14, GREY)
    rows = (
        ("甲方（用人单位）", sheet["unit"]),
        ("乙方（劳动者）", sheet["name"]),
        ("岗　　　　　位", sheet["position"]),
        ("签　订　日　期", _dotted(sheet["start"])),
    )
    for order, (label, value) in enumerate(rows):
        y = 430 + order * 46
        canvas.text(120, y, f"{label}：", 14)
        canvas.text(250, y, value, 14.5)
        canvas.rule(244, y + 6, 484, y + 6)
    canvas.centred(297, 720, "依据国家有关法律法规订立", 12, GREY)
    canvas.mark(800)
    return canvas.finish()


_CLAUSES = (
    ("合同期限", "本合同为固定期限合同，自{start}起至{end}止，其中试用期按照国家有关规定执行。"),
    (
        "工作内容和工作地点",
        "乙方同意根据甲方工作需要，担任{position}岗位工作，工作地点为{city}。乙方应按照甲方的要求，按时完成规定的工作任务，达到规定的质量标准。",
    ),
    (
        "工作时间和休息休假",
        "甲方安排乙方执行标准工时制度，每日工作不超过八小时，每周至少休息一日，并依法享受法定节假日、带薪年休假。",
    ),
    (
        "劳动报酬",
        "甲方每月以货币形式按时足额支付乙方工资，并按照人才引进有关政策兑现相应待遇，工资标准随岗位和考核结果调整。",
    ),
    (
        "社会保险和福利待遇",
        "甲乙双方依法参加社会保险，按时缴纳各项社会保险费，其中依法应由乙方缴纳的部分由甲方代扣代缴。",
    ),
    (
        "知识产权与保密",
        "乙方在职期间完成的职务成果归甲方所有。乙方应当保守甲方的商业秘密和技术秘密，保密义务不因合同终止而免除。",
    ),
    (
        "合同的变更、解除和终止",
        "经双方协商一致，可以变更或者解除本合同。任何一方解除合同应当提前三十日以书面形式通知对方。",
    ),
    ("争议处理", "因履行本合同发生争议的，双方应当协商解决；协商不成的，可以向劳动人事争议仲裁委员会申请仲裁。"),
)


def terms(sheet: Sheet) -> Any:
    """The contract's clauses."""
    canvas = Canvas(*A4)
    facts = {"start": _dotted(sheet["start"]), "end": _dotted(sheet["end"])}
    y = 84.0
    for order, (heading, clause) in enumerate(_CLAUSES, start=1):
        canvas.text(72, y, f"第{'一二三四五六七八'[order - 1]}条　{heading}", 13, bold=True)
        text = clause.format(position=sheet["position"], city=sheet["city"], **facts)
        y = canvas.paragraph(72, y + 22, 452, text, 12, 21) + 7
    canvas.centred(297, 780, "第 2 页　共 3 页", 10, GREY)
    canvas.mark(806)
    return canvas.finish()


def signatures(sheet: Sheet) -> Any:
    """The contract's last page with signature and seal."""
    canvas = Canvas(*A4)
    canvas.text(72, 96, "第九条　其他约定", 13, bold=True)
    y = canvas.paragraph(
        72,
        122,
        452,
        "本合同一式三份，甲乙双方各执一份，存入个人档案一份，自双方签字盖章之日起生效。未尽事宜由双方协商确定。",
        12,
        21,
    )
    canvas.text(72, y + 60, "甲方（盖章）：", 13)
    canvas.text(160, y + 60, sheet["unit"], 13)
    canvas.text(72, y + 110, "法定代表人（委托代理人）：", 13)
    canvas.signature(240, y + 112, chance(sheet["unit"]).choice(("曲长林", "车文远", "谷学敏")), 19)
    canvas.text(72, y + 220, "乙方（签字）：", 13)
    canvas.signature(168, y + 223, sheet["name"][:8], 22)
    canvas.text(72, y + 256, f"{sheet['document_type']}号码：{sheet['document_number']}", 12)
    canvas.text(72, y + 330, f"签订日期：{_dotted(sheet['start'])}", 13)
    canvas.seal(300, y + 64, 58, sheet["unit"], "合同专用章")
    canvas.centred(297, 780, "第 3 页　共 3 页", 10, GREY)
    canvas.mark(806)
    return canvas.finish()
