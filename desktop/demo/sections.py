"""The ten sections of one application, filled in as the asked standard wants them (keys: the catalogue's contract).

Everything lies before the day of submission and fits the person's age; deliberate defects are `flaws`' work.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.demo.careers import BACHELOR, COLLEGE, DOCTOR, MASTER, Requirement
from desktop.demo.disciplines import DISCIPLINES, Discipline
from desktop.demo.organisations import DemoUnit
from desktop.demo.people import Person
from desktop.domain.catalogue import Standard

Record = dict[str, str | int]
Sections = dict[str, list[Record]]

DEGREES = {DOCTOR: "博士", MASTER: "硕士", BACHELOR: "学士"}
_YEARS = {DOCTOR: 4, MASTER: 3, BACHELOR: 4, COLLEGE: 3}
_LADDER = {
    DOCTOR: (BACHELOR, MASTER, DOCTOR),
    MASTER: (BACHELOR, MASTER),
    BACHELOR: (BACHELOR,),
    COLLEGE: (COLLEGE,),
}
_ELSEWHERE = (
    "沈水重型装备研究所",
    "津门新材料集团",
    "申城生物技术有限公司",
    "北原理工大学",
    "珠江光电科技股份公司",
    "渝州交通装备公司",
    "滨海第二人民医院",
    "岭南农业科学研究院",
)
_NEARBY = ("松辽大学", "吉北机械厂", "延边白山研究中心", "四平平原试验站", "通化山城制造公司", "净湖科技大学")
_ABROAD = ("莱茵工业大学", "多瑙河技术大学", "京畿综合研究所", "北海道工科大学")
_LOWER_GRADE = {"A": "B", "B": "C", "C": "D", "D": "E"}


@dataclass(frozen=True)
class Applicant:
    """Everything the sections are written from."""

    person: Person
    unit: DemoUnit
    standard: Standard
    requirement: Requirement
    day: date
    """The day of submission in Asia/Shanghai."""

    @property
    def discipline(self) -> Discipline:
        return DISCIPLINES[self.unit.discipline]


def month(year: int, number: int) -> str:
    """`YYYY-MM`."""
    return f"{year:04d}-{number:02d}"


def day_within(rng: random.Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included; `last` if they are out of order."""
    span = (last - first).days
    return last if span <= 0 else first + timedelta(days=rng.randrange(span + 1))


def fill_in(rng: random.Random, applicant: Applicant) -> Sections:
    """All sections of a complete application without deliberate defects."""
    education = _education(rng, applicant)
    graduated = int(str(education[0]["end"])[:4])
    joined = _joining_year(rng, applicant, graduated)
    work = _work(rng, applicant, graduated, joined)
    sections: Sections = {
        "basic": [_basic(rng, applicant, education, work)],
        "education": education,
        "training": _training(rng, applicant),
        "work": work,
        "publications": _publications(rng, applicant, graduated),
        "affiliations": _affiliations(rng, applicant, joined),
        "enterprise": _enterprise(rng, applicant),
        "achievements": [{"text": _achievement(rng, applicant)}],
        "honors": _honors(rng, applicant, joined),
        "awards": _awards(rng, applicant, joined),
    }
    return {key: records for key, records in sections.items() if records}


def _education(rng: random.Random, applicant: Applicant) -> list[Record]:
    year = applicant.person.birth_date.year + rng.choice((18, 18, 19))
    records: list[Record] = []
    discipline = applicant.discipline
    major = rng.choice(discipline.majors)
    school = rng.choice(_ABROAD if applicant.person.nationality != "中国" else discipline.schools)
    for level in _LADDER[applicant.requirement.education]:
        if level != BACHELOR and rng.random() < 0.35:
            school, major = rng.choice(discipline.schools), rng.choice(discipline.majors)
        part_time = level == MASTER and applicant.requirement.education == MASTER and rng.random() < 0.2
        record: Record = {
            "start": month(year, 9),
            "end": month(year + _YEARS[level], 7 if level in (BACHELOR, COLLEGE) else 6),
            "school": school,
            "major": major,
            "education": level,
            "mode": "非全日制" if part_time else "全日制",
        }
        if level in DEGREES:
            record["degree"] = DEGREES[level]
        records.insert(0, record)
        year += _YEARS[level]
    return [{"id": f"e{order}", **record} for order, record in enumerate(records, start=1)]


