"""What the list of problems shows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from app.domain.case_course import lateness
from app.domain.types import Severity
from app.domain.written import moment_text
from app.exchange.columns import Format
from app.i18n import _
from app.queries.cases import CaseRow
from app.ui.cases.texts import due_text, outcome_text, severity_text
from app.ui.tables import Column
from app.ui.theme import current_look

VALUES: Final[Mapping[str, tuple[Callable[[Any], Any], Format]]] = {
    "number": (lambda row: row.number, Format.CODE),
    "received_at": (lambda row: row.received_at.astimezone().date(), Format.DAY),
    "severity": (lambda row: row.severity, Format.TEXT),
    "solve_due_on": (lambda row: row.solve_due_on, Format.DAY),
    "solved_at": (lambda row: row.solved_at and row.solved_at.astimezone().date(), Format.DAY),
}
"""What a cell of the workbook holds where that is not its text."""


def case_columns(now: Callable[[], datetime]) -> Sequence[Column[CaseRow]]:
    """Return the columns of the list; what is late ``now`` is marked and red."""

    def late(row: CaseRow) -> str:
        return current_look().bad if lateness(row.clock, now()).late else ""

    def grave(row: CaseRow) -> str:
        return current_look().bad if row.severity is Severity.URGENT else ""

    return (
        Column("number", _("编号"), lambda row: row.number, width=86),
        Column("received_at", _("收到"), lambda row: moment_text(row.received_at), width=118),
        Column("kind", _("类型"), lambda row: row.kind.label, width=50),
        Column(
            "severity", _("轻重"), lambda row: severity_text(row.severity), width=60, colour=grave
        ),
        Column("title", _("问题"), lambda row: row.title, width=200),
        Column("client", _("客户"), lambda row: row.client_name, width=160),
        Column("contact", _("联系人"), lambda row: row.contact, hidden=True, sortable=False),
        Column("state", _("状态"), outcome_text, width=112),
        Column(
            "late",
            _("期限"),
            lambda row: due_text(row, now()),
            width=158,
            colour=late,
            sortable=False,
        ),
        Column(
            "departments", _("责任部门"), lambda row: "、".join(row.departments), sortable=False
        ),
        Column("staff", _("跟进人"), lambda row: row.staff, width=66),
        Column(
            "solve_due_on",
            _("解决期限"),
            lambda row: "" if row.solve_due_on is None else row.solve_due_on.isoformat(),
            width=90,
            hidden=True,
        ),
        Column(
            "solved_at",
            _("解决时间"),
            lambda row: moment_text(row.solved_at),
            width=124,
            hidden=True,
        ),
    )
