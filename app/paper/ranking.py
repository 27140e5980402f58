"""The year-end ranking (年终客户筛选排名): one line a client, A4 landscape, to be signed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.domain.screening.line import ScreeningLine
from app.domain.screening.printed import PrintedScreening
from app.domain.screening.texts import points_text
from app.domain.types import Dimension, Post
from app.domain.written import amount_text
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.figures import movement, percent, score
from app.paper.flow import Section, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.table import Align, PaperColumn, Row, RowStyle, Table
from app.paper.units import LANDSCAPE

_LAST_ROWS = 3  # that stay with the sign-off


def ranking_document(printed: PrintedScreening) -> FlowDocument:
    """Lay out the ranking of one screening, in the order of its lines."""
    body = LANDSCAPE.body
    title = ranking_title(printed)
    head = PolicyHeadBlock(printed.policy, title, body.width(), columns=4)
    table = Table(_columns(printed), body.width(), points=8)
    units = _units(table, printed, body.height())
    about = FieldsBlock(_about(printed), body.width(), columns=4)
    sections = [Section([(head,), (about,)]), Section(units, header=table.header)]
    return FlowDocument(title, sections, setup=LANDSCAPE, imprint=printed.imprint)


def _about(printed: PrintedScreening) -> list[Field]:
    """Say what this is a ranking of: a draft must never pass for the approved paper."""
    head = printed.head
    return [
        Field(_("截止日期"), head.cut_off_on.isoformat()),
        Field(_("状态"), head.state.label),
        Field(_("版次"), _("第 {n} 版").format(n=head.version)),
        Field(_("客户数"), f"{len(printed.lines):,}"),
    ]


def ranking_title(printed: PrintedScreening) -> str:
    """Return the paper's title, with the salesperson's name where it is one's own clients."""
    title = _("{year} 年度客户年终筛选排名").format(year=printed.head.year)
    return f"{title}（{printed.head.scope}）" if printed.head.scope else title


def _columns(printed: PrintedScreening) -> list[PaperColumn]:
    centre = Align.CENTRE
    scores = [
        PaperColumn(f"{one.dimension.label}\n（{points_text(one.weight)}）", 14, align=centre)
        for one in printed.head.rules.dimensions
    ]
    return [
        PaperColumn(_("名次"), 10, align=centre),
        PaperColumn(_("客户编号"), 19),
        PaperColumn(_("客户名称"), 44, weight=1),
        PaperColumn(_("客户经理"), 16),
        PaperColumn(_("全年预订额（元）"), 25, number=True),
        *scores,
        PaperColumn(_("总分"), 11.5, number=True),
        PaperColumn(_("可得分"), 10.5, number=True),
        PaperColumn(_("完整度"), 11.5, number=True),
        PaperColumn(_("得分率"), 12.5, number=True),
        PaperColumn(_("等级"), 13.5, align=centre),
        PaperColumn(_("去年\n等级"), 10, align=centre),
        PaperColumn(_("名次\n变化"), 10, align=centre),
    ]


def _cells(line: ScreeningLine) -> tuple[str, ...]:
    result, last = line.result, line.evidence.last_year
    return (
        "" if line.rank is None else str(line.rank),
        line.code,
        line.name,
        line.manager,
        amount_text(line.evidence.amount),
        *(score(line.points[dimension]) for dimension in Dimension),
        points_text(result.total),
        points_text(result.available),
        f"{points_text(result.completeness)}%",
        percent(result.percent),
        result.grade or (result.no_grade.label if result.no_grade else ""),
        (last.grade if last else None) or "",
        movement(line.rank, last.rank if last else None),
    )


def _units(table: Table, printed: PrintedScreening, highest: float) -> Iterator[Unit]:
    """Yield each row alone, but the last few together with the sum and the signatures."""
    rows = table.rows(map(_cells, printed.lines), highest - table.header.height)
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) > _LAST_ROWS:
            yield (waiting.pop(0),)
    posts = (Post.REPRESENTATIVE.label, Post.MANAGER.label, Post.DIRECTOR.label)
    yield (*waiting, _total(table, printed.lines), SignOffBlock(posts))


def _total(table: Table, lines: Sequence[ScreeningLine]) -> Row:
    amount = sum((line.evidence.amount for line in lines), Decimal(0))
    cells = [""] * len(table.slots)
    cells[2] = _("合计 {count:,} 个客户").format(count=len(lines))
    cells[4] = amount_text(amount)
    return table.row(cells, RowStyle.TOTAL)
