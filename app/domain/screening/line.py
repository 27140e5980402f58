"""A screening as screens, papers and workbooks show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.domain.screening.evidence import Evidence
from app.domain.screening.points import Points
from app.domain.screening.rules import ScreeningRules
from app.domain.types import (
    ClientId,
    Dimension,
    Labelled,
    ScreeningId,
    ScreeningLineId,
    ScreeningState,
    StaffId,
)
from app.i18n import _


class NoGrade(Labelled):
    """Why a line has no grade."""

    TOO_YOUNG = "too_young", _("不评")
    INCOMPLETE = "incomplete", _("资料不足")


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What the five dimensions add up to.

    Attributes:
        total: Sum of the points given.
        available: Sum of the weights they were given of; at most 100.
        completeness: ``available`` in per cent of all weights.
        percent: total × 100 / available to one decimal, what grade and rank go by; None where
            nothing is available.
        grade: None with ``no_grade`` saying why.
        reason: A sentence where the grade does not follow from the percent alone, else "".
    """

    total: Decimal
    available: Decimal
    completeness: Decimal
    percent: Decimal | None
    grade: str | None
    no_grade: NoGrade | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningLine:
    """One client in a screening.

    Attributes:
        manager: The account manager's name; "" where there is none.
        points: For each dimension.
        rank: Shared by equal percents; None for a line without a grade.
        remark: What the salesperson wrote about the client.
        sent_back: The supervisor's remark if the line was sent back, else "".
    """

    id: ScreeningLineId
    client_id: ClientId
    code: str
    name: str
    manager: str
    evidence: Evidence
    points: Mapping[Dimension, Points]
    result: LineTotal
    rank: int | None
    state: ScreeningState = ScreeningState.DRAFT
    remark: str = ""
    sent_back: str = ""
    manager_id: StaffId | None = None


@dataclass(frozen=True, slots=True)
class ScreeningHead:
    """One screening without its lines.

    Attributes:
        version: 1 for the year's first; a recomputed one counts up.
        scope: The account manager whose clients are screened; "" for the whole office.
        step: Where the wizard was left.
        remark: What the supervisor wrote.
        supersedes_id: The approved screening that this one recomputes.
    """

    id: ScreeningId
    year: int
    version: int
    cut_off_on: date
    scope: str
    state: ScreeningState
    rules: ScreeningRules
    compiled_at: datetime | None = None
    submitted_by: str = ""
    submitted_on: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    scope_staff_id: StaffId | None = None
    step: int = 0
    remark: str = ""
    supersedes_id: ScreeningId | None = None
