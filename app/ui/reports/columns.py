"""The columns of the coverage report, on screen, in a workbook and on paper."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from app.domain.coverage import CoverageRow, Grouping, shown_plan
from app.domain.types import TaskRule
from app.exchange.columns import Format
from app.i18n import _
from app.ui.tables import RIGHT, Column

RULES = (TaskRule.VISIT, TaskRule.CONTACT)
NAMES = {TaskRule.VISIT: _("拜访"), TaskRule.CONTACT: _("联系")}
PLANNED, DONE, PERCENT, MISSED = "planned", "done", "percent", "missed"

Values = dict[str, tuple[Callable[[CoverageRow], Any], Format]]


def columns(grouping: Grouping) -> Sequence[Column[CoverageRow]]:
    """Return the columns; the first says by what the clients are grouped."""
    return [
        Column("name", grouping.label, lambda row: row.name, width=84, sortable=False),
        Column(
            "clients", _("客户"), lambda row: f"{len(row.clients):,}", RIGHT, 70, sortable=False
        ),
        *(column for rule in RULES for column in _columns(rule)),
    ]


def values() -> Values:
    """Return what a workbook's cells hold, with their formats."""
    found: Values = {"clients": (lambda row: len(row.clients), Format.WHOLE)}
    for rule in RULES:
        found |= _values(rule)
    return found


def key_of(rule: TaskRule, what: str) -> str:
    """Return the key of a column."""
    return f"{rule.value}_{what}"


def asked_by(key: str) -> tuple[TaskRule | None, str]:
    """Return which rule and which of its numbers a column shows."""
    rule, _line, what = key.partition("_")
    return (TaskRule(rule), what) if what else (None, key)


def plan_text(planned: Decimal) -> str:
    """Write a plan to one decimal; a dash where nothing was planned."""
    return f"{shown_plan(planned):,}" if planned else "—"


def percent_text(percent: int | None) -> str:
    """Write a share; a dash where nothing was planned."""
    return "—" if percent is None else f"{percent}%"


def _columns(rule: TaskRule) -> list[Column[CoverageRow]]:
    name = NAMES[rule]
    missed = {TaskRule.VISIT: _("未拜访客户"), TaskRule.CONTACT: _("未联系客户")}[rule]
    shown: list[tuple[str, str, Callable[[CoverageRow], str], int]] = [
        (PLANNED, _("{name}计划"), lambda row: plan_text(row.cover(rule).planned), 76),
        (DONE, _("{name}完成"), lambda row: f"{row.cover(rule).done:,}", 76),
        (PERCENT, _("{name}覆盖率"), lambda row: percent_text(row.cover(rule).percent), 86),
        (MISSED, missed, lambda row: f"{len(row.cover(rule).missed):,}", 92),
    ]
    return [
        Column(key_of(rule, what), title.format(name=name), text, RIGHT, width, sortable=False)
        for what, title, text, width in shown
    ]


def _values(rule: TaskRule) -> Values:
    return {
        key_of(rule, PLANNED): (lambda row: shown_plan(row.cover(rule).planned), Format.POINTS),
        key_of(rule, DONE): (lambda row: row.cover(rule).done, Format.WHOLE),
        key_of(rule, PERCENT): (lambda row: row.cover(rule).percent, Format.PERCENT),
        key_of(rule, MISSED): (lambda row: len(row.cover(rule).missed), Format.WHOLE),
    }
