"""The sample's contacts: who they are, and the notes that serve partnership (policy P3)."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.birthdays import Birthday
from app.domain.sample.companies import Company
from app.domain.sample.records import SampleContact, dice, likely
from app.domain.types import ClientKind, ContactRole, Sex

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘单解仇查盖区"
DOUBLE_SURNAMES = ("欧阳", "司马", "上官")
MEN = ("建国", "志远", "浩然", "立军", "鹏飞", "文涛", "海峰", "子轩", "一鸣", "俊杰", "明哲", "喆")
WOMEN = (
    "晓琳",
    "静怡",
    "雅婷",
    "淑芬",
    "若兰",
    "思颖",
    "海燕",
    "梦瑶",
    "秋月",
    "婉清",
    "玉洁",
    "莉",
)
POSTS = {
    ContactRole.DECIDES: ("总经理", "副总经理", "主任", "秘书长"),
    ContactRole.INFLUENCES: ("行政经理", "市场总监", "办公室主任"),
    ContactRole.BOOKS: ("行政主管", "计调", "总经理秘书", "采购主管"),
    ContactRole.FINANCE: ("财务经理", "会计", "出纳"),
}
DEPARTMENTS = {
    ContactRole.DECIDES: "总经办",
    ContactRole.INFLUENCES: "行政部",
    ContactRole.BOOKS: "行政部",
    ContactRole.FINANCE: "财务部",
}
HOME_TOWNS = ("青岚县", "松屿市", "霁州市", "泊云市", "临霄市", "澜川市鹿鸣区")
INTERESTS = (
    "羽毛球、爬山",
    "钓鱼，周末常去临湖",
    "摄影，拍过澜川夜景组照",
    "茶道，爱喝青岚绿茶",
    "书法",
    "带孩子参加围棋比赛",
    "马拉松",
    "养花，阳台种月季",
    "看球赛，支持松屿队",
)
TABOOS = (
    "不吃香菜",
    "对海鲜过敏",
    "不喝酒",
    "不喜欢临街房间",
    "忌讳 4 字头房号",
    "不要在午休时间打电话",
)
TOPICS = (
    "孩子今年高考",
    "澜川新地铁线",
    "最近在学网球",
    "家乡的早点",
    "喜欢聊酒店装修",
    "准备去海岛度假",
)
NOTES = (
    "回复信息快，电话宜上午。",
    "做决定前要和财务商量。",
    "很看重服务细节，表扬要具体。",
    "介绍过两家新客户给我们。",
    "习惯先看书面报价再谈。",
)
PEOPLE = {
    ContactRole.BOOKS: 0,
    ContactRole.DECIDES: 40,
    ContactRole.FINANCE: 90,
    ContactRole.INFLUENCES: 400,
}
"""From which size on a client has somebody in this role."""
SOON = frozenset({"YL001", "YL004", "YL009"})
"""Clients whose main contact has a birthday in the coming days."""


def contacts(company: Company, code: str, today: date) -> tuple[SampleContact, ...]:
    """Return one to four people of a client; the first is the main contact."""
    r = dice("people", code)
    if company.kind is ClientKind.PERSON:
        return (_contact(r, code, 0, ContactRole.DECIDES, today, name=company.name),)
    roles = [role for role, size in PEOPLE.items() if company.size >= size]
    return tuple(_contact(r, code, n, role, today) for n, role in enumerate(roles))


def _contact(
    r: random.Random, code: str, number: int, role: ContactRole, today: date, *, name: str = ""
) -> SampleContact:
    sex = r.choice(list(Sex))
    known = number == 0 or likely(r, 40)
    line = f"{int(code[-3:]):03}{number}"
    left = number == 1 and likely(r, 12)
    return SampleContact(
        name=name or _name(r, sex),
        sex=sex,
        department="" if name else DEPARTMENTS[role],
        post="" if name else r.choice(POSTS[role]),
        role=role,
        main=number == 0,
        mobile=f"1600000{line}",
        telephone=f"0300-666{line}" if number else "",
        wechat=f"yangli_{line}" if likely(r, 70) else "",
        email=f"contact{line}@example.com" if likely(r, 50) else "",
        birthday=_birthday(r, today, soon=number == 0 and code in SOON),
        home_town=r.choice(HOME_TOWNS) if known else "",
        interests=r.choice(INTERESTS) if known else "",
        taboos=r.choice(TABOOS) if known and likely(r, 60) else "",
        topics=r.choice(TOPICS) if known else "",
        notes=r.choice(NOTES) if likely(r, 50) else "",
        left=left,
        left_to="调往外地分公司" if left else "",
    )


def _name(r: random.Random, sex: Sex) -> str:
    surname = r.choice(DOUBLE_SURNAMES) if likely(r, 3) else r.choice(SURNAMES)
    return surname + r.choice(MEN if sex is Sex.MALE else WOMEN)


def _birthday(r: random.Random, today: date, *, soon: bool) -> Birthday | None:
    if soon:
        day = today + timedelta(r.randint(1, 9))
        day = day if (day.month, day.day) != (2, 29) else day + timedelta(1)
        return Birthday(None, day.month, day.day)
    kind = r.choices(("unknown", "lunar", "year", "day"), (35, 25, 25, 15))[0]
    if kind == "unknown":
        return None
    if kind == "lunar":
        return Birthday(None, r.randint(1, 12), r.randint(1, 29), lunar=True)
    year = r.randint(1964, 1996) if kind == "year" else None
    return Birthday(year, r.randint(1, 12), r.randint(1, 28))


def spoken_to(people: tuple[SampleContact, ...]) -> Iterator[str]:
    """Yield the names of those still there."""
    return (person.name for person in people if not person.left)
