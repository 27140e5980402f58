"""Hand scores, their reasons and remarks as they come back in the sheet 排名."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from app.domain.cells import Cell, shown
from app.domain.sheets import Sheet
from app.domain.types import Dimension
from app.errors import FileRefusedError
from app.exchange.ranking_sheet import RANKING, hand_title, reason_title
from app.exchange.reading.reader import read_file
from app.exchange.screening_plan import CODE, NAME, REMARK
from app.exchange.writing import Progress, Stop
from app.i18n import _

_SEARCHED_ROWS = 20
_YEAR, _VERSION = re.compile(r"(\d{4})\s*年度"), re.compile(r"第\s*(\d{1,4})\s*版")


@dataclass(frozen=True, slots=True)
class HandScore:
    """Points that a person filled in for one dimension of one client.

    Attributes:
        row: Of the sheet, as the person sees it.
        reason: "" where none was written.
    """

    row: int
    code: str
    dimension: Dimension
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class HandRemark:
    """What a person wrote about one client; "" where the remark was emptied."""

    row: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class HandEntries:
    """All that was filled in, in the order of the sheet.

    Attributes:
        problems: A sentence for each cell that could not be understood, with its row.
        year: Of the screening, as the title says; None where it was taken out.
        version: Of the screening, as the line below the title says; likewise.
        empty: Client code and dimension of each score that is not filled in.
        names: By code, the row of a client and what it is called there.
    """

    scores: tuple[HandScore, ...]
    remarks: tuple[HandRemark, ...]
    problems: tuple[str, ...]
    year: int | None = None
    version: int | None = None
    empty: frozenset[tuple[str, Dimension]] = frozenset()
    names: Mapping[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, however they were moved."""

    code: int
    name: int | None
    points: Mapping[Dimension, int]
    reasons: Mapping[Dimension, int]
    remark: int | None

    @property
    def entered(self) -> tuple[int, ...]:
        """Return where a person fills something in."""
        remark = () if self.remark is None else (self.remark,)
        return (*self.points.values(), *self.reasons.values(), *remark)


def read_hand_scores(
    path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
) -> HandEntries:
    """Read what was filled in in a workbook that ``write_screening_book`` wrote.

    Rows are known by client code, columns by title, so both may have been moved.

    Raises:
        FileRefusedError: The file cannot be read, or has no sheet with hand scores.
        CancelledError: ``cancelled`` said so.
    """
    sheet, row, columns = _ranking(read_file(path, progress=progress, cancelled=cancelled))
    scores: list[HandScore] = []
    remarks: list[HandRemark] = []
    problems: list[str] = []
    empty: set[tuple[str, Dimension]] = set()
    names: dict[str, tuple[int, str]] = {}
    for number, cells in enumerate(sheet.rows[row + 1 :], row + 2):
        code = _text(cells, columns.code)
        if not code:
            if any(_text(cells, place) for place in columns.entered):
                told = _("第 {row} 行没有客户编号，那一行填的没有读入。")
                problems.append(told.format(row=number))
            continue
        if code in names:
            told = _("第 {row} 行与第 {other} 行是同一个客户，只读了前面那行。")
            problems.append(told.format(row=number, other=names[code][0]))
            continue
        names[code] = number, "" if columns.name is None else _text(cells, columns.name)
        filled = list(_scores(number, code, cells, columns, problems))
        scores += (score for score in filled if isinstance(score, HandScore))
        empty |= {(code, left) for left in filled if isinstance(left, Dimension)}
        if columns.remark is not None:
            remarks.append(HandRemark(number, code, _text(cells, columns.remark)))
    year, version = (_above(pattern, sheet.rows[:row]) for pattern in (_YEAR, _VERSION))
    return HandEntries(
        tuple(scores), tuple(remarks), tuple(problems), year, version, frozenset(empty), names
    )


def _above(pattern: re.Pattern[str], above: Sequence[Sequence[Cell]]) -> int | None:
    texts = (shown(cell) for cells in above for cell in cells)
    return next((int(found[1]) for text in texts if (found := pattern.search(text))), None)


def _ranking(sheets: Sequence[Sheet]) -> tuple[Sheet, int, _Columns]:
    named = sorted(sheets, key=lambda sheet: sheet.name != RANKING)
    for sheet in named:
        for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS]):
            if (columns := _columns([shown(cell) for cell in cells])) is not None:
                return sheet, row, columns
    raise FileRefusedError(
        _("文件里找不到可以读回的评分：需要“{sheet}”表中的“{code}”和手工评分栏。").format(
            sheet=RANKING, code=CODE
        )
    )


def _columns(titles: Sequence[str]) -> _Columns | None:
    points = _found(titles, {dimension: hand_title(dimension) for dimension in Dimension})
    if CODE not in titles or not points:
        return None
    reasons = _found(titles, {dimension: reason_title(dimension) for dimension in Dimension})
    name, remark = (titles.index(one) if one in titles else None for one in (NAME, REMARK))
    return _Columns(titles.index(CODE), name, points, reasons, remark)


def _found(titles: Sequence[str], wanted: Mapping[Dimension, str]) -> dict[Dimension, int]:
    return {
        dimension: column
        for dimension, title in wanted.items()
        for column, found in enumerate(titles)
        if found.split("\n")[0] == title
    }


def _scores(
    row: int, code: str, cells: Sequence[Cell], columns: _Columns, problems: list[str]
) -> Iterator[HandScore | Dimension]:
    """Give the scores of a row, of one that is not filled in its dimension."""
    for dimension, column in columns.points.items():
        written = _text(cells, column)
        reason = _text(cells, columns.reasons[dimension]) if dimension in columns.reasons else ""
        points = _points(written)
        if points is not None:
            yield HandScore(row, code, dimension, points, reason)
        elif written:
            problems.append(
                _("第 {row} 行“{title}”不是数字：{written}").format(
                    row=row, title=hand_title(dimension), written=written
                )
            )
        elif reason:
            problems.append(
                _("第 {row} 行“{title}”写了理由，没有评分。").format(
                    row=row, title=hand_title(dimension)
                )
            )
        else:
            yield dimension


def _points(written: str) -> Decimal | None:
    text = unicodedata.normalize("NFKC", written).replace(" ", "").removesuffix(_("分"))
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _text(cells: Sequence[Cell], column: int) -> str:
    return shown(cells[column]) if column < len(cells) else ""
