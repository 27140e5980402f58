"""A table model over ids, which reads rows a page at a time as the view asks for them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex

PAGE = 25
PAGES_KEPT = 160
ROOT = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


class Record(Protocol):
    """A row that knows which record it shows."""

    @property
    def id(self) -> int:
        """The record's primary key."""
        ...


Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: how it is called, how a row shows in it, how wide it is in pixels.

    ``key`` names the column in preferences and is what the list is sorted by. ``colour`` gives
    #rrggbb or "" for a row. A ``hidden`` column is there to be chosen, where it is ``offered``.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    align: Qt.AlignmentFlag = LEFT
    width: int = 110
    colour: Callable[[Row], str] | None = None
    hidden: bool = False
    sortable: bool = True
    offered: bool = True


class PagedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of a query whose ids are all known and whose contents are read on demand.

    Holding every id keeps the scroll bar, the count and the selection exact, and ten thousand
    ids take milliseconds. A record deleted meanwhile shows blank until the next ``show``.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        read_page: Callable[[Sequence[int]], Sequence[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._read_page = read_page
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def show(self, ids: Sequence[int]) -> None:
        """Show these records; the same ids only reread their contents, keeping the selection."""
        self._pages.clear()
        if ids and ids == self._ids:
            last = self.index(len(ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()

    def change_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns: those there are may change, more may follow, none goes."""
        more = len(columns) - len(self.columns)
        if more > 0:
            self.beginInsertColumns(ROOT, len(self.columns), len(columns) - 1)
        self.columns = columns
        if more > 0:
            self.endInsertColumns()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    @property
    def ids(self) -> Sequence[int]:
        """Every record shown, in order."""
        return self._ids

    def id_at(self, row: int) -> int:
        """Return the id of the record at ``row``."""
        return self._ids[row]

    def record_at(self, row: int) -> Row | None:
        """Return the record at ``row``; None when it is gone."""
        return self._row(row) if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: int) -> int | None:
        """Return where a record is, or None when the list does not show it."""
        return self._ids.index(record_id) if record_id in self._ids else None

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._row(index.row())
            return "" if row is None else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column.colour is not None:
            row = self._row(index.row())
            colour = "" if row is None else column.colour(row)
            return QColor(colour) if colour else None
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
            return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None
        return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None

    def _row(self, number: int) -> Row | None:
        page = number // PAGE
        if page not in self._pages:
            rows = self._read_page(self._ids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = {row.id: row for row in rows}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(self._ids[number])
