"""Who applies in the whole life, and what they fill in; three things are wrong or missing at first."""

from typing import Final

NAME: Final = "王建国"
LOGIN: Final = "wang.jianguo"
OWN_PASSWORD: Final = "Chang.Chun 2026"
MOBILE: Final = "13804312286"
NUMBER: Final = "220104198203151211"
MISTYPED: Final = "220104198203151219"

BASIC: Final = {
    "name": NAME,
    "sex": "男",
    "birth_date": "19820315",
    "nationality": "中国",
    "ethnic_group": "满族",
    "political_status": "群众",
    "document_type": "居民身份证",
    "document_number": MISTYPED,
    "mobile": MOBILE,
    "email": "wang@example.cn",
    "highest_education": "博士研究生",
    "highest_degree": "博士",
    "school": "吉林大学",
    "major": "化学",
    "position": "副主任",
    "professional_title": "研究员",
    "professional_field": "功能材料",
    "employment_form": "全职",
    "contract_start": "2023.1.1",
    "contract_end": "2028年12月31日",
    "talent_source": "引进人才",
    "service_type": "首次认定",
    "standard": "C-03",
}
"""Mistyped is the last digit of the number; missing is from where the person was brought in."""
INTRODUCED_FROM: Final = "沈阳精细化工研究所"
RECORDS: Final = (
    (
        "学习经历",
        {
            "start": "2004-09",
            "end": "200806",
            "school": "吉林大学",
            "major": "化学",
            "education": "大学本科",
            "degree": "学士",
            "mode": "全日制",
        },
        ("学位证书.pdf", "毕业证书.jpg"),
    ),
    (
        "继续教育(培训)经历",
        {
            "start": "2020-03-01",
            "end": "2020-03-10",
            "mode": "脱产",
            "content": "功能材料表征",
            "hours": "72",
            "organiser": "省人社厅",
        },
        ("结业证书.png",),
    ),
    ("工作经历", {"start": "2008-07", "employer": "长春光电研究院", "post": "研究员", "duties": "稀土发光材料"}, ()),
    (
        "论文著作",
        {
            "category": "论文",
            "title": "稀土发光材料的低温制备",
            "date": "2019-05-06",
            "venue": "化学学报",
            "author_rank": "1",
            "indexed_by": "SCI",
        },
        ("论文首页.pdf",),
    ),
    (
        "专业兼职情况",
        {"organisation": "省化学会", "supervisor": "省科协", "role": "理事", "start": "2018-01"},
        ("聘书.jpg",),
    ),
    (
        "企业人才业绩",
        {"name": "北湖光电", "size": "小型", "specialised": "否", "role": "顾问", "revenue": "1,200.50"},
        ("审计报告.pdf",),
    ),
)
ACHIEVEMENTS: Final = "主持研制三种稀土发光材料，其中两种已在省内企业投产。"
HONORS: Final = (
    (
        "人才荣誉表彰",
        {"name": "省优秀科技工作者", "date": "2021-05-30", "authority": "省科协", "level": "省部级"},
        ("荣誉证书.jpg",),
    ),
    (
        "专业获奖情况",
        {
            "name": "省科学技术进步奖",
            "date": "2020-11-20",
            "authority": "省人民政府",
            "level": "省部级",
            "grade": "二等奖",
            "rank": "3",
        },
        (),
    ),
)
"""The award has no certificate yet."""
