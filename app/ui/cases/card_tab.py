"""The tab 问题 of a client's card: help given, and every problem."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.case_course import minutes_text
from app.domain.rights import Right
from app.domain.types import CaseId, CaseKind, ClientId
from app.i18n import _
from app.queries.case_counts import ClientHelp, HelpRow, client_help
from app.queries.cases import CaseFilter, CaseRow, case_ids, case_rows
from app.ui.buttons import ActionButton
from app.ui.cases.board import TABLES
from app.ui.cases.columns import case_columns
from app.ui.cases.life import CaseLife
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.record_table import RecordTable
from app.ui.rights import offer_only_with
from app.ui.tables import PagedTableModel
from app.ui.theme import GAP, current_look


def cases_tab(context: Context, client_id: ClientId) -> QWidget:
    """Return the tab 问题 of a client's card."""
    return CasesTab(context, client_id)


class CasesTab(FreshPart):
    """A client's problems, the newest first. Ctrl+N notes one, Enter opens, Ctrl+D leads on."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("casesTab")
        self._context, self._client_id = context, client_id
        self._life = CaseLife(context, self)
        columns = [c for c in case_columns(context.desk.now) if c.key != "client"]
        self._model: PagedTableModel[CaseRow] = PagedTableModel(columns, self._read, self)
        self.table = RecordTable(self._model, context.preferences, "clientCasesTable")
        self._told = QLabel()
        self._told.setObjectName("helpGiven")
        self._told.setWordWrap(True)
        self._lay_out()
        self.table.opened.connect(context.navigator.case_wanted.emit)
        self.table.sort_wanted.connect(lambda _key, _down: self.reload())
        self.setFocusProxy(self.table)

    @override
    def read(self) -> None:
        with self._context.db.read() as session:
            ids = case_ids(session, CaseFilter(client_id=self._client_id))
            given = client_help(session, self._client_id)
        self.table.show_ids(ids)
        self.table.choose_row(0)
        self._told.setText(help_text(given))

    def _read(self, ids: Sequence[int]) -> Sequence[CaseRow]:
        with self._context.db.read() as session:
            return case_rows(session, ids)

    def _lay_out(self) -> None:
        new = ActionButton(icon("plus", current_look().on_accent), _("登记问题"))
        new.setObjectName("newCase")
        new.setProperty("role", "primary")
        new.setToolTip(_("登记问题 (Ctrl+N)"))
        new.clicked.connect(lambda _on: self._add())
        offer_only_with(self._context, Right.LOG, new)
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(new, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        for keys, then in (("Ctrl+N", self._add), ("Ctrl+D", self._advance)):
            shortcut = keys_within(self, keys, then)
            offer_only_with(self._context, Right.LOG, shortcut)

    def _add(self) -> None:
        self._context.navigator.new_case_wanted.emit(self._client_id, None)

    def _advance(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self._life.advance(CaseId(current))


def help_text(given: ClientHelp) -> str:
    """Say how often the client was helped and how long it took, and how often it complained."""
    if not given.rows:
        return _("还没有登记过问题。问讯、预订、接送、付款的帮助和投诉都记在这里。")
    parts = [_("帮助 {n:,} 次").format(n=given.given.count) + _done_text(given.given)]
    parts += [
        f"{row.kind.label} {row.count}" + _done_text(row)
        for row in given.rows
        if row.kind is not CaseKind.COMPLAINT
    ]
    complaints = next((r for r in given.rows if r.kind is CaseKind.COMPLAINT), None)
    if complaints is not None:
        told = _("投诉 {n:,} 次").format(n=complaints.count)
        parts.append(told + _done_text(complaints))
    return "　".join(parts)


def _done_text(row: HelpRow) -> str:
    if row.minutes is None:
        return _("（还没有办完的）") if row.count else ""
    return _("（办完 {n}，平均 {long}）").format(n=row.done, long=minutes_text(row.minutes))
