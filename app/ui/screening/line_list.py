"""The lines of a screening in a table: searched, filtered and sorted as they are held."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.screening.line import ScreeningLine
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.keys import search_keys
from app.ui.record_table import RecordTable
from app.ui.screening.columns import LineColumn, sort_lines
from app.ui.screening.opened import Opened
from app.ui.search_line import SearchLine
from app.ui.tab_order import placed_in, tab_through
from app.ui.tables import PagedTableModel
from app.ui.theme import GAP
from app.ui.widths import AmountWidths


class LineList(QWidget):
    """A table of lines with search, chips for manager and grade, and a note of how many.

    Signals:
        current_changed: line or None: the line under the cursor.
        number_wanted: line, column: a number was asked for by a double click or Enter.
    """

    current_changed = Signal(object)
    number_wanted = Signal(object, object)

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[LineColumn],
        order: tuple[str, bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = {one.column.key: one for one in columns}
        self._order, self._descending = order
        self._opened: Opened | None = None
        self._only: tuple[str, frozenset[int]] | None = None
        self._tests: list[tuple[FilterChip, Callable[[ScreeningLine], object]]] = []
        self.model: PagedTableModel[ScreeningLine] = self.make_model(columns)
        self.table = self.make_table(context, name)
        self.table.mark_cells()  # Enter leads from a number to its rows
        self.table.sort_by(self._order, descending=self._descending)
        amounts = [n for n, one in enumerate(columns) if one.amount]
        self._widths = AmountWidths(self.table, amounts, self._extremes)
        self.search = SearchLine(f"{name}Search", _("客户、编号、经理"))
        self._count, self._release = QLabel(), ActionButton()
        self._filters = QWidget()
        self._bar = FlowLayout(self._filters, GAP)
        self._lay_out(name)
        self.manager = self.add_chip(
            FilterChip(f"{name}Manager", _("客户经理")), lambda line: line.manager
        )
        self.grade = self.add_chip(
            FilterChip(f"{name}Grade", _("等级")), lambda line: line.result.grade
        )
        self._connect()

    def make_model(self, columns: Sequence[LineColumn]) -> PagedTableModel[ScreeningLine]:
        """Return the model; a list that is typed into has its own."""
        return PagedTableModel([one.column for one in columns], self.read_rows, self)

    def make_table(self, context: Context, name: str) -> RecordTable:
        """Return the table; a list that is typed into has its own."""
        return RecordTable(self.model, context.preferences, name)

    def read_rows(self, ids: Sequence[int]) -> Sequence[ScreeningLine]:
        """Return the lines of these ids."""
        known = {} if self._opened is None else self._opened.by_id
        return [known[one] for one in ids if one in known]

    def show_opened(self, opened: Opened | None) -> None:
        """Show another screening, or the same one as it now stands."""
        self._opened = opened
        lines = () if opened is None else opened.lines
        managers = sorted({line.manager for line in lines})
        self.manager.set_options([(one, one or _("未指定")) for one in managers])
        self.manager.setVisible(len(managers) > 1)
        if opened is not None:
            names = [one.name for one in opened.head.rules.grades]
            self.grade.set_options([*((one, one) for one in names), (None, _("无等级"))])
        self._widths.refit()
        self.refresh()

    def add_chip(self, chip: FilterChip, value: Callable[[ScreeningLine], object]) -> FilterChip:
        """Add a filter over a line's ``value``."""
        self._tests.append((chip, value))
        self._bar.removeWidget(self._release)
        self._bar.addWidget(chip)
        self._bar.addWidget(self._release)
        chip.changed.connect(self.refresh)
        tab_through([*placed_in(self._bar), self._chooser, self.table])
        return chip

    def show_only(self, title: str, ids: Collection[int]) -> None:
        """Show just these lines, the clients behind a bar, until the user lets go."""
        self._only = (title, frozenset(ids))
        self._release.setText(_("只看：{title}  ✕").format(title=title))
        self._release.show()
        self.refresh()

    def forget_only(self) -> None:
        """Show no longer just the lines behind a bar or a question."""
        self._only = None
        self._release.hide()

    def let_go(self) -> None:
        """Show everything again."""
        self.forget_only()
        self.search.clear()
        for chip, _value in self._tests:
            chip.clear()
        self.refresh()

    def shown(self) -> list[ScreeningLine]:
        """Return the lines that pass the filters, in the order shown."""
        lines = () if self._opened is None else self._opened.lines
        words = self.search.text().strip().lower()
        tests = [(set(chip.chosen()), value) for chip, value in self._tests if chip.chosen()]
        found = [line for line in lines if self._passes(line, words, tests)]
        return sort_lines(found, self.columns[self._order], descending=self._descending)

    def refresh(self) -> None:
        """Apply filters and order anew; the cursor stays in its column."""
        lines, column = self.shown(), self.table.currentIndex().column()
        self.table.show_ids([line.id for line in lines])
        self._keep_column(column)
        of = 0 if self._opened is None else len(self._opened.lines)
        text = _("{n} / {of} 个客户") if len(lines) != of else _("共 {n} 个客户")
        self._count.setText(text.format(n=f"{len(lines):,}", of=f"{of:,}"))
        if lines and not self.table.currentIndex().isValid():
            self.table.choose_cell(0, self._first_shown())
        self.current_changed.emit(self.current_line())

    def _keep_column(self, column: int) -> None:
        current = self.table.currentIndex()
        if current.isValid() and column >= 0 and current.column() != column:
            chosen = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(current.siblingAtColumn(column), chosen)

    def current_line(self) -> ScreeningLine | None:
        """Return the line under the cursor."""
        current = self.table.current_id()
        if current is None or self._opened is None:
            return None
        return self._opened.by_id.get(current)

    def _passes(
        self,
        line: ScreeningLine,
        words: str,
        tests: Sequence[tuple[set[Any], Callable[[ScreeningLine], object]]],
    ) -> bool:
        if self._only is not None and line.id not in self._only[1]:
            return False
        if words and words not in f"{line.code} {line.name} {line.manager}".lower():
            return False
        return not tests or all(value(line) in chosen for chosen, value in tests)

    def _extremes(self, number: int) -> list[str]:
        """Return the texts of a column's least and greatest value, one of which is the longest."""
        column = self.columns[self.model.columns[number].key]
        lines = () if self._opened is None else self._opened.lines
        known = [line for line in lines if column.value(line) is not None]
        if not known:
            return []
        ends = (min(known, key=column.value), max(known, key=column.value))
        return [column.column.text(line) for line in ends]

    def _first_shown(self) -> int:
        header = self.table.horizontalHeader()
        places = map(header.logicalIndex, range(header.count()))
        return next((n for n in places if not self.table.isColumnHidden(n)), 0)

    def _lay_out(self, name: str) -> None:
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(210)
        self._count.setProperty("role", "faint")
        self._count.setObjectName(f"{name}Count")
        self._release.setObjectName(f"{name}Only")
        self._release.hide()
        self._chooser = chooser = QToolButton()
        chooser.setIcon(icon("columns-3"))
        chooser.setAutoRaise(True)
        chooser.setToolTip(_("选择显示哪些列（也可在表头上点右键）"))
        chooser.setAccessibleName(_("选择列"))
        chooser.clicked.connect(
            lambda: self.table.column_menu().popup(chooser.mapToGlobal(chooser.rect().bottomLeft()))
        )
        self._bar.addWidget(self.search)
        self._bar.addWidget(self._release)
        head = QHBoxLayout()
        head.addWidget(self._filters, 1)
        head.addWidget(self._count)
        head.addWidget(chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.refresh)
        self._release.clicked.connect(self.let_go)
        self.table.sort_wanted.connect(self._sort)
        self.table.current_changed.connect(
            lambda _id: self.current_changed.emit(self.current_line())
        )
        self.table.opened.connect(lambda _id: self._want(self.table.currentIndex()))
        search_keys(self, self.search, self.table)
        self.search.returnPressed.connect(self.table.setFocus)

    def _want(self, index: QModelIndex) -> None:
        line = self.model.record_at(index.row())
        key = self.model.columns[index.column()].key
        if line is not None:
            self.number_wanted.emit(line, self.columns[key])

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a slot
        self._order, self._descending = key, descending
        self.refresh()
