"""Plain office papers: journal pages, book covers, proofs, registration records, statements, letters."""

from datetime import date
from random import Random
from typing import Any

import pymupdf

from desktop.demo.chance import chance
from desktop.demo.evidence_canvas import GREY, INK, WHITE, Canvas, Colour
from desktop.demo.evidence_ornaments import draw_portrait
from desktop.demo.evidence_spec import Sheet

A4 = (595.0, 842.0)
_LINE: Colour = (0.70, 0.72, 0.75)


def _dotted(iso: str) -> str:
    return f"{date.fromisoformat(iso):%Y年%m月%d日}"


def article(sheet: Sheet) -> Any:
    """The first page of a journal article, two columns."""
    rng = chance(sheet["title"])
    canvas = Canvas(*A4)
    published = date.fromisoformat(sheet["date"])
    canvas.text(56, 54, f"第 {published.year - 1988} 卷　第 {published.month} 期", 9.5, GREY)
    canvas.centred(297, 54, sheet["venue"], 11, INK, bold=True)
    canvas.right(539, 54, f"{published.year} 年 {published.month} 月", 9.5, GREY)
    canvas.rule(56, 62, 539, 62, INK, 0.8)
    canvas.text(56, 80, f"DOI: {sheet['number']}", 9, GREY)
    canvas.fitted(297, 128, sheet["title"], 20, 470, bold=True)
    others = [rng.choice("王李张刘陈赵") + rng.choice(("子衡", "嘉言", "明远", "雨时", "怀瑾")) for _ in range(4)]
    rank = int(sheet["rank"])
    names = [*others[: rank - 1], sheet["name"], *others[rank - 1 : 4]]
    canvas.fitted(297, 158, "，".join(names), 12.5, 470)
    canvas.centred(297, 178, f"（{sheet['unit']}，吉林 130000）", 9.5, GREY)
    gain = f"{rng.randint(12, 38)}.{rng.randint(0, 9)}%"
    before, after = f"{rng.randint(6, 9)}.{rng.randint(0, 9)}%", f"{rng.randint(1, 4)}.{rng.randint(0, 9)}%"
    abstract = [
        ("摘　要：", True),
        (f"针对{sheet['field']}领域中的实际问题，围绕“{sheet['title']}”开展工作。"
         f"建立了分析模型，给出了关键参数的确定方法，并在{rng.randint(3, 12)}组样本上进行了试验。"
         f"结果表明，所提方法使主要指标提高{gain}，误差由{before}降至{after}，可为工程应用提供参考。", False),
    ]  # fmt: skip
    y = canvas.paragraph(80, 212, 435, abstract, 10, 16.5, indent=0)
    y = canvas.paragraph(
        80, y + 4, 435, [("关键词：", True), (f"{sheet['field']}；建模；试验；优化", False)], 10, 16, indent=0
    )
    y += 14
    for column, start in enumerate((0, 3)):
        x, at = 56 + column * 250, y
        for heading in _HEADINGS[start : start + 3]:
            canvas.text(x, at, heading, 12, bold=True)
            at = canvas.paragraph(x, at + 18, 232, _body(rng, sheet["field"]), 9.6, 15) + 10
            if at > 760:
                break
    canvas.mark(812)
    return canvas.finish()


_HEADINGS = ("0　引言", "1　方法", "2　模型", "3　试验", "4　结果与讨论", "5　结论")
_SENTENCES = (
    "近年来，{field}的研究受到广泛关注，但在复杂工况下的稳定性仍有待提高。",
    "现有方法大多依赖经验参数，难以适应批次之间的差异。",
    "本文在前期工作的基础上，给出了一种可重复的处理流程。",
    "首先对原始数据进行预处理，剔除明显偏离的观测值。",
    "随后采用分段拟合的办法估计参数，并以残差检验其合理性。",
    "由图可见，随着样本量的增加，估计值逐渐趋于稳定。",
    "与对照组相比，差异具有统计学意义。",
    "考虑到设备条件的限制，试验在恒温环境中进行。",
    "上述结果与文献报道基本一致，说明方法具有一定的普适性。",
)


def _body(rng: Random, field: str) -> str:
    return "".join(rng.sample(_SENTENCES, 5)).format(field=field)


def book_cover(sheet: Sheet) -> Any:
    """The cover of a monograph."""
    rng = chance(sheet["title"])
    tone: Colour = rng.choice(((0.12, 0.27, 0.42), (0.34, 0.14, 0.18), (0.12, 0.32, 0.27), (0.28, 0.24, 0.40)))
    canvas = Canvas(482, 680, tone)
    shape = canvas.shape
    for ring in range(14):
        shape.draw_circle((482, 640), 90 + ring * 26)
    shape.finish(color=tuple(min(1, part + 0.12) for part in tone), width=1.1)
    shape.draw_rect(pymupdf.Rect(0, 96, 482, 250))
    shape.finish(fill=(0.97, 0.96, 0.93), color=None)
    canvas.fitted(241, 176, sheet["title"], 29, 420, tone, bold=True, spacing=3)
    canvas.centred(241, 218, f"{sheet['field']}学术文库", 13, GREY)
    canvas.centred(241, 300, f"{sheet['name']}　等著", 17, WHITE, spacing=2)
    canvas.centred(241, 612, sheet["venue"], 17, WHITE, spacing=3)
    canvas.centred(241, 634, sheet["number"], 10, (0.85, 0.85, 0.85))
    canvas.mark(662, 9, (0.85, 0.82, 0.75))
    return canvas.finish()


