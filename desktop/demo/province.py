"""The organisations of a demo that covers the province: real authorities, and invented units of all trades.

The seven units of a small demo come first and are among the largest.
"""

import random
import re
from collections.abc import Iterator
from itertools import accumulate

from desktop.demo.chance import chance
from desktop.demo.jilin import COUNTIES, PREFECTURES, authority_name, city_of, prefecture_of, short_name
from desktop.demo.organisations import DEPARTMENTS, PROVINCE, UNITS, DemoDepartment, DemoUnit
from desktop.domain.unit_code import ALPHABET, check_character

APPLICATIONS_PER_UNIT = 200
MOST_UNITS = 5_000

_BRANDS = re.findall(
    r"\w+",
    """
北辰 长岭 晨曦 大成 东临 鼎新 方圆 丰源 富民 冠华 海纳 恒信 宏远 华亿 汇丰 吉翔 佳禾 建安 金桥 锦程 精诚 聚力 凯旋 康泰
科泰 蓝天 朗润 乐山 立达 联创 龙腾 隆昌 绿野 明阳 铭科 诺信 鹏程 启航 乾元 润泽 瑞和 三江 森源 盛世 双龙 松岭 泰和 腾跃
天佑 同济 万邦 望海 伟业 五星 祥云 新锐 信达 兴业 雪域 亚泰 耀华 银河 永吉 优创 元亨 远景 云峰 展望 正大 志诚 中惠 众合
卓越 紫云 白山 寒松
""",
)
_KINDS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "optics": (False, ("光电研究所", "光学技术研究院", "测控技术研究所", "激光应用研究中心", "精密仪器研究所")),
    "materials": (
        True,
        ("新材料有限公司", "复合材料有限公司", "化工有限公司", "高分子科技有限公司", "碳纤维有限公司"),
    ),
    "pharmacy": (False, ("药物研究所", "生物制品研究所", "中药研究院", "药品检验所", "生物技术研究中心")),
    "railway": (
        True,
        ("轨道装备有限公司", "车辆部件有限公司", "机电有限公司", "汽车部件有限公司", "智能装备有限公司"),
    ),
    "medicine": (False, ("人民医院", "中医院", "妇幼保健院", "中心医院", "康复医院", "疾病预防控制中心", "口腔医院")),
    "foundry": (True, ("精密铸造有限公司", "模具制造有限公司", "机械制造有限公司", "数控加工有限公司", "铸锻有限公司")),
    "agronomy": (False, ("农业技术推广站", "农业科学研究所", "种子研究所", "水稻研究所", "林业研究所", "畜牧研究所")),
}
_ONE_OF_A_PLACE = (
    "人民医院",
    "中医院",
    "妇幼保健院",
    "中心医院",
    "疾病预防控制中心",
    "农业技术推广站",
    "食品药品检验所",
)
"""Called by the place alone."""
_UNEVEN = 20
"""The smaller, the more applications the largest units have in comparison with the others."""


def province_departments() -> tuple[DemoDepartment, ...]:
    """The province, its prefectures and their counties, each after the one above it."""
    known = {department.code for department in DEPARTMENTS}
    prefectures = (DemoDepartment(code, authority_name(code), PROVINCE) for code in PREFECTURES if code not in known)
    counties = (DemoDepartment(code, authority_name(code), prefecture_of(code)) for code in COUNTIES)
    return (*DEPARTMENTS, *prefectures, *counties)


def province_units(seed: int, applications: int) -> tuple[DemoUnit, ...]:
    """As many units as so many applications come from, their names all different, the largest first."""
    wanted = min(max(applications // APPLICATIONS_PER_UNIT, 3 * len(UNITS)), MOST_UNITS)
    return (*UNITS, *_invented(chance(seed, "units"), wanted - len(UNITS)))


def shares_of(units: int) -> list[float]:
    """The shares of applications of as many units, added up to each of them; the last is 1."""
    weights = list(accumulate(1 / (order + _UNEVEN) for order in range(units)))
    return [weight / weights[-1] for weight in weights]


def _invented(rng: random.Random, wanted: int) -> Iterator[DemoUnit]:
    names = {unit.name for unit in UNITS}
    counties, prefectures, disciplines = list(COUNTIES), list(PREFECTURES), list(_KINDS)
    order = 0
    while order < wanted:
        level = rng.choices((1, 2, 3), (10, 45, 45))[0]
        department = PROVINCE if level == 1 else rng.choice(prefectures if level == 2 else counties)
        discipline = rng.choice(disciplines)
        enterprise, kinds = _KINDS[discipline]
        name = _name(rng, department, rng.choice(kinds), enterprise=enterprise)
        if name not in names:
            names.add(name)
            order += 1
            code = _unit_code("91" if enterprise else "12", order)
            yield DemoUnit(code, name, department, discipline, enterprise, city_of(department))


def _name(rng: random.Random, department: str, kind: str, *, enterprise: bool) -> str:
    place = COUNTIES.get(department) or PREFECTURES.get(department) or "吉林省"
    if place.endswith("区"):
        place = f"{PREFECTURES[prefecture_of(department)]}{place}"
    if kind in _ONE_OF_A_PLACE and rng.random() < 0.5:
        return f"{place}{kind}"
    brand = rng.choice(_BRANDS)
    if not enterprise:
        return f"{place}{brand}{kind}"
    return f"{short_name(department)}{brand}{kind}"


def _unit_code(registry: str, order: int) -> str:
    """As those of the seven, see `organisations`, with a longer number."""
    body = f"{registry}220199MAD{order:05d}{ALPHABET[order * 7 % len(ALPHABET)]}"
    return body + check_character(body)
