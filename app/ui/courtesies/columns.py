"""The columns of the lists of courtesies, and what their cells hold in a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.today import TodayLine, days_text
from app.domain.written import amount_text
from app.exchange.columns import Format
from app.i18n import _
from app.queries.courtesies import CourtesyColumn, CourtesyRow, CourtesyTotals
from app.queries.occasions import OccasionColumn
from app.ui.tables import RIGHT, Column


@dataclass(frozen=True, slots=True)
class OccasionRow:
    """One occasion in the list, seen from ``today``; ``id`` is its number on this page."""

    id: int
    line: TodayLine
    today: date


def _on(row: OccasionRow) -> str:
    return "" if row.line.on is None else row.line.on.isoformat()


def _off(row: OccasionRow) -> str:
    return "" if row.line.on is None else days_text(row.line.on, row.today)


def _kind(row: OccasionRow) -> str:
    return "" if row.line.occasion is None else row.line.occasion.rule.label


OCCASIONS: Final[Sequence[Column[OccasionRow]]] = (
    Column(OccasionColumn.ON.value, _("日子"), _on, width=92),
    Column("off", _("还有"), _off, width=84, sortable=False),
    Column(OccasionColumn.OCCASION.value, _("种类"), _kind, width=76),
    Column("what", _("什么日子"), lambda r: r.line.what, width=136, sortable=False),
    Column(OccasionColumn.CLIENT.value, _("客户"), lambda r: r.line.client_name, width=180),
    Column("grade", _("等级"), lambda r: r.line.grade, width=48, sortable=False),
    Column("contact", _("联系人"), lambda r: r.line.contact_name, width=80, sortable=False),
    Column("telephone", _("电话"), lambda r: r.line.telephone, width=120, sortable=False),
    Column("staff", _("客户经理"), lambda r: r.line.staff_name, width=80, sortable=False),
    Column("why", _("想着客户"), lambda r: r.line.why, width=180, sortable=False, hidden=True),
)
OCCASION_VALUES: Final = {"on": (lambda row: row.line.on, Format.DAY)}


def cost_text(row: CourtesyRow) -> str:
    """Write a cost; nothing where none was entered."""
    return amount_text(row.cost)


COURTESIES: Final[Sequence[Column[CourtesyRow]]] = (
    Column(CourtesyColumn.GIVEN_ON.value, _("日期"), lambda r: r.given_on.isoformat(), width=92),
    Column(CourtesyColumn.CLIENT.value, _("客户"), lambda r: r.client_name, width=186),
    Column("contact", _("联系人"), lambda r: r.contact_name, width=76, sortable=False),
    Column(CourtesyColumn.OCCASION.value, _("种类"), lambda r: r.occasion.label, width=76),
    Column("title", _("缘由"), lambda r: r.title, width=140, sortable=False),
    Column("given", _("送了什么"), lambda r: r.given, width=150, sortable=False),
    Column(CourtesyColumn.COST.value, _("费用"), cost_text, align=RIGHT, width=84),
    Column(CourtesyColumn.STAFF.value, _("经办人"), lambda r: r.staff, width=76),
    Column("notes", _("备注"), lambda r: r.notes, width=160, sortable=False, hidden=True),
)
COURTESY_VALUES: Final = {
    "given_on": (lambda row: row.given_on, Format.DAY),
    "cost": (lambda row: row.cost, Format.MONEY),
}


def totals_text(totals: CourtesyTotals, *, clients: bool = True) -> str:
    """Say what a list adds up to, and for how many no cost was entered."""
    whom = _("{n} 个客户　").format(n=f"{totals.clients:,}") if clients else ""
    told = _("{n} 次　{whom}费用 {cost} 元").format(
        n=f"{totals.courtesies:,}", whom=whom, cost=f"{totals.cost:,.2f}"
    )
    if totals.without_cost:
        told += _("　其中 {n} 次没有填费用").format(n=f"{totals.without_cost:,}")
    return told