def index_proof(sheet: Sheet) -> Any:
    """A library's proof that an article is indexed."""
    canvas = Canvas(*A4)
    canvas.centred(297, 96, "论文收录检索证明", 24, bold=True, spacing=3)
    canvas.rule(72, 116, 523, 116, (0.2, 0.3, 0.5), 1.2)
    canvas.paragraph(
        72,
        152,
        452,
        f"根据委托人{sheet['name']}提供的论文题录，经检索 {sheet['indexed_by']} 数据库，收录情况如下：",
        12.5,
        24,
    )
    rows = (
        ("论文题目", sheet["title"]),
        ("作　　者", f"{sheet['name']} 等（第 {sheet['rank']} 作者）"),
        ("刊　　名", sheet["venue"]),
        ("发表时间", sheet["date"]),
        ("DOI", sheet["number"]),
        ("收录类型", f"{sheet['indexed_by']}（Article）"),
        ("作者单位", sheet["unit"]),
    )
    _table(canvas, rows, 72, 218, 452)
    canvas.text(72, 560, "检索人（签字）：", 12)
    canvas.signature(166, 562, "纪晓棠", 18)
    canvas.right(520, 600, "松辽大学图书馆科技查新站", 13)
    canvas.right(520, 624, "特此证明", 12)
    canvas.seal(430, 596, 56, "科技查新站样本", "检索专用")
    canvas.mark(800)
    return canvas.finish()


def education_record(sheet: Sheet) -> Any:
    """教育部学历证书电子注册备案表 in a sample form."""
    canvas = Canvas(*A4)
    canvas.centred(297, 90, "学历证书电子注册备案表", 23, bold=True, spacing=1.5)
    canvas.rule(60, 112, 535, 112, (0.2, 0.3, 0.5), 1.2)
    rows = (
        ("姓名", sheet["name"]),
        ("性别", sheet["sex"]),
        ("出生日期", _dotted(sheet["birth_date"])),
        ("院校名称", sheet["school"]),
        ("层次", sheet["education"]),
        ("专业", sheet["major"]),
        ("学习形式", sheet["mode"]),
        ("入学日期", sheet["start"]),
        ("毕（结）业日期", sheet["end"]),
        ("证书编号", f"{sheet['number'][:5]}1{sheet['number'][5:]}"),
    )
    _table(canvas, rows, 60, 150, 364)
    box = pymupdf.Rect(438, 136, 534, 266)
    draw_portrait(canvas.shape, box, sheet["face"], sheet["sex"], int(sheet["age"]))
    canvas.centred(486, 284, "学历照片", 10, GREY)
    _matrix_code(canvas, 448, 310, 76, sheet["number"])
    canvas.paragraph(
        60, 590, 475, "注意事项：1. 备案表内容可通过二维码在线验证。2. 内容如有修改，以最新在线查询内容为准。"
        "3. 未经学历信息权属人同意，不得将备案表用于违背其意愿之用途。",
        10.5, 18, GREY, indent=0,
    )  # fmt: skip
    canvas.seal(452, 700, 54, "学历信息查询样本")
    canvas.mark(800)
    return canvas.finish()


def _matrix_code(canvas: Canvas, x: float, y: float, side: float, text: str) -> None:
    """A decorative code of squares; it encodes nothing."""
    rng, cells = chance(text), 25
    step = side / cells
    shape = canvas.shape

    def cell(column: int, row: int, span: int = 1) -> None:
        left, top = x + column * step, y + row * step
        shape.draw_rect(pymupdf.Rect(left, top, left + span * step, top + span * step))

    for row in range(cells):
        for column in range(cells):
            corner = (row < 8 and (column < 8 or column > 16)) or (row > 16 and column < 8)
            if not corner and rng.random() < 0.48:
                cell(column, row)
    shape.finish(fill=INK, color=None)
    for column, row in ((0, 0), (18, 0), (0, 18)):
        for inset, span, colour in ((0, 7, INK), (1, 5, WHITE), (2, 3, INK)):
            cell(column + inset, row + inset, span)
            shape.finish(fill=colour, color=None)


