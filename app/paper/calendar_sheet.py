"""The calendar on paper: a month or a week, A4 landscape, one row of seven days a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.flow import Leaf, Section
from app.paper.fonts import Face, face
from app.paper.head import PolicyHeadBlock
from app.paper.text import GREY, INK, draw_line, draw_lines, height_of, wrapped
from app.paper.units import LANDSCAPE, LINE, mm

_WEEKDAYS = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))
_REST = QColor(0xF0, 0xF0, 0xF0)
_MONTH, _WEEK = (8, 7.5, 7, 6.5), (10, 9, 8)
"""Points of the entries: the largest in which one page holds all, else the smallest."""
_NUMBER = mm(6)
_PAD, _GAP = mm(1.2), mm(0.8)


@dataclass(frozen=True, slots=True)
class SheetDay:
    """One day: its number and name, what stands on it, and how much there is in all.

    ``off``: the office rests. ``faint``: it belongs to another month, whose sheet shows its own.
    """

    day: date
    number: str
    entries: Sequence[str] = ()
    count: int = 0
    name: str = ""
    off: bool = False
    faint: bool = False


def calendar_sheet(
    title: str, weeks: Sequence[Sequence[SheetDay]], *, policy: PolicyHead, imprint: Imprint
) -> FlowDocument:
    """Lay out the weeks: they fill the first page, and run on where there is more to say."""
    body = LANDSCAPE.body
    head = PolicyHeadBlock(policy, title, body.width(), columns=4)
    header = _Weekdays()
    most = body.height() - header.height
    rows: list[_Week] = []
    spare = 0.0
    for points in _WEEK if len(weeks) == 1 else _MONTH:
        rows = [_Week(days, face(points), body.width(), most) for days in weeks]
        spare = most - head.height - sum(row.height for row in rows)
        if spare >= 0:
            break
    for row in rows:
        row.height += max(spare, 0) / len(rows)
    sections = [Section([(head,)]), Section([(row,) for row in rows], header=header)]
    return FlowDocument(title, sections, setup=LANDSCAPE, imprint=imprint)


class _Weekdays:
    """The names of the days above their columns."""

    height = mm(6)

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw each name in the middle of its column."""
        bold = face(9, bold=True)
        leaf.painter.setFont(bold.font)
        for number, name in enumerate(_WEEKDAYS):
            cell = _column(area, number)
            leaf.painter.setPen(INK)
            draw_line(leaf.painter, cell, name, bold, align=0.5)
            leaf.painter.setPen(QPen(GREY, LINE / 2))
            leaf.painter.drawRect(cell)


class _Week:
    """Seven days, as high as the fullest of them asks for, but at most ``most``."""

    def __init__(self, days: Sequence[SheetDay], text: Face, width: float, most: float) -> None:
        self._face = text
        room = most - _NUMBER - text.line - _PAD
        self._days = [_fitted(day, text, width / len(_WEEKDAYS) - 2 * _PAD, room) for day in days]
        self.height = _NUMBER + max(fitted.height for fitted in self._days) + _PAD

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the days side by side."""
        for number, fitted in enumerate(self._days):
            self._paint_day(leaf.painter, _column(area, number), fitted)

    def _paint_day(self, painter: QPainter, cell: QRectF, fitted: "_Fitted") -> None:
        if fitted.day.off:
            painter.fillRect(cell, _REST)
        painter.setPen(QPen(GREY, LINE / 2))
        painter.drawRect(cell)
        inner = cell.adjusted(_PAD, 0, -_PAD, 0)
        head = QRectF(inner.left(), inner.top(), inner.width(), _NUMBER)
        bold, small = face(9, bold=True), face(7)
        painter.setPen(GREY if fitted.day.faint else INK)
        painter.setFont(bold.font)
        draw_line(painter, head, fitted.day.number, bold)
        painter.setPen(GREY)
        painter.setFont(small.font)
        draw_line(painter, head, fitted.day.name, small, align=1)
        painter.setPen(INK)
        painter.setFont(self._face.font)
        top = head.bottom()
        for lines in fitted.texts:
            place = QRectF(inner.left(), top, inner.width(), height_of(lines, self._face))
            draw_lines(painter, place, lines, self._face)
            top = place.bottom() + _GAP


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A day with its entries broken into lines, and how high they are."""

    day: SheetDay
    texts: Sequence[str]
    height: float


def _fitted(day: SheetDay, text: Face, width: float, room: float) -> _Fitted:
    """Break a day's entries into lines; say how many find no room."""
    texts: list[str] = []
    height = 0.0
    for entry in day.entries:
        lines = wrapped(entry, text, width)
        needed = height_of(lines, text) + _GAP
        if height + needed > room:
            break
        texts.append(lines)
        height += needed
    rest = day.count - len(texts)
    if rest > 0:
        texts.append(_("还有 {n} 项").format(n=f"{rest:,}"))
        height += text.line + _GAP
    return _Fitted(day, texts, height)


def _column(area: QRectF, number: int) -> QRectF:
    width = area.width() / len(_WEEKDAYS)
    return QRectF(area.left() + number * width, area.top(), width, area.height())
