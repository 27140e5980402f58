"""A year's days off and worked weekends from a workbook: columns 日期, 名称, 休息/上班."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.cell_dates import day
from app.domain.cells import Cell, CellError, folded, is_empty, shown
from app.domain.holidays import KIND_WORDS, HolidayDraft, HolidayLine
from app.domain.sheets import Sheet
from app.errors import FileRefusedError
from app.exchange.reading.reader import read_file
from app.exchange.writing import Progress, Stop
from app.i18n import _

DAY_TITLE, NAME_TITLE, KIND_TITLE = _("日期"), _("名称"), _("休息/上班")
_DAY_TITLES = frozenset(("日期", "日子", "date"))
_NAME_TITLES = frozenset(("名称", "节日", "节假日", "假期", "备注", "说明", "name"))
_KIND_TITLES = frozenset(
    ("休息/上班", "休息上班", "休/班", "类型", "类别", "安排", "状态", "是否上班", "是否休息")
)
_SEARCHED_ROWS = 20
_LONGEST_SHOWN = 60
_YES_NO = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class _Columns:
    day: int
    kind: int
    name: int | None
    asks_yes: str = ""


def read_holidays(
    path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
) -> tuple[HolidayLine, ...]:
    """Read a workbook or CSV; each filled row comes back, as a day or with the reason why not.

    Raises:
        FileRefusedError: The file cannot be read, or no sheet has the columns.
        CancelledError: ``cancelled`` said so.
    """
    for sheet in (sheets := read_file(path, progress=progress, cancelled=cancelled)):
        for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            if (columns := _columns(cells)) is not None:
                return tuple(_lines(sheet, row, columns))
    told = _(
        "“{file}”的 {n:,} 张表里都没有节假日的表头。需要三列：{day}、{name}、{kind}；"
        "可以先导出一年的节假日作样子。"
    )
    titles = {"day": DAY_TITLE, "name": NAME_TITLE, "kind": KIND_TITLE}
    raise FileRefusedError(told.format(file=path.name, n=len(sheets), **titles))


def _columns(cells: Sequence[Cell]) -> _Columns | None:
    titles = [folded(shown(cell)) for cell in cells]
    day_at = _place(titles, _DAY_TITLES)
    kind_at = _place(titles, _KIND_TITLES)
    if day_at is None or kind_at is None:
        return None
    asked = titles[kind_at].removeprefix("是否")
    asks_yes = asked if asked != titles[kind_at] else ""
    return _Columns(day_at, kind_at, _place(titles, _NAME_TITLES), asks_yes)


def _place(titles: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((n for n, title in enumerate(titles) if title in wanted), None)


def _lines(sheet: Sheet, header: int, columns: _Columns) -> list[HolidayLine]:
    return [
        _line(number, cells, columns, system_1904=sheet.system_1904)
        for number, cells in enumerate(sheet.rows[header + 1 :], header + 2)
        if not all(is_empty(cell) for cell in cells)
    ]


def _line(
    number: int, cells: Sequence[Cell], columns: _Columns, *, system_1904: bool
) -> HolidayLine:
    written = " | ".join(text for cell in cells if (text := shown(cell)))[:_LONGEST_SHOWN]
    day_cell, kind_cell = _cell(cells, columns.day), _cell(cells, columns.kind)
    name = "" if columns.name is None else shown(_cell(cells, columns.name))
    if is_empty(day_cell):
        return HolidayLine(number, written, None, _("没有日期。"))
    try:
        found = day(day_cell, system_1904=system_1904)
    except CellError as error:
        return HolidayLine(number, written, None, str(error))
    if is_empty(kind_cell):
        return HolidayLine(number, written, None, _("没有写休息还是上班。"))
    kind = KIND_WORDS.get(_kind_word(kind_cell, columns))
    if kind is None:
        told = _("“{cell}”看不出是休息还是上班，请写“休息”或“上班”。")
        return HolidayLine(number, written, None, told.format(cell=shown(kind_cell)[:20]))
    return HolidayLine(number, written, HolidayDraft(found, kind, name))


def _kind_word(cell: Cell, columns: _Columns) -> str:
    """Return what a cell says; under 是否上班 the cell is only 是 or 否."""
    word = folded(shown(cell))
    if not columns.asks_yes or word not in _YES_NO:
        return word
    other = {"上班": "休息", "休息": "上班"}[columns.asks_yes]
    return columns.asks_yes if _YES_NO[word] else other


def _cell(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
