"""The tree of 今日: folding groups, one click or one key for what is done with a line."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from app.domain.today import TodayGroup, TodayLine
from app.ui.icons import icon
from app.ui.preferences import Preferences
from app.ui.theme import ROW_HEIGHT
from app.ui.today.columns import ACTIONS, ICON_WIDTH, ICONS, TEXTS, icon_action
from app.ui.today.model import TodayModel

FOLDED = "today/folded"
HEADER = "today/header"
ROOMY = 1000
"""Pixels in which the texts of a line can be read beside who it is for."""
OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinePainter(QStyledItemDelegate):
    """Leaves what is late red and a grade its colour on the chosen line too."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        shown: Any = option  # its fields are there at run time only
        if (colour := index.data(Qt.ItemDataRole.ForegroundRole)) is not None:
            shown.palette.setColor(QPalette.ColorRole.HighlightedText, colour)


class TodayTree(QTreeView):
    """Shows a ``TodayModel``. Arrows move and fold, Enter opens, the menu names the other keys.

    Signals:
        wanted: name, line: do this with a line, as in ``columns.ACTIONS``.
        line_changed: line or None: the one under the cursor.
    """

    wanted = Signal(str, object)
    line_changed = Signal(object)

    def __init__(
        self, model: TodayModel, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("todayLines")
        self._lines, self._preferences = model, preferences
        self._folded = {name for name in preferences.text(FOLDED).split(",") if name}
        self.setModel(model)
        self.setItemDelegate(LinePainter(self))
        self._set_behaviour()
        self._add_actions()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._open)
        self.collapsed.connect(lambda index: self._fold(index, on=True))
        self.expanded.connect(lambda index: self._fold(index, on=False))
        self.selectionModel().currentChanged.connect(self._tell_current)

    def show_again(self, show: Callable[[], None]) -> None:
        """Let ``show`` put other lines into the model; cursor, place and folds stay."""
        group = self._lines.group_at(self.currentIndex())
        key, row = self._lines.key_at(self.currentIndex()), self.currentIndex().row()
        place = self.verticalScrollBar().value()
        show()
        for one in self._lines.groups:
            index = self._lines.group_index(one)
            self._span(one)
            if one.value not in self._folded:
                self.expand(index)
        self._go_back(group, key, row)
        self.verticalScrollBar().setValue(place)
        self._tell_current()

    def current_line(self) -> TodayLine | None:
        """Return the line under the cursor."""
        return self._lines.line_at(self.currentIndex())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        cramped = self.width() < ROOMY
        for number, column in enumerate(TEXTS):
            if column.spare:
                self.setColumnHidden(number, cramped)
        super().resizeEvent(event)

    def fold_all(self, *, on: bool) -> None:
        """Fold every group, or unfold it, and go on in the list."""
        if on:
            self.collapseAll()
        else:
            self.expandAll()
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENERS:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _set_behaviour(self) -> None:
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setIconSize(QSize(16, 16))
        self.setIndentation(14)
        self.setStyleSheet(f"QTreeView::item {{ height: {ROW_HEIGHT}px; }}")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(ICON_WIDTH)
        header.setSectionsMovable(False)
        for number, column in enumerate(TEXTS):
            self.setColumnWidth(number, column.width)
            if column.stretch:  # so that what can be done to a line is always in sight
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        for number in range(len(TEXTS), len(TEXTS) + len(ICONS)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(number, ICON_WIDTH)
        kept = self._preferences.bytes_of(HEADER)
        if kept is not None:
            header.restoreState(kept)
        header.sectionResized.connect(lambda *_: self._preferences.keep(HEADER, header.saveState()))

    def _add_actions(self) -> None:
        for one in filter(lambda one: self._lines.may(one.needs), ACTIONS):
            action = QAction(icon(one.icon), one.title, self)
            action.setObjectName(one.name)
            if one.keys == "Enter":
                action.setText(f"{one.title}\t{one.keys}")  # the tree's own key
            else:
                action.setShortcut(QKeySequence(one.keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _on, name=one.name: self._want(name))
            self.addAction(action)

    def _want(self, name: str) -> None:
        line = self.current_line()
        action = next(one for one in ACTIONS if one.name == name)
        if line is not None and action.applies(line):
            self.wanted.emit(name, line)

    def _clicked(self, index: QModelIndex) -> None:
        line = self._lines.line_at(index)
        if line is None or index.column() < len(TEXTS):
            return
        action = icon_action(line, index.column() - len(TEXTS), self._lines.may)
        if action is not None:
            self.wanted.emit(action.name, line)

    def _open(self, index: QModelIndex) -> None:
        group = self._lines.group_at(index)
        if group is None:
            return
        if self._lines.offers_rest(index):
            row = index.row()
            self.setFirstColumnSpanned(row, self._lines.group_index(group), False)  # noqa: FBT003 - Qt's own signature
            self._lines.show_all(group)
            self.setCurrentIndex(self._lines.index(row, 0, self._lines.group_index(group)))
        elif not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))
        elif index.column() < len(TEXTS):
            self._want("open_line")

    def _span(self, group: TodayGroup) -> None:
        """Let a heading, and the row that offers the rest, have the whole width."""
        index = self._lines.group_index(group)
        self.setFirstColumnSpanned(index.row(), QModelIndex(), True)  # noqa: FBT003 - Qt's own signature
        rows = self._lines.rowCount(index)
        if rows > self._lines.limit(group):
            self.setFirstColumnSpanned(rows - 1, index, True)  # noqa: FBT003 - Qt's own signature

    def _fold(self, index: QModelIndex, *, on: bool) -> None:
        group = self._lines.group_at(index)
        if group is not None:
            self._folded = self._folded | {group.value} if on else self._folded - {group.value}
            self._preferences.keep(FOLDED, ",".join(sorted(self._folded)))

    def _go_back(self, group: TodayGroup | None, key: object, row: int) -> None:
        """Put the cursor on the line it was on, else on the one that took its place."""
        if not self._lines.groups:
            return
        if group not in self._lines.groups:
            group, row = self._lines.groups[0], 0
        assert group is not None  # noqa: S101 - it is one of those shown
        parent = self._lines.group_index(group)
        found = self._lines.place_of(group, key)
        if group.value in self._folded:
            found = parent  # the cursor on a line within would unfold the group
        elif not found.isValid():
            last = self._lines.rowCount(parent) - 1
            found = self._lines.index(min(max(row, 0), last), 0, parent)
        self.setCurrentIndex(found)

    def _tell_current(
        self,
        _now: QModelIndex | QPersistentModelIndex | None = None,
        _before: QModelIndex | QPersistentModelIndex | None = None,
    ) -> None:
        line = self.current_line()
        for action in self.actions():
            known = next(one for one in ACTIONS if one.name == action.objectName())
            action.setEnabled(line is not None and known.applies(line))
        self.line_changed.emit(line)
