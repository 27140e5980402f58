"""What a valid task is (待办), and when one is late."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from app.domain.days import months_before
from app.domain.lengths import length_problem
from app.domain.plain_text import clean
from app.domain.types import CaseId, ClientId, CommunicationId, ContactId, StaffId, TaskKind
from app.i18n import _

LAST_YEAR = 2100
LONGEST_TEXT = 300
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """The editable part of a task, as a form shows it. ``staff_id`` is who is to do it.

    ``due_time`` is the office's wall clock. ``communication_id`` and ``case_id`` are the log entry
    and the problem it was taken from.
    """

    client_id: ClientId | None = None
    contact_id: ContactId | None = None
    kind: TaskKind = TaskKind.FOLLOW_UP
    title: str = ""
    due_on: date | None = None
    staff_id: StaffId | None = None
    due_time: time | None = None
    communication_id: CommunicationId | None = None
    case_id: CaseId | None = None


def tidied(draft: TaskDraft) -> TaskDraft:
    """Return the draft with its title on one line, without control characters."""
    return replace(draft, title=one_line(draft.title))


def one_line(text: str) -> str:
    """Return a text without line breaks, doubled blanks and control characters."""
    return " ".join(clean(text).split())


def problems(draft: TaskDraft, *, earliest: date) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved.

    Args:
        draft: What was entered.
        earliest: Today, or the day the task already stands on, when that is past.
    """
    found: dict[str, str] = {}
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    if not draft.title:
        found["title"] = _("请写明要做什么。")
    found |= length_problem("title", draft.title, LONGEST_TEXT)
    return found | day_problem(draft.due_on, earliest=earliest)


def day_problem(due_on: date | None, *, earliest: date) -> dict[str, str]:
    """Return what is wrong with the day a task is put on, under ``due_on``."""
    if due_on is None:
        return {"due_on": _("请选日期。")}
    if due_on < earliest:
        return {"due_on": _("日期不能早于今天。")}
    if due_on.year > LAST_YEAR:
        return {"due_on": _("年份 {year} 不对，请检查。").format(year=due_on.year)}
    return {}


def reason_problem(reason: str) -> dict[str, str]:
    """Return what is wrong with the reason for not doing a task, under ``reason``."""
    if not reason:
        return {"reason": _("请写明为什么不做。")}
    return outcome_problem(reason, "reason")


def outcome_problem(text: str, field: str = "outcome") -> dict[str, str]:
    """Return what is wrong with what came of a task, under ``field``."""
    return length_problem(field, text, LONGEST_TEXT)


def quick_days(today: date) -> tuple[tuple[str, date], ...]:
    """Return the days a next step is most often put on, with what the office calls them."""
    return (
        (_("明天"), today + timedelta(1)),
        (_("一周后"), today + timedelta(DAYS_OF_A_WEEK)),
        (_("一个月后"), months_before(today, -1)),
    )


def due_text(due_on: date, today: date) -> str:
    """Return how a due day is said: 今天, 明天, 逾期 3 天, or the date."""
    days = (due_on - today).days
    if days < 0:
        return _("逾期 {n} 天").format(n=-days)
    near = (_("今天"), _("明天"), _("后天"))
    return near[days] if days < len(near) else due_on.isoformat()
