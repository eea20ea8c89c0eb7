"""Fictional applicants: names, documents, mobiles and mail addresses, deterministic by the given generator.

Owns who somebody is; what they studied, did and hand in belongs to `careers` and `dossiers`.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.identity_number import check_character

RESIDENT_CARD = "居民身份证"
PASSPORT = "护照"
TAIWAN_PERMIT = "台湾居民来往大陆通行证"
HONG_KONG_PERMIT = "港澳居民来往内地通行证"

_UNASSIGNED_REGION = "2299"  # no prefecture of Jilin has this code, so no number can belong to anybody
_UNASSIGNED_MOBILE_PREFIX = "142"  # never issued to subscribers

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢"
    "蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
    "龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_MALE_SINGLE = "伟洋帆冬鹏昊晟喆翀昇彧堃"
_MALE_DOUBLE = (
    "建国思远明哲海峰立新晓东志强俊杰天宇国栋文博一凡子涵浩然宇航振华永康德胜景行家骏承宇"
    "泽楷怀瑾砚秋向阳启明瑞霖博文长庚铁军玉林维民树人延平松年恩铭立言守正"
)
_FEMALE_SINGLE = "娜静琳佳芳冰雪岚颖彤祎珺頔"
_FEMALE_DOUBLE = (
    "雅琴丽华欣怡春梅玉洁雨桐晓燕慧敏思雨梦瑶淑芬红梅秀英若曦婉清书瑶语彤静怡晓薇嘉宁沐晴"
    "桂兰凤霞海燕一诺知夏心悦文静佩珊明月采薇芷若望舒念慈青禾霁月迎春"
)


def _given_names(single: str, double: str) -> tuple[str, ...]:
    return (*single, *(double[start : start + 2] for start in range(0, len(double), 2)))


_GIVEN = {"男": _given_names(_MALE_SINGLE, _MALE_DOUBLE), "女": _given_names(_FEMALE_SINGLE, _FEMALE_DOUBLE)}
_COMPOUND_SURNAMES = ("欧阳", "上官", "司徒", "诸葛", "皇甫", "慕容")
_RARE_NAMES = (("马骉", "男"), ("姚喆堃", "男"), ("祎珺", "女"), ("郗翀", "男"), ("仝頔", "女"), ("逄彧", "男"))
_MINORITY_NAMES = (
    ("阿依古丽·买买提", "女", "维吾尔族"),
    ("朴成浩", "男", "朝鲜族"),
    ("巴雅尔·孟和", "男", "蒙古族"),
    ("那拉·静姝", "女", "满族"),
    ("迪力夏提·艾合买提", "男", "维吾尔族"),
    ("崔美善", "女", "朝鲜族"),
)
_FOREIGN_NAMES = (
    ("安德烈亚斯·韦伯", "男", "德国", "weber"),
    ("Elena Petrova", "女", "俄罗斯", "petrova"),
    ("田中健一", "男", "日本", "tanaka"),
    ("Kovács Márton", "男", "匈牙利", "kovacs"),
    ("Margaret O'Neill", "女", "爱尔兰", "oneill"),
)
_CROSS_STRAIT_NAMES = (("林书豪杰", "男"), ("张雅筑", "女"), ("陈柏睿", "男"))
_POLITICAL = ("中共党员", "中共党员", "中共党员", "群众", "群众", "民主党派", "无党派人士")


@dataclass(frozen=True)
class Person:
    """One applicant; `document_number` agrees with `birth_date` and `sex` when the document is a resident card."""

    name: str
    sex: str
    birth_date: date
    nationality: str
    ethnic_group: str | None
    political_status: str | None
    document_type: str
    document_number: str
    mobile: str
    email: str

    def age_on(self, day: date) -> int:
        """Full years lived on `day`."""
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday


def identity_number(rng: random.Random, birth_date: date, sex: str) -> str:
    """A resident identity number (GB 11643) that checks and cannot belong to anybody."""
    order = rng.randrange(100) * 10 + rng.randrange(5) * 2 + (1 if sex == "男" else 0)
    body = f"{_UNASSIGNED_REGION}{rng.randrange(1, 10):02d}{birth_date:%Y%m%d}{order:03d}"
    return body + check_character(body)


def make_person(rng: random.Random, index: int, today: date, ages: tuple[int, int]) -> Person:
    """Person number `index` of a workspace, aged within `ages` (both ends included) on `today`.

    The index decides the rarer origins, so that every sixty people hold a few of each.
    """
    youngest, oldest = ages
    birth_date = today - timedelta(days=int((rng.randint(youngest, oldest) + rng.uniform(0.02, 0.95)) * 365.25))
    mobile = f"{_UNASSIGNED_MOBILE_PREFIX}{rng.randrange(10_000):04d}{index % 10_000:04d}"
    maker = _RARE_ORIGINS.get(index % 60, _resident) if index else _first
    return maker(rng, index, birth_date, mobile)


_Maker = Callable[[random.Random, int, date, str], Person]


def _chinese(
    rng: random.Random, index: int, birth_date: date, mobile: str, name: str, sex: str, ethnic_group: str = "汉族"
) -> Person:
    return Person(
        name=name,
        sex=sex,
        birth_date=birth_date,
        nationality="中国",
        ethnic_group=ethnic_group,
        political_status=rng.choice(_POLITICAL),
        document_type=RESIDENT_CARD,
        document_number=identity_number(rng, birth_date, sex),
        mobile=mobile,
        email=f"user{index:05d}@example.com",
    )


def chinese_name(rng: random.Random, sex: str) -> str:
    """One of the usual names."""
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN[sex])


def _resident(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    sex = "男" if rng.random() < 0.58 else "女"
    name = chinese_name(rng, sex)
    return _chinese(rng, index, birth_date, mobile, name, sex, "满族" if rng.random() < 0.05 else "汉族")


def _first(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    return _chinese(rng, index, birth_date, mobile, "王建国", "男")


def _compound(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    sex = rng.choice("男女")
    given = rng.choice([name for name in _GIVEN[sex] if len(name) == 2])
    return _chinese(rng, index, birth_date, mobile, rng.choice(_COMPOUND_SURNAMES) + given, sex)


def _rare(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    name, sex = _RARE_NAMES[0] if index < 60 else rng.choice(_RARE_NAMES)
    return _chinese(rng, index, birth_date, mobile, name, sex)


def _minority(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    name, sex, ethnic_group = rng.choice(_MINORITY_NAMES)
    return _chinese(rng, index, birth_date, mobile, name, sex, ethnic_group)


def _foreign(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    name, sex, nationality, mail = rng.choice(_FOREIGN_NAMES)
    number = f"X{rng.randrange(10**6, 10**7)}{index:05d}"
    return Person(
        name, sex, birth_date, nationality, None, None, PASSPORT, number, mobile, f"{mail}{index:05d}@example.com"
    )


def _taiwanese(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    name, sex = rng.choice(_CROSS_STRAIT_NAMES)
    number = f"0{rng.randrange(100):02d}{index:05d}"
    mail = f"user{index:05d}@example.com"
    return Person(name, sex, birth_date, "中国", "汉族", None, TAIWAN_PERMIT, number, mobile, mail)


def _hong_kong(rng: random.Random, index: int, birth_date: date, mobile: str) -> Person:
    name, sex = rng.choice(_CROSS_STRAIT_NAMES)
    number = f"H0{rng.randrange(100):02d}{index:05d}"
    mail = f"user{index:05d}@example.com"
    return Person(name, sex, birth_date, "中国", "汉族", None, HONG_KONG_PERMIT, number, mobile, mail)


_RARE_ORIGINS: dict[int, _Maker] = {
    4: _compound,
    9: _minority,
    13: _foreign,
    19: _rare,
    26: _taiwanese,
    31: _minority,
    38: _compound,
    44: _foreign,
    47: _rare,
    53: _hong_kong,
    57: _minority,
}
