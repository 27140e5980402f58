"""What each grade and each of 准/新/老客户 receives (policy P10, P2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.types import StandardKind, Standing
from app.i18n import _


@dataclass(frozen=True, slots=True)
class ServiceStandard:
    """A service standard (服务标准), as a form edits it.

    ``code`` is the grade's name or the standing's code. Intervals are in days, ``answer_hours``
    in hours, ``solve_days`` in working days; None asks for nothing. ``credit_ceiling`` is in yuan.
    """

    kind: StandardKind
    code: str
    contact_days: int | None = None
    visit_days: int | None = None
    answer_hours: int | None = None
    solve_days: int | None = None
    courtesies: str = ""
    benefits: str = ""
    rate_ceiling: str = ""
    credit_ceiling: Decimal | None = None
    strategy: str = ""

    @property
    def label(self) -> str:
        """Name what it is the standard of: A 级, or 新客户."""
        return standard_label(self.kind, self.code)


@dataclass(frozen=True, slots=True)
class Standards:
    """All standards of the office."""

    by_grade: Mapping[str, ServiceStandard]
    by_standing: Mapping[Standing, ServiceStandard]

    def of(self, grade: str | None, standing: Standing) -> ServiceStandard:
        """Return what applies: the grade's standard, else the standing's; never None.

        What has no standard at all gets one that asks for nothing.
        """
        if grade is not None and grade in self.by_grade:
            return self.by_grade[grade]
        return self.by_standing.get(standing) or ServiceStandard(StandardKind.STANDING, standing)


def standard_label(kind: StandardKind, code: str) -> str:
    """Name a grade or a standing as the office says it."""
    if kind is StandardKind.GRADE:
        return _("{grade} 级").format(grade=code)
    return Standing(code).label
