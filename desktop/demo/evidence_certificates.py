"""Certificates with seals: diplomas, honours, awards, titles, training, appointments, patents."""

from datetime import date
from typing import Any

import pymupdf

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import GREY, INK, Canvas, Colour
from desktop.demo.evidence_ornaments import (
    APPOINTMENT,
    AWARD,
    DIPLOMA_BLUE,
    DIPLOMA_RED,
    HONOR,
    PATENT,
    TITLE,
    TRAINING,
    Ornament,
    background,
    draw_portrait,
)
from desktop.demo.evidence_spec import Sheet

LANDSCAPE = (842.0, 595.0)
PORTRAIT = (595.0, 842.0)
_DIGITS = "〇一二三四五六七八九"
_RED: Colour = (0.60, 0.10, 0.10)
_GOLD: Colour = (0.58, 0.40, 0.10)
_HEADS = ("陈柏川", "罗守恒", "孟庆澜", "杜若衡", "周亦山")


def chinese_number(number: int) -> str:
    """1-99 in Chinese numerals: 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def chinese_date(iso: str, *, day: bool = True) -> str:
    """二〇一二年六月三十日 from `YYYY-MM-DD`; a bare month is taken at its end of term."""
    year, month_number = iso[:4], int(iso[5:7])
    text = "".join(_DIGITS[int(digit)] for digit in year) + f"年{chinese_number(month_number)}月"
    if not day:
        return text
    return f"{text}{chinese_number(int(iso[8:10]) if len(iso) > 7 else 30 if month_number == 6 else 10)}日"


def _head_of(organisation: str) -> str:
    return chance(organisation).choice(_HEADS)


def _landscape(ornament: Ornament) -> Canvas:
    canvas = Canvas(*LANDSCAPE, ornament.paper)
    canvas.background(background(ornament, *LANDSCAPE))
    return canvas


def _photo(canvas: Canvas, sheet: Sheet, x: float, y: float) -> None:
    draw_portrait(canvas.shape, pymupdf.Rect(x, y, x + 102, y + 140), sheet["face"], sheet["sex"], int(sheet["age"]))


def degree(sheet: Sheet) -> Any:
    """学位证书."""
    canvas = _landscape(DIPLOMA_RED)
    title = f"{sheet['family']}{sheet['degree']}"
    canvas.centred(421, 124, f"{sheet['degree']}学位证书", 42, _RED, bold=True, spacing=12)
    _photo(canvas, sheet, 92, 178)
    canvas.centred(143, 336, "（照片加盖骑缝钢印）", 8.6, GREY)
    born = date.fromisoformat(sheet["birth_date"])
    runs = [
        (sheet["name"], True),
        (f"，{sheet['sex']}，{born.year} 年 {born.month} 月 {born.day} 日生。在我校{sheet['major']}学科（专业）已通过"
         f"{sheet['degree']}学位的课程考试和论文答辩，成绩合格。根据《中华人民共和国学位条例》的规定，授予", False),
        (title, True),
        ("学位。", False),
    ]  # fmt: skip
    canvas.paragraph(226, 202, 530, runs, 16.5, 36, spacing=1.0)
    head = _head_of(sheet["school"])
    canvas.fitted(300, 408, sheet["school"], 16.5, 190, bold=True, spacing=2)
    canvas.text(226, 442, "校　　　　长", 14)
    canvas.signature(330, 444, head, 20)
    canvas.text(480, 408, "学位评定委员会", 14)
    canvas.text(480, 442, "主　　　　席", 14)
    canvas.signature(584, 444, head, 20)
    canvas.text(92, 508, f"证书编号：{sheet['number']}", 13.5)
    canvas.right(750, 508, chinese_date(sheet["end"]), 14.5, spacing=2)
    canvas.seal(644, 424, 62, sheet["school"], "学位专用")
    canvas.mark(545)
    return canvas.finish()


def graduation(sheet: Sheet) -> Any:
    """毕业证书."""
    canvas = _landscape(DIPLOMA_BLUE)
    kind = {"大学本科": "普通高等学校", "大学专科": "普通高等学校"}.get(sheet["education"], sheet["education"])
    canvas.centred(421, 118, f"{kind}毕业证书", 34, (0.13, 0.24, 0.46), bold=True, spacing=8)
    _photo(canvas, sheet, 92, 178)
    years = int(sheet["end"][:4]) - int(sheet["start"][:4])
    student = "研究生" if "研究生" in sheet["education"] else "学生"
    plan = "研究生培养计划" if student == "研究生" else "教学计划"
    defence = "，毕业论文答辩通过" if student == "研究生" else ""
    runs = [
        (f"{student}　", False),
        (sheet["name"], True),
        (f"　性别　{sheet['sex']}，{chinese_date(sheet['birth_date'])}生，"
         f"于{chinese_date(sheet['start'], day=False)}至{chinese_date(sheet['end'], day=False)}"
         f"在本校　{sheet['major']}　专业{sheet['mode']}学习，学制{_DIGITS[years]}年，"
         f"修完{plan}规定的全部课程，成绩合格{defence}，准予毕业。", False),
    ]  # fmt: skip
    canvas.paragraph(226, 204, 530, runs, 16.5, 38, spacing=0.8)
    canvas.fitted(330, 426, sheet["school"], 18, 240, bold=True, spacing=3)
    canvas.text(470, 426, "校　长", 14)
    canvas.signature(530, 428, _head_of(sheet["school"]), 20)
    canvas.seal(664, 424, 60, sheet["school"])
    canvas.text(92, 508, f"证书编号：{sheet['number'][:5]}1{sheet['number'][5:]}", 13.5)
    canvas.right(750, 508, chinese_date(sheet["end"]), 14.5, spacing=2)
    canvas.mark(545)
    return canvas.finish()


def honor(sheet: Sheet) -> Any:
    """荣誉证书."""
    canvas = _landscape(HONOR)
    canvas.centred(421, 150, "荣誉证书", 52, (0.74, 0.13, 0.10), bold=True, spacing=22)
    canvas.text(120, 226, sheet["name"], 22, bold=True, spacing=3)
    canvas.text(126 + 25 * len(sheet["name"]), 226, "同志：", 19)
    text = f"在工作中成绩突出，经评审，授予“{sheet['title']}”称号，特发此证，以资鼓励。"
    canvas.paragraph(120, 272, 602, text, 20, 42, spacing=1.5)
    canvas.text(120, 486, f"证书编号：{sheet['number']}", 13, GREY)
    canvas.right(722, 452, sheet["authority"], 17, bold=True, spacing=1)
    canvas.right(722, 486, chinese_date(sheet["date"]), 15, spacing=1.5)
    canvas.seal(630, 440, 60, sheet["authority"])
    canvas.mark(548)
    return canvas.finish()


def award(sheet: Sheet) -> Any:
    """获奖证书."""
    canvas = _landscape(AWARD)
    name, _, project = sheet["title"].partition("（")
    canvas.fitted(421, 128, name, 32, 600, _GOLD, bold=True, spacing=6)
    canvas.centred(421, 176, "证　书", 30, _GOLD, bold=True, spacing=8)
    canvas.text(110, 232, "为表彰在科学技术进步中作出贡献者，特颁发此证书。", 16, spacing=1)
    rows = (
        ("项 目 名 称", project.rstrip("）") or name),
        ("奖 励 等 级", sheet["grade"]),
        ("获　 奖　 者", f"{sheet['name']}（第{chinese_number(int(sheet['rank']))}完成人）"),
        ("完 成 单 位", sheet["unit"]),
    )
    for order, (label, value) in enumerate(rows):
        y = 284 + order * 40
        canvas.text(150, y, f"{label}：", 16)
        canvas.text(264, y, value, 16.5, bold=True)
    canvas.text(110, 492, f"证书号：{sheet['number']}", 13, GREY)
    canvas.right(724, 458, sheet["authority"], 16, bold=True, spacing=1)
    canvas.right(724, 490, chinese_date(sheet["date"]), 14, spacing=1.5)
    canvas.seal(640, 446, 58, sheet["authority"])
    canvas.mark(548)
    return canvas.finish()


def patent(sheet: Sheet) -> Any:
    """发明专利证书."""
    canvas = Canvas(*PORTRAIT, PATENT.paper)
    canvas.background(background(PATENT, *PORTRAIT))
    canvas.centred(297.5, 92, f"证书号第 {sheet['number'][4:11]} 号", 11, GREY)
    canvas.centred(297.5, 150, "发明专利证书", 34, (0.10, 0.32, 0.36), bold=True, spacing=9)
    rows = (
        ("发明名称", sheet["title"]),
        ("发 明 人", f"{sheet['name']}；等（第{sheet['rank']}发明人）"),
        ("专 利 号", sheet["number"]),
        ("专利权人", sheet["unit"]),
        ("授权公告日", f"{date.fromisoformat(sheet['date']):%Y年%m月%d日}"),
    )
    y = 220.0
    for label, value in rows:
        canvas.text(86, y, f"{label}：", 13.5)
        y = canvas.paragraph(170, y, 340, value, 13.5, 24, indent=0) + 10
    canvas.paragraph(
        86,
        y + 24,
        424,
        "本发明经过审查，决定授予专利权，颁发发明专利证书并在专利登记簿上予以登记。专利权自授权公告之日起生效，"
        "专利权期限为二十年，自申请日起算。专利权的转移、质押、无效、终止、恢复等事项记载在专利登记簿上。",
        12.5,
        25,
    )
    canvas.text(86, 690, "局　长", 14)
    canvas.signature(140, 692, "申谷雨", 22)
    canvas.seal(424, 676, 58, "国家知识产权局样本")
    canvas.right(510, 762, chinese_date(sheet["date"]), 13, spacing=1)
    canvas.mark(788)
    return canvas.finish()


def title(sheet: Sheet) -> Any:
    """专业技术资格证书."""
    canvas = _landscape(TITLE)
    canvas.centred(421, 126, "专业技术资格证书", 36, (0.26, 0.22, 0.46), bold=True, spacing=8)
    _photo(canvas, sheet, 96, 186)
    rows = (
        ("姓　　名", sheet["name"]),
        ("性　　别", sheet["sex"]),
        ("专业名称", sheet["field"]),
        ("资格名称", sheet["title"]),
        ("工作单位", sheet["unit"]),
        ("批准时间", chinese_date(sheet["date"])),
    )
    for order, (label, value) in enumerate(rows):
        y = 208 + order * 38
        canvas.text(246, y, label, 15.5, GREY)
        canvas.text(334, y, value, 16.5, bold=order in (0, 3))
        canvas.rule(326, y + 9, 640, y + 9, (0.75, 0.74, 0.82))
    canvas.text(96, 500, f"管理号：{sheet['number']}", 13)
    canvas.right(746, 500, "吉林省人力资源和社会保障厅（样本）", 14)
    canvas.seal(650, 440, 58, "职称评审专用样本章", "职称专用")
    canvas.mark(548)
    return canvas.finish()


def training(sheet: Sheet) -> Any:
    """培训结业证书."""
    canvas = _landscape(TRAINING)
    canvas.centred(421, 138, "结业证书", 44, (0.16, 0.32, 0.58), bold=True, spacing=18)
    runs = [
        (sheet["name"], True),
        (f"同志于 {sheet['start']} 至 {sheet['end']} 参加“{sheet['content']}”学习，共 {sheet['hours']} 学时，"
         "完成规定内容，经考核成绩合格，准予结业。", False),
    ]  # fmt: skip
    canvas.paragraph(116, 226, 610, runs, 19, 42, spacing=1.2)
    canvas.right(716, 448, sheet["organiser"], 17, bold=True)
    canvas.right(716, 484, chinese_date(sheet["end"]), 15, spacing=1.5)
    canvas.seal(628, 440, 58, sheet["organiser"], "培训专用")
    canvas.mark(548)
    return canvas.finish()


def appointment(sheet: Sheet) -> Any:
    """聘书."""
    canvas = _landscape(APPOINTMENT)
    canvas.centred(421, 152, "聘　书", 54, _RED, bold=True, spacing=16)
    honorific = "先生" if sheet["sex"] == "男" else "女士"
    canvas.paragraph(120, 232, 602, [("兹聘请　", False), (sheet["name"], True), (f"　{honorific}为", False)], 20, 42)
    canvas.fitted(421, 304, f"{sheet['organisation']}{sheet['role']}", 25, 600, INK, bold=True, spacing=3)
    canvas.text(160, 356, f"聘期自{chinese_date(sheet['start'], day=False)}起，任期五年。特发此证。", 18, spacing=1)
    canvas.right(716, 450, sheet["organisation"], 17, bold=True, spacing=1)
    canvas.right(716, 486, chinese_date(sheet["start"], day=False), 15, spacing=1.5)
    canvas.seal(636, 442, 58, sheet["organisation"])
    canvas.mark(548)
    return canvas.finish()
