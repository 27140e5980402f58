"""The calendar's days, painted: a month of six weeks, or one week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.calendar import CalendarItem, CalendarKind
from app.domain.days import WEEK
from app.domain.working_days import WorkingDays
from app.i18n import _
from app.queries.calendar import CalendarDay
from app.ui.theme import GAP, current_look

WEEKDAYS: Final = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))
HEAD, LINE, NUMBER = 26, 20, 22
MOST_LINES = 5
"""Lines of one entry where a week has the whole height."""
WRAPPED: Final = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
FAR = 12
"""Pixels the mouse moves before an item is dragged."""
BAR = 7
"""Pixels before a text, for the stripe that tells what kind it is."""
STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
NOTHING = CalendarDay()


@dataclass(frozen=True, slots=True)
class Place:
    """An item where it is painted."""

    rect: QRect
    day: date
    item: CalendarItem


class CalendarGrid(QWidget):
    """Days with what stands on them.

    Arrows go from day to day, Page Up and Page Down to another page. Enter goes into a day: then
    Up and Down choose, Enter opens, Ctrl with an arrow puts it on another day, Esc leaves.
    What is still to be done can be dragged to another day.

    Attributes:
        may_move: What is to be done may be put on another day.

    Signals:
        opened: item: show it.
        day_opened: day: show all that stands on it.
        move_wanted: item, day: put it on this day.
        turned: day: the cursor went to a day that is not shown.
        pages_wanted: -1 or 1: show the page before or after.
    """

    opened = Signal(object)
    day_opened = Signal(object)
    move_wanted = Signal(object, object)
    turned = Signal(object)
    pages_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendarGrid")
        self.may_move = True
        self.setAccessibleName(_("日历"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._first, self._weeks, self._month = date(2000, 1, 3), 6, 1
        self._today = self._first
        self._days: Mapping[date, CalendarDay] = {}
        self._working = WorkingDays({})
        self.day, self.chosen = self._first, -1
        self._places: list[Place] = []
        self._pressed: tuple[QPoint, Place] | None = None
        self._target: date | None = None

    def show_days(
        self,
        first: date,
        weeks: int,
        days: Mapping[date, CalendarDay],
        *,
        today: date,
        working: WorkingDays,
        month: int,
    ) -> None:
        """Show these weeks; days of other months than ``month`` are faint (0: none is)."""
        self._first, self._weeks, self._days, self._month = first, weeks, days, month
        self._today, self._working = today, working
        self.chosen = min(self.chosen, len(self._items(self.day)) - 1)
        self._place_items()
        self._tell()
        self.update()

    def go_to(self, day: date) -> None:
        """Put the cursor on a day that is shown."""
        self.day, self.chosen = day, -1
        self._tell()
        self.update()

    def choose(self, kind: CalendarKind, id_: int) -> None:
        """Put the cursor on something of the day it is on."""
        items = [(one.kind, one.id) for one in self._items(self.day)]
        self.chosen = items.index((kind, id_)) if (kind, id_) in items else -1
        self._tell()
        self.update()

    def cell(self, day: date) -> QRect:
        """Return where a day is."""
        number = (day - self._first).days
        row, column = divmod(number, WEEK)
        height = (self.height() - HEAD) / self._weeks
        left, right = (round(self.width() * n / WEEK) for n in (column, column + 1))
        top, bottom = (HEAD + round(height * n) for n in (row, row + 1))
        return QRect(left, top, right - left, bottom - top)

    def day_at(self, point: QPoint) -> date | None:
        """Return the day at a point."""
        if point.y() < HEAD or not self.rect().contains(point):
            return None
        row = (point.y() - HEAD) * self._weeks // max(self.height() - HEAD, 1)
        column = point.x() * WEEK // max(self.width(), 1)
        return self._first + timedelta(min(row, self._weeks - 1) * WEEK + min(column, WEEK - 1))

    def place_of(self, item: CalendarItem) -> QRect:
        """Return where an item is painted; nowhere when its day has no room."""
        return next((one.rect for one in self._places if one.item == item), QRect())

    def current_item(self) -> CalendarItem | None:
        """Return the item chosen within the day."""
        items = self._items(self.day)
        return items[self.chosen] if 0 <= self.chosen < len(items) else None

    @override
    def resizeEvent(self, event: object) -> None:
        self._place_items()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        day, place = self.day_at(point), self._at(point)
        if day is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.day = day
        self.chosen = -1 if place is None else list(self._items(day)).index(place.item)
        self._pressed = None if place is None else (point, place)
        self._tell()
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place = self._at(point)
        self.setToolTip("" if place is None else item_text(place.item, whole=True))
        if self._pressed is None or not self._moves(self._pressed[1].item):
            return
        far = (point - self._pressed[0]).manhattanLength() >= FAR
        if far or self._target is not None:
            self._target = self.day_at(point)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, target = self._pressed, self._target
        self._pressed = self._target = None
        self.unsetCursor()
        if pressed is not None and target is not None and target != pressed[1].day:
            self.move_wanted.emit(pressed[1].item, target)
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if place is not None:
            self.opened.emit(place.item)
        elif (day := self.day_at(event.position().toPoint())) is not None:
            self.day_opened.emit(day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        moving = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in STEPS:
            self._step(STEPS[key], moving=moving)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pages_wanted.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape and self.chosen >= 0:
            self.chosen = -1
        else:
            super().keyPressEvent(event)
        self._tell()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = current_look()
        painter.fillRect(self.rect(), QColor(look.surface))
        for number, name in enumerate(WEEKDAYS):
            cell = self.cell(self._first + timedelta(number))
            place = QRect(cell.left(), 0, cell.width(), HEAD)
            painter.fillRect(place, QColor(look.raised))
            painter.setPen(QColor(look.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        for number in range(self._weeks * WEEK):
            self._paint_day(painter, self._first + timedelta(number))
        for one in self._places:
            self._paint_item(painter, one)
        painter.end()

    def _moves(self, item: CalendarItem) -> bool:
        return self.may_move and item.movable

    def _items(self, day: date) -> tuple[CalendarItem, ...]:
        return self._days.get(day, NOTHING).items

    def _at(self, point: QPoint) -> Place | None:
        return next((one for one in self._places if one.rect.contains(point)), None)

    def _step(self, days: int, *, moving: bool) -> None:
        item = self.current_item()
        if item is not None and moving:
            if self._moves(item):
                self.move_wanted.emit(item, self.day + timedelta(days))
        elif item is not None and abs(days) == WEEK:
            last = len(self._items(self.day)) - 1
            self.chosen = min(max(self.chosen + days // WEEK, 0), last)
        else:
            self.chosen = -1
            self.day += timedelta(days)
            shown = (self.day - self._first).days
            if not 0 <= shown < self._weeks * WEEK:
                self.turned.emit(self.day)

    def _enter(self) -> None:
        item = self.current_item()
        if item is not None:
            self.opened.emit(item)
        elif self._items(self.day):
            self.chosen = 0
        else:
            self.day_opened.emit(self.day)

    def _tell(self) -> None:
        """Say to a screen reader where the cursor is."""
        item = self.current_item()
        count = self._days.get(self.day, NOTHING).count
        said = _("{day}，{n:,} 项").format(day=self.day, n=count)
        self.setAccessibleDescription(said if item is None else item_text(item, whole=True))

    def _place_items(self) -> None:
        self._places = []
        for number in range(self._weeks * WEEK):
            day = self._first + timedelta(number)
            cell = self.cell(day).adjusted(4, NUMBER, -4, -2)
            shown = self._days.get(day, NOTHING)
            top = cell.top()
            for item in shown.items:
                height = self._height(item, cell.width())
                if top + height > cell.top() + cell.height() + 2:
                    break
                rect = QRect(cell.left(), top, cell.width(), height - 2)
                self._places.append(Place(rect, day, item))
                top += height

    def _height(self, item: CalendarItem, width: int) -> int:
        """Return how much height an entry takes: a line, and in a week what its text needs."""
        if self._weeks > 1:
            return LINE
        room, line = QRect(0, 0, width - BAR, self.height()), self.fontMetrics().lineSpacing()
        needed = self.fontMetrics().boundingRect(room, WRAPPED.value, item_text(item)).height()
        return min(needed, MOST_LINES * line) + LINE - line

    def _paint_day(self, painter: QPainter, day: date) -> None:
        look, cell = current_look(), self.cell(day)
        if self._working.is_off(day):
            painter.fillRect(cell, QColor(look.window))
        if day == self._target:
            painter.fillRect(cell, QColor(look.chosen))
        painter.setPen(QColor(look.line))
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        faint = self._month not in (0, day.month)
        painter.setPen(QColor(look.faint if faint else look.text))
        font = painter.font()
        font.setBold(day == self._today)
        painter.setFont(font)
        head = QRect(cell.left() + GAP, cell.top(), cell.width() - 2 * GAP, NUMBER)
        if day == self._today:
            painter.setPen(QColor(look.accent))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, day_number(day, self._first))
        font.setBold(False)
        painter.setFont(font)
        self._paint_right(painter, day, head)
        if day == self.day:
            painter.setPen(QPen(QColor(look.accent), 2 if self.hasFocus() else 1))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))

    def _paint_right(self, painter: QPainter, day: date, head: QRect) -> None:
        """Name a day off, and say how many have no room: beside the number, since rows are low."""
        look = current_look()
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        count = self._days.get(day, NOTHING).count
        rest = count - sum(one.day == day for one in self._places)
        if rest > 0:
            painter.setPen(QColor(look.accent))
            told = _("还有 {n} 项").format(n=f"{rest:,}")
            wide = painter.fontMetrics().horizontalAdvance
            if wide(told) + wide(day_number(day, self._first)) + GAP > head.width():
                told = f"+{rest:,}"
            painter.drawText(head, right, told)
            head = head.adjusted(0, 0, -wide(told) - GAP, 0)
        painter.setPen(QColor(look.faint))
        name = painter.fontMetrics().elidedText(
            day_off_text(day, self._working), Qt.TextElideMode.ElideRight, head.width() // 2
        )
        painter.drawText(head, right, name)

    def _paint_item(self, painter: QPainter, place: Place) -> None:
        look, item, rect = current_look(), place.item, place.rect
        late = item.movable and item.on < self._today
        colours = {
            CalendarKind.TASK: look.bad if late else look.accent,
            CalendarKind.VISIT: look.good,
            CalendarKind.RECEPTION: look.warning,
        }
        if place.day == self.day and item == self.current_item():
            painter.fillRect(rect, QColor(look.chosen))
        painter.fillRect(
            rect.left(), rect.top() + 2, 3, rect.height() - 4, QColor(colours[item.kind])
        )
        painter.setPen(QColor(look.faint if item.done else look.bad if late else look.text))
        inner = rect.adjusted(BAR, 0, 0, 0)
        if self._weeks > 1:
            text = painter.fontMetrics().elidedText(
                item_text(item), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        else:
            painter.drawText(inner, WRAPPED.value, item_text(item))


def item_text(item: CalendarItem, *, whole: bool = False) -> str:
    """Write an item on one line: time, client, what; ``whole`` with kind, contact and person."""
    mark = "✓" if item.done and item.kind is not CalendarKind.VISIT else ""
    name = item.client_name if whole else item.short_name or item.client_name
    parts = [mark, f"{item.at:%H:%M}" if item.at else "", name, item.title]
    if whole:
        parts = [item.kind.label, *parts, item.contact_name, item.staff_name]
    return " ".join(part for part in parts if part)


def day_off_text(day: date, working: WorkingDays) -> str:
    """Name a holiday, or a worked weekend; empty for any other day."""
    special = working.special.get(day)
    if special is None:
        return ""
    return _("调休上班") if special.works else special.name


def day_number(day: date, first: date) -> str:
    """Write a day's number; the first of a month, and the first shown, with its month."""
    if day.day == 1 or day == first:
        return _("{month}月{day}日").format(month=day.month, day=day.day)
    return str(day.day)
