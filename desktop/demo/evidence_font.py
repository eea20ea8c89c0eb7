"""The fonts of the evidence, MuPDF's own: a Latin one and a Chinese one, cut down to what the demo is written with.

Every text PDF embeds a subset of its font, and cutting one out of fifty thousand glyphs takes longer than the page.
"""

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pymupdf

_KEPT = ("OS/2", "gasp", "head", "hhea", "maxp", "name", "post")
_COMMON = (
    "·’“”─★☆　、。〇《》一丁七万三上下不与专且业东两严个中临为主丽举久义之乔乙九也习乡书买了予争事二于五亚交"
    "亦产享京人仅今仍从他付仝代以仪仲件价任份企休众优会伟传伯估似但位低住佐体何余作你佩佳使例供依侯俄俊保信修值假偏做"
    "健偿傅像元充先光免兑党入全八公六兰共关兵其具兹养兼内册再写军农冠冬冯冰决况净准凝凡凤出刀分刊划列刘则创利别到制剂"
    "前剔副力办加务动助励劳匈化北匠区医十千升华协卒单南博卢印卷厂厅历压原县参及双反发取受变叠口古只可台史叶号司各合吉"
    "同名后向吕否含启吴吾告员周命和品响哲唐售商善喆嘉器噪四回因团围固国图土在地址均块型城域培基堃塞填境增墨壤士声壳处"
    "备复夏外多大天失头奖女好如始姓委姚姜姝威娜婉子孔字存孙孟学宁宇守安宋完官定宜实审宣室宪家容密寒察寸对导寿封射将小"
    "少尔尖尚尹尽尿局层居展属履山岁岗岚岛岭峰崔川州工巨差已巴币市布帆师带席常干平年并广庆床库应庚府度康廖延建开异式引"
    "张强归当录形彤彧彩彭彰影往径待律徐徒得微德徽心必志念怀思怡急性总恒恢恩息悦情惩意愿慈慕慢慧成我戒或截戴所手才打托"
    "扣执扫扰批承技投抗折护报押担拉拌拔拟择持指按挥振据授排接控推描提搅摘摩撤擦支收改攻放政故效敏救教数整文料断斯新方"
    "施族无日早时昇昊明易星春是显晋晓晖晚晟普景晰晴曦曲更曹曾最月有服望朝期未本术朱朴机杂权李材杜束条来杨杰松板极构析"
    "林果架柏柔查标栋栏树栓校样核根格桂案桐档梁梅梗梦械检棠植楷模次欣欧止正此步武死殊残段每比毕毛民气水永求汉江汤汪沈"
    "沐没河治沿法泛波注泽洁洋津派流测浩海浸涵淑深清渐渝温港湖湾源溶满滨演潘澜澳激灵点烈热焊焦然照熊燃燕爱片版牙物牵特"
    "献率玉王环现珊珍珠班珺球理琳琴瑙瑞瑶瑾生用甫田由甲申电男界留畿疗疫疲疾病痛瘤癌登白百皂的皇监盖盘目相省真着督睿知"
    "石码砂研砚破础硕确碳磨示社祎神票福离禾秀秆秋种科秘秦积称秸移程税稳稻究空突立站竞章端符第等筑答策签简算管箱簿籍米"
    "类精糖系素索累红纤约级纪纯纳线组细织终经绑结绕给络统继绩续维综绿编缝缩缴缺网罗置美群翀老考者而耐耕职联聘聚肌股肥"
    "育肺肽肿胃背胜胞胡胰胸胺能脑脱膜自至致舒航良色艺艾节芬花芳芷苏苗若英苷范茵茸荐荣药荷莱获菲营萧著葛董蒋蒙蔡薄薇薛"
    "薪虑虚螟行衍衔街衡补表袁被裁装要见观规角解言誉计订认讨训议记许论设证评识诊词译试诚话询该语误说请诸诺课调谢谭谱谷"
    "豆豪貌贝负贡财责货质贴费贺贾资赖赛赵起超趋足距路践身车轨转轴轻载辅辆辐辨辩边辽达过迎近还进远违连迪述迹退适逄逆选"
    "逐途通造逾遇道遗遵邓那邮邱邵邹郑郗郝部郭酬酯酰醉采重量金鉴针钟钢钱铁铝铭银铸销键镁镇镜长门问间阎队防阳阵阻阿附际"
    "陆陈降限院除险陷随障难雁雅集雨雪雷需霁霖霞青静非靠面韦韩頔页顶项须顾颁预领颖题额饰馆首马骉验骏骑骨髋高魏鲜鹏鹿麻黄"
    "黎黑鼓齐龄龙龚！（），：；？"
)
"""What the demo's people, organisations and forms are written with."""

_WORDS, _SCALE, _BOTH_SCALES, _MATRIX, _MORE = 0x01, 0x08, 0x40, 0x80, 0x20


@lru_cache(maxsize=1)
def whole_font() -> Any:
    """Every glyph there is, for all other characters."""
    return pymupdf.Font("cjk")


