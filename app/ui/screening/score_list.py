"""The table that is typed into: hand scores with reasons, a row a client."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from app.domain.screening.line import ScreeningLine
from app.ui.context import Context
from app.ui.record_table import RecordTable
from app.ui.screening.columns import LineColumn
from app.ui.screening.drafts import REASON, REMARK, Drafts
from app.ui.screening.line_list import LineList
from app.ui.screening.opened import Opened
from app.ui.tables import Index, PagedTableModel
from app.ui.theme import current_look

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NEXT = QAbstractItemView.CursorAction.MoveNext
PREVIOUS = QAbstractItemView.CursorAction.MovePrevious
ROOM_FOR_WORDS = 240
LEAST = {"name": 86, REASON: 60, REMARK: 46}
"""How narrow the columns of text may become, so that the others stay in sight."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Which columns are typed into, where it goes, who may, and which reasons are offered."""

    columns: frozenset[str]
    drafts: Callable[[], Drafts]
    may_type: Callable[[ScreeningLine], bool]
    reasons: Callable[[str], list[str]]


class ScoreModel(PagedTableModel[ScreeningLine]):
    """Lines of which some cells are edited into drafts.

    Signals:
        typed: row: something was typed there.
    """

    typed = Signal(int)

    def __init__(
        self,
        columns: Sequence[LineColumn],
        typing: Typing,
        read_rows: Callable[[Sequence[int]], Sequence[ScreeningLine]],
        parent: QObject,
    ) -> None:
        super().__init__([one.column for one in columns], read_rows, parent)
        self._typing = typing

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = super().flags(index)
        return plain | Qt.ItemFlag.ItemIsEditable if self.is_typed(index) else plain

    def is_typed(self, index: Index) -> bool:
        """Tell whether a cell may be typed into."""
        if not index.isValid() or self.columns[index.column()].key not in self._typing.columns:
            return False
        line = self.record_at(index.row())
        return line is not None and self._typing.may_type(line)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            role = Qt.ItemDataRole.DisplayRole
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return self._tip(index)
        return super().data(index, role)

    def _tip(self, index: Index) -> str:
        """Return what is wrong with the row, else why the points are suggested, else the text."""
        line, key = self.record_at(index.row()), self.columns[index.column()].key
        if line is None:
            return ""
        if problem := self._typing.drafts().read(line).problem:
            return problem
        points = {one.value: points for one, points in line.points.items()}.get(key)
        return self.columns[index.column()].text(line) if points is None else points.reason

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.record_at(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None or not self.is_typed(index):
            return False
        self._typing.drafts().put(line, self.columns[index.column()].key, str(value))
        first, last = self.index(index.row(), 0), self.index(index.row(), self.columnCount() - 1)
        self.dataChanged.emit(first, last)
        self.typed.emit(index.row())
        return True


class ScoreDelegate(QStyledItemDelegate):
    """Edits a cell on one line. Enter keeps it and goes on; Down offers reasons used before."""

    def __init__(self, reasons: Callable[[str], list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._reasons = reasons

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        editor = QLineEdit(parent)
        editor.setObjectName("cell")
        model: Any = index.model()
        key = model.columns[index.column()].key
        if key.endswith(REASON):
            completer = QCompleter(self._reasons(key), editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
            # while reasons are offered their list takes Enter, past the filter below
            editor.returnPressed.connect(
                lambda: QTimer.singleShot(0, editor, lambda: self._go_on(editor))
            )
        return editor

    def _go_on(self, editor: QLineEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.EditNextItem)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # a row that is kept meanwhile repaints; what is half typed must stay
        if isinstance(editor, QLineEdit) and not editor.isModified() and not editor.text():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and pressed:
            if event.key() in ENTER:
                self._go_on(editor)
                return True
            if event.key() == Qt.Key.Key_Down and _offer_all(editor):
                return True
        return super().eventFilter(editor, event)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Give what is written in words room to be read, over the cells beside it."""
        area = QRect(option.rect)
        model: Any = index.model()
        if model.columns[index.column()].key.endswith((REASON, REMARK)):
            area.setWidth(max(area.width(), ROOM_FOR_WORDS))
            if (cells := editor.parentWidget()) is not None:
                area.moveRight(min(area.right(), cells.rect().right()))
        editor.setGeometry(area)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model: Any = index.model()
        if model.is_typed(index):
            area: QRect = option.rect
            here = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QColor(current_look().accent if here else current_look().line))
            painter.drawRect(area.adjusted(1, 2, -2, -3))


class ScoreTable(RecordTable):
    """Enter and Tab go from one cell to be typed into to the next, over the rows' ends."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.state() != QAbstractItemView.State.EditingState:
            if not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(self._neighbour(self.currentIndex(), 1))
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.model().setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if action in (NEXT, PREVIOUS):
            return self._neighbour(self.currentIndex(), 1 if action == NEXT else -1)
        return super().moveCursor(action, modifiers)

    def _neighbour(self, index: QModelIndex, step: int) -> QModelIndex:
        """Return the next cell to be typed into, or the same one at the end of the list."""
        header, model = self.horizontalHeader(), self.model()
        shown = [n for n in map(header.logicalIndex, range(header.count())) if not self._hides(n)]
        row = max(index.row(), 0)
        place = shown.index(index.column()) if index.column() in shown else -1
        while 0 <= row < model.rowCount():
            place += step
            if not 0 <= place < len(shown):
                row, place = row + step, -1 if step > 0 else len(shown)
                continue
            found = model.index(row, shown[place])
            if found.flags() & Qt.ItemFlag.ItemIsEditable:
                return found
        return index

    def _hides(self, column: int) -> bool:
        return self.isColumnHidden(column)


class ScoreList(LineList):
    """The lines with the cells that are typed into.

    Signals:
        row_left: line: the cursor left a row into which something was typed.
    """

    row_left = Signal(object)

    def __init__(
        self,
        context: Context,
        columns: Sequence[LineColumn],
        typing: Typing,
    ) -> None:
        self._typing = typing
        super().__init__(context, "scoreTable", columns, ("amount", True))
        self._delegate = ScoreDelegate(typing.reasons, self)
        self.table.setItemDelegate(self._delegate)
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.room.least = {
            n: LEAST[_kind(one.column.key)] for n, one in enumerate(columns) if _gives(one)
        }

    @override
    def make_model(self, columns: Sequence[LineColumn]) -> ScoreModel:
        return ScoreModel(columns, self._typing, self.read_rows, self)

    @override
    def make_table(self, context: Context, name: str) -> RecordTable:
        return ScoreTable(self.model, context.preferences, name)

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        self.table.room.share_out()

    def begin_typing(self, gap: Callable[[ScreeningLine], str]) -> None:
        """Put the cursor into the first cell that ``gap`` names; "" where a row has none."""
        known = {} if self._opened is None else self._opened.by_id
        found = ((n, gap(known[id_])) for n, id_ in enumerate(self.model.ids) if id_ in known)
        row, key = next(((n, key) for n, key in found if key), (0, ""))
        keys = [one.key for one in self.model.columns]
        place = keys.index(key) if key else self._first_shown()
        if self.model.ids:
            self.table.choose_cell(row, place)
        self.table.setFocus()

    def refresh_rows(self, opened: Opened) -> None:
        """Show the lines as they now stand without filtering or sorting under the typing hand."""
        self._opened = opened
        self.model.show(self.model.ids)
        self.current_changed.emit(self.current_line())

    def finish_typing(self) -> None:
        """Take over what stands in an open cell."""
        editor = self.table.focusWidget()
        if isinstance(editor, QLineEdit) and editor.objectName() == "cell":
            self._delegate.commitData.emit(editor)
            self._delegate.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _row_changed(self, _current: QModelIndex, previous: QModelIndex) -> None:
        line = self.model.record_at(previous.row()) if previous.isValid() else None
        if line is not None and self._typing.drafts().has(line):
            self.row_left.emit(line)


def _kind(key: str) -> str:
    return key.rpartition(".")[2]


def _gives(column: LineColumn) -> bool:
    return _kind(column.column.key) in LEAST


def _offer_all(editor: QObject) -> bool:
    """Open the list of reasons used before; False where the cell has none."""
    completer = editor.completer() if isinstance(editor, QLineEdit) else None
    if completer is None:
        return False
    completer.setCompletionPrefix("")
    completer.complete()
    return True