def _joining_year(rng: random.Random, applicant: Applicant, graduated: int) -> int:
    latest = applicant.day.year - 4
    return min(latest, max(graduated, latest - rng.randrange(12))) if graduated < latest else graduated


def _work(rng: random.Random, applicant: Applicant, graduated: int, joined: int) -> list[Record]:
    posts = applicant.discipline.posts
    records: list[Record] = [
        {
            "start": month(joined, 8),
            "employer": applicant.unit.name,
            "post": posts[rng.randrange(2, 5)],
            "position": rng.choice(posts[:3]),
            "duties": f"负责{rng.choice(applicant.discipline.topics)}方向的"
            f"{rng.choice(applicant.discipline.methods)}工作，带领{rng.randrange(4, 15)}人团队完成项目实施与成果转化。",
        }
    ]
    if joined - graduated >= 2:
        middle = rng.randrange(graduated + 1, joined + 1) if joined - graduated >= 5 else joined
        stays = [(middle, joined)] if middle < joined else []
        stays.append((graduated, middle))
        for begin, end in stays:
            records.append(
                {
                    "start": month(begin, 8),
                    "end": month(end, 7),
                    "employer": rng.choice(_ELSEWHERE + _NEARBY),
                    "post": posts[rng.randrange(3, 5)],
                    "duties": f"从事{rng.choice(applicant.discipline.topics)}相关工作。",
                }
            )
    return [{"id": f"w{order}", **record} for order, record in enumerate(records, start=1)]


def _basic(rng: random.Random, applicant: Applicant, education: list[Record], work: list[Record]) -> Record:
    person, requirement, discipline = applicant.person, applicant.requirement, applicant.discipline
    highest = education[0]
    introduced = person.nationality != "中国" or rng.random() < 0.4
    flexible = introduced and rng.random() < 0.25
    contract_start = _contract_start(rng, applicant)
    title = discipline.titles[requirement.rank_of_title]
    if requirement.skilled:
        title = rng.choice(("高级技师", "特级技师")) if applicant.standard.grading_class != "E" else "高级技师"
    record: Record = {
        "name": person.name,
        "sex": person.sex,
        "birth_date": person.birth_date.isoformat(),
        "nationality": person.nationality,
        "document_type": person.document_type,
        "document_number": person.document_number,
        "mobile": person.mobile,
        "email": person.email,
        "highest_education": highest["education"],
        "highest_degree": highest.get("degree", "无"),
        "school": highest["school"],
        "major": highest["major"],
        "position": work[0]["position"],
        "professional_title": title,
        "professional_field": discipline.field,
        "employment_form": "柔性引进" if flexible else "全职",
        "contract_start": contract_start.isoformat(),
        "contract_end": contract_start.replace(year=contract_start.year + rng.choice((4, 5, 6))).isoformat(),
        "talent_source": "引进人才" if introduced else "省内人才",
        "service_type": "首次认定",
        "standard": applicant.standard.code,
    }
    if person.ethnic_group:
        record["ethnic_group"] = person.ethnic_group
    if person.political_status:
        record["political_status"] = person.political_status
    if flexible:
        record["months_per_year"] = rng.randint(5, 10)
    if introduced:
        foreign = person.nationality != "中国"
        record["introduced_from"] = f"{person.nationality} {highest['school']}" if foreign else rng.choice(_ELSEWHERE)
    held = _LOWER_GRADE.get(applicant.standard.grading_class)
    if held and rng.random() < 0.3:
        record["service_type"] = "晋升认定"
        record["current_class"] = held
        years_ago = rng.randint(4, 6)
        record["current_class_date"] = date(applicant.day.year - years_ago, rng.randint(1, 12), 15).isoformat()
    return record


def _contract_start(rng: random.Random, applicant: Applicant) -> date:
    year = applicant.day.year - rng.randint(1, 2)
    return date(year, rng.choice((1, 3, 7, 8)), 1)


