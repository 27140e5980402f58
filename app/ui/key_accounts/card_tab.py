"""The tab 大客户 of a client's card: the plan, how often it was looked through, its guests."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import ClientId, ReceptionId
from app.i18n import _
from app.queries.account_plans import KeyAccount, ReviewRow, key_account
from app.queries.receptions import ReceptionFilter, ReceptionRow, reception_ids, reception_rows
from app.ui.areas import TWO_TABLES, scrolled, show_page
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.fresh import FreshPart
from app.ui.key_accounts.asking import ask_confirm, ask_refusal, ask_review, edit_plan
from app.ui.key_accounts.output import print_receptions
from app.ui.key_accounts.reception_dialog import edit_reception, new_reception
from app.ui.key_accounts.reception_list import reception_columns
from app.ui.keys import keys_within
from app.ui.record_table import RecordTable
from app.ui.rights import FileLock, lock_without
from app.ui.small_table import SmallTable
from app.ui.tables import Column, PagedTableModel
from app.ui.theme import GAP

TABLES = frozenset(
    {"client", "staff", "account_plan", "account_review", "key_account_refusal", "reception"}
)
REVIEWS: Sequence[Column[ReviewRow]] = (
    Column(
        "reviewed_on",
        _("回顾日期"),
        lambda row: row.reviewed_on.isoformat(),
        width=96,
        sortable=False,
    ),
    Column("staff", _("谁"), lambda row: row.staff, width=70, sortable=False),
    Column(
        "remark",
        _("结果"),
        lambda row: "；".join(row.remark.split("\n")),
        width=380,
        sortable=False,
    ),
)
SHOWN = ("arrives_on", "when", "guest", "rank", "people", "staff", "state")


class KeyAccountTab(FreshPart):
    """One client as key account; Ctrl+D notes a review, Ctrl+N a guest."""

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("keyAccountTab")
        self._context, self._client_id = context, client_id
        self._told = QLabel()
        self._told.setObjectName("keyAccountTold")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._plan = QScrollArea()
        self._plan.setWidgetResizable(True)
        columns = [c for c in reception_columns(context.today) if c.key in SHOWN]
        model: PagedTableModel[ReceptionRow] = PagedTableModel(columns, self._read, self)
        self.receptions = RecordTable(model, context.preferences, "clientReceptionsTable")
        self.reviews: SmallTable[ReviewRow] = SmallTable(
            REVIEWS, context.preferences, "reviewsTable"
        )
        self._buttons = self._make_buttons()
        self._lay_out()
        self._lock = FileLock(context, client_id, self, {"notePlan", "noteReview", "addReception"})
        self.receptions.opened.connect(self._open_reception)
        self.setFocusProxy(self.receptions)

    @override
    def read(self) -> None:
        with self._context.db.read() as session:
            account = key_account(session, self._client_id)
            ids = reception_ids(session, ReceptionFilter(client_id=self._client_id))
        if account is None:  # the card goes
            return
        self.reviews.show_rows(account.reviews)
        self.receptions.show_ids(ids)
        self.receptions.choose_row(0)
        self._told.setText(standing_text(account))
        show_page(self._plan, _plan_page(account))
        self._plan.setVisible(account.major or account.plan is not None)
        for name, shown in (
            ("makeMajor", not account.major),
            ("endMajor", account.major),
            ("notePlan", account.major or account.plan is not None),
            ("noteReview", account.plan is not None),
        ):
            self._buttons[name].setVisible(shown and self._context.may(Right.EDIT))
        self._buttons["sheet"].setEnabled(bool(ids))
        self._lock.look()

    def _read(self, ids: Sequence[int]) -> Sequence[ReceptionRow]:
        with self._context.db.read() as session:
            return reception_rows(session, ids)

    def _make_buttons(self) -> dict[str, QPushButton]:
        context, own = self._context, self._client_id
        window = self.window
        made: dict[str, QPushButton] = {}
        actions: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("makeMajor", _("列为大客户…"), "crown", lambda: ask_confirm(context, own, window())),
            ("notePlan", _("计划…"), "square-pen", lambda: edit_plan(context, own, window())),
            (
                "noteReview",
                _("回顾…"),
                "clipboard-check",
                lambda: ask_review(context, own, window()),
            ),
            ("addReception", _("安排接待…"), "plus", lambda: new_reception(context, own, window())),
            ("sheet", _("接待单"), "printer", self._print),
            (
                "endMajor",
                _("取消大客户…"),
                "x",
                lambda: ask_refusal(context, [own], window(), now_major=True),
            ),
        )
        for name, text, icon_name, then in actions:
            made[name] = named_button(name, text, icon_name, then)
        lock_without(context, Right.KEY_ACCOUNTS, made["makeMajor"], made["endMajor"])
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._told, 1)
        for button in self._buttons.values():
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        for title, table in ((_("接待"), self.receptions), (_("计划的回顾"), self.reviews)):
            heading = QLabel(title)
            heading.setProperty("role", "heading")
            heading.setBuddy(table)
            below.addWidget(heading)
            below.addWidget(table, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        for part in (self._plan, right):
            parts.addWidget(part)
        parts.setSizes([500, 640])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(scrolled(parts, TWO_TABLES), 1)
        for keys, name in (
            ("Ctrl+D", "noteReview"),
            ("Ctrl+N", "addReception"),
        ):
            keys_within(self, keys, self._buttons[name].click)
            self._buttons[name].setToolTip(f"{self._buttons[name].text()} ({keys})")

    def _open_reception(self, reception_id: int) -> None:
        edit_reception(self._context, ReceptionId(reception_id), self.window())

    def _print(self) -> None:
        chosen = [ReceptionId(id_) for id_ in self.receptions.chosen_ids()]
        if chosen:
            print_receptions(self._context, self, chosen)


def key_account_tab(context: Context, client_id: ClientId) -> QWidget:
    """Return the tab 大客户 of a client's card."""
    return KeyAccountTab(context, client_id)


def standing_text(account: KeyAccount) -> str:
    """Say whether a client is a key account, who looks after it, and what was decided last."""
    if account.major:
        name = account.relationship_manager or _("未指定")
        told = _("大客户，关系经理：{name}").format(name=name)
        if account.plan is not None and account.plan.next_review_on is not None:
            told += _("　下次回顾：{day}").format(day=account.plan.next_review_on)
        return told
    if account.refusals:
        last = account.refusals[0]
        told = _("{day} 决定不列为大客户：{reason}　{name}")
        return told.format(day=last.refused_on, reason=last.reason, name=last.staff)
    return _("还不是大客户。列为大客户后，有自己的关系经理、计划和定期回顾；接待不限大客户。")


def _plan_page(account: KeyAccount) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    plan = account.plan
    if plan is None:
        empty = QLabel(_("还没有计划。") if account.major else "")
        empty.setProperty("role", "faint")
        form.addRow(empty)
        return page
    for label, text in (
        (_("发展情况"), plan.development),
        (_("存在的问题"), plan.problems),
        (_("机会"), plan.opportunities),
        (_("我们能给的帮助"), plan.help_offered),
        (_("要协调的部门和事项"), plan.departments),
        (_("回顾"), _("每 {n} 个月一次").format(n=plan.review_months)),
    ):
        heading, shown = QLabel(label), QLabel(text or "—")
        heading.setProperty("role", "faint")
        shown.setWordWrap(True)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(heading, shown)
    return page
