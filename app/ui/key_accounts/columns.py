"""What the list of key accounts shows of each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.domain.key_accounts import percent_text
from app.domain.written import amount_if_any
from app.exchange.columns import Format
from app.i18n import _
from app.queries.contact_due import ContactDue
from app.queries.key_accounts import KeyAccountRow
from app.ui.tables import CENTRE, RIGHT, Column
from app.ui.theme import current_look, grade_colour

VALUES: Final[Mapping[str, tuple[Callable[[Any], Any], Format]]] = {
    "percent": (lambda row: row.percent, Format.MONEY),
    "last_percent": (lambda row: row.last_percent, Format.MONEY),
    "amount": (lambda row: row.amount, Format.MONEY),
    "last_amount": (lambda row: row.last_amount, Format.MONEY),
    "overdue": (lambda row: row.overdue, Format.MONEY),
    "open_cases": (lambda row: row.open_cases, Format.WHOLE),
    "open_tasks": (lambda row: row.open_tasks, Format.WHOLE),
    "next_review_on": (lambda row: row.next_review_on, Format.DAY),
}
"""What a cell of the workbook holds where that is not its text."""


def account_columns(today: Callable[[], date]) -> Sequence[Column[KeyAccountRow]]:
    """Return the columns of the list; what needs attention is red."""

    def late(due: Callable[[KeyAccountRow], ContactDue | None]) -> Callable[[KeyAccountRow], str]:
        return lambda row: _bad(when=is_late(due(row), today()))

    def told(due: Callable[[KeyAccountRow], ContactDue | None]) -> Callable[[KeyAccountRow], str]:
        return lambda row: due_text(due(row), today())

    contact, visit = (lambda row: row.contact), (lambda row: row.visit)
    return (
        Column("name", _("客户"), lambda row: row.name, width=204),
        Column("grade", _("等级"), lambda row: row.grade or "", CENTRE, 44, _grade),
        Column("relation", _("关系经理"), _relation, width=72, colour=_no_relation),
        Column("manager", _("客户经理"), lambda row: row.manager, width=72, hidden=True),
        Column("percent", _("占比 %"), lambda row: share_text(row.percent), RIGHT, 58),
        Column(
            "last_percent",
            _("去年占比 %"),
            lambda row: share_text(row.last_percent),
            RIGHT,
            80,
            hidden=True,
        ),
        Column("amount", _("今年"), lambda row: amount_if_any(row.amount), RIGHT, 94),
        Column("last_amount", _("去年"), lambda row: amount_if_any(row.last_amount), RIGHT, 94),
        Column("contact", _("联系"), told(contact), width=100, colour=late(contact)),
        Column("visit", _("拜访"), told(visit), width=100, colour=late(visit)),
        Column("open_cases", _("问题"), lambda row: _count(row.open_cases), RIGHT, 44),
        Column("open_tasks", _("待办"), lambda row: _count(row.open_tasks), RIGHT, 44),
        Column(
            "overdue", _("逾期账款"), _overdue, RIGHT, 90, lambda row: _bad(when=row.overdue > 0)
        ),
        Column(
            "next_review_on",
            _("下次回顾"),
            _review,
            width=86,
            colour=lambda row: _bad(when=row.late_review(today())),
        ),
        Column("reception_on", _("下次接待"), _reception, width=104),
    )


def share_text(percent: Decimal | None) -> str:
    """Write a share with one decimal; nothing where nobody bought anything."""
    return "" if percent is None else percent_text(percent)


def due_text(due: ContactDue | None, today: date) -> str:
    """Say how many days ago it was and how many may pass: 12 / 30 天."""
    if due is None:
        return ""
    passed = (today - due.began_on).days
    whole = (due.due_on - due.began_on).days
    if due.ahead:
        return _("日期请核对")
    if is_late(due, today):
        return _("逾期 {n} 天").format(n=(today - due.due_on).days)
    return _("{passed} / {whole} 天").format(passed=passed, whole=whole)


def is_late(due: ContactDue | None, today: date) -> bool:
    """Tell whether an interval has run out."""
    return due is not None and due.is_late(today)


def _bad(*, when: bool) -> str:
    return current_look().bad if when else ""


def _grade(row: KeyAccountRow) -> str:
    return grade_colour(row.grade)


def _relation(row: KeyAccountRow) -> str:
    return row.relationship_manager or _("未指定")


def _no_relation(row: KeyAccountRow) -> str:
    return _bad(when=not row.relationship_manager)


def _count(number: int) -> str:
    return f"{number:,}" if number else ""


def _overdue(row: KeyAccountRow) -> str:
    return amount_if_any(row.overdue)


def _review(row: KeyAccountRow) -> str:
    if not row.has_plan:
        return _("没有计划")
    return "" if row.next_review_on is None else row.next_review_on.isoformat()


def _reception(row: KeyAccountRow) -> str:
    if row.reception_on is None:
        return ""
    return f"{row.reception_on:%m-%d} {row.reception_guest}"