@lru_cache(maxsize=1)
def chinese_font() -> Any:
    """The common characters."""
    whole = whole_font()
    glyphs = {ord(character): whole.has_glyph(ord(character)) for character in _COMMON}
    return pymupdf.Font(fontbuffer=cut_down(whole.buffer, {code: glyph for code, glyph in glyphs.items() if glyph}))


@lru_cache(maxsize=8192)
def is_common(character: str) -> bool:
    """Whether `chinese_font` has the character."""
    return bool(chinese_font().has_glyph(ord(character)))


COMPOSED = {"䶮": ("龙", "天")}
"""Characters the font lacks, as an office would make them: the upper part over the lower."""


@lru_cache(maxsize=1)
def _latin() -> Any:
    return pymupdf.Font("tiro")


@lru_cache(maxsize=8192)
def font_key(character: str) -> str:
    """Which of `FONTS` has the character, or `composed`."""
    if character in COMPOSED:
        return "composed"
    if ord(character) < 0x250 and character != "·":
        return "latin"
    return "common" if is_common(character) else "rare"


FONTS = {"latin": _latin, "common": chinese_font, "rare": whole_font}


def font_of(character: str) -> Any:
    """The font that has the character."""
    return FONTS[font_key(character)]()


@lru_cache(maxsize=8192)
def advance(character: str) -> float:
    """The width of a character at size 1."""
    return 1.0 if character in COMPOSED else float(font_of(character).text_length(character, 1))


def text_width(text: str, size: float, spacing: float = 0) -> float:
    """The width of `text` in points, without the spacing after its last character."""
    return sum(advance(character) for character in text) * size + spacing * max(len(text) - 1, 0)


def cut_down(font: bytes, glyphs: Mapping[int, int]) -> bytes:
    """A TrueType font with the glyphs of these code points alone, numbered anew (OpenType 1.9, chapter `glyf`)."""
    tables = _tables(font)
    order = _closed(tables, [0, *sorted(set(glyphs.values()) - {0})])
    number = {glyph: position for position, glyph in enumerate(order)}
    outlines, places = bytearray(), [0]
    for glyph in order:
        outlines += _renumbered(_outline(tables, glyph), number)
        outlines += b"\0" * (-len(outlines) % 4)
        places.append(len(outlines))
    cut = {tag: tables[tag] for tag in _KEPT if tag in tables}
    cut["glyf"] = bytes(outlines)
    cut["loca"] = struct.pack(f">{len(places)}I", *places)
    cut["hmtx"] = b"".join(_metric(tables, glyph) for glyph in order)
    cut["cmap"] = _character_map({code: number[glyph] for code, glyph in glyphs.items()})
    cut["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
    cut["hhea"] = tables["hhea"][:34] + struct.pack(">H", len(order))
    cut["maxp"] = tables["maxp"][:4] + struct.pack(">H", len(order)) + tables["maxp"][6:]
    return _file(cut)


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xII", font, 12 + 16 * entry) for entry in range(count))
    return {tag.decode("ascii"): font[start : start + length] for tag, start, length in entries}


def _outline(tables: Mapping[str, bytes], glyph: int) -> bytes:
    if struct.unpack_from(">h", tables["head"], 50)[0]:
        start, end = struct.unpack_from(">II", tables["loca"], 4 * glyph)
    else:
        start, end = (2 * half for half in struct.unpack_from(">HH", tables["loca"], 2 * glyph))
    return tables["glyf"][start:end]


def _metric(tables: Mapping[str, bytes], glyph: int) -> bytes:
    """Advance and left bearing; glyphs past the last full entry have its advance."""
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    metrics = tables["hmtx"]
    if glyph < full:
        return metrics[4 * glyph : 4 * glyph + 4]
    bearing = 4 * full + 2 * (glyph - full)
    return metrics[4 * full - 4 : 4 * full - 2] + metrics[bearing : bearing + 2]


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where a composite glyph names its parts, and which they are."""
    if len(outline) < 2 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        yield at + 2, part
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _BOTH_SCALES else 8 if flags & _MATRIX else 0


def _closed(tables: Mapping[str, bytes], glyphs: list[int]) -> list[int]:
    """The glyphs and every part that they are composed of."""
    order = list(glyphs)
    known = set(order)
    for glyph in order:
        for _, part in _parts(_outline(tables, glyph)):
            if part not in known:
                known.add(part)
                order.append(part)
    return order


def _renumbered(outline: bytes, number: Mapping[int, int]) -> bytes:
    changed = bytearray(outline)
    for place, part in _parts(outline):
        struct.pack_into(">H", changed, place, number[part])
    return bytes(changed)


def _character_map(codes: Mapping[int, int]) -> bytes:
    """Format 12 with one group a character."""
    groups = b"".join(struct.pack(">III", code, code, codes[code]) for code in sorted(codes))
    subtable = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def _file(tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    directory, body, start = b"", b"", 12 + 16 * count
    for tag in sorted(tables):
        content = tables[tag]
        padded = content + b"\0" * (-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag.encode("ascii"), total, start + len(body), len(content))
        body += padded
    return header + directory + body
