"""All key accounts at a glance, with the proposals above them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import ClientId
from app.i18n import _
from app.queries.key_accounts import KeyAccountRow, key_account_ids, key_accounts
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.key_accounts.asking import (
    ask_refusal,
    ask_relationship_manager,
    ask_review,
    edit_plan,
)
from app.ui.key_accounts.columns import VALUES, account_columns
from app.ui.key_accounts.proposals import ProposalsPanel
from app.ui.key_accounts.reception_dialog import new_reception
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec

TABLES = frozenset(
    {
        "client",
        "client_fact",
        "client_year",
        "client_case",
        "task",
        "booking",
        "receipt",
        "staff",
        "account_plan",
        "reception",
        "service_standard",
        "setting",
    }
)
QUICK = 150
"""More are read beside the window."""

ROOM = 520
"""In a lower window the proposals begin folded, else the list has no room."""

Sorting = Callable[[KeyAccountRow], Any]
SORTED_BY: dict[str, Sorting] = {
    "name": lambda row: row.name_key,
    "grade": lambda row: row.grade or "~",
    "relation": lambda row: row.relationship_manager,
    "manager": lambda row: row.manager,
    "percent": lambda row: row.amount,
    "last_percent": lambda row: row.last_amount,
    "amount": lambda row: row.amount,
    "last_amount": lambda row: row.last_amount,
    "contact": lambda row: row.contact.due_on.toordinal() if row.contact else 0,
    "visit": lambda row: row.visit.due_on.toordinal() if row.visit else 0,
    "open_cases": lambda row: row.open_cases,
    "open_tasks": lambda row: row.open_tasks,
    "overdue": lambda row: row.overdue,
    "next_review_on": lambda row: row.next_review_on.toordinal() if row.next_review_on else 0,
    "reception_on": lambda row: row.reception_on.toordinal() if row.reception_on else 0,
}


class KeyAccountsList(OutputList[KeyAccountRow]):
    """Every key account; Enter opens its card, Ctrl+E its plan, Ctrl+D notes a review."""

    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._rows: dict[int, KeyAccountRow] = {}
        self._new = True
        spec = ListSpec(
            name="keyAccounts",
            title=_("大客户"),
            columns=account_columns(context.today),
            tables=TABLES,
            order=("amount", True),
            counted=_("共 {n} 个客户"),
            search_hint=_("客户名称、拼音、编号、电话"),
            empty=Empty(
                _("还没有大客户"),
                _("上面按预订额和等级提出建议，由主管确认；也可以在客户档案的“大客户”一栏确认。"),
                [(_("看客户"), lambda: context.navigator.page_wanted.emit("clients"), Right.SEE)],
            ),
        )
        super().__init__(context, spec, parent)
        self.relation = self.add_people_chip("relationFilter", _("关系经理"))
        self.attention = self.add_chip(FilterChip("attentionFilter", _("要留意"), _attentions()))
        self.proposals = ProposalsPanel(context)
        self.column.insertWidget(0, self.proposals)
        self._add_actions()
        self.table.opened.connect(context.navigator.client_wanted.emit)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._new and self.height() < ROOM:
            self.proposals.fold(fold=True)
        self._new = False
        self.proposals.reload()

    @override
    def is_long(self) -> bool:
        with self.context.db.read() as session:
            return len(key_account_ids(session)) > QUICK

    @override
    def question(self) -> Callable[[], Listing]:
        text, today = self.search.text(), self.context.today()
        wanted = self._asked_for()
        by, descending = SORTED_BY[self.order], self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                found = key_accounts(session, today, text=text)
            rows = sorted(filter(wanted, found), key=by, reverse=descending)
            self._rows.update((row.id, row) for row in rows)
            return Listing([row.id for row in rows])

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[KeyAccountRow]:
        return [self._rows[id_] for id_ in ids if id_ in self._rows]

    @override
    def output_title(self) -> str:
        return _("大客户一览")

    def _asked_for(self) -> Callable[[KeyAccountRow], bool]:
        """Return what the chips let through; it may be asked on any thread."""
        relations = frozenset(self.relation.chosen())
        attentions = frozenset(self.attention.chosen())
        today = self.context.today()

        def wanted(row: KeyAccountRow) -> bool:
            mine = not relations or row.relationship_manager_id in relations
            return mine and (not attentions or bool(attentions & _needs(row, today)))

        return wanted

    def _add_actions(self) -> None:
        self.add_export_and_print()
        self.add_columns_button()
        edit, decide = Right.EDIT, Right.KEY_ACCOUNTS
        for name, text, icon_name, then, keys, needs in (
            ("editPlan", _("大客户计划…"), "square-pen", self._plan, "Ctrl+E", edit),
            ("review", _("回顾计划…"), "clipboard-check", self._review, "Ctrl+D", edit),
            ("newReception", _("安排接待…"), "handshake", self._receive, "Ctrl+N", edit),
            ("setRelation", _("换关系经理…"), "user-check", self._relate, "", decide),
            ("endMajor", _("取消大客户…"), "x", self._end, "", decide),
        ):
            self.add_row_action(name, text, icon_name, then, keys, needs=needs)

    def _plan(self) -> None:
        self._with_current(lambda id_: edit_plan(self.context, id_, self.window()))

    def _review(self) -> None:
        self._with_current(lambda id_: ask_review(self.context, id_, self.window()))

    def _receive(self) -> None:
        self._with_current(lambda id_: new_reception(self.context, id_, self.window()))

    def _relate(self) -> None:
        if chosen := self._chosen():
            ask_relationship_manager(self.context, chosen, self.window())

    def _end(self) -> None:
        if chosen := self._chosen():
            ask_refusal(self.context, chosen, self.window(), now_major=True)

    def _with_current(self, then: Callable[[ClientId], None]) -> None:
        current = self.table.current_id()
        if current is not None:
            then(ClientId(current))

    def _chosen(self) -> list[ClientId]:
        return [ClientId(id_) for id_ in self.table.chosen_ids()]


def _needs(row: KeyAccountRow, today: date) -> frozenset[str]:
    """Return, by the values of the chip 要留意, what a key account needs."""
    found = {
        "contact": row.late_contact(today),
        "review": row.late_review(today),
        "case": row.open_cases > 0,
        "money": row.overdue > 0,
        "relation": row.relationship_manager_id is None,
    }
    return frozenset(name for name, needed in found.items() if needed)


def _attentions() -> list[tuple[Any, str]]:
    return [
        ("contact", _("联系或拜访逾期")),
        ("review", _("没有计划或该回顾")),
        ("case", _("有未关闭的问题")),
        ("money", _("有逾期账款")),
        ("relation", _("没有关系经理")),
    ]
