"""The card's tab 礼节: the client's important dates, and what was given when."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.rights import Right
from app.domain.today import days_text
from app.domain.types import ClientId, CourtesyId, ImportantDateId
from app.i18n import _
from app.queries.courtesies import (
    CourtesyFilter,
    CourtesyRow,
    courtesy_ids,
    courtesy_rows,
    courtesy_totals,
)
from app.queries.important_dates import ImportantDateRow, important_dates_of
from app.services.courtesies import delete_courtesies, delete_important_dates
from app.ui.areas import TWO_TABLES, scrolled
from app.ui.buttons import add_to_row, named_button
from app.ui.context import Context
from app.ui.courtesies.columns import COURTESIES, totals_text
from app.ui.courtesies.dialog import CourtesyDialog, ImportantDateDialog
from app.ui.fresh import FreshPart
from app.ui.record_table import RecordTable
from app.ui.rights import FileLock, RecordLock, offer_only_with
from app.ui.small_table import SmallTable
from app.ui.tables import Column, PagedTableModel
from app.ui.theme import GAP

TABLES = frozenset({"courtesy", "important_date", "contact"})
NOT_ON_CARD = {"client"}


def _day(row: ImportantDateRow) -> str:
    return "" if row.draft.day is None else row.draft.day.told


DATES: Final[Sequence[Column[ImportantDateRow]]] = (
    Column("title", _("重要日子"), lambda r: r.draft.title, width=170, sortable=False),
    Column("kind", _("种类"), lambda r: r.draft.kind.label, width=100, sortable=False),
    Column("contact", _("谁的"), lambda r: r.contact_name, width=90, sortable=False),
    Column("day", _("日子"), _day, width=310, sortable=False),
    Column("next_on", _("下次"), lambda r: str(r.next_on), width=100, sortable=False),
    Column("notes", _("备注"), lambda r: r.draft.notes, width=180, sortable=False),
)
DONE: Final[Sequence[Column[CourtesyRow]]] = tuple(
    Column(one.key, one.title, one.text, one.align, one.width, hidden=one.hidden, sortable=False)
    for one in COURTESIES
    if one.key not in NOT_ON_CARD
)


class CourtesiesTab(FreshPart):
    """Edits a client's important dates, and notes what was given to it and when."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("courtesiesOfClient")
        self._context, self._client_id = context, client_id
        self.dates: SmallTable[ImportantDateRow] = SmallTable(
            DATES, context.preferences, "importantDatesTable"
        )
        done: PagedTableModel[CourtesyRow] = PagedTableModel(DONE, self._read_done, self)
        self.done = RecordTable(done, context.preferences, "clientCourtesiesTable")
        self._next, self._sum = QLabel(), QLabel()
        self._next.setObjectName("nextDate")
        self._sum.setObjectName("yearCost")
        for label in (self._next, self._sum):
            label.setProperty("role", "faint")
        self._edit = named_button("editCourtesy", _("修改"), "square-pen", self.edit_courtesy)
        gone = named_button("deleteCourtesies", _("删除"), "trash-2", self.delete_courtesies)
        self._delete_lock = RecordLock(context, "courtesy", self.done, gone)
        self._lay_out(self._date_buttons(), self._courtesy_buttons(gone))
        self._lock = FileLock(context, client_id, self, ("addDate", "editDate", "deleteDates"))
        self.dates.opened.connect(lambda _id: self.edit_date())
        self.done.opened.connect(lambda _id: self.edit_courtesy())

    @override
    def read(self) -> None:
        today = self._context.today()
        first, last = periods.year(today)
        own = CourtesyFilter(client_id=self._client_id)
        year = CourtesyFilter(client_id=self._client_id, given_from=first, given_to=last)
        with self._context.db.read() as session:
            rows = important_dates_of(session, self._client_id, today=today)
            ids = courtesy_ids(session, own)
            totals = courtesy_totals(session, year)
        self.dates.show_rows(rows)
        self.done.show_ids(ids)
        self.done.choose_row(0)
        self._sum.setText(_("本年：{sums}").format(sums=totals_text(totals, clients=False)))
        told = _("下一个：{title}，{when}")
        when = days_text(rows[0].next_on, today) if rows else ""
        nothing = _("还没有记过。成立日、合作纪念日、结婚纪念日，记下来到时会提醒。")
        self._next.setText(told.format(title=rows[0].draft.title, when=when) if rows else nothing)
        self._edit.setEnabled(bool(ids))
        self._lock.look(without_row=() if rows else ("editDate", "deleteDates"))
        self._delete_lock.look()

    def add_date(self) -> None:
        """Enter a day that is kept every year."""
        ImportantDateDialog(self._context, self._client_id, None, self).open()

    def edit_date(self) -> None:
        """Change the date under the cursor."""
        if (date_id := self.dates.current_id()) is not None:
            known = ImportantDateId(date_id)
            ImportantDateDialog(self._context, self._client_id, known, self).open()

    def delete_dates(self) -> None:
        """Put the chosen dates into the recycle bin."""
        if chosen := [ImportantDateId(id_) for id_ in self.dates.chosen_ids()]:
            delete_important_dates(self._context.desk, chosen)

    def add_courtesy(self) -> None:
        """Note what was done for this client."""
        draft = CourtesyDraft(receivers=(Receiver(self._client_id),))
        CourtesyDialog.for_new(self._context, draft, self).open()

    def edit_courtesy(self) -> None:
        """Change the courtesy under the cursor."""
        courtesy_id = self.done.current_id()
        if courtesy_id is None:
            return
        found = CourtesyDialog.for_courtesy(self._context, CourtesyId(courtesy_id), self)
        if found is not None:
            found.open()

    def delete_courtesies(self) -> None:
        """Put the chosen courtesies into the recycle bin."""
        if chosen := [CourtesyId(id_) for id_ in self.done.chosen_ids()]:
            delete_courtesies(self._context.desk, chosen)

    def write(self) -> None:
        """Write a letter to this client."""
        self._context.navigator.letters_wanted.emit((Receiver(self._client_id),))

    def _read_done(self, ids: Sequence[int]) -> Sequence[CourtesyRow]:
        with self._context.db.read() as session:
            return courtesy_rows(session, ids)

    def _date_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        add_to_row(row, "addDate", _("添加重要日子"), "plus", self.add_date)
        add_to_row(row, "editDate", _("修改"), "square-pen", self.edit_date)
        add_to_row(row, "deleteDates", _("删除"), "trash-2", self.delete_dates)
        return row

    def _courtesy_buttons(self, gone: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        new = add_to_row(row, "addCourtesy", _("记礼节"), "gift", self.add_courtesy, "Ctrl+N")
        row.addWidget(self._edit)
        row.addWidget(gone)
        add_to_row(row, "writeLetter", _("写信"), "mail", self.write)
        offer_only_with(self._context, Right.LOG, new, self._edit, gone)
        return row

    def _lay_out(self, dates: QHBoxLayout, courtesies: QHBoxLayout) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(_half(dates, self._next, self.dates))
        splitter.addWidget(_half(courtesies, self._sum, self.done))
        splitter.setSizes([200, 320])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(splitter, TWO_TABLES))


def _half(buttons: QHBoxLayout, told: QLabel, table: RecordTable) -> QWidget:
    half = QWidget()
    buttons.addWidget(told, 1, Qt.AlignmentFlag.AlignRight)
    column = QVBoxLayout(half)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addLayout(buttons)
    column.addWidget(table, 1)
    return half
