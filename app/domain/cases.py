"""What a valid problem is (问题, policy P7 and P13), and each thing done about it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from app.domain.lengths import length_problem
from app.domain.plain_text import clean
from app.domain.tasks import one_line
from app.domain.types import (
    BookingId,
    CaseKind,
    Channel,
    ClientId,
    CommunicationId,
    ContactId,
    DepartmentId,
    Reaction,
    Severity,
    StaffId,
)
from app.i18n import _

FIRST_YEAR, LAST_YEAR = 1980, 2100
LONGEST_TEXT = 20_000
LONGEST = {
    "contact_name": 60,
    "title": 200,
    "asked": LONGEST_TEXT,
    "answer": LONGEST_TEXT,
    "solution": LONGEST_TEXT,
    "compensation": 300,
    "cause": LONGEST_TEXT,
    "improvement": LONGEST_TEXT,
    "closing_words": LONGEST_TEXT,
    "reason": LONGEST_TEXT,
    "person": 40,
}


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """The editable part of a problem, as a form shows it.

    ``received_on`` and ``received_time`` are the office's wall clock. ``solve_due_on`` None lets
    severity and service standard decide. ``staff_id`` is who follows it until it is closed.
    """

    client_id: ClientId | None = None
    contact_id: ContactId | None = None
    contact_name: str = ""
    communication_id: CommunicationId | None = None
    booking_id: BookingId | None = None
    kind: CaseKind = CaseKind.COMPLAINT
    channel: Channel | None = None
    severity: Severity = Severity.ORDINARY
    title: str = ""
    asked: str = ""
    received_on: date | None = None
    received_time: time | None = None
    solve_due_on: date | None = None
    staff_id: StaffId | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """The first answer to the client, by the office's wall clock."""

    answer: str = ""
    answered_on: date | None = None
    answered_time: time | None = None


@dataclass(frozen=True, slots=True)
class SolutionDraft:
    """What was done, what it cost in yuan, why it came about and what is done better."""

    solution: str = ""
    compensation: str = ""
    compensation_amount: Decimal | None = None
    cause: str = ""
    improvement: str = ""


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """What the client said when asked."""

    satisfaction: Reaction | None = None
    closing_words: str = ""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What one department has to do, by when, and what it answered."""

    department_id: DepartmentId | None = None
    person: str = ""
    asked: str = ""
    asked_on: date | None = None
    due_on: date | None = None
    answered_on: date | None = None
    answer: str = ""


def tidied(draft: CaseDraft) -> CaseDraft:
    """Return the draft with its title on one line, without control characters."""
    return replace(
        draft,
        title=one_line(draft.title),
        asked=clean(draft.asked),
        contact_name=clean(draft.contact_name),
    )


def problems(draft: CaseDraft, *, now: datetime) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when a tidied draft may be saved.

    Args:
        draft: What was entered.
        now: The office's wall clock.
    """
    found = too_long(draft)
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    if not draft.title:
        found["title"] = _("请用一句话写明是什么问题。")
    found |= _wrong_moment(draft.received_on, draft.received_time, now, "received")
    if draft.solve_due_on is not None:
        found |= _wrong_due(draft.received_on, draft.solve_due_on)
    return found


def answer_problems(draft: AnswerDraft, *, received: datetime, now: datetime) -> dict[str, str]:
    """Return what is wrong with a first answer; both instants are wall clock, without a zone."""
    found = too_long(draft)
    if not draft.answer.strip():
        found["answer"] = _("请写明怎样答复客户的。")
    found |= _wrong_moment(draft.answered_on, draft.answered_time, now, "answered")
    if not found and draft.answered_on is not None and draft.answered_time is not None:
        answered = datetime.combine(draft.answered_on, draft.answered_time)
        if answered < received.replace(second=0, microsecond=0, tzinfo=None):
            told = _("答复不能早于收到问题的时间 {at}。")
            found["answered_on"] = told.format(at=received.strftime("%Y-%m-%d %H:%M"))
    return found


def solution_problems(draft: SolutionDraft) -> dict[str, str]:
    """Return what is wrong with a solution."""
    found = too_long(draft)
    if not draft.solution.strip():
        found["solution"] = _("请写明怎样解决的；没有解决办法不能算已解决。")
    if draft.compensation_amount is not None and draft.compensation_amount < 0:
        found["compensation_amount"] = _("补偿金额不能是负数。")
    return found


def closing_problems(draft: ClosingDraft) -> dict[str, str]:
    """Return what is wrong with closing: the client was not asked."""
    found = too_long(draft)
    if draft.satisfaction is None:
        found["satisfaction"] = _("请先问过客户是否满意，再关闭。")
    return found


def reopening_problems(reason: str) -> dict[str, str]:
    """Return what is wrong with the reason for taking a problem up again, under ``reason``."""
    if not reason.strip():
        return {"reason": _("请写明为什么重新处理。")}
    return length_problem("reason", reason, LONGEST["reason"])


def step_problems(draft: StepDraft, *, today: date) -> dict[str, str]:
    """Return a message for each field of a department's step that breaks a rule."""
    found = too_long(draft)
    if draft.department_id is None:
        found["department_id"] = _("请选择责任部门。")
    if not draft.asked.strip():
        found["asked"] = _("请写明要这个部门做什么。")
    if draft.asked_on is None:
        found["asked_on"] = _("请填写交办日期。")
    elif draft.asked_on > today:
        found["asked_on"] = _("交办日期不能晚于今天。")
    elif draft.due_on is not None and draft.due_on < draft.asked_on:
        found["due_on"] = _("期限不能早于交办日期 {day}。").format(day=draft.asked_on)
    return found | _wrong_reply(draft, today)


def too_long(draft: Any) -> dict[str, str]:
    """Return a message for each text of a draft that is longer than its column."""
    found: dict[str, str] = {}
    for name, most in LONGEST.items():
        text = getattr(draft, name, None)
        if isinstance(text, str):
            found |= length_problem(name, text, most)
    return found


def _wrong_moment(day: date | None, clock: time | None, now: datetime, name: str) -> dict[str, str]:
    on, at = f"{name}_on", f"{name}_time"
    if day is None:
        return {on: _("请填写日期。")}
    if clock is None:
        return {at: _("请填写时间，期限从这时算起。")}
    if day.year < FIRST_YEAR:
        return {on: _("年份 {year} 不对，请检查。").format(year=day.year)}
    if day > now.date():
        return {on: _("日期不能晚于今天。")}
    if day == now.date() and clock > now.time():
        return {at: _("这个时间还没到。")}
    return {}


def _wrong_due(received_on: date | None, due_on: date) -> dict[str, str]:
    if received_on is not None and due_on < received_on:
        told = _("解决期限不能早于收到的日期 {day}。")
        return {"solve_due_on": told.format(day=received_on)}
    if due_on.year > LAST_YEAR:
        return {"solve_due_on": _("年份 {year} 不对，请检查。").format(year=due_on.year)}
    return {}


def _wrong_reply(draft: StepDraft, today: date) -> dict[str, str]:
    if draft.answered_on is None:
        if draft.answer.strip():
            return {"answered_on": _("请填写答复日期。")}
        return {}
    if not draft.answer.strip():
        return {"answer": _("请写明部门怎样答复的。")}
    if draft.answered_on > today:
        return {"answered_on": _("答复日期不能晚于今天。")}
    if draft.asked_on is not None and draft.answered_on < draft.asked_on:
        told = _("答复日期不能早于交办日期 {day}。")
        return {"answered_on": told.format(day=draft.asked_on)}
    return {}