def enterprise(sheet: Sheet) -> Any:
    """A statement of an enterprise's results."""
    canvas = Canvas(*A4)
    canvas.centred(297, 96, f"{sheet['year']}年度企业经营与研发情况证明", 22, bold=True, spacing=1)
    rows = (
        ("企业名称", sheet["unit"]),
        ("企业规模", sheet["size"]),
        ("专精特新认定", sheet["specialised"]),
        ("营业收入（元）", _grouped(sheet["revenue"])),
        ("缴纳税金（元）", _grouped(sheet["tax"])),
        ("研发投入（元）", _grouped(sheet["research_spending"])),
        ("申报人任职", f"{sheet['name']}　{sheet['role']}"),
    )
    _table(canvas, rows, 72, 150, 452)
    canvas.paragraph(
        72,
        470,
        452,
        f"以上数据来源于企业{sheet['year']}年度财务决算报表，{sheet['name']}同志系我单位{sheet['role']}，情况属实，特此证明。",
        13,
        26,
    )
    canvas.right(520, 610, sheet["unit"], 14, bold=True)
    canvas.right(520, 638, f"{int(sheet['year']) + 1}年3月18日", 13)
    canvas.seal(440, 604, 58, sheet["unit"], "财务专用章")
    canvas.mark(800)
    return canvas.finish()


def _grouped(money: str) -> str:
    whole, _, cents = money.partition(".")
    return f"{int(whole):,}.{cents or '00'}"


def project(sheet: Sheet) -> Any:
    """The notification that a research project was granted."""
    canvas = Canvas(*A4)
    canvas.centred(297, 96, "项目立项通知书", 26, bold=True, spacing=4)
    canvas.rule(72, 118, 523, 118, (0.2, 0.3, 0.5), 1.2)
    canvas.paragraph(72, 156, 452, f"{sheet['unit']}：\n经评审，你单位申报的下列项目批准立项。", 13, 26, indent=0)
    year = int(sheet["year"])
    rows = (
        ("项目类别", sheet["programme"]),
        ("项目名称", sheet["title"]),
        ("批准号", sheet["number"]),
        ("项目负责人", sheet["name"]),
        ("依托单位", sheet["unit"]),
        ("资助经费", f"{sheet['funding']} 万元"),
        ("执行期", f"{year}年1月至{year + 3}年12月"),
    )
    _table(canvas, rows, 72, 214, 452)
    canvas.paragraph(72, 500, 452, "请按照项目管理办法组织实施，按期提交年度报告，并接受监督检查。", 13, 26)
    canvas.right(520, 610, "科技项目管理中心（样本）", 14, bold=True)
    canvas.right(520, 638, f"{year}年1月8日", 13)
    canvas.seal(440, 604, 58, "科技项目管理样本", "立项专用")
    canvas.mark(800)
    return canvas.finish()


def letter(sheet: Sheet) -> Any:
    """An employer's statement on somebody it brought into the province."""
    canvas = Canvas(*A4)
    canvas.fitted(297, 92, sheet["unit"], 26, 440, (0.75, 0.10, 0.10), bold=True, spacing=6)
    canvas.rule(72, 112, 523, 112, (0.75, 0.10, 0.10), 1.6)
    canvas.rule(72, 116, 523, 116, (0.75, 0.10, 0.10), 0.6)
    canvas.centred(297, 176, "关于引进人才情况的说明", 22, bold=True, spacing=2)
    start = date.fromisoformat(sheet["date"])
    y = canvas.paragraph(
        72, 226, 452,
        f"{sheet['name']}同志原在{sheet['origin']}工作，{start.year}年{start.month}月经我单位考察引进，以{sheet['form']}方式到我单位工作，"
        f"任{sheet['position']}。\n引进以来，该同志工作认真，发挥了带头作用，承担的科研生产任务均按期完成，未发现学术不端和违纪违法情况。\n特此说明。",
        14, 30,
    )  # fmt: skip
    canvas.right(520, y + 120, sheet["unit"], 14, bold=True)
    canvas.right(520, y + 150, f"{start.year}年{start.month}月{min(start.day + 16, 28)}日", 13)
    canvas.seal(446, y + 116, 58, sheet["unit"])
    canvas.text(72, 740, "联系人：人力资源部　　电话：0431-00000000", 10.5, GREY)
    canvas.mark(800)
    return canvas.finish()


def _table(canvas: Canvas, rows: tuple[tuple[str, str], ...], x: float, y: float, width: float) -> None:
    label_width = 104
    for label, value in rows:
        top = y
        bottom = canvas.paragraph(x + label_width + 10, y + 22, width - label_width - 20, value, 12.5, 19, indent=0) - 3
        canvas.shape.draw_rect(pymupdf.Rect(x, top, x + label_width, bottom))
        canvas.shape.finish(color=None, fill=(0.95, 0.96, 0.97))
        canvas.text(x + 10, y + 22, label, 12, (0.30, 0.32, 0.36))
        canvas.shape.draw_rect(pymupdf.Rect(x, top, x + width, bottom))
        canvas.shape.finish(color=_LINE, width=0.6)
        canvas.rule(x + label_width, top, x + label_width, bottom, _LINE)
        y = bottom
