"""The sheets 月度 and 依据: what the points rest on."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, Decimal

from app.domain.screening.evidence import MONTHS
from app.domain.screening.line import ScreeningLine
from app.domain.screening.printed import PrintedScreening, reason_sentence
from app.domain.screening.texts import TENTH
from app.domain.types import Dimension
from app.exchange.book import money_width
from app.exchange.columns import BookColumn, CellValue, Format, Formula
from app.exchange.screening_plan import CODE, MANAGER, NAME, SheetPlan, amount_in, cell, sum_of
from app.i18n import _

_MONTHS = range(3, 15)
_YEAR, _LAST, _CHANGE = 15, 16, 17
_DUE, _RECEIVED = 8, 9
_OVERDUE = range(11, 15)

_CLIENT = (
    BookColumn(CODE, Format.CODE, 11),
    BookColumn(NAME, Format.LONG, 30),
    BookColumn(MANAGER, Format.TEXT, 9),
)


def months_plan(printed: PrintedScreening) -> SheetPlan:
    """Lay out the twelve months with the year's sum beside last year's."""

    def cells(row: int, line: ScreeningLine) -> Sequence[CellValue]:
        months, last = line.evidence.months, _last_amount(printed, line)
        year = sum_of(row, _MONTHS[0], months)
        change = f"{cell(row, _YEAR)}-{cell(row, _LAST)}"
        return [
            line.code,
            line.name,
            line.manager,
            *months,
            year,
            last,
            Formula(change, amount_in(year) - last),
        ]

    totals = month_totals(printed)
    wide, wider = money_width(max(totals)), money_width(sum(totals, Decimal(0)))
    columns = [
        *_CLIENT,
        *(BookColumn(_("{n}月").format(n=n), Format.MONEY, wide) for n in range(1, 13)),
        BookColumn(_("全年"), Format.MONEY, wider),
        BookColumn(_("去年"), Format.MONEY, wider),
        BookColumn(_("增减"), Format.MONEY, wider),
    ]
    summed = (*_MONTHS, _YEAR, _LAST, _CHANGE)
    return SheetPlan(_("月度"), columns, cells, summed, hint=_("按到店月份，已离店的预订，元。"))


def month_totals(printed: PrintedScreening) -> list[Decimal]:
    """Return what all clients together made in each month."""
    return [
        sum((line.evidence.months[month] for line in printed.lines), Decimal(0))
        for month in range(MONTHS)
    ]


def _last_amount(printed: PrintedScreening, line: ScreeningLine) -> Decimal:
    months = printed.last_months.get(line.client_id)
    if months is not None:
        return sum(months, Decimal(0))
    return line.evidence.last_year.amount if line.evidence.last_year else Decimal(0)


def evidence_plan(printed: PrintedScreening) -> SheetPlan:
    """Lay out the rest of the evidence, with the reason for each dimension's points.

    The numbers are printed, a client a line; the reasons are for the screen, on one line each,
    and stand on paper on the client's own sheet.
    """
    found = [line.evidence for line in printed.lines]
    overdue = [_sum(one.overdue[age] for one in found) for age in range(len(_OVERDUE))]
    ages = ("0–30", "31–60", "61–90", _("90 以上"))
    columns = [
        *_CLIENT,
        BookColumn(_("房夜"), Format.WHOLE, 8),
        BookColumn(_("预订笔数"), Format.WHOLE, 8),
        BookColumn(_("取消和未到"), Format.WHOLE, 8),
        _money(_("毛利"), _sum(one.gross_profit or Decimal(0) for one in found)),
        _money(_("已知成本的金额"), _sum(one.cost_known_amount for one in found)),
        _money(_("到期应收"), _sum(one.due for one in found)),
        _money(_("已收"), _sum(one.received for one in found)),
        BookColumn(_("收款率"), Format.PERCENT, 8),
        *(
            _money(_("逾期 {age} 天").format(age=age), amount)
            for age, amount in zip(ages, overdue, strict=True)
        ),
        _money(_("逾期合计"), _sum(overdue)),
        BookColumn(_("投诉"), Format.WHOLE, 6),
        BookColumn(_("结算"), Format.TEXT, 7, centred=True),
        BookColumn(_("首次到店"), Format.DAY, 12, centred=True),
        *(
            BookColumn(
                _("{dimension}评分理由").format(dimension=dimension.label), Format.LONG, width
            )
            for dimension, width in _REASONS.items()
        ),
        BookColumn(_("等级说明"), Format.LONG, 44),
    ]
    summed = (3, 4, 5, 6, 7, _DUE, _RECEIVED, *_OVERDUE, _OVERDUE[-1] + 1, _OVERDUE[-1] + 2)
    numbers = len(columns) - len(_REASONS) - 1
    hint = _("评分理由在右边各列；打印时只印数字，理由印在每个客户的评分表上。")
    return SheetPlan(_("依据"), columns, _evidence_cells, summed, hint, printed=numbers)


_REASONS = {
    Dimension.VOLUME: 66,
    Dimension.PROFIT: 66,
    Dimension.SAFETY: 150,
    Dimension.FUTURE: 66,
    Dimension.COOPERATION: 128,
}
"""How wide the reasons are, so that each of ours stands on one line and rows stay low."""


def _money(title: str, total: Decimal) -> BookColumn:
    return BookColumn(title, Format.MONEY, money_width(total))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _evidence_cells(row: int, line: ScreeningLine) -> Sequence[CellValue]:
    evidence = line.evidence
    due, received = cell(row, _DUE), cell(row, _RECEIVED)
    share = evidence.received_percent
    shown = "" if share is None else share.quantize(TENTH, ROUND_DOWN)
    return [
        line.code,
        line.name,
        line.manager,
        evidence.room_nights,
        evidence.bookings,
        evidence.not_fulfilled,
        evidence.gross_profit,
        evidence.cost_known_amount,
        evidence.due,
        evidence.received,
        Formula(f'IF({due}>0,ROUNDDOWN({received}*100/{due},1),"")', shown),
        *evidence.overdue,
        sum_of(row, _OVERDUE[0], evidence.overdue),
        evidence.complaints,
        _("挂账") if evidence.on_credit else _("现结"),
        evidence.first_stay_on,
        *(reason_sentence(line.points[dimension]) for dimension in _REASONS),
        line.result.reason,
    ]
