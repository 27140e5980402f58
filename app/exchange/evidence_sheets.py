"""The sheets 月度 and 依据: what the points rest on."""

from collections.abc import Sequence
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
    """Lay out the rest of the evidence, with the reason for each dimension's points."""
    wide = money_width(sum(month_totals(printed), Decimal(0)))
    columns = [
        *_CLIENT,
        BookColumn(_("房夜"), Format.WHOLE, 9),
        BookColumn(_("预订笔数"), Format.WHOLE, 9),
        BookColumn(_("取消和未到"), Format.WHOLE, 11),
        BookColumn(_("毛利"), Format.MONEY, wide),
        BookColumn(_("已知成本的金额"), Format.MONEY, wide),
        BookColumn(_("到期应收"), Format.MONEY, wide),
        BookColumn(_("已收"), Format.MONEY, wide),
        BookColumn(_("收款率"), Format.PERCENT, 9),
        *(
            BookColumn(_("逾期 {age} 天").format(age=age), Format.MONEY, wide)
            for age in ("0–30", "31–60", "61–90", _("90 以上"))
        ),
        BookColumn(_("逾期合计"), Format.MONEY, wide),
        BookColumn(_("投诉"), Format.WHOLE, 6),
        BookColumn(_("结算"), Format.TEXT, 7, centred=True),
        BookColumn(_("首次到店"), Format.DAY, 12, centred=True),
        *(
            BookColumn(_("{dimension}评分理由").format(dimension=dimension.label), Format.LONG, 30)
            for dimension in Dimension
        ),
        BookColumn(_("等级说明"), Format.LONG, 24),
    ]
    summed = (3, 4, 5, 6, 7, _DUE, _RECEIVED, *_OVERDUE, _OVERDUE[-1] + 1, _OVERDUE[-1] + 2)
    return SheetPlan(_("依据"), columns, _evidence_cells, summed, pages_wide=3)


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
        *(reason_sentence(line.points[dimension]) for dimension in Dimension),
        line.result.reason,
    ]
