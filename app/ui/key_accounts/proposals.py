"""Clients the figures propose as key accounts, to be confirmed or refused."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.db import Commit
from app.domain.rights import Right
from app.domain.types import ClientId
from app.domain.written import amount_if_any
from app.i18n import _
from app.queries.key_accounts import (
    MOST_PROPOSED,
    ProposedClient,
    proposed_clients,
    years_of_volume,
)
from app.ui.buttons import ActionButton, named_button
from app.ui.context import Context
from app.ui.key_accounts.asking import ask_confirm, ask_refusal
from app.ui.messages import show_error
from app.ui.small_table import SmallTable
from app.ui.tables import CENTRE, RIGHT, Column
from app.ui.theme import GAP, grade_colour

TABLES = frozenset({"client", "client_year", "key_account_refusal", "booking", "staff"})
HEIGHT = 150
MONTHS_OF_LAST_YEAR = 3
"""In the first months of a year the last one says more."""

COLUMNS: Sequence[Column[ProposedClient]] = (
    Column("name", _("客户"), lambda row: row.name, width=230, sortable=False),
    Column(
        "grade",
        _("等级"),
        lambda row: row.grade or "",
        CENTRE,
        50,
        lambda row: grade_colour(row.grade),
        sortable=False,
    ),
    Column("manager", _("客户经理"), lambda row: row.manager, width=80, sortable=False),
    Column(
        "amount", _("预订额"), lambda row: amount_if_any(row.amount), RIGHT, 110, sortable=False
    ),
    Column("why", _("为什么"), lambda row: "；".join(row.reasons), width=420, sortable=False),
)


class ProposalsPanel(QFrame):
    """Proposes clients by the figures of a year; only a supervisor decides."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposals")
        self.setProperty("role", "card")
        self._context = context
        self._asked = 0
        self._told = QLabel()
        self._told.setObjectName("proposalsTold")
        self.year = QComboBox()
        self.year.setObjectName("proposalsYear")
        self.year.setAccessibleName(_("按哪一年的预订额"))
        self.table: SmallTable[ProposedClient] = SmallTable(
            COLUMNS, context.preferences, "proposalsTable"
        )
        self.table.setMaximumHeight(HEIGHT)
        self._show_button = ActionButton()
        self._show_button.setObjectName("showProposals")
        self.confirm = named_button("confirm", _("列为大客户…"), "crown", self._confirm)
        self.refuse = named_button("refuse", _("不列为…"), "x", self._refuse)
        self._lay_out()
        self._offer_years()
        self.table.opened.connect(context.navigator.client_wanted.emit)
        self.table.chosen_changed.connect(self._follow)
        self.year.currentIndexChanged.connect(lambda _n: self.reload())
        self._show_button.clicked.connect(lambda _on: self.fold(fold=self.table.isVisible()))
        context.news.committed.connect(self._on_commit)
        self.fold(fold=False)

    def reload(self) -> None:
        """Ask again, beside the window: a large office has many clients."""
        if self.year.count() == 0:
            self.hide()
            return
        self._asked += 1
        asked, year, today = self._asked, int(self.year.currentData()), self._context.today()

        def work(_job: object) -> list[ProposedClient]:
            with self._context.db.read() as session:
                return proposed_clients(session, year, today)

        def arrived(rows: list[ProposedClient]) -> None:
            if asked == self._asked:
                self._list(rows)

        def failed(error: Exception) -> None:
            show_error(self, error)

        self._context.workers.run(self, work, arrived, failed)

    def _list(self, rows: Sequence[ProposedClient]) -> None:
        self.table.show_rows(rows)
        self._told.setText(_told(len(rows)))
        self.fold(fold=not self._open)
        self._show_button.setVisible(bool(rows))
        self.show()
        self._follow()

    def _confirm(self) -> None:
        current = self.table.current_id()
        if current is not None:
            ask_confirm(self._context, ClientId(current), self.window())

    def _refuse(self) -> None:
        chosen = [ClientId(id_) for id_ in self.table.chosen_ids()]
        if chosen:
            ask_refusal(self._context, chosen, self.window(), now_major=False)

    def _follow(self) -> None:
        count = len(self.table.chosen_ids())
        self.confirm.setEnabled(count == 1)
        self.refuse.setEnabled(count > 0)

    def fold(self, *, fold: bool) -> None:
        """Show the heading alone, or all of it."""
        self._open = not fold
        shown = self._open and bool(self.table.rows)
        self.table.setVisible(shown)
        for part in (self.confirm, self.refuse):
            part.setVisible(shown and self._context.may(Right.KEY_ACCOUNTS))
        self._show_button.setText(_("展开") if fold else _("收起"))

    def _offer_years(self) -> None:
        with self._context.db.read() as session:
            years = years_of_volume(session)
        today = self._context.today()
        usual = today.year - (1 if today.month <= MONTHS_OF_LAST_YEAR else 0)
        chosen = self.year.currentData() or usual
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in years:
                self.year.addItem(str(year), year)
            self.year.setCurrentIndex(years.index(chosen) if chosen in years else 0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for part in (QLabel(_("按")), self.year, self._told):
            head.addWidget(part)
        head.addStretch(1)
        for button in (self.confirm, self.refuse, self._show_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.table)

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & TABLES and self.isVisible():
            self._offer_years()
            self.reload()


def _told(count: int) -> str:
    """Go on after 按 2025: how many are proposed."""
    if not count:
        return _("年的预订额和等级，没有要建议的")
    if count == MOST_PROPOSED:
        return _("年的预订额和等级，先建议最大的 {n:,} 个客户列为大客户").format(n=count)
    return _("年的预订额和等级，建议 {n:,} 个客户列为大客户").format(n=count)