def _training(rng: random.Random, applicant: Applicant) -> list[Record]:
    records: list[Record] = []
    for order in range(1, rng.choice((1, 1, 1, 2, 2, 3))):
        year = applicant.day.year - order
        start = date(year, rng.randint(3, 10), rng.randint(1, 20))
        records.append(
            {
                "id": f"t{order}",
                "start": start.isoformat(),
                "end": (start + timedelta(days=rng.randint(3, 12))).isoformat(),
                "mode": rng.choice(("集中面授", "线上学习", "岗位研修")),
                "content": f"{applicant.discipline.field}高级研修班：{rng.choice(applicant.discipline.methods)}专题",
                "hours": rng.choice((24, 32, 40, 48, 72)),
                "organiser": rng.choice(("吉林省专业技术人员继续教育基地", applicant.discipline.society)),
            }
        )
    return records


def _publications(rng: random.Random, applicant: Applicant, graduated: int) -> list[Record]:
    wanted = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}[applicant.standard.grading_class] + rng.randint(0, 1)
    if applicant.requirement.skilled:
        wanted = 1
    records: list[Record] = []
    for order in range(1, wanted + 1):
        published = day_within(rng, date(max(graduated, applicant.day.year - 7), 3, 1), applicant.day - timedelta(90))
        records.append(publication(rng, applicant, f"p{order}", published))
    return sorted(records, key=lambda record: str(record["date"]), reverse=True)


def publication(rng: random.Random, applicant: Applicant, identifier: str, published: date) -> Record:
    """One 论文著作 record: mostly articles, some patents, rarely a book."""
    discipline = applicant.discipline
    topic, method = rng.choice(discipline.topics), rng.choice(discipline.methods)
    kind = "专利" if applicant.requirement.skilled else rng.choice(("论文", "论文", "论文", "专利", "著作"))
    record: Record = {"id": identifier, "category": kind, "date": published.isoformat()}
    if kind == "专利":
        record["title"] = f"一种{topic}的{method}装置及方法"
        record["venue"] = "国家知识产权局"
        record["number"] = f"ZL{published.year - 2}1{rng.randrange(10**7):07d}.{rng.randrange(10)}"
    elif kind == "著作":
        record["title"] = f"{topic}{method}导论"
        record["venue"] = rng.choice(("白山学术出版社", "松江科学出版社"))
        record["number"] = f"ISBN 978-7-0000-{rng.randrange(10**4):04d}-{rng.randrange(10)}"
    else:
        record["title"] = rng.choice((f"基于{method}的{topic}研究", f"{topic}{method}的试验与分析"))
        record["venue"] = rng.choice(discipline.venues)
        record["number"] = f"10.00000/demo.{published.year}.{rng.randrange(10**5):05d}"
        record["indexed_by"] = rng.choice(("SCI", "EI", "CSCD", "北大核心"))
    record["author_rank"] = rng.choice((1, 1, 1, 2, 3))
    return record


def _affiliations(rng: random.Random, applicant: Applicant, joined: int) -> list[Record]:
    if rng.random() < 0.5:
        return []
    begin = min(applicant.day.year - 1, joined + rng.randint(1, 4))
    return [
        {
            "id": "a1",
            "organisation": applicant.discipline.society,
            "supervisor": "吉林省科学技术协会",
            "role": rng.choice(("理事", "常务理事", "青年工作委员会委员", "专业委员会副主任委员")),
            "start": month(begin, rng.randint(1, 12)),
        }
    ]


def _enterprise(rng: random.Random, applicant: Applicant) -> list[Record]:
    if not applicant.unit.enterprise:
        return []
    revenue = rng.randint(6_000, 90_000)
    return [
        {
            "id": "q1",
            "name": applicant.unit.name,
            "size": rng.choice(("大型", "中型", "中型", "小型")),
            "specialised": rng.choice(("国家级专精特新“小巨人”", "省级专精特新", "省级专精特新", "否")),
            "role": rng.choice(("核心技术人员", "研发项目负责人", "技术负责人")),
            "revenue": f"{revenue}0000.00",
            "tax": f"{revenue * rng.randint(3, 7) // 100}0000.00",
            "research_spending": f"{revenue * rng.randint(4, 9) // 100}0000.00",
            "summary": f"主导{applicant.discipline.product}的研发与产业化，"
            f"上一年度实现新增销售收入{revenue // 5}万元。",
        }
    ]


