"""``keyou screen``: the year-end screening, its workbook and its papers."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.cli.output import print_json, print_line, print_progress
from app.cli.parser import path_given
from app.db import Desk
from app.domain.cell_dates import day
from app.domain.cells import CellError
from app.domain.exported import Imprint
from app.domain.screening.line import ScreeningLine
from app.domain.screening.printed import PrintedScreening
from app.domain.screening.spread import grade_counts, line_grades
from app.domain.screening.texts import points_text
from app.domain.types import Dimension, ScreeningId, ScreeningState
from app.domain.written import amount_text
from app.errors import AppError
from app.i18n import _
from app.queries.screening.lines import screening_head
from app.queries.screening.printing import printed_screening
from app.services.screening.opening import compile_screening, open_screening
from app.whole_files import check_place

MOST_TOLD = 20
OpenDesk = Callable[[], Desk]


def register(commands: Any) -> None:
    """Add the command to the parser's ``commands``."""
    parser = commands.add_parser("screen", help=_("年终筛选：统计、评分、排名、导出"))
    parser.add_argument("year", type=int, metavar=_("年份"), help=_("如 2025"))
    parser.add_argument("--cut-off", type=_day, metavar=_("日期"), help=_("截止，如 2025-12-31"))
    parser.add_argument("--xlsx", type=path_given, metavar=_("文件"), help=_("工作簿写到这里"))
    parser.add_argument("--pdf", type=path_given, metavar=_("文件"), help=_("排名表 PDF 写到这里"))
    parser.add_argument(
        "--sheets", type=path_given, metavar=_("文件"), help=_("每客户一页的评分表 PDF")
    )
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.set_defaults(run=run_screening)


def _day(text: str) -> date:
    try:
        return day(text)
    except CellError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run_screening(open_desk: OpenDesk, wanted: argparse.Namespace) -> None:
    """Compile the whole office's screening of a year, unless it is handed in or approved."""
    check_places([wanted.xlsx, wanted.pdf, wanted.sheets])
    desk = open_desk()
    printed = screened(desk, wanted.year, wanted.cut_off)
    write_files(printed, xlsx=wanted.xlsx, pdf=wanted.pdf, sheets=wanted.sheets)
    if wanted.json:
        print_json(as_json(printed))
    else:
        _print(printed)


def check_places(paths: Sequence[Path | None]) -> None:
    """See that every file asked for can be written, before anything is counted.

    Raises:
        AppError: Two of them are one file.
        StorageError: One cannot be written.
    """
    places = [path for path in paths if path is not None]
    if len({path.resolve() for path in places}) < len(places):
        raise AppError(_("要写的几个文件是同一个，请给每一个不同的文件名。"))
    for path in places:
        check_place(path)


def screened(desk: Desk, year: int, cut_off_on: date | None) -> PrintedScreening:
    """Return the year's screening, its draft compiled anew from the files.

    Raises:
        AppError: The year or the cut-off cannot be, or the year is approved with another.
    """
    screening_id = open_screening(desk, year, cut_off_on)
    if _state(desk, screening_id) is ScreeningState.DRAFT:
        compile_screening(desk, screening_id, step=print_progress)
    else:
        print_progress(
            _("{year} 年的筛选已提交或已批准，按原样输出，没有重新统计。").format(year=year)
        )
    imprint = Imprint(by="", at=desk.now())
    with desk.db.read() as session:
        return printed_screening(session, screening_id, imprint)


def write_files(
    printed: PrintedScreening,
    *,
    xlsx: Path | None = None,
    pdf: Path | None = None,
    sheets: Path | None = None,
) -> None:
    """Write what is asked for.

    Raises:
        StorageError: A file cannot be written; one that was there before is as it was.
    """
    if xlsx is not None:
        from app.exchange.screening_book import write_screening_book

        for sentence in write_screening_book(xlsx, printed):
            print_progress(sentence)
        print_progress(_("已写工作簿：{file}").format(file=xlsx))
    if pdf is not None or sheets is not None:
        _write_papers(printed, pdf, sheets)


def _write_papers(printed: PrintedScreening, pdf: Path | None, sheets: Path | None) -> None:
    from app.paper.client_sheet import client_sheets
    from app.paper.headless import drawing_application
    from app.paper.output import write_pdf
    from app.paper.ranking import ranking_document

    drawing_application()
    if pdf is not None:
        write_pdf(pdf, ranking_document(printed))
        print_progress(_("已写排名表：{file}").format(file=pdf))
    if sheets is not None:
        write_pdf(sheets, client_sheets(printed))
        print_progress(_("已写评分表：{file}").format(file=sheets))


def as_json(printed: PrintedScreening) -> dict[str, Any]:
    """Return the screening as other programs read it."""
    return {"year": printed.head.year, "lines": [line_json(line) for line in printed.lines]}


def line_json(line: ScreeningLine) -> dict[str, Any]:
    """Return one line: amounts with two decimals, scores as numbers, null for the unknown."""
    evidence, result = line.evidence, line.result
    return {
        "code": line.code,
        "name": line.name,
        "months": list(evidence.months),
        "amount": evidence.amount,
        "room_nights": evidence.room_nights,
        "bookings": evidence.bookings,
        "not_fulfilled": evidence.not_fulfilled,
        "gross_profit": evidence.gross_profit,
        "due": evidence.due,
        "received": evidence.received,
        "scores": {one.value: _number(line.points[one].total) for one in Dimension},
        "total": _number(result.total) if result.available else None,
        "available": _number(result.available),
        "completeness": _number(result.completeness),
        "grade": result.grade,
        "rank": line.rank,
    }


def _number(points: Decimal | None) -> int | float | None:
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)


def _state(desk: Desk, screening_id: ScreeningId) -> ScreeningState:
    with desk.db.read() as session:
        head = screening_head(session, screening_id)
    if head is None:
        raise AppError(_("这次筛选刚被删除，请重试。"))
    return head.state


def _print(printed: PrintedScreening) -> None:
    head = printed.head
    title = _("{year} 年度年终筛选，截止 {day}，{state}，{n:,} 个客户")
    print_line(
        title.format(
            year=head.year, day=head.cut_off_on, state=head.state.label, n=len(printed.lines)
        )
    )
    for line in printed.lines[:MOST_TOLD]:
        print_line(_line_text(line))
    if len(printed.lines) > MOST_TOLD:
        print_line(
            _("……其余 {n:,} 个客户见工作簿或 --json。").format(n=len(printed.lines) - MOST_TOLD)
        )
    for one in grade_counts(line_grades(printed.lines), head.rules):
        grade = _("未评") if one.grade is None else one.grade
        print_line(f"{grade}  {one.clients}  {amount_text(one.amount)}")


def _line_text(line: ScreeningLine) -> str:
    result = line.result
    grade = result.grade or (result.no_grade.label if result.no_grade else "")
    return "  ".join(
        [
            "—" if line.rank is None else str(line.rank),
            line.code,
            line.name,
            amount_text(line.evidence.amount),
            f"{points_text(result.total)}/{points_text(result.available)}",
            grade,
        ]
    )
