"""The filter chips of the problems."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from app.db import Commit
from app.domain import periods
from app.domain.types import CaseKind, CaseState, Labelled, Severity
from app.i18n import _
from app.queries.case_counts import department_rows
from app.queries.cases import CaseFilter
from app.queries.office import staff_members
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.period_chip import PeriodChip

PERIODS = (
    periods.TODAY,
    periods.THIS_MONTH,
    periods.LAST_MONTH,
    periods.lately(30),
    periods.lately(90),
    periods.THIS_YEAR,
    periods.LAST_YEAR,
)


class CaseChips(QObject):
    """All chips, and the filter they make together; people and departments follow the office."""

    def __init__(self, context: Context, *, states: bool = True, period: bool = True) -> None:
        super().__init__()
        self._context = context
        self.late = FilterChip("lateFilter", _("期限"), [(True, _("已逾期"))], single=True)
        self.kind = FilterChip("kindFilter", _("类型"), _labels(CaseKind))
        self.severity = FilterChip("severityFilter", _("轻重"), _labels(Severity))
        self.state = FilterChip("stateFilter", _("状态"), _labels(CaseState))
        self.staff = FilterChip("staffFilter", _("跟进人"))
        self.department = FilterChip("departmentFilter", _("责任部门"))
        self.period = PeriodChip("periodFilter", _("收到日期"), PERIODS, context.today)
        shown = {self.state: states, self.period: period}
        every = (
            self.late,
            self.period,
            self.kind,
            self.severity,
            self.state,
            self.staff,
            self.department,
        )
        self.all = tuple(chip for chip in every if shown.get(chip, True))
        self._offer()
        context.news.committed.connect(self._on_commit)

    def wanted(self, text: str, only: Iterable[int] | None, now: datetime) -> CaseFilter:
        """Return the filter of the chips, a search text and the rows behind a number."""
        first, last = self.period.period()
        return CaseFilter(
            text=text,
            kinds=frozenset(self.kind.chosen()),
            severities=frozenset(self.severity.chosen()),
            states=frozenset(self.state.chosen()),
            staff_ids=frozenset(self.staff.chosen()),
            department_ids=frozenset(self.department.chosen()),
            received_from=first,
            received_to=last,
            late_at=now if self.late.chosen() else None,
            ids=None if only is None else frozenset(only),
        )

    def _offer(self) -> None:
        with self._context.db.read() as session:
            people = staff_members(session)
            departments = department_rows(session)
        self.staff.set_options([(one.id, one.name) for one in people])
        self.department.set_options([(one.id, one.name) for one in departments])

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & {"staff", "department"}:
            self._offer()


def _labels(members: type[Labelled]) -> list[tuple[Any, str]]:
    return [(member, member.label) for member in members]
