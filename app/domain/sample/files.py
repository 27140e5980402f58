"""The sample's client files: agreements, rates, credit, signers and contacts."""

import random
from datetime import date
from decimal import Decimal

from app.domain.sample.companies import Company, Course, Paying
from app.domain.sample.people import contacts
from app.domain.sample.records import (
    SampleAgreement,
    SampleClient,
    SampleContact,
    SampleRate,
    SampleSigner,
    SampleStaff,
    dice,
    likely,
)
from app.domain.sample.spans import Span
from app.domain.types import ClientKind, ClientStatus, ContactRole, Post

STAFF = (
    SampleStaff("林佩珊", Post.DIRECTOR),
    SampleStaff("周启明", Post.MANAGER),
    SampleStaff("沈若溪", Post.SENIOR),
    SampleStaff("何家栋", Post.OFFICER),
    SampleStaff("唐小满", Post.REPRESENTATIVE, leader="沈若溪"),
)
MAJOR_FROM, CREDIT_FROM, FALLING = 300, 60, -20
SEGMENTS = {
    ClientKind.COMPANY: "商务散客",
    ClientKind.AGENCY: "旅行团队",
    ClientKind.BOOKING_CENTRE: "网络订房",
    ClientKind.GOVERNMENT: "政务接待",
    ClientKind.ASSOCIATION: "会议",
    ClientKind.MEETING_GROUP: "会议",
    ClientKind.LONG_STAY: "长住",
    ClientKind.BANQUET: "宴会",
    ClientKind.PERSON: "个人散客",
}
SOURCES = ("主动拜访", "老客户介绍", "来电咨询", "展会", "网络查询")
ROADS = ("观澜路", "临湖大道", "松风街", "望江路", "鹿鸣西路", "云栈街")
HOTELS = ("澜川云顶酒店", "临湖假日酒店", "望澜国际会议酒店", "松屿海景酒店")
NOTES = (
    "每年十月有年度会议，提前两个月报价。",
    "签单客户，账单需附签单人复印件。",
    "偏好安静楼层，要求不靠电梯。",
    "接机多，常要中巴。",
)
CLOSED = {
    Course.CLOSED: (ClientStatus.CLOSED, "公司注销，业务终止。"),
    Course.BLACKLISTED: (ClientStatus.BLACKLISTED, "长期拖欠房款，多次催收无果。"),
}


def client_file(company: Company, number: int, days: Span) -> SampleClient:
    """Return the client file of one line of the table."""
    code = f"YL{number:03}"
    r = dice("file", code)
    people = contacts(company, code, days.today)
    status, reason = CLOSED.get(company.course, (ClientStatus.ACTIVE, ""))
    major = company.size >= MAJOR_FROM
    manager = STAFF[company.manager].name
    credit = company.paying is not Paying.CASH and company.size >= CREDIT_FROM
    return SampleClient(
        code=code,
        name=company.name,
        short_name=company.short_name,
        kind=company.kind,
        industry=company.industry,
        segment=SEGMENTS[company.kind],
        source=r.choice(SOURCES),
        region=company.region,
        address=f"江澜省{company.region}{r.choice(ROADS)} {r.randint(1, 300)} 号",
        telephones=f"0300-5550{number:03}",
        manager=manager,
        relationship_manager=STAFF[1].name if major else "",
        major=major,
        credit_limit=Decimal(max(10, round(company.size / 60) * 10) * 1000) if credit else None,
        terms_days=None if company.course is Course.PROSPECT else company.paying.value[0],
        billing_day=company.paying.value[1],
        status=status,
        status_reason=reason,
        bad_debt=company.paying is Paying.BAD,
        potential_room_nights=max(30, company.size * 2),
        hotels_used=r.choice(HOTELS) if likely(r, 50) else "",
        notes=r.choice(NOTES) if likely(r, 40) else "",
        opened_on=days.first_on,
        tags=_tags(company),
        contacts=people,
        agreements=_agreements(r, company, code, days.today),
        signers=_signers(r, company, people, days.today),
    )


def _tags(company: Company) -> tuple[str, ...]:
    found = []
    if company.growth <= FALLING:
        found.append("用量下降")
    if company.paying in (Paying.VERY_LATE, Paying.BAD):
        found.append("催款")
    if company.size >= MAJOR_FROM:
        found.append("年度会议")
    return tuple(found)


def _agreements(
    r: random.Random, company: Company, code: str, today: date
) -> tuple[SampleAgreement, ...]:
    if company.course is Course.PROSPECT or company.kind is ClientKind.PERSON:
        return ()
    year = today.year if company.course is not Course.LOST else today.year - 1
    off = Decimal(r.choice((0, 10, 20)))
    rates = tuple(
        SampleRate(room_type, season, rate - off + rise, breakfasts)
        for room_type, rate, breakfasts in (
            ("标准双床间", Decimal(328), 2),
            ("高级大床房", Decimal(368), 1),
            ("商务大床房", Decimal(428), 2),
        )
        for season, rise in (("平季", 0), ("旺季", 60))
    )
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (SampleAgreement(f"XY{year}-{code[-3:]}", date(year - 1, 12, 15), first, last, rates),)


def _signers(
    r: random.Random, company: Company, people: tuple[SampleContact, ...], today: date
) -> tuple[SampleSigner, ...]:
    if company.size < CREDIT_FROM or company.paying is Paying.CASH:
        return ()
    bosses = [p for p in people if p.role in (ContactRole.DECIDES, ContactRole.BOOKS)]
    limits = (None, Decimal(5000), Decimal(10000), Decimal(20000))
    end = date(today.year, 12, 31)
    return tuple(
        SampleSigner(p.name, p.mobile, r.choice(limits), end) for p in bosses if not p.left
    )
