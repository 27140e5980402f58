"""The workbook of a screening: 排名, 月度, 依据, 规则."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from app.domain.screening.formulas import formulas, principles
from app.domain.screening.printed import PrintedScreening
from app.domain.screening.texts import points_text
from app.exchange.book import Book, BookSheet, new_book, write_rows
from app.exchange.columns import BookColumn, Format
from app.exchange.evidence_sheets import evidence_plan, months_plan
from app.exchange.ranking_sheet import FIRST_SCORE, ranking_plan, score_columns
from app.exchange.screening_plan import FIRST_ROW, HEADER_ROW, SheetPlan
from app.exchange.writing import Progress, Stop
from app.i18n import _


def write_screening_book(
    path: Path,
    printed: PrintedScreening,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[str, ...]:
    """Write the four sheets and return what could not be written as it was.

    Raises:
        StorageError: The file cannot be written; one that was there before is as it was.
        CancelledError: ``cancelled`` said so; likewise.
    """
    plans = (ranking_plan(printed), months_plan(printed), evidence_plan(printed))
    with new_book(path, _title(printed)) as book:
        for number, plan in enumerate(plans):
            told = _shifted(progress, number * len(printed.lines), len(plans) * len(printed.lines))
            sheet = _begin(book, printed, plan)
            sums = [Decimal(0)] * len(plan.summed)
            rows = plan.rows(printed.lines, sums)
            write_rows(sheet, rows, of=len(printed.lines), progress=told, cancelled=cancelled)
            sheet.filter_rows()
            sheet.total(plan.total(len(printed.lines), sums))
            sheet.print_columns(plan.printed or len(plan.columns))
            if number == 0:
                _guard(sheet, printed)
        _write_rules(book, printed)
    return book.warnings


def _title(printed: PrintedScreening) -> str:
    title = _("{year} 年度客户年终筛选").format(year=printed.head.year)
    return f"{title}（{printed.head.scope}）" if printed.head.scope else title


def _shifted(progress: Progress | None, begun: int, of: int) -> Progress | None:
    if progress is None:
        return None
    tell = progress
    return lambda done, _rows: tell(begun + done, of)


def _begin(book: Book, printed: PrintedScreening, plan: SheetPlan) -> BookSheet:
    sheet = book.sheet(
        plan.name,
        plan.columns,
        lines=HEADER_ROW - 1,
        fixed=plan.fixed,
        pages_wide=plan.pages_wide,
    )
    sheet.line(
        f"{printed.policy.subordinate_hotel}　{_title(printed)}　{plan.name}", size=14, bold=True
    )
    sheet.line(_origin(printed))
    sheet.line(plan.hint)
    sheet.header()
    return sheet


def _origin(printed: PrintedScreening) -> str:
    head, imprint = printed.head, printed.imprint
    return _("截止 {cut_off}　{state}　第 {version} 版　导出：{by} {at}").format(
        cut_off=head.cut_off_on.isoformat(),
        state=head.state.label,
        version=head.version,
        by=imprint.by,
        at=f"{imprint.at:%Y-%m-%d %H:%M}",
    )


def _guard(sheet: BookSheet, printed: PrintedScreening) -> None:
    """Keep what is not to be filled in from slips, and points within their weight."""
    sheet.protect()
    last = FIRST_ROW + len(printed.lines) - 1
    for number, column in enumerate(score_columns(printed.head.rules), FIRST_SCORE + 1):
        if not column.by_hand or not printed.lines:
            continue
        most = points_text(column.weight)
        rule = DataValidation(
            "decimal", formula1="0", formula2=most, operator="between", allow_blank=True
        )
        rule.showErrorMessage = True
        rule.errorTitle = _("评分")
        rule.error = _("请填写 0 到 {most} 之间的数。").format(most=most)
        letter = get_column_letter(number)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.sheet.add_data_validation(rule)


def _write_rules(book: Book, printed: PrintedScreening) -> None:
    columns = [
        BookColumn(_("项目"), Format.TEXT, 12),
        BookColumn(_("满分"), Format.TEXT, 8),
        BookColumn(_("计算依据"), Format.LONG, 46),
        BookColumn(_("计分办法"), Format.LONG, 60),
    ]
    sheet = book.sheet(_("规则"), columns, lines=HEADER_ROW - 1)
    sheet.line(
        f"{printed.policy.subordinate_hotel}　{_title(printed)}　{_('规则')}", size=14, bold=True
    )
    sheet.line(_origin(printed))
    sheet.line("")
    sheet.header()
    for formula in formulas(printed.head.rules):
        sheet.row((formula.dimension.label, formula.weight, formula.basis, formula.scale))
    for text in principles(printed.head.rules):
        sheet.row(("", "", text, ""))
    for label, text in _policy(printed):
        sheet.row((label, "", text, ""))


def _policy(printed: PrintedScreening) -> Iterator[tuple[str, str]]:
    policy = printed.policy
    yield _("属下酒店"), policy.subordinate_hotel
    yield _("序号"), policy.serial
    yield _("版本号"), policy.edition
    yield _("呈送"), policy.submitted_to
    yield _("抄送"), policy.copied_to
    yield _("签发人"), policy.issued_by
    yield _("批准人"), policy.approved_by
    yield _("生效日期"), policy.effective_on.isoformat() if policy.effective_on else ""
    yield _("修订日期"), policy.revised_on.isoformat() if policy.revised_on else ""
