"""The course of a problem's life (问题): its states, its number, and what is late.

待处理 → 处理中 → 已解决 → 已关闭. Solved is not closed: only the client's own word closes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.types import CaseKind, CaseState, Channel, Reaction, Severity
from app.i18n import _

NUMBER_DIGITS = 4

NEXT_STATES: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.WAITING: frozenset({CaseState.WORKING, CaseState.SOLVED}),
    CaseState.WORKING: frozenset({CaseState.SOLVED}),
    CaseState.SOLVED: frozenset({CaseState.CLOSED, CaseState.WORKING}),
    CaseState.CLOSED: frozenset({CaseState.WORKING}),
}
"""Where a problem may go from each state; back to 处理中 it is reopened."""
OPEN_STATES = frozenset({CaseState.WAITING, CaseState.WORKING})
HELP_KINDS = frozenset(CaseKind) - {CaseKind.COMPLAINT}
"""Kinds that are help given (policy P18)."""

ABOUT = (
    (CaseKind.TRANSFER, re.compile("接送|接站|接机|送站|送机|用车|车辆")),
    (CaseKind.PAYMENT, re.compile("付款|账单|对账|发票|汇款|转账|收款|挂账")),
    (CaseKind.BOOKING, re.compile("预订|订房|用房|订餐|会场|房量|入住名单|相邻房间")),
    (CaseKind.ENQUIRY, re.compile("询问|咨询|打听|问讯|查询|报价")),
)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """What tells whether a problem is late."""

    state: CaseState
    answered_at: datetime | None
    answer_due_at: datetime | None
    solve_due_on: date | None


@dataclass(frozen=True, slots=True)
class Lateness:
    """What is said of a problem's times: ``text``, and whether it is ``late`` already."""

    text: str = ""
    late: bool = False


def move_problem(now: CaseState, wanted: CaseState) -> str:
    """Return why a problem cannot go from one state to another; empty when it can."""
    if wanted in NEXT_STATES[now]:
        return ""
    if wanted is CaseState.CLOSED and now in OPEN_STATES:
        return _("还没有解决办法，不能关闭。请先写明怎样解决的，再问客户是否满意。")
    told = _("“{now}”的问题不能改为“{wanted}”。")
    return told.format(now=now.label, wanted=wanted.label)


def number_of(year: int, place: int) -> str:
    """Return a problem's number: 2025-0001."""
    return f"{year}-{place:0{NUMBER_DIGITS}}"


def place_in_year(number: str) -> int:
    """Return which of its year's problems a number is."""
    return int(number.partition("-")[2])


def proposed_kind(channel: Channel, summary: str) -> CaseKind:
    """Return what kind of problem a log entry seems to be."""
    if channel is Channel.HOTLINE or "投诉" in summary:
        return CaseKind.COMPLAINT
    return next((kind for kind, words in ABOUT if words.search(summary)), CaseKind.OTHER)


def proposed_severity(reaction: Reaction | None) -> Severity:
    """Return how serious a problem is for a client who took it so."""
    return Severity.SERIOUS if reaction is Reaction.DISPLEASED else Severity.ORDINARY


def lateness(clock: CaseClock, now: datetime) -> Lateness:
    """Tell what of a problem is late, or due today. ``now`` is aware; its day is the office's."""
    if clock.state not in OPEN_STATES:
        return Lateness()
    due = clock.answer_due_at if clock.answered_at is None else None
    if due is not None and due < now:
        return Lateness(_("答复已超时 {long}").format(long=length_text(due, now)), late=True)
    solve = clock.solve_due_on
    if solve is not None and solve < now.date():
        return Lateness(_("解决已逾期 {n} 天").format(n=(now.date() - solve).days), late=True)
    if due is not None:
        return Lateness(_("{long}内答复").format(long=length_text(now, due)))
    if solve == now.date():
        return Lateness(_("今天到期"))
    return Lateness("" if solve is None else _("{day} 前解决").format(day=solve))


def length_text(start: datetime, end: datetime) -> str:
    """Say how long something took or is still to take: 40 分钟, 3 小时, 2 天."""
    return minutes_text(int((end - start).total_seconds() // 60))


def minutes_text(minutes: int) -> str:
    """Say a number of minutes as the office would: 40 分钟, 3 小时, 2 天."""
    hours = round(minutes / 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return _("{n} 分钟").format(n=max(minutes, 0))
    if hours < 48:  # noqa: PLR2004 - below two days hours say more
        return _("{n} 小时").format(n=hours)
    return _("{n} 天").format(n=round(minutes / 60 / 24))
