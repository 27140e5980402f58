"""From a number of a line to its rows on another page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.receivables import AGES
from app.domain.screening.evidence import Evidence
from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.written import amount_text
from app.i18n import _
from app.queries.screening.behind import Figure, rows_behind
from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Behind:
    """Which rows a number sums; ``month`` 1–12, ``age`` an index into the buckets."""

    figure: Figure
    month: int | None = None
    age: int | None = None


def show_behind(context: Context, head: ScreeningHead, line: ScreeningLine, behind: Behind) -> None:
    """Lead to the bookings, receipts or complaints behind a number, or say that there are none."""
    with context.db.read() as session:
        found = rows_behind(
            session,
            behind.figure,
            line.client_id,
            head.year,
            head.cut_off_on,
            month=behind.month,
            age=behind.age,
        )
    title, go = _title(head, line, behind), context.navigator
    if found.booking_ids:
        go.bookings_wanted.emit(title, list(found.booking_ids))
    elif found.receipt_ids:
        go.receipts_wanted.emit(title, list(found.receipt_ids))
    elif found.communication_ids:
        go.communications_wanted.emit(title, list(found.communication_ids))
    else:
        go.told.emit(_("{title}：没有明细。").format(title=title))


def _title(head: ScreeningHead, line: ScreeningLine, behind: Behind) -> str:
    """Say which number it is, so that it can be compared with what the rows add up to."""
    month = "" if behind.month is None else _("{n}月").format(n=behind.month)
    figure = FIGURES[behind.figure](line.evidence, behind)
    text = _("{client} {year}年{month} {figure}")
    return text.format(client=line.name, year=head.year, month=month, figure=figure)


def _amount(evidence: Evidence, behind: Behind) -> str:
    amount = evidence.amount if behind.month is None else evidence.months[behind.month - 1]
    return _("预订额 {amount} 元").format(amount=amount_text(amount))


def _profit(evidence: Evidence, _behind: Behind) -> str:
    if evidence.gross_profit is None:
        return _("成本已知的预订")
    return _("成本已知的预订，毛利 {amount} 元").format(amount=amount_text(evidence.gross_profit))


def _overdue(evidence: Evidence, behind: Behind) -> str:
    if behind.age is None:
        return _("逾期未收 {amount} 元").format(amount=amount_text(evidence.overdue_amount))
    text, amount = _("逾期 {age}未收 {amount} 元"), evidence.overdue[behind.age]
    return text.format(age=AGES[behind.age], amount=amount_text(amount))


FIGURES: Final[Mapping[Figure, Callable[[Evidence, Behind], str]]] = {
    Figure.AMOUNT: _amount,
    Figure.BOOKINGS: lambda e, _b: _("全部预订 {n:,} 笔").format(n=e.bookings),
    Figure.NOT_FULFILLED: lambda e, _b: _("未履约的预订 {n:,} 笔").format(n=e.not_fulfilled),
    Figure.COST_KNOWN: _profit,
    Figure.COST_UNKNOWN: lambda _e, _b: _("成本未知的预订"),
    Figure.DUE: lambda e, _b: _("到期的预订 {amount} 元").format(amount=amount_text(e.due)),
    Figure.RECEIVED: lambda e, _b: _("收款，计入已收 {amount} 元").format(
        amount=amount_text(e.received)
    ),
    Figure.OVERDUE: _overdue,
    Figure.COMPLAINTS: lambda e, _b: _("投诉 {n:,} 次").format(n=e.complaints),
}
"""What a number is called, with what it comes to."""
