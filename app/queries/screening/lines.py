"""Reads of what a screening holds: its head, its lines, who has handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.screening.grading import percent_of
from app.domain.screening.line import LineTotal, NoGrade, ScreeningHead, ScreeningLine
from app.domain.screening.plain import evidence_from, points_from, rules_from
from app.domain.screening.points import Judgement, Judgements, Part, judged
from app.domain.types import (
    ClientId,
    Dimension,
    ScreeningId,
    ScreeningLineId,
    ScreeningState,
    StaffId,
)
from app.models import Screening, ScreeningScore, ScreeningSubmission, Staff
from app.models import ScreeningLine as StoredLine


@dataclass(frozen=True, slots=True)
class Submission:
    """Whether one salesperson has handed in.

    Attributes:
        lines: How many clients of this screening are theirs.
        remark: What the supervisor wrote when sending it back.
    """

    staff_id: StaffId
    name: str
    lines: int
    submitted_at: datetime | None
    sent_back_at: datetime | None
    remark: str


def screening_heads(session: Session) -> list[ScreeningHead]:
    """Return the screenings, the newest year and edition first."""
    query = _heads().order_by(Screening.year.desc(), Screening.edition.desc(), Screening.id.desc())
    return [_head(row) for row in session.execute(query)]


def screening_head(session: Session, screening_id: int) -> ScreeningHead | None:
    """Return one screening without its lines; None when it is gone."""
    row = session.execute(_heads().where(Screening.id == screening_id)).one_or_none()
    return None if row is None else _head(row)


def latest_screening(
    session: Session, year: int, manager_id: StaffId | None = None
) -> ScreeningHead | None:
    """Return the newest edition of a year and scope; None before there is one."""
    scope = (
        Screening.scope_staff_id.is_(None)
        if manager_id is None
        else Screening.scope_staff_id == manager_id
    )
    query = _heads().where(Screening.year == year, scope)
    row = session.execute(query.order_by(Screening.edition.desc(), Screening.id.desc())).first()
    return None if row is None else _head(row)


def screening_lines(
    session: Session, screening_id: int, *, manager_id: StaffId | None = None
) -> list[ScreeningLine]:
    """Return the lines by rank, those without one last.

    Args:
        session: A read session.
        screening_id: Which screening.
        manager_id: Only the lines of this salesperson; None for all.
    """
    wanted: list[ColumnElement[bool]] = [StoredLine.screening_id == screening_id]
    if manager_id is not None:
        wanted.append(StoredLine.manager_id == manager_id)
    return _lines(session, screening_id, wanted)


def screening_line(session: Session, line_id: int) -> ScreeningLine | None:
    """Return one line; None when it is gone."""
    screening_id = session.scalar(select(StoredLine.screening_id).where(StoredLine.id == line_id))
    if screening_id is None:
        return None
    return _lines(session, screening_id, [StoredLine.id == line_id])[0]


def submissions(session: Session, screening_id: int) -> list[Submission]:
    """Return everybody with clients in the screening, by name."""
    handed = aliased(ScreeningSubmission)
    query = (
        select(
            Staff.id,
            Staff.name,
            func.count(StoredLine.id),
            handed.submitted_at,
            handed.sent_back_at,
            func.coalesce(handed.remark, ""),
        )
        .join(Staff, Staff.id == StoredLine.manager_id)
        .outerjoin(
            handed,
            (handed.staff_id == Staff.id) & (handed.screening_id == StoredLine.screening_id),
        )
        .where(StoredLine.screening_id == screening_id)
        .group_by(
            Staff.id,
            Staff.name,
            Staff.name_key,
            handed.submitted_at,
            handed.sent_back_at,
            handed.remark,
        )
        .order_by(Staff.name_key, Staff.id)
    )
    return [
        Submission(StaffId(row[0]), row[1], row[2], row[3], row[4], row[5])
        for row in session.execute(query)
    ]


def judgements(
    session: Session, wanted: Sequence[ColumnElement[bool]]
) -> dict[int, dict[tuple[Dimension, Part], Judgement]]:
    """Return what people decided, by line; ``wanted`` are conditions on ``ScreeningLine``."""
    query = (
        select(ScreeningScore, Staff.name)
        .join(StoredLine, StoredLine.id == ScreeningScore.line_id)
        .outerjoin(Staff, Staff.id == ScreeningScore.staff_id)
        .where(*wanted)
    )
    found: dict[int, dict[tuple[Dimension, Part], Judgement]] = {}
    for score, name in session.execute(query):
        one = Judgement(score.points, score.reason, name or "", _day(score.given_at))
        found.setdefault(score.line_id, {})[score.dimension, Part(score.part)] = one
    return found


def _heads() -> Any:
    scope, submitted, approved = aliased(Staff), aliased(Staff), aliased(Staff)
    return (
        select(Screening, scope.name, submitted.name, approved.name)
        .outerjoin(scope, scope.id == Screening.scope_staff_id)
        .outerjoin(submitted, submitted.id == Screening.submitted_by_id)
        .outerjoin(approved, approved.id == Screening.approved_by_id)
    )


def _head(row: Any) -> ScreeningHead:
    one, scope, submitted_by, approved_by = row
    return ScreeningHead(
        id=ScreeningId(one.id),
        year=one.year,
        version=one.edition,
        cut_off_on=one.cut_off_on,
        scope=scope or "",
        state=one.state,
        rules=rules_from(one.rules),
        compiled_at=one.compiled_at,
        submitted_by=submitted_by or "",
        submitted_on=_day(one.submitted_at),
        approved_by=approved_by or "",
        approved_on=_day(one.approved_at),
        scope_staff_id=one.scope_staff_id,
        step=one.step,
        remark=one.remark,
        supersedes_id=one.supersedes_id,
    )


def _day(at: datetime | None) -> Any:
    """Return the office's calendar day of an instant."""
    return None if at is None else at.astimezone().date()


