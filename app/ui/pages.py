"""What every list page has, in the same order: title, actions, filters, table, detail."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.i18n import _
from app.ui.action_page import ActionPage
from app.ui.buttons import ActionButton
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.empty_state import Empty, EmptyState
from app.ui.flow import FlowLayout
from app.ui.keys import keys_on, keys_within, search_keys
from app.ui.list_spec import Listing, ListSpec
from app.ui.messages import show_error
from app.ui.record_table import RecordTable
from app.ui.search_line import SearchLine
from app.ui.tab_order import placed_in, tab_through, within
from app.ui.tables import Column, PagedTableModel, Row
from app.ui.theme import GAP

__all__ = ["Empty", "ListPage", "ListSpec", "Listing"]


class ListPage(ActionPage, Generic[Row]):
    """A list of records. Subclasses say which ids (``find_ids``) and which rows (``read_rows``).

    What goes with the record under the cursor, such as the detail beside it, is ``follow``'s.
    F5 reloads, Ctrl+F goes to the search box, Esc empties it, the Down key goes to the table.

    Attributes:
        grows_with_bookings: It asks beside the window in an office that has many bookings.
        column: What it is laid out in; more may be put above and below.
    """

    grows_with_bookings = False

    def __init__(
        self, context: Context, spec: ListSpec[Row], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.setObjectName(spec.name)
        self.spec = spec
        self.order, self.descending = spec.order
        self.only: tuple[str, frozenset[int]] | None = None
        self.chips: list[FilterChip] = []
        self.model: PagedTableModel[Row] = PagedTableModel(spec.columns, self.read_rows, self)
        self.table = RecordTable(self.model, context.preferences, f"{spec.name}Table")
        if any(column.sortable for column in spec.columns if column.key == self.order):
            self.table.sort_by(self.order, descending=self.descending)
        self.setFocusProxy(self.table)
        self.search = SearchLine("search", spec.search_hint)
        self._title, self._count = QLabel(spec.title), QLabel()
        self._filters = QWidget()
        self._chips = FlowLayout(self._filters, GAP)
        self._only = ActionButton()
        self.column = QVBoxLayout(self)
        self._stack, self._splitter = QStackedWidget(), QSplitter(Qt.Orientation.Horizontal)
        self._nothing = QWidget()
        self._stale, self._seen = True, False
        self._listing = False
        self._asked = 0
        self._place_kept = 0
        self._lay_out()
        self._connect()

    def find_ids(self) -> Sequence[int]:
        """Return the ids to show, by the search text, the chips, ``only`` and the order."""
        raise NotImplementedError

    def read_rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """Return the rows of these ids, in their order, leaving out any now gone."""
        raise NotImplementedError

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.search.text().strip() or self.only or any(c.chosen() for c in self.chips))

    def reload(self) -> None:
        """Ask the database again what the list should show; when hidden, once it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._asked += 1
        if self.is_long():
            self._ask_beside(self._asked)
        else:
            self._list(self.question()())

    def question(self) -> Callable[[], Listing]:
        """Return what asks for the list by the filters of now.

        Long lists override it with a function that may run on any thread.
        """
        return lambda: Listing(self.find_ids())

    def is_long(self) -> bool:
        """Tell whether asking may take longer than the window may wait."""
        if not self.grows_with_bookings:
            return False
        from app.queries.bookings import has_many_bookings  # the first page has no such list

        with self.context.db.read() as session:
            return has_many_bookings(session)

    def noted(self, note: str) -> None:
        """Show the sentence that came with the list."""

    def reloaded(self, ids: Sequence[int]) -> None:
        """Follow the list after a reload; for totals and the like."""

    def follow(self, record_id: int | None) -> None:
        """Follow the cursor: to another record, or after a reload, when it may have changed."""

    def current_row(self) -> Row | None:
        """Return the record under the cursor."""
        return self.model.record_at(self.table.currentIndex().row())

    def client_of(self, row: Any) -> int | None:
        """Return the client a record belongs to."""
        client_id: int | None = row.client_id
        return client_id

    def open_client(self) -> None:
        """Open the file of the client to which the record under the cursor belongs."""
        row = self.current_row()
        if row is not None and (client_id := self.client_of(row)) is not None:
            self.context.navigator.client_wanted.emit(client_id)

    def add_client_action(self) -> None:
        """Add the menu line that opens the client's file."""
        text = _("打开客户档案")
        self.add_row_action("openClient", text, "folder-open", self.open_client, needs=Right.SEE)

    def shown_columns(self) -> Sequence[Column[Row]]:
        """Return the columns as shown, from left to right."""
        header = self.table.horizontalHeader()
        order = sorted(range(len(self.spec.columns)), key=header.visualIndex)
        return [self.spec.columns[n] for n in order if not self.table.isColumnHidden(n)]

    def _ask_beside(self, asked: int) -> None:
        """Ask on a worker thread; the answer to an old question is not shown."""
        ask = self.question()
        self._count.setText(_("正在查找…"))

        def arrived(listing: Listing) -> None:
            if asked == self._asked:
                self._list(listing)

        def failed(error: Exception) -> None:
            show_error(self, error)

        self.context.workers.run(self, lambda _job: ask(), arrived, failed)

    def _list(self, listing: Listing) -> None:
        ids = listing.ids
        self.noted(listing.note)
        self._listing = True
        self.table.show_ids(ids)
        self.table.choose_row(self._place_kept)
        self._listing = False
        self._place_kept = 0
        self._count.setText(self.spec.counted.format(n=f"{len(ids):,}"))
        if not ids and self.table.hasFocus():
            self.search.setFocus()  # else a button gets the cursor, and the next key presses it
        self._stack.setCurrentIndex(0 if ids else 1)
        self.setFocusProxy(self.table if ids else self.search)
        if not ids:
            self._fill_empty()
        self.reloaded(ids)
        self.follow(self.table.current_id())

    def _cursor_moved(self, record_id: int | None) -> None:
        if not self._listing:  # else the list is followed once it is whole
            self.follow(record_id)

    def show_only(self, title: str, ids: Sequence[int]) -> None:
        """Show just these records, the rows behind a number, until the user lets go."""
        self.clear_filters()
        self.only = (title, frozenset(ids))
        self._only.setText(_("只看：{title}  ✕").format(title=title))
        self._only.show()
        self.reload()

    def change_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns; an order by one that is gone gives way to the first order."""
        self.spec = replace(self.spec, columns=columns)
        self.table.change_columns(columns)
        if self.order not in {column.key for column in columns if column.offered}:
            self.order, self.descending = self.spec.order
            self.table.sort_by(self.order, descending=self.descending)

    def clear_filters(self) -> None:
        """Show everything again."""
        self.only = None
        self._only.hide()
        self.search.clear()
        for chip in self.chips:
            chip.clear()
        self.reload()

    def add_chip(self, chip: FilterChip) -> FilterChip:
        """Add a filter; the page reloads when it changes."""
        self.chips.append(chip)
        self._chips.addWidget(chip)
        chip.changed.connect(self.reload)
        return chip

    def set_detail(self, detail: QWidget, width: int = 340) -> None:
        """Show a widget beside the table."""
        detail.setMinimumWidth(220)
        self._splitter.addWidget(detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([10_000, width])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:  # all that is pressed is there by now
            self._seen = True
            on_top = placed_in(self._actions, self._chips)
            tab_through([*on_top, self.table, *within(self._splitter.widget(1))])
        if self._stale:
            self.reload()

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._count.setProperty("role", "faint")
        self._count.setObjectName("count")
        self.search.setMinimumWidth(240)
        head = QHBoxLayout()
        for part in (self._title, self._count):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        if not self.spec.title:  # without words it would still move the count in
            self._title.hide()
        head.addStretch(1)
        head.addLayout(self._actions)
        self._chips.addWidget(self.search)
        self._only.setObjectName("only")
        self._only.hide()
        self._chips.addWidget(self._only)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._splitter.addWidget(self._stack)
        self._splitter.setChildrenCollapsible(False)
        self.column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        self.column.setSpacing(GAP)
        self.column.addLayout(head)
        self.column.addWidget(self._filters)
        self.column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.reload)
        self._only.clicked.connect(self.clear_filters)
        self.table.sort_wanted.connect(self._sort)
        self.table.current_changed.connect(self._cursor_moved)
        self.context.news.committed.connect(self._on_commit)
        keys_within(self, "F5", self.reload)
        search_keys(self, self.search, self.table)
        keys_on(self.search, "Down", self._to_table)
        self.search.returnPressed.connect(self._to_table)

    def _to_table(self) -> None:
        if not self.model.ids:  # not in sight: it would take the cursor once something is found
            return
        self.table.setFocus()
        if not self.table.chosen_ids():
            self.table.choose_row(0)

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a slot
        self.order, self.descending = key, descending
        self.reload()

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & self.spec.tables:
            # after a deletion the cursor is where it was, not on top
            self._place_kept = max(self.table.currentIndex().row(), 0)
            self.reload()

    def _fill_empty(self) -> None:
        if self.is_filtered:
            step = (_("清除筛选"), self.clear_filters, Right.SEE)
            shown = Empty(_("没有符合条件的记录"), _("换个词，或清除筛选再看。"), [step])
        else:
            shown = self.spec.empty
        self._stack.removeWidget(self._nothing)
        self._nothing.deleteLater()
        self._nothing = EmptyState(self.context, shown)
        self._stack.insertWidget(1, self._nothing)
        self._stack.setCurrentIndex(1)
