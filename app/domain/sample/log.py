"""The sample's communication log and tasks: all eight channels, both tones, next steps."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.domain.sample.companies import Company, Course
from app.domain.sample.people import spoken_to
from app.domain.sample.records import SampleClient, SampleEntry, SampleTask, dice, likely
from app.domain.sample.spans import Span
from app.domain.types import (
    Channel,
    Direction,
    Purpose,
    Reaction,
    TaskKind,
    TaskStatus,
    Tone,
)


@dataclass(frozen=True, slots=True)
class Talk:
    """Something that is often said, and what may come of it."""

    channel: Channel
    direction: Direction
    purpose: Purpose
    tone: Tone
    summary: str
    next_step: str = ""


OUT, IN = Direction.OUT, Direction.IN
LISTEN, EDUCATE, HELP = Purpose.LISTEN, Purpose.EDUCATE, Purpose.HELP
BUSINESS, EMOTIONAL = Tone.BUSINESS, Tone.EMOTIONAL

TALKS = (
    Talk(
        Channel.VISIT,
        OUT,
        LISTEN,
        BUSINESS,
        "上门拜访，了解下季度出差与会议计划，听取对早餐和退房速度的意见。",
        "把会议室平面图和报价送过去",
    ),
    Talk(
        Channel.VISIT,
        OUT,
        EDUCATE,
        BUSINESS,
        "上门介绍新协议价和网上查询房态的办法，当场演示一遍。",
        "补发操作说明",
    ),
    Talk(Channel.VISIT, OUT, LISTEN, EMOTIONAL, "节前登门致谢，送上台历和贺卡，聊了聊家常。"),
    Talk(
        Channel.MEETING,
        OUT,
        LISTEN,
        BUSINESS,
        "客户座谈会，会上提出希望延长退房时间到下午两点。",
        "与前厅部商量延迟退房办法",
    ),
    Talk(Channel.MEETING, OUT, EDUCATE, BUSINESS, "客户答谢会，介绍湖景楼层改造和会议套餐。"),
    Talk(
        Channel.RECEPTION,
        IN,
        HELP,
        BUSINESS,
        "客户来店看会场，陪同看了多功能厅和两间分组会议室。",
        "出正式会议报价",
    ),
    Talk(
        Channel.RECEPTION,
        IN,
        LISTEN,
        EMOTIONAL,
        "客户路过来访，大堂吧坐了半小时，对新换的茶点很满意。",
    ),
    Talk(
        Channel.CALL,
        OUT,
        LISTEN,
        BUSINESS,
        "电话回访上周入住情况，客人反映热水稍慢，其余满意。",
        "请工程部检查热水并回复",
    ),
    Talk(
        Channel.CALL,
        IN,
        HELP,
        BUSINESS,
        "来电询问旺季用房，说明了提前两周锁房的办法。",
        "两天内确认房量",
    ),
    Talk(Channel.CALL, OUT, HELP, BUSINESS, "电话核对上月账单，约定付款时间。", "跟进付款到账"),
    Talk(Channel.CALL, OUT, LISTEN, EMOTIONAL, "生日问候，对方很高兴，说有机会聚一聚。"),
    Talk(
        Channel.LETTER_IN,
        IN,
        LISTEN,
        BUSINESS,
        "来函感谢会务组的配合，表扬了宴会厅领班。",
        "把表扬信贴到公告牌",
    ),
    Talk(
        Channel.LETTER_IN,
        IN,
        HELP,
        BUSINESS,
        "来函要求更换发票抬头并重开两张发票。",
        "请财务重开发票并寄出",
    ),
    Talk(
        Channel.LETTER_OUT,
        OUT,
        EDUCATE,
        BUSINESS,
        "寄出新年度协议价和订房须知，请对方盖章寄回。",
        "催回协议",
    ),
    Talk(Channel.LETTER_OUT, OUT, LISTEN, EMOTIONAL, "寄出中秋贺卡和总经理感谢信。"),
    Talk(Channel.MESSAGE, OUT, EDUCATE, BUSINESS, "发信息告知周末湖景房特价和预订办法。"),
    Talk(
        Channel.MESSAGE,
        IN,
        HELP,
        BUSINESS,
        "发来入住名单，请安排相邻房间和接站。",
        "与礼宾部确认接站",
    ),
    Talk(Channel.MESSAGE, OUT, LISTEN, EMOTIONAL, "节日问候，附上酒店新春活动海报。"),
)
COMPLAINTS = (
    "投诉夜间施工噪音影响休息，要求减免一晚房费。",
    "投诉前台排队超过二十分钟，影响赶车。",
    "投诉账单多计一份早餐，要求更正。",
    "投诉会场空调过冷，会议中途两次报修。",
)
PLEASED = ("当场表示满意。", "说以后继续订我们酒店。", "")
DISPLEASED = ("要求书面答复。", "语气不太好，需要尽快处理。")
NOTES: dict[Reaction | None, tuple[str, ...]] = {
    Reaction.PLEASED: PLEASED,
    Reaction.DISPLEASED: DISPLEASED,
}
MOST_ENTRIES = 26
HELD_AT = (
    time(9, 0),
    time(9, 30),
    time(10, 15),
    time(11, 0),
    time(14, 0),
    time(15, 30),
    time(16, 45),
)
REACTIONS = (Reaction.PLEASED, Reaction.NEUTRAL, Reaction.DISPLEASED, None)
COMPLAINING = 7
"""Every so many clients one used the hotline."""
TASKS = (
    (TaskKind.COURTESY, "准备节日礼品并登门致谢"),
    (TaskKind.COORDINATION, "与餐饮部商定年会菜单"),
    (TaskKind.FOLLOW_UP, "催收逾期账款"),
    (TaskKind.FOLLOW_UP, "签回新年度协议"),
    (TaskKind.COURTESY, "生日问候"),
)


def entries(company: Company, client: SampleClient, days: Span) -> list[SampleEntry]:
    """Return the client's log, oldest first, ending a few days ago."""
    r = dice("log", client.code)
    count = min(MOST_ENTRIES, 3 + company.size // 25)
    found = [
        _entry(r, client, r.choice(TALKS), _day(r, company, days), days) for _n in range(count)
    ]
    if int(client.code[-3:]) % COMPLAINING == 1:
        found.append(_complaint(r, client, _day(r, company, days), days))
    return sorted(found, key=lambda entry: (entry.held_on, entry.held_time))


def tasks(clients: list[SampleClient], today: date) -> Iterator[SampleTask]:
    """Yield what is to be done, some of it already late."""
    r = dice("tasks")
    for client in r.sample(clients[:50], 18):
        kind, title = r.choice(TASKS)
        due = today + timedelta(r.randint(-6, 21))
        person = next(spoken_to(client.contacts), "")
        at = dice("time", client.code).choice(TIMES)
        yield SampleTask(client.code, person, client.manager, kind, title, due, at)


TIMES = (time(9, 30), time(10), time(14), time(15, 30), None, None, None, None)


def _day(r: random.Random, company: Company, days: Span) -> date:
    """Return a working day; those who stopped trading were last spoken to long ago."""
    gone = company.course in (Course.LOST, Course.CLOSED, Course.BLACKLISTED)
    first = days.today - timedelta(60) if company.course is Course.NEWEST else days.first_on
    last = days.today - timedelta(300 if gone else 1)
    day = first + timedelta(r.randrange(max(1, (last - first).days)))
    return day - timedelta(max(0, day.weekday() - 4))


def _entry(
    r: random.Random, client: SampleClient, talk: Talk, day: date, days: Span
) -> SampleEntry:
    reaction = r.choices(REACTIONS, (50, 30, 6, 14))[0]
    notes = NOTES.get(reaction, ("",))
    next_on, status = _follow_up(r, talk, day, days.today)
    return SampleEntry(
        client_code=client.code,
        contact=r.choice(list(spoken_to(client.contacts))),
        staff=client.manager,
        held_on=day,
        held_time=r.choice(HELD_AT),
        channel=talk.channel,
        direction=talk.direction,
        purpose=talk.purpose,
        tone=talk.tone,
        summary=talk.summary,
        reaction=reaction,
        reaction_note=r.choice(notes),
        next_step=talk.next_step if next_on else "",
        next_on=next_on,
        task_status=status,
    )


def _complaint(r: random.Random, client: SampleClient, day: date, days: Span) -> SampleEntry:
    text = r.choice(COMPLAINTS)
    talk = Talk(Channel.HOTLINE, IN, HELP, BUSINESS, text, "一周后回访是否满意")
    return _entry(r, client, talk, day, days)


def _follow_up(
    r: random.Random, talk: Talk, day: date, today: date
) -> tuple[date | None, TaskStatus | None]:
    if not talk.next_step or likely(r, 30):
        return None, None
    due = day + timedelta(r.randint(3, 18))
    late = likely(r, 4)
    return due, TaskStatus.OPEN if due >= today or late else TaskStatus.DONE
