"""The table every list is shown in: sorting, choosing columns, selecting, copying, by keyboard."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from app.i18n import _
from app.ui.cells import CellPainter
from app.ui.headings import Headings
from app.ui.preferences import Preferences
from app.ui.shared_room import SharedRoom, columns_of_text
from app.ui.tables import Column, PagedTableModel
from app.ui.theme import ROW_HEIGHT

FEW = 3


class RecordTable(QTableView):
    """Shows a ``PagedTableModel``; order, width and choice of columns are kept.

    Signals:
        opened: record_id: Enter or a double click on a record.
        current_changed: record_id or None: the record under the cursor.
        chosen_changed: The selection changed.
        sort_wanted: key, descending: a header was clicked.
    """

    opened = Signal(int)
    current_changed = Signal(object)
    chosen_changed = Signal()
    sort_wanted = Signal(str, bool)

    def __init__(
        self,
        model: PagedTableModel[Any],
        preferences: Preferences,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._records = model
        self._preferences = preferences
        self._key, self._count_key = f"{name}/header", f"{name}/columns"
        self._dragged_key = f"{name}/dragged"
        self.setModel(model)
        self._painter = CellPainter(model, self)
        self.setItemDelegate(self._painter)
        self._set_behaviour()
        self._set_header()
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def mark_cells(self) -> None:
        """Frame the current cell of the chosen row: for a table whose cells lead elsewhere."""
        self._painter.marks_cell = True

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these records, keeping the cursor, the selection and the place scrolled to."""
        chosen, current = set(self.chosen_ids()), self.current_id()
        place = self.verticalScrollBar().value()
        same = ids == self._records.ids
        self._records.show(ids)
        if same:
            return
        self.executeDelayedItemsLayout()  # else Qt paints twice: before it and after it
        self._choose(chosen.intersection(ids) if chosen else chosen, current)
        self.verticalScrollBar().setValue(place)
        if self.current_id() is None:  # a new list takes the cursor away without a word
            self.current_changed.emit(None)
            self.chosen_changed.emit()

    def current_id(self) -> int | None:
        """Return the record under the cursor."""
        index = self.currentIndex()
        return self._records.id_at(index.row()) if index.isValid() else None

    def chosen_ids(self) -> list[int]:
        """Return the selected records, from top to bottom."""
        return [self._records.id_at(row) for row in self.chosen_rows()]

    def chosen_rows(self) -> list[int]:
        """Return which rows are selected, from top to bottom.

        Rows are chosen whole, so the ranges tell; Qt's own ``selectedRows`` asks for the flags of
        every cell, which takes seconds for 20,000 rows.
        """
        found: set[int] = set()
        blocks: Any = self.selectionModel().selection()  # a list at run time only
        for block in blocks:
            found.update(range(block.top(), block.bottom() + 1))
        return sorted(found)

    def choose_row(self, row: int) -> None:
        """Put the cursor on what is chosen; where nothing is, choose this row, or the last."""
        last, current = self._records.rowCount() - 1, self.currentIndex().row()
        chosen = self.chosen_rows()
        if chosen and current < 0:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._records.index(chosen[0], 0), flag)
        elif last >= 0 and not chosen:
            self.selectRow(min(row, last) if current < 0 else current)

    def go_to(self, record_id: int) -> None:
        """Put the cursor on a record, if the list shows it."""
        row = self._records.row_of(record_id)
        if row is not None:
            self.selectRow(row)
            self.scrollTo(self._records.index(row, 0))

    @override
    def selectRow(self, row: int) -> None:
        self.choose_cell(row, 0)

    def choose_cell(self, row: int, column: int) -> None:
        """Choose this row alone and put the cursor into its cell."""
        # Qt's own would toggle the row while somebody holds Ctrl
        flags = QItemSelectionModel.SelectionFlag
        wanted = flags.ClearAndSelect | flags.Rows
        self.selectionModel().setCurrentIndex(self._records.index(row, column), wanted)

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Show by which column the list is sorted."""
        keys = [column.key for column in self._records.columns]
        self.headings.show_order(keys.index(key), descending=descending)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._records.id_at(self.currentIndex().row()))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def _set_header(self) -> None:
        header = self.headings = Headings(self)
        self.setHorizontalHeader(header)
        # else it asks, whenever it is painted, of every cell whether its column is chosen whole
        header.setSelectionModel(QItemSelectionModel(self._records, header))
        self.room = SharedRoom(self, columns_of_text(self._records.columns))
        self._prepare(0)
        kept = self._preferences.bytes_of(self._key)
        if kept is not None:
            header.restoreState(kept)
            header.setSortIndicatorShown(False)  # older versions kept that it was
            known = self._preferences.text(self._count_key)
            self._prepare(int(known) if known.isdecimal() else len(self._records.columns))
        self.room.dragged = bool(self._preferences.text(self._dragged_key))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        header.sortIndicatorChanged.connect(self._want_sort)
        header.sectionResized.connect(self._keep_header)
        header.sectionMoved.connect(self._keep_header)

    def change_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show other columns, more of them perhaps; the order and choice of columns are kept."""
        before = len(self._records.columns)
        self._records.change_columns(columns)
        self._painter.follow_columns()
        self.room.least = columns_of_text(columns)
        self._prepare(before)
        self._keep_header()

    def _prepare(self, first: int) -> None:
        """Give the columns from ``first`` on their width; hide what is not to be seen."""
        for number, column in enumerate(self._records.columns):
            if number >= first:
                self.room.give(number, column.width)
                self.setColumnHidden(number, column.hidden)
            elif not column.offered:
                self.hideColumn(number)

    def _want_sort(self, section: int, order: Qt.SortOrder) -> None:
        column = self._records.columns[section]
        headings = self.headings
        if column.sortable:
            descending = order == Qt.SortOrder.DescendingOrder
            headings.show_order(section, descending=descending)
            self.sort_wanted.emit(column.key, descending)
        else:
            headings.show_order(headings.sorted_by, descending=not headings.ascending)

    def column_menu(self) -> QMenu:
        """Return a menu in which columns are shown and hidden, each time as they are then."""
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill_column_menu(menu))
        self._fill_column_menu(menu)
        return menu

    def _fill_column_menu(self, menu: QMenu) -> None:
        menu.clear()
        for number, column in enumerate(self._records.columns):
            if column.offered:
                action = menu.addAction(column.title.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(not self.isColumnHidden(number))
                action.toggled.connect(lambda on, n=number: self._show_column(n, on=on))
        menu.addSeparator()
        menu.addAction(_("恢复默认列"), self._restore_columns)

    def _offer_columns(self, place: QPoint) -> None:
        self.column_menu().popup(self.horizontalHeader().mapToGlobal(place))

    def _show_column(self, number: int, *, on: bool) -> None:
        if on or self._shown_columns() > 1:
            self.setColumnHidden(number, not on)
            if on and self.columnWidth(number) == 0:
                self.room.give(number, self._records.columns[number].width)
            self._keep_header()

    def _shown_columns(self) -> int:
        return sum(not self.isColumnHidden(n) for n in range(len(self._records.columns)))

    def _restore_columns(self) -> None:
        header = self.horizontalHeader()
        self.room.dragged = False
        for number, column in enumerate(self._records.columns):
            header.moveSection(header.visualIndex(number), number)
            self.setColumnHidden(number, column.hidden)
            self.room.give(number, column.width)
        self.room.share_out()
        self._keep_header()

    def _keep_header(self, *_changes: object) -> None:
        if self.room.giving:
            return
        self._preferences.keep(self._dragged_key, "yes" if self.room.dragged else "")
        self._preferences.keep(self._key, self.horizontalHeader().saveState())
        self._preferences.keep(self._count_key, str(len(self._records.columns)))

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        known = current.isValid() and current.row() < len(self._records.ids)
        self.current_changed.emit(self._records.id_at(current.row()) if known else None)

    def _choose(self, chosen: set[int], current: int | None) -> None:
        if not chosen and current is None:
            return
        last = len(self._records.columns) - 1
        rows = self._rows_of(chosen)
        wanted = QItemSelection()
        for first, final in _blocks(rows):
            wanted.select(self._records.index(first, 0), self._records.index(final, last))
        row_now = None if current is None else self._records.row_of(current)
        if row_now is not None:
            self.setCurrentIndex(self._records.index(row_now, 0))
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _rows_of(self, chosen: set[int]) -> list[int]:
        ids = self._records.ids
        if len(chosen) <= FEW:  # as nearly always: looked for one by one, in a tenth of the time
            return sorted(ids.index(record_id) for record_id in chosen)
        return [row for row, record_id in enumerate(ids) if record_id in chosen]

    def _copy(self) -> None:
        shown = [
            header.logicalIndex(place)
            for header in [self.horizontalHeader()]
            for place in range(header.count())
            if not header.isSectionHidden(header.logicalIndex(place))
        ]
        rows = self.chosen_rows()
        lines = ["\t".join(self._records.columns[n].title for n in shown)]
        lines += ["\t".join(str(self._records.index(row, n).data()) for n in shown) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _blocks(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of rows that follow one another: few where everything is chosen."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
