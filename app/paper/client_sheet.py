"""The sheet of one client's year (客户年终评分表), one or all in one job."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from app.domain.screening.evidence import LastYear
from app.domain.screening.line import ScreeningLine
from app.domain.screening.printed import (
    PrintedScreening,
    evidence_sentence,
    reason_sentence,
)
from app.domain.screening.texts import points_text
from app.domain.types import Dimension, Post
from app.exchange.writing import Progress, Stop
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.figures import movement, percent, score
from app.paper.flow import Section, Space, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.joined import JoinedDocument
from app.paper.months import MonthsBlock, months_rows
from app.paper.parts import Part, parts_to_sign
from app.paper.table import Align, PaperColumn, Row, RowStyle, Table
from app.paper.units import PORTRAIT, mm

_REMARK_ROOM = mm(14)


def client_sheet(printed: PrintedScreening, line: ScreeningLine) -> FlowDocument:
    """Lay out one client's sheet; one page unless reasons or remarks are long."""
    width = PORTRAIT.body.width()
    title = _("{year} 年度客户年终评分表").format(year=printed.head.year)
    last = printed.last_months.get(line.client_id)
    months_bars = MonthsBlock(line.evidence.months, last)
    sections = [
        Section([(PolicyHeadBlock(printed.policy, title, width, columns=3),)]),
        Section([(_identity(printed, line, width),)]),
        Section([(*months_rows(line.evidence.months, last, width), months_bars)]),
        *_scores(line, width),
        Section(_remarks(line)),
    ]
    running = f"{title}　{line.code}　{line.name}"
    return FlowDocument(running, sections, setup=PORTRAIT, imprint=printed.imprint)


def _identity(printed: PrintedScreening, line: ScreeningLine, width: float) -> FieldsBlock:
    result, last = line.result, line.evidence.last_year
    grade = result.grade or (result.no_grade.label if result.no_grade else "")
    rank = "" if line.rank is None else _("第 {rank} 名").format(rank=line.rank)
    change = movement(line.rank, last.rank if last else None)
    fields = [
        Field(_("客户名称"), line.name, span=2),
        Field(_("客户编号"), line.code),
        Field(_("客户经理"), line.manager),
        Field(_("截止日期"), printed.head.cut_off_on.isoformat()),
        Field(_("状态"), line.state.label),
        Field(_("等级"), "　".join(filter(None, (grade, result.reason)))),
        Field(_("名次"), "　".join(filter(None, (rank, change)))),
        Field(_("去年"), _last_year(last)),
    ]
    return FieldsBlock(fields, width, columns=3)


def _last_year(last: LastYear | None) -> str:
    if last is None or (last.grade is None and last.rank is None):
        return _("没有评定")
    grade = "" if last.grade is None else _("等级 {grade}").format(grade=last.grade)
    rank = "" if last.rank is None else _("第 {rank} 名").format(rank=last.rank)
    return "　".join(filter(None, (grade, rank)))


def _scores(line: ScreeningLine, width: float) -> Iterator[Section]:
    columns = [
        PaperColumn(_("指标"), 15, align=Align.CENTRE),
        PaperColumn(_("满分"), 10, align=Align.CENTRE),
        PaperColumn(_("得分"), 15, align=Align.CENTRE),
        PaperColumn(_("依据"), 30, weight=1),
        PaperColumn(_("评分理由"), 30, weight=1),
    ]
    table = Table(columns, width, points=8)
    highest = PORTRAIT.body.height() - table.header.height
    cells = [
        (
            dimension.label,
            points_text(line.points[dimension].weight),
            score(line.points[dimension]),
            evidence_sentence(dimension, line.evidence),
            reason_sentence(line.points[dimension]),
        )
        for dimension in Dimension
    ]
    units: list[Unit] = [(row,) for row in table.rows(cells, highest)]
    units[-1] = (*units[-1], _total(table, line))
    yield Section(units, header=table.header)
    yield Section([(Space(mm(3)),)])


def _total(table: Table, line: ScreeningLine) -> Row:
    result = line.result
    return table.row(
        (
            _("总分"),
            points_text(sum((one.weight for one in line.points.values()), Decimal(0))),
            points_text(result.total),
            _("可得分 {available}，资料完整度 {percent}%").format(
                available=points_text(result.available), percent=points_text(result.completeness)
            ),
            _("得分率 —")
            if result.percent is None
            else _("得分率 {percent}").format(percent=percent(result.percent)),
        ),
        RowStyle.TOTAL,
    )


def _remarks(line: ScreeningLine) -> Iterator[Unit]:
    """Yield the remarks, with room to write by hand, and the signatures with their last line."""
    texts = [line.remark, *([_("退回意见：") + line.sent_back] if line.sent_back else [])]
    remarks = Part(_("备注"), "\n".join(filter(None, texts)), _REMARK_ROOM)
    sign_off = SignOffBlock([post.label for post in _SIGNING])
    return parts_to_sign([remarks], sign_off, PORTRAIT, points=8.5)


_SIGNING = (Post.REPRESENTATIVE, Post.MANAGER, Post.DIRECTOR)


def client_sheets(
    printed: PrintedScreening,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> JoinedDocument:
    """Lay out every client's sheet.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    title = _("{year} 年度客户年终评分表").format(year=printed.head.year)
    sheets = [partial(client_sheet, printed, line) for line in printed.lines]
    return JoinedDocument(title, PORTRAIT, sheets, progress=progress, cancelled=cancelled)
