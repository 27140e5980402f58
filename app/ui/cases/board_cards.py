"""One column of the board: a state's problems as cards that can be dragged to another column."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from app.domain.case_course import lateness
from app.domain.types import CaseState
from app.i18n import _
from app.queries.cases import CaseRow
from app.ui.cases.texts import marked, outcome_text, severity_text
from app.ui.theme import GAP, current_look

ROW = Qt.ItemDataRole.UserRole
CASE_FORMAT = "application/x-keyou-case"
LINES = 4
RADIUS = 6
ELSEWHERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the focus leaves only for a while: a menu, another window."""


class CardPainter(QStyledItemDelegate):
    """Paints a card: what it is, what it is about, whose it is, what is late and who follows it."""

    def __init__(self, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        metrics = QFontMetrics(_font(option))
        return QSize(120, LINES * (metrics.lineSpacing() + 2) + 3 * GAP)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown: Any = option
        row: CaseRow = index.data(ROW)
        look, late = current_look(), lateness(row.clock, self._now)
        chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        box = QRect(shown.rect).adjusted(2, 2, -2, -GAP // 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(look.chosen if chosen else look.surface))
        edge = look.bad if late.late else look.accent if chosen else look.line
        painter.setPen(QPen(QColor(edge), 2 if late.late else 1))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        self._write(painter, box.adjusted(GAP, GAP // 2, -GAP, -GAP // 2), row, _font(option))
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, row: CaseRow, font: QFont) -> None:
        look, late = current_look(), lateness(row.clock, self._now)
        bold = QFont(font)
        bold.setBold(True)
        head = f"{row.number}  {row.kind.label}  {severity_text(row.severity)}"
        who = "　".join(filter(None, (row.staff or _("无人跟进"), "、".join(row.departments))))
        last = marked(late) or outcome_text(row)
        lines = (
            (head, font, look.faint),
            (row.title, bold, look.text),
            (row.client_name, font, look.text),
            (f"{last}　{who}", bold if late.late else font, look.bad if late.late else look.faint),
        )
        step = QFontMetrics(font).lineSpacing() + 2
        for place, (text, own, colour) in enumerate(lines):
            painter.setFont(own)
            painter.setPen(QColor(colour))
            line = QRect(box.left(), box.top() + place * step, box.width(), step)
            cut = QFontMetrics(own).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, cut)

    def show_time(self, now: datetime) -> None:
        """Say what time it is, from now on."""
        self._now = now


class CardList(QListWidget):
    """The cards of one state. Enter opens, Ctrl+Right moves on, arrows go to other columns.

    Signals:
        opened: case_id: Enter or a double click.
        dropped: case_id: A card of another column was dropped here.
        step_wanted: case_id, by: Ctrl and an arrow: move it a state on (1) or back (-1).
        side_wanted: by: Left (-1) or Right (1): go to the column beside.
    """

    opened = Signal(int)
    dropped = Signal(int)
    step_wanted = Signal(int, int)
    side_wanted = Signal(int)

    def __init__(self, state: CaseState, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"cards_{state.value}")
        self.setAccessibleName(state.label)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._painter = CardPainter(now, self)
        self.setItemDelegate(self._painter)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(ROW).id))

    def show_cards(self, rows: tuple[CaseRow, ...], now: datetime) -> None:
        """Show these cards, the cursor on the one it was on."""
        current = self.current_id()
        self._painter.show_time(now)
        self.clear()
        for row in rows:
            item = QListWidgetItem(card_text(row, now))
            item.setData(ROW, row)
            item.setToolTip(card_text(row, now))
            self.addItem(item)
            if row.id == current:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and rows and self.hasFocus():
            self.setCurrentRow(0)

    def take_cursor(self, case_id: int) -> bool:
        """Put the cursor on a card of this column; tell whether it is here."""
        for place in range(self.count()):
            if self.item(place).data(ROW).id == case_id:
                self.setCurrentRow(place)
                self.setFocus()
                return True
        return False

    def current_row(self) -> CaseRow | None:
        """Return the card under the cursor."""
        place = self.currentRow()
        row: CaseRow | None = self.item(place).data(ROW) if place >= 0 else None
        return row

    def current_id(self) -> int | None:
        """Return the problem under the cursor."""
        row = self.current_row()
        return None if row is None else row.id

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.count() and not self.selectedItems():  # Qt's own cursor would not be seen
            self.setCurrentRow(max(self.currentRow(), 0))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in ELSEWHERE:  # of four columns one has the cursor
            self.clearSelection()

    @override
    def mimeData(self, items: Any) -> QMimeData:
        carried = QMimeData()
        carried.setData(CASE_FORMAT, str(items[0].data(ROW).id).encode())
        return carried

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        carried = bytes(event.mimeData().data(CASE_FORMAT).data())
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else Qt takes the card from its column
        event.accept()
        if carried:
            self.dropped.emit(int(carried))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        current = self.current_id()
        if by is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if current is not None:
                self.step_wanted.emit(current, by)
        else:
            self.side_wanted.emit(by)

    def _consider(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if event.source() is not self and event.mimeData().hasFormat(CASE_FORMAT):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()


def card_text(row: CaseRow, now: datetime) -> str:
    """Write a card as text, for a screen reader and as a tooltip."""
    parts = (
        marked(lateness(row.clock, now)),
        f"{row.number}　{row.kind.label}　{severity_text(row.severity)}",
        row.title,
        row.client_name,
        row.staff or _("无人跟进"),
        "、".join(row.departments),
    )
    return "\n".join(filter(None, parts))


def _font(option: QStyleOptionViewItem) -> QFont:
    shown: Any = option  # its fields are there at run time only
    return QFont(shown.font)
