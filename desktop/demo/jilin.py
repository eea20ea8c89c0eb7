"""The prefectures and counties of Jilin with their 区划 codes, for a demo that covers the whole province."""

import re

PREFECTURES: dict[str, str] = {
    "220100": "长春市",
    "220200": "吉林市",
    "220300": "四平市",
    "220400": "辽源市",
    "220500": "通化市",
    "220600": "白山市",
    "220700": "松原市",
    "220800": "白城市",
    "222400": "延边朝鲜族自治州",
}

_COUNTIES = """
220102 南关区 220103 宽城区 220104 朝阳区 220105 二道区 220106 绿园区 220112 双阳区 220113 九台区 220122 农安县
220182 榆树市 220183 德惠市 220184 公主岭市
220202 昌邑区 220203 龙潭区 220204 船营区 220211 丰满区 220221 永吉县 220281 蛟河市 220282 桦甸市 220283 舒兰市
220284 磐石市
220302 铁西区 220303 铁东区 220322 梨树县 220323 伊通满族自治县 220382 双辽市
220402 龙山区 220403 西安区 220421 东丰县 220422 东辽县
220502 东昌区 220503 二道江区 220521 通化县 220523 辉南县 220524 柳河县 220581 梅河口市 220582 集安市
220602 浑江区 220605 江源区 220621 抚松县 220622 靖宇县 220623 长白朝鲜族自治县 220681 临江市
220702 宁江区 220721 前郭尔罗斯蒙古族自治县 220722 长岭县 220723 乾安县 220781 扶余市
220802 洮北区 220821 镇赉县 220822 通榆县 220881 洮南市 220882 大安市
222401 延吉市 222402 图们市 222403 敦化市 222404 珲春市 222405 龙井市 222406 和龙市 222424 汪清县 222426 安图县
"""

COUNTIES: dict[str, str] = dict(re.findall(r"(\d{6}) (\w+)", _COUNTIES))


def prefecture_of(county: str) -> str:
    """The code of the prefecture that the county with this code lies in."""
    return f"{county[:4]}00"


def city_of(code: str) -> str:
    """The prefecture of a department's code as an address says it, 长春市 for the province itself."""
    if code not in PREFECTURES and code not in COUNTIES:
        return PREFECTURES["220100"]
    name = PREFECTURES[prefecture_of(code)]
    return "延边州" if name.startswith("延边") else name


def authority_name(code: str) -> str:
    """The 人社 department of a prefecture or county; a city's districts are called with the city's name."""
    if code in PREFECTURES:
        return f"{PREFECTURES[code]}人力资源和社会保障局"
    name = COUNTIES[code]
    city = PREFECTURES[prefecture_of(code)] if name.endswith("区") else ""
    return f"{city}{name}人力资源和社会保障局"


def short_name(code: str) -> str:
    """How enterprises call the place of a department: 农安 for 农安县, 前郭 for the 自治县, a district by its city."""
    name = PREFECTURES.get(code) or COUNTIES.get(code) or "吉林省"
    if name.endswith("区"):
        name = f"{PREFECTURES[prefecture_of(code)].removesuffix('市')}{name}"
    if "自治" in name:
        return name[:2]
    return name.removesuffix("市").removesuffix("县")
