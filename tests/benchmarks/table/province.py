"""A province's years of applications as the lists see them, written straight into a workspace: minutes for a million.

Only what lists read is there: no snapshots, attachments or audit, for which `talentdesk demo --applications` is. The
same numbers every time, so that a workspace made before is used again.
"""

import random
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.domain.clock import to_milliseconds
from desktop.domain.terms import OrganisationKind, Role
from desktop.services.workspace import Workspace
from desktop.store.engine import Mode, connect
from desktop.store.key_slots import FileKey
from desktop.store.location import WorkspaceFiles
from desktop.store.queries.accounts import account_by_login
from desktop.store.search_grams import search_grams
from desktop.store.workspace import open_store
from resources import ROOT
from tests.store.factory import make_workspace

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
COUNTIES = 60
UNITS = 5000
BATCH = 20_000
_WORKSPACE, _KEY = "workspace", "key"
"""The people in it are made up, so the key may lie beside it."""

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "建国思远明哲海峰立新晓东志强俊杰天宇栋文博凡子涵浩然航振华永康德胜景行家骏承泽楷怀瑾砚秋向阳启瑞霖长庚铁军玉"
PLACES = ("长春", "吉林", "四平", "辽源", "通化", "白山", "松原", "白城", "延边", "梅河口")
TRADES = ("光电", "新材料", "生物医药", "轨道装备", "人民", "精密铸造", "农业", "信息", "化工", "汽车")
KINDS = ("研究院", "有限公司", "医院", "大学", "中学", "技术公司", "研究所", "集团")
TOPICS = (
    "富勒烯太阳能电池界面调控研究",
    "玉米秸秆还田对黑土有机质的影响",
    "高速列车转向架疲劳寿命预测",
    "人参皂苷抗肿瘤机制研究",
    "基于深度学习的遥感影像分类",
    "Perovskite stability under heat",
    "汽车轻量化铝合金铸造工艺",
    "东北地区肺部感染流行病学调查",
)
_STANDARDS = {"A": 4, "B": 8, "C": 14, "D": 16, "E": 8}


@dataclass(frozen=True)
class Province:
    """A workspace on disk with `rows` applications."""

    location: Path
    rows: int
    key: FileKey

    def signed_in(self, login: str) -> Workspace:
        """`department-2` sees everything, `county` a sixtieth, `unit` one unit's own."""
        store = open_store(self.location, self.key, at=NOW)
        with store.read() as connection:
            account = account_by_login(connection, login)
        if account is None:
            raise LookupError(login)
        return Workspace(store, account, clock=lambda: NOW)

    def raw(self) -> Any:
        """The driver's own connection, for bare SQL."""
        return connect(WorkspaceFiles(self.location).data, self.key, Mode.READ)


def province(folder: Path, rows: int) -> Province:
    """The workspace of that size under `folder`, made if it is not there."""
    place = folder / f"province-{rows}"
    if not place.exists():
        unfinished = folder / f"unfinished-{rows}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        begun = time.perf_counter()
        (unfinished / _KEY).write_bytes(_make(unfinished, rows).secret)
        unfinished.rename(place)
        sys.stderr.write(f"made {place.name} in {time.perf_counter() - begun:.0f} s\n")
    return Province(place / _WORKSPACE, rows, FileKey((place / _KEY).read_bytes()))


def _make(folder: Path, rows: int) -> FileKey:
    desk = make_workspace(folder, name=_WORKSPACE)
    for county in range(COUNTIES):
        desk.organisation(f"C{county:02d}", OrganisationKind.DEPARTMENT, "D2", name=f"第{county}县人力资源和社会保障局")
    desk.person("county", Role.DEPARTMENT, "C07")
    ids, notice_id = dict(desk.ids), desk.notice_id
    desk.store.close()
    raw = connect(desk.store.files.data, desk.key, Mode.MIGRATE)
    raw.execute("PRAGMA synchronous = OFF")
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    indexes = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_application_%' AND sql IS NOT NULL"
    ).fetchall()
    raw.execute("BEGIN IMMEDIATE")
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    for name, _ in indexes:
        raw.execute(f"DROP INDEX {name}")
    raw.execute("UPDATE catalogue SET content = ?", ((ROOT / "catalogue" / "jilin-2024.toml").read_text("utf-8"),))
    names = _write_units(raw, ids)
    for start in range(0, rows, BATCH):
        _write_applications(raw, range(start, min(start + BATCH, rows)), names, ids, notice_id)
    for _, sql in (*indexes, *triggers):
        raw.execute(sql)
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return desk.key


