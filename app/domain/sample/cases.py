"""What the sample's problems were about, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.domain.types import CaseKind, CaseState, Reaction, Severity
from app.i18n import _


@dataclass(frozen=True, slots=True)
class CaseStory:
    """How problems of one kind go: who answers for them, and what is written in the end."""

    departments: tuple[str, ...]
    asked: str
    answered: str
    solution: str
    cause: str
    improvement: str
    compensation: str = ""
    amount: Decimal | None = None


STORIES = {
    CaseKind.COMPLAINT: CaseStory(
        (_("工程部"), _("客房部")),
        _("请查明原因，当天书面答复。"),
        _("已查明并处理，值班经理到场致歉。"),
        _("登门致歉，减免当晚房费，请客人下次入住时再看。"),
        _("巡检没有按时做，交接班没有写清楚。"),
        _("每班巡检一次并签名，由领班抽查。"),
        _("减免一晚房费"),
        Decimal(580),
    ),
    CaseKind.ENQUIRY: CaseStory(
        (_("前厅部"),),
        _("请核对当天房态和价格。"),
        _("房态和价格已核对。"),
        _("书面报价已发给客户，说明保留到什么时候。"),
        "",
        "",
    ),
    CaseKind.BOOKING: CaseStory(
        (_("前厅部"), _("餐饮部")),
        _("请按名单安排房间和用餐。"),
        _("房间相邻，用餐已排好。"),
        _("按要求排好，书面确认给客户。"),
        "",
        "",
    ),
    CaseKind.TRANSFER: CaseStory(
        (_("前厅部"),),
        _("请安排接站车辆和举牌。"),
        _("车辆和司机已定。"),
        _("司机提前半小时到站，客人已接到。"),
        "",
        "",
    ),
    CaseKind.PAYMENT: CaseStory(
        (_("财务部"),),
        _("请核对账单并重开。"),
        _("账单已更正，发票重开。"),
        _("更正后的账单和发票已寄出，对方已收到。"),
        _("录入时多记了一份早餐。"),
        _("账单寄出前由第二人核对。"),
    ),
    CaseKind.OTHER: CaseStory(
        (_("销售部"),),
        _("请了解情况并回复客户。"),
        _("已了解，准备回复。"),
        _("当面说明情况，客户表示理解。"),
        "",
        "",
    ),
}
CLIENT_WORDS = (
    (Reaction.PLEASED, _("处理得很快，谢谢。")),
    (Reaction.PLEASED, ""),
    (Reaction.NEUTRAL, _("希望不要再有第二次。")),
    (Reaction.PLEASED, _("下次还订这里。")),
    (Reaction.DISPLEASED, _("解决了，但等得太久。")),
)
REOPENED = _("客户来电说问题又出现了")
WAITING, WORKING, SOLVED = 4, 8, 5
"""How many of the newest have come only so far; the others are closed."""
MORNING = time(10)
SEVERITIES = (Severity.ORDINARY, Severity.SERIOUS, Severity.ORDINARY, Severity.URGENT)


@dataclass(frozen=True, slots=True)
class CaseCourse:
    """How far one problem of the sample has come; the moments are the wall clock's."""

    state: CaseState
    severity: Severity
    answered_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    reopened: bool


def course(number: int, received_at: datetime, now: datetime) -> CaseCourse:
    """Return how far the problem is that is ``number`` places from the newest."""
    state = state_of(number)
    severity = SEVERITIES[number % len(SEVERITIES)]
    answered = received_at + timedelta(hours=1 + number % 5)
    solved = received_at + timedelta(days=1 + number % 4, hours=2)
    closed = solved + timedelta(days=2)
    done = state in (CaseState.SOLVED, CaseState.CLOSED)
    return CaseCourse(
        state,
        severity,
        None if state is CaseState.WAITING else min(answered, now),
        min(solved, now) if done else None,
        min(closed, now) if state is CaseState.CLOSED else None,
        reopened=state is CaseState.WORKING and number % 3 == 0,
    )


def state_of(number: int) -> CaseState:
    """Return the state of the problem that many places from the newest."""
    for state, many in (
        (CaseState.WAITING, WAITING),
        (CaseState.WORKING, WORKING),
        (CaseState.SOLVED, SOLVED),
    ):
        if number < many:
            return state
        number -= many
    return CaseState.CLOSED


def answer_day(number: int, asked_on: date, today: date) -> date | None:
    """Return when a department answered; every third of those still at work has not."""
    open_yet = state_of(number) is CaseState.WORKING and number % 3 != 0
    return None if open_yet else min(asked_on + timedelta(1), today)
