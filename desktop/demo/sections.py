"""The ten sections of one application, filled in as the asked standard wants them (keys: the catalogue's contract).

Everything lies before the day of submission and fits the person's age; deliberate defects are `flaws`' work.
"""

import random
from datetime import date, timedelta

from desktop.demo.applicants import Applicant, Record, Sections, month
from desktop.demo.careers import BACHELOR, COLLEGE, DOCTOR, MASTER
from desktop.demo.merits import achievement, affiliations, awards, enterprise, honors, publications

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
        "publications": publications(rng, applicant, graduated),
        "affiliations": affiliations(rng, applicant, joined),
        "enterprise": enterprise(rng, applicant),
        "achievements": [{"text": achievement(rng, applicant)}],
        "honors": honors(rng, applicant, joined),
        "awards": awards(rng, applicant, joined),
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