def _write_units(raw: Any, ids: dict[str, str]) -> list[str]:
    rng = random.Random(1)
    names = []
    for number in range(UNITS):
        name = f"{rng.choice(PLACES)}{rng.choice(TRADES)}{rng.choice(KINDS)}{number:04d}"
        identity, county = _id(1, number), ids[f"C{number % COUNTIES:02d}"]
        raw.execute(
            "INSERT INTO organisation VALUES (?, ?, ?, 'unit', ?, 0, '')",
            (identity, f"1222{number:014d}", name, county),
        )
        raw.execute(
            "INSERT INTO route VALUES (?, ?, ?, json_array(?, ?))", (number + 1, identity, ids["D2"], county, ids["D2"])
        )
        raw.execute(
            "INSERT INTO route_department VALUES (?, 1, ?), (?, 2, ?)", (number + 1, county, number + 1, ids["D2"])
        )
        names.append(name)
    raw.execute("UPDATE membership SET organisation_id = ? WHERE role = 'unit'", (_id(1, 7),))
    return names


def _write_applications(raw: Any, numbers: range, names: list[str], ids: dict[str, str], notice_id: str) -> None:
    rows = [_application(number, names, ids, notice_id) for number in numbers]
    columns = ", ".join(rows[0])
    marks = ", ".join("?" * len(rows[0]))
    raw.executemany(f"INSERT INTO application ({columns}) VALUES ({marks})", (tuple(row.values()) for row in rows))
    grams = ((row["line"], search_grams(f"{row['search_text']}\n{row['number']}\n{row['key']}")) for row in rows)
    raw.executemany("INSERT INTO application_search (rowid, grams) VALUES (?, ?)", grams)
    raw.executemany("INSERT INTO handled VALUES (?, ?)", _handled(rows, ids))


def _handled(rows: list[dict[str, Any]], ids: dict[str, str]) -> Iterator[tuple[str, int]]:
    """What has got beyond a desk was decided there."""
    for row in rows:
        route = row["route_number"] - 1
        beyond = {"unit": 0, "department-1": 1, "department-2": 2}.get(row["stage"], 3)
        desks = (row["unit_id"], ids[f"C{route % COUNTIES:02d}"], ids["D2"])
        yield from ((desk, row["line"]) for desk in desks[:beyond])


def _application(number: int, names: list[str], ids: dict[str, str], notice_id: str) -> dict[str, Any]:
    rng = random.Random(number)
    unit = int(UNITS * rng.random() ** 2)
    status = rng.choices(("submitted", "returned", "approved", "terminated"), (10, 2, 80, 8))[0]
    stage = rng.choice(("unit", "department-1", "department-2", "committee")) if status == "submitted" else ""
    submitted = NOW - timedelta(minutes=rng.randrange(1, 5 * 365 * 24 * 60))
    if status == "submitted":
        submitted = NOW - timedelta(minutes=rng.randrange(1, 60 * 24 * 60))
    name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
    grading_class = rng.choices("ABCDE", (1, 4, 14, 24, 17))[0]
    mobile = f"142{number % 10**8:08d}"
    titles = "\n".join(f"{rng.choice(TOPICS)}{rng.randrange(100)}" for _ in range(3))
    milliseconds = to_milliseconds(submitted)
    return {
        "line": number + 1,
        "id": _id(2, number),
        "key": f"demo-{number:07d}",
        "unit_id": _id(1, unit),
        "unit_name": names[unit],
        "notice_id": notice_id,
        "issuer_id": ids["D2"],
        "route_number": unit + 1,
        "levels": 2,
        "number": f"{submitted.year}-D2-{number:06d}",
        "person_key": f"{number:064x}",
        "status": status,
        "stage": stage,
        "returned_from": "unit" if status in ("returned", "terminated") else "",
        "submission": 1,
        "seq": rng.randrange(4),
        "stage_since": milliseconds + rng.randrange(3_600_000) if stage else None,
        "submitted_at": milliseconds,
        "updated_at": milliseconds,
        "name": name,
        "grading_class": grading_class,
        "standard": f"{grading_class}-{rng.randrange(1, _STANDARDS[grading_class] + 1):02d}",
        "service_type": "晋升认定" if rng.random() < 0.2 else "首次认定",
        "attachment_count": rng.randrange(3, 20),
        "finding_count": rng.choices((0, 1, 2, 3), (60, 20, 15, 5))[0],
        "search_text": f"{name}\n{mobile}\n{titles}",
    }


def _id(kind: int, number: int) -> str:
    return f"{kind:08d}-0000-7000-8000-{number:012d}"