def _achievement(rng: random.Random, applicant: Applicant) -> str:
    discipline = applicant.discipline
    topics = rng.sample(discipline.topics, 2)
    methods = rng.sample(discipline.methods, 2)
    return (
        f"长期从事{discipline.field}工作，围绕{topics[0]}的{methods[0]}开展攻关，突破关键技术{rng.randint(2, 5)}项；"
        f"建立{topics[1]}的{methods[1]}方法，成果应用于{discipline.product}，"
        f"累计新增产值{rng.randint(3, 60) * 100}万元。"
        f"主持{applicant.requirement.project or '省市级项目'}{rng.randint(1, 6)}项，"
        f"培养青年骨干{rng.randint(2, 9)}人，为{applicant.unit.city}相关产业发展作出积极贡献。"
    )


def _local(name: str, applicant: Applicant) -> str:
    return name.replace("长春市", applicant.unit.city)


def _authority(level: str, city: str) -> str:
    return {
        "国家级": "国家科学技术奖励工作办公室",
        "省部级": "吉林省人民政府",
        "市厅级": f"{city}人民政府",
    }.get(level, f"{city}人力资源和社会保障局")


def _honors(rng: random.Random, applicant: Applicant, joined: int) -> list[Record]:
    records: list[Record] = []
    asked = applicant.requirement.distinction
    first_day = date(min(joined + 1, applicant.day.year - 1), 3, 1)
    if asked and asked.award_grade is None:
        records.append(
            {
                "name": _local(asked.name, applicant),
                "level": asked.level,
                "authority": _honor_authority(asked.level, applicant),
            }
        )
    if not records or rng.random() < 0.4:
        name, level = rng.choice(
            (
                (f"{applicant.unit.city}优秀科技工作者", "市厅级"),
                (f"{applicant.unit.city}五一劳动奖章", "市厅级"),
                ("吉林省青年岗位能手", "省部级"),
                (f"{applicant.unit.name}年度先进工作者", "其他"),
            )
        )
        authority = applicant.unit.name if level == "其他" else _honor_authority(level, applicant)
        records.append({"name": name, "level": level, "authority": authority})
    for order, record in enumerate(records, start=1):
        granted = day_within(rng, first_day, applicant.day - timedelta(120))
        record["id"] = f"h{order}"
        record["date"] = granted.isoformat()
        record["certificate_number"] = f"{granted.year}{rng.randrange(10**4):04d}"
    return records


def _honor_authority(level: str, applicant: Applicant) -> str:
    return {
        "国家级": "人力资源和社会保障部",
        "省部级": "吉林省人力资源和社会保障厅",
        "市厅级": f"中共{applicant.unit.city[:-1]}市委人才工作领导小组",
    }.get(level, f"{applicant.unit.city}人力资源和社会保障局")


def _awards(rng: random.Random, applicant: Applicant, joined: int) -> list[Record]:
    records: list[Record] = []
    asked = applicant.requirement.distinction
    project = f"{rng.choice(applicant.discipline.topics)}{rng.choice(applicant.discipline.methods)}关键技术及应用"
    if asked and asked.award_grade is not None:
        records.append(
            {
                "name": f"{_local(asked.name, applicant)}（{project}）",
                "level": asked.level,
                "grade": asked.award_grade,
                "rank": rng.randint(1, asked.lowest_rank),
            }
        )
    elif rng.random() < 0.45:
        records.append(
            {
                "name": f"{applicant.unit.city}科学技术奖（{project}）",
                "level": "市厅级",
                "grade": rng.choice(("一等奖", "二等奖", "三等奖")),
                "rank": rng.randint(1, 5),
            }
        )
    for order, record in enumerate(records, start=1):
        first_day = date(min(joined + 1, applicant.day.year - 1), 3, 1)
        record["id"] = f"r{order}"
        record["date"] = day_within(rng, first_day, applicant.day - timedelta(60)).isoformat()
        record["authority"] = _authority(str(record["level"]), applicant.unit.city)
    return records
