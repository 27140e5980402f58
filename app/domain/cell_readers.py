"""From a column's kind to the function that reads its cells."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, partial
from typing import Any

from app.domain import cell_birthdays, cell_dates, cells
from app.domain.cell_stays import stay
from app.domain.cell_words import booking_status, choice, grade, refund
from app.domain.cells import Cell, CellError
from app.domain.day_order import Order, Told, order_of
from app.domain.importable import Field, Holds
from app.domain.own_fields import OwnField, own_cell
from app.domain.table_years import Period
from app.domain.types import BookingStatus, Labelled
from app.domain.units import YUAN, Unit
from app.i18n import _

Reader = Callable[[Cell], Any]
"""Takes a cell that is not empty; returns its value, or None where it says nothing.

Raises ``CellError``.
"""

ZERO = Decimal(0)
_FREE_TEXT = {Holds.LINES, Holds.CHOICE_OR_LINES}
_TEXTS = {Holds.TEXT, Holds.CODE}
_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
EXACT = 10**15
"""From here on Excel keeps but the first fifteen digits of a number."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What reading depends on besides the cell.

    ``system_1904`` is the workbook's: day numbers count from 1904. ``own`` are the office's own
    fields, which a file of clients may fill. ``title`` is the file's name, ``period`` what the
    table is about.
    """

    today: date
    system_1904: bool = False
    own: tuple[OwnField, ...] = ()
    title: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How the cells of one column are written, as its heading and all its cells tell.

    Attributes:
        unit: Of amounts.
        order: Asked what three numbers mean: 05/01/16.
        decimal_points: Asked whether the point of “1.234” is one.
        lunar: Whether the heading says that birthdays are lunar; None where it names both.
        clear_signs: What lies above zero was received, what lies below was paid back.
    """

    unit: Unit = YUAN
    order: Told = lambda: Order.DMY
    decimal_points: Callable[[], bool] = lambda: True
    lunar: bool | None = False
    clear_signs: bool = True


ANY_MANNER = Manner()
"""Takes what could be read in several ways: for seeing what a column is, not what it says."""


def manner_of(
    cells_of: Callable[[], Iterable[Cell]], unit: Unit, heading: str, *, clear_signs: bool = True
) -> Manner:
    """Return how a column is written; its cells are looked through only where one is not clear."""
    return Manner(
        unit=unit,
        order=cache(lambda: order_of(cells_of())),
        decimal_points=cache(lambda: cells.has_decimal_points(cells_of())),
        lunar=cell_birthdays.calendar_of(heading),
        clear_signs=clear_signs,
    )


def reader_of(field: Field, around: Circumstances, manner: Manner = ANY_MANNER) -> Reader:
    """Return the function that reads this column's cells."""
    if field.holds in _FREE_TEXT:
        return _free_text_reader(field)
    if field.holds in _TEXTS:
        return _text_reader(field)
    read = _value_reader(field, around, manner)

    def checked(cell: Cell) -> Any:
        if not isinstance(cell, str):
            return read(cell)
        cells.check_computed(cell)
        if not cells.says_nothing(cell):
            return read(cell)
        if field.dashed and cells.is_dash(cell):
            return ZERO
        return None if field.choices is None else _choice_or_none(cell, field.choices)

    return checked


def own_reader(field: OwnField, around: Circumstances) -> Reader:
    """Return the function that reads the cells of one of the office's own fields."""
    return lambda cell: own_cell(field, cell, system_1904=around.system_1904) or None