def _lines(
    session: Session, screening_id: int, wanted: list[ColumnElement[bool]]
) -> list[ScreeningLine]:
    head = screening_head(session, screening_id)
    if head is None:
        return []
    frozen = head.state is ScreeningState.APPROVED
    given = {} if frozen else judgements(session, wanted)
    handed = {one.staff_id: one for one in submissions(session, screening_id)}
    last = (StoredLine.rank.is_(None), StoredLine.rank, StoredLine.amount.desc())
    found = session.execute(
        select(StoredLine.__table__).where(*wanted).order_by(*last, StoredLine.client_code)
    )
    return [_line(row, head, given.get(row.id), handed.get(row.manager_id)) for row in found]


def _line(
    row: Any, head: ScreeningHead, given: Judgements | None, handed: Submission | None
) -> ScreeningLine:
    points = points_from(row.points, head.rules)
    sent_back = handed is not None and handed.sent_back_at and not handed.submitted_at
    return ScreeningLine(
        id=ScreeningLineId(row.id),
        client_id=ClientId(row.client_id),
        code=row.client_code,
        name=row.client_name,
        manager=row.manager_name,
        evidence=evidence_from(row.evidence),
        points=points if given is None else judged(points, given),
        result=_result(row),
        rank=row.rank,
        state=_state(head, handed),
        remark=row.remark,
        sent_back=handed.remark if handed is not None and sent_back else "",
        manager_id=row.manager_id,
    )


def _state(head: ScreeningHead, handed: Submission | None) -> ScreeningState:
    if head.state is ScreeningState.DRAFT and handed is not None and handed.submitted_at:
        return ScreeningState.SUBMITTED
    return head.state


def _result(row: Any) -> LineTotal:
    total = row.total if row.total is not None else Decimal(0)
    available = Decimal(row.available)
    no_grade = _no_grade(row.points)
    return LineTotal(
        total=total,
        available=available,
        completeness=Decimal(row.completeness),
        percent=percent_of(total, available),
        grade=row.grade,
        no_grade=no_grade,
        reason=row.grade_reason,
    )


def _no_grade(points: Mapping[str, Any]) -> NoGrade | None:
    told = points.get("no_grade")
    return None if told is None else NoGrade(told)
