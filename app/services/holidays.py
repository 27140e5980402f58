"""What an office decides about its days off: entered by hand, or taken in from a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.holidays import (
    DayKind,
    HolidayDraft,
    HolidayLine,
    holiday_problems,
    kind_of,
    tidied,
)
from app.domain.types import Labelled
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Holiday
from app.queries.working_days import announced_days


class Verdict(Labelled):
    """What is done with one row of a file."""

    ADDED = "added", _("新增")
    UPDATED = "updated", _("更新")
    UNCHANGED = "unchanged", _("不变")
    REJECTED = "rejected", _("退回")


@dataclass(frozen=True, slots=True)
class PlannedHoliday:
    """One row of a file with what becomes of it; ``line.reason`` says why it is rejected."""

    line: HolidayLine
    verdict: Verdict


def save_holiday(desk: Desk, draft: HolidayDraft, *, was: date | None = None) -> None:
    """Keep one day; ``was`` is the day that is being changed, None for a new one.

    What the state has announced for the day gives way.

    Raises:
        InvalidInputError: The draft breaks a rule, or the day is entered already.
        ConflictError: The day that is changed is gone.
    """
    draft = tidied(draft)
    announced = announced_days()
    found = holiday_problems(draft, None if draft.day is None else announced.get(draft.day))
    with desk.write() as session:
        row = None if was is None else _of(session, was)
        if was is not None and row is None and was not in announced:
            raise ConflictError
        found = found or _taken(session, draft, was, moved_announced=row is None)
        if found:
            raise InvalidInputError(found)
        _keep(session, row, draft)
        told = _("已登记节假日：{day} {kind}{name}")
        describe(session, told.format(day=draft.day, kind=draft.kind.label, name=_named(draft)))


def delete_holiday(desk: Desk, day: date) -> None:
    """Take back what the office has set for a day; what the state has announced holds again.

    Raises:
        ConflictError: The office has set nothing for it.
    """
    with desk.write(_("已删除节假日：{day}").format(day=day)) as session:
        row = _of(session, day)
        if row is None:
            raise ConflictError
        session.delete(row)


def plan_holidays(desk: Desk, lines: Sequence[HolidayLine]) -> list[PlannedHoliday]:
    """Say what ``take_in_holidays`` would do with each row now."""
    announced = announced_days()
    with desk.db.read() as session:
        stored = _stored(session)
        known = {
            **{day: (kind_of(works=one.works), one.name) for day, one in announced.items()},
            **{day: (kind_of(works=row.works), row.name) for day, row in stored.items()},
        }
    rows: dict[date, int] = {}
    checked = [_checked(line, rows) for line in lines]
    return [PlannedHoliday(line, _verdict(line, known)) for line in checked]


def take_in_holidays(desk: Desk, lines: Sequence[HolidayLine]) -> list[PlannedHoliday]:
    """Keep the days of a file in one step that can be taken back; return what became of each row.

    Rejected rows change nothing, and days the file does not name stay as they are.
    """
    with desk.write() as session:
        plan = plan_holidays(desk, lines)
        stored = _stored(session)
        counts = dict.fromkeys(Verdict, 0)
        for one in plan:
            counts[one.verdict] += 1
            draft = one.line.draft
            if one.verdict in (Verdict.ADDED, Verdict.UPDATED) and draft and draft.day:
                _keep(session, stored.get(draft.day), draft)
        told = "，".join(f"{verdict.label} {n}" for verdict, n in counts.items())
        describe(session, _("已导入节假日：{counts}").format(counts=told))
    return plan


def _checked(line: HolidayLine, rows: dict[date, int]) -> HolidayLine:
    """Return the line with the reason for which it is rejected, if any; note its day."""
    if line.draft is None or line.draft.day is None:
        return line
    draft, day = tidied(line.draft), line.draft.day
    problems = holiday_problems(draft, announced_days().get(day))
    reason = " ".join(problems.values())
    if not reason and day in rows:
        reason = _("与第 {row} 行是同一天。").format(row=rows[day])
    rows.setdefault(day, line.row)
    return HolidayLine(line.row, line.written, None if reason else draft, reason)


def _verdict(line: HolidayLine, known: dict[date, tuple[DayKind, str]]) -> Verdict:
    draft = line.draft
    if draft is None or draft.day is None:
        return Verdict.REJECTED
    if draft.day not in known:
        return Verdict.ADDED
    same = known[draft.day] == (draft.kind, draft.name or known[draft.day][1])
    return Verdict.UNCHANGED if same else Verdict.UPDATED


def _taken(
    session: Session, draft: HolidayDraft, was: date | None, *, moved_announced: bool
) -> dict[str, str]:
    if draft.day is None or draft.day == was:
        return {}
    if was is not None and moved_announced:
        return {"day": _("国家公布的日子不能换日期：请把它改成上班，再新建一天。")}
    there = _of(session, draft.day)
    if there is None:
        return {}
    told = _("{day} 已经登记为{kind}，请直接修改那一条。")
    return {"day": told.format(day=draft.day, kind=kind_of(works=there.works).label)}


def _keep(session: Session, row: Holiday | None, draft: HolidayDraft) -> None:
    assert draft.day is not None  # noqa: S101 - checked before
    if row is None:
        row = Holiday(day=draft.day)
        session.add(row)
    row.day, row.works, row.name = draft.day, draft.kind is DayKind.WORKED, draft.name


def _of(session: Session, day: date) -> Holiday | None:
    return session.scalar(select(Holiday).where(Holiday.day == day))


def _stored(session: Session) -> dict[date, Holiday]:
    return {row.day: row for row in session.scalars(select(Holiday))}


def _named(draft: HolidayDraft) -> str:
    return f"（{draft.name}）" if draft.name else ""
