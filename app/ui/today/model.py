"""The lines of 今日 as a tree: groups that fold, lines that are read when they come into sight."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from app.domain.today import TodayGroup, TodayLine
from app.i18n import _
from app.ui.icons import icon
from app.ui.theme import current_look
from app.ui.today.columns import ICONS, TEXTS, May, Shown, icon_action

Index = QModelIndex | QPersistentModelIndex
Lines = Mapping[tuple[TodayGroup, Any], TodayLine]
ROOT = QModelIndex()
PAGE = 50
FIRST = 8
"""So many lines of a group are shown until somebody asks for all."""


class TodayModel(QAbstractItemModel):
    """Groups with anything in them, and under each its lines.

    A long group shows its first lines and, in one more row, how many there are besides.

    Attributes:
        may: Tells whether who looks has a right; asked once for what is shown, not at each cell.
    """

    def __init__(
        self,
        read: Callable[[Mapping[TodayGroup, Sequence[Any]]], Lines],
        shown: Shown,
        may: May,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._shown, self._may = read, shown, may
        self.may = cache(may)
        self._keys: dict[TodayGroup, Sequence[Any]] = {}
        self._groups: list[TodayGroup] = []
        self._lines: dict[tuple[TodayGroup, Any], TodayLine | None] = {}
        self._whole: set[TodayGroup] = set()

    def show(self, keys: Mapping[TodayGroup, Sequence[Any]], lines: Lines) -> None:
        """Show these lines; those already read come along."""
        self.beginResetModel()
        self._keys = dict(keys)
        self._groups = [group for group in TodayGroup if self._keys.get(group)]
        self._lines = dict(lines)
        self.may = cache(self._may)
        self.endResetModel()

    @property
    def groups(self) -> Sequence[TodayGroup]:
        """The groups with anything in them, in order."""
        return self._groups

    def count(self, group: TodayGroup) -> int:
        """Return how many lines a group has, shown or not."""
        return len(self._keys.get(group, ()))

    def limit(self, group: TodayGroup) -> int:
        """Return how many of them are shown."""
        count = self.count(group)
        return count if group in self._whole or count <= FIRST + 1 else FIRST

    def show_all(self, group: TodayGroup) -> None:
        """Show a long group whole."""
        parent = self.group_index(group)
        last, count = self.limit(group), self.count(group)
        if last == count:
            return
        self.beginRemoveRows(parent, last, last)
        keys, self._keys[group] = self._keys[group], self._keys[group][:last]
        self._whole.add(group)
        self.endRemoveRows()
        self.beginInsertRows(parent, last, count - 1)
        self._keys[group] = keys
        self.endInsertRows()

    def group_index(self, group: TodayGroup) -> QModelIndex:
        """Return where a group's heading is."""
        return self.index(self._groups.index(group), 0)

    def group_at(self, index: Index) -> TodayGroup | None:
        """Return the group of a heading or of a line."""
        if not index.isValid():
            return None
        return self._groups[index.internalId() - 1 if index.internalId() else index.row()]

    def key_at(self, index: Index) -> Any | None:
        """Return the key of a line; None on a heading and on the row that offers the rest."""
        group = self.group_at(index)
        if group is None or not index.internalId() or index.row() >= self.limit(group):
            return None
        return self._keys[group][index.row()]

    def line_at(self, index: Index) -> TodayLine | None:
        """Return a line; None where there is none, or it is gone."""
        group, key = self.group_at(index), self.key_at(index)
        if group is None or key is None:
            return None
        if (group, key) not in self._lines:
            self._read_page(group, index.row())
        return self._lines.get((group, key))

    def offers_rest(self, index: Index) -> bool:
        """Tell whether this row offers the lines not shown."""
        return bool(index.isValid() and index.internalId()) and self.key_at(index) is None

    def place_of(self, group: TodayGroup, key: Any) -> QModelIndex:
        """Return where a line is, if it is shown."""
        if group not in self._groups or key not in self._keys[group]:
            return QModelIndex()
        row = list(self._keys[group]).index(key)
        return self.index(row, 0, self.group_index(group)) if row < self.limit(group) else ROOT

    @override
    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @override
    def parent(self, child: Index = ROOT) -> Any:
        if not child.isValid() or not child.internalId():
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column():
            return 0
        group = self._groups[parent.row()]
        limit = self.limit(group)
        return limit + (limit < self.count(group))

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return len(TEXTS) + len(ICONS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return TEXTS[section].title if section < len(TEXTS) else ""
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        group = self.group_at(index)
        if group is None:
            return None
        if not index.internalId():
            return self._heading(group, index.column(), role)
        if self.offers_rest(index):
            return self._rest(group, index.column(), role)
        line = self.line_at(index)
        if line is None:
            return None
        if index.column() >= len(TEXTS):
            return self._action(line, index.column() - len(TEXTS), role)
        return self._text(line, index.column(), role)

    def _heading(self, group: TodayGroup, column: int, role: int) -> Any:
        if column == 0 and role == Qt.ItemDataRole.DisplayRole:
            return f"{group.label}　{self.count(group):,}"
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _rest(self, group: TodayGroup, column: int, role: int) -> Any:
        if column == 0 and role == Qt.ItemDataRole.DisplayRole:
            rest = self.count(group) - self.limit(group)
            return _("还有 {n} 条，按回车或双击全部显示").format(n=f"{rest:,}")
        return QColor(current_look().accent) if role == Qt.ItemDataRole.ForegroundRole else None

    def _text(self, line: TodayLine, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return TEXTS[column].text(line, self._shown)
        if role == Qt.ItemDataRole.ForegroundRole:
            colour = TEXTS[column].colour(line, self._shown)
            return QColor(colour) if colour else None
        return None

    def _action(self, line: TodayLine, number: int, role: int) -> Any:
        action = icon_action(line, number, self.may)
        if action is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(action.icon)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{action.title} ({action.keys})"
        return None

    def _read_page(self, group: TodayGroup, row: int) -> None:
        start = row // PAGE * PAGE
        keys = self._keys[group][start : min(start + PAGE, self.limit(group))]
        found = self._read({group: keys})
        self._lines |= {(group, key): found.get((group, key)) for key in keys}