def _text_reader(field: Field) -> Reader:
    most, spaced = field.most, field.holds is Holds.TEXT
    surely = min(most, cells.FULL_CELL // 2 - 1)

    def read(cell: Cell) -> Any:
        if type(cell) is str and len(cell) <= surely and cell.isalnum() and cell.isascii():
            return cell
        cells.check_computed(cell)
        if not spaced:
            _check_whole(cell)
        found = cells.text(cell, most)
        return (found if spaced else "".join(found.split())) or None

    return read


def _check_whole(cell: Cell) -> None:
    """Refuse a code of which Excel kept the first digits only: 2.01605E+14."""
    lost = isinstance(cell, float) and cell >= EXACT
    if lost or (isinstance(cell, str) and _SHORTENED.fullmatch(cell.strip())):
        raise CellError(
            _(
                "号码太长，被 Excel 缩写，后面的数字已丢失：请在原表中改成文字格式的完整号码；"
                "没有完整号码的，在“核对列”里不导入这一列。"
            )
        )


def _free_text_reader(field: Field) -> Reader:
    """Read notes; what was typed with a leading = and kept by Excel as a formula is a note too."""
    most, choices = field.most, field.choices

    def read(cell: Cell) -> Any:
        if not isinstance(cell, cells.FormulaCell):
            cells.check_computed(cell)
        if choices is not None and (found := _choice_or_none(cell, choices)) is not None:
            return found
        return cells.text(cell, most, lines=True) or None

    return read


def _choice_or_none(cell: Cell, choices: type[Labelled]) -> Labelled | None:
    try:
        return choice(cell, choices)
    except CellError:
        return None


def _value_reader(field: Field, around: Circumstances, manner: Manner) -> Reader:
    if field.choices is BookingStatus:
        return booking_status
    if field.choices is not None:
        kind = field.choices
        return lambda cell: choice(cell, kind)
    if field.holds is Holds.MONEY:
        return _money_reader(manner)
    if field.holds in (Holds.TELEPHONE, Holds.MOBILE):
        return lambda cell: cells.telephone(cell, field.most)
    written: dict[str, Any] = {"system_1904": around.system_1904, "order": manner.order}
    dates: dict[str, Any] = {**written, "period": around.period}
    born: dict[str, Any] = {**written, "today": around.today}
    readers: dict[Holds, Reader] = {
        Holds.RENMINBI: cells.renminbi,
        Holds.WHOLE: cells.whole,
        Holds.DAY_OF_MONTH: cell_dates.day_of_month,
        Holds.TERMS: cells.terms,
        Holds.YES_OR_NO: cells.yes_or_no,
        Holds.REFUND: refund,
        Holds.TIME: time_of_day,
        Holds.DAY: lambda cell: cell_dates.day(cell, **dates),
        Holds.STAY: lambda cell: stay(cell, partial(cell_dates.day, **dates)),
        Holds.MOMENT: lambda cell: cell_dates.moment(cell, **dates),
        Holds.MONTH: lambda cell: cell_dates.month(cell, **dates),
        Holds.BIRTHDAY: lambda cell: cell_birthdays.birthday(cell, **born, lunar=manner.lunar),
        Holds.LUNAR_BIRTHDAY: lambda cell: cell_birthdays.birthday(cell, **born, lunar=True),
        Holds.CALENDAR: cell_birthdays.is_lunar,
        Holds.GRADE: grade,
    }
    return readers[field.holds]


def _money_reader(manner: Manner) -> Reader:
    scale, foreign = manner.unit.scale, manner.unit.foreign
    if foreign:
        return lambda _cell: cells.refuse_foreign(foreign)
    if not manner.clear_signs:
        return _refuse_sign
    return partial(cells.money, scale=scale, decimal_points=manner.decimal_points)


def _refuse_sign(_cell: Cell) -> Decimal:
    raise CellError(
        _(
            "这一列多数是负数，分不清是客户付的款还是退款："
            "付的款请改成正数；真是退款，请把列名写成“金额（退款为负）”。"
        )
    )


def time_of_day(cell: Cell) -> time:
    """Return a time of day: a time, a part of a day as Excel keeps it, or “14:30”.

    Raises:
        CellError: It is none.
    """
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        return (cell_dates.EPOCH_1900 + timedelta(minutes=round(cell * 24 * 60))).time()
    try:
        found = cell_dates.moment(f"2000-1-1 {cells.shown(cell)}")[1]
    except CellError:
        found = None
    if found is None:
        raise CellError(_("不是时间，请写成 14:30 的样子。"))
    return found
