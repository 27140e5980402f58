"""What to do with a table that cannot be taken in as it is."""

import re
from collections.abc import Iterable, Sequence

from app.domain.cells import Cell, shown, word
from app.domain.headings import NEEDED, SEARCHED_ROWS
from app.domain.imports import Layout
from app.domain.sheets import Sheet
from app.domain.types import ImportKind
from app.i18n import _

FEWEST_MONTHS = 3
_MONTH = re.compile(
    r"(?:\d{4}[年\-./]?)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
)
_CLIENTS = NEEDED[ImportKind.BOOKINGS][0]


def months_across(cells: Iterable[Cell]) -> bool:
    """Tell whether a row heads a column for each month: 1月, 2月, 3月."""
    found = (cell for cell in cells if isinstance(cell, str) and _MONTH.fullmatch(word(cell)))
    return sum(1 for _month in found) >= FEWEST_MONTHS


def advice(layout: Layout) -> tuple[str, ...]:
    """Return a sentence for each thing to do where the columns do not suffice."""
    return tuple(_advised(layout))


def advice_without_layout(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the same where no headings were found."""
    rows = (row for sheet in sheets for row in sheet.rows[:SEARCHED_ROWS])
    return (_MONTHS_ACROSS,) if any(map(months_across, rows)) else ()


def _advised(layout: Layout) -> Iterable[str]:
    there = {name for name in layout.columns if name}
    if months_across(_unused(layout)):
        yield _MONTHS_ACROSS
    if layout.kind is not ImportKind.CLIENTS and not there & _CLIENTS:
        yield _("整张表只有一家客户的，请在表头上面单独写一行“客户：名称”，或加一列“客户名称”。")


def _unused(layout: Layout) -> list[str]:
    named = zip(layout.header.headings, layout.columns, strict=True)
    return [shown(heading) for heading, name in named if name is None]


_MONTHS_ACROSS = _(
    "这是每个月一列的汇总表，没有每一笔的日期、预订号和房夜，不能当作预订明细导入：请从系统里导出逐笔的"
    "明细。没有明细的，改成“客户名称、月份、金额”三列，一家一个月一行，月份写成 2016-01 的样子。"
)
