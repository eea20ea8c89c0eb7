"""The sections that argue for an applicant: publications, posts, enterprise, achievements, honours, awards.

What the asked standard demands is always among them.
"""

import random
from datetime import date, timedelta

from desktop.demo.applicants import Applicant, Record, day_within, month


def publications(rng: random.Random, applicant: Applicant, graduated: int) -> list[Record]:
    """论文著作: more for a higher class."""
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


def affiliations(rng: random.Random, applicant: Applicant, joined: int) -> list[Record]:
    """学术兼职: half of the applicants have one."""
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


def enterprise(rng: random.Random, applicant: Applicant) -> list[Record]:
    """企业情况, of those whom an enterprise employs."""
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


def achievement(rng: random.Random, applicant: Applicant) -> str:
    """主要业绩 in one paragraph."""
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


def honors(rng: random.Random, applicant: Applicant, joined: int) -> list[Record]:
    """荣誉称号: the one that the standard asks for first, then others."""
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


def awards(rng: random.Random, applicant: Applicant, joined: int) -> list[Record]:
    """科技奖励: the one that the standard asks for, or perhaps a smaller one."""
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
