"""The tab 概况: the file itself, its years, and what is to be done next."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.clients_labels import CLIENT as LABELS
from app.domain.types import ClientId, Labelled
from app.i18n import _
from app.queries.clients.overview import ClientOverview, client_overview
from app.queries.clients.service import ClientService, client_service
from app.ui.areas import show_page
from app.ui.clients.columns import amount_text, day_text, terms_text
from app.ui.clients.part import CardPart
from app.ui.clients.service import NAMES, excesses, interval_text, other_facts, reason, strategies
from app.ui.context import Context
from app.ui.texts import CopyableText
from app.ui.theme import GAP, current_look

GROUPS = (
    (
        _("基本资料"),
        ("short_name", "english_name", "kind", "industry", "segment", "source", "region"),
    ),
    (_("联系方式"), ("telephones", "address", "website", "credit_code", "parent_id")),
    (_("信用与账期"), ("credit_limit", "terms_days", "billing_day")),
    (_("潜力与备注"), ("potential_room_nights", "hotels_used", "notes")),
)


class OverviewTab(CardPart):
    """Shows what is known of a client, and names what is not."""

    tables = frozenset(
        {
            "client",
            "client_fact",
            "client_tag",
            "client_year",
            "task",
            "agreement",
            "agreement_rate",
            "staff",
            "service_standard",
            "setting",
        }
    )

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, client_id, parent)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    @override
    def reload(self) -> None:
        with self.context.db.read() as session:
            overview = client_overview(session, self.client_id)
            service = client_service(session, self.client_id, self.context.today())
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(_profile(overview), 3)
        side = QVBoxLayout()
        if service is not None:
            side.addWidget(_service(service, self.context.today()))
        side.addWidget(_years(overview))
        side.addWidget(self._tasks(overview))
        side.addStretch(1)
        row.addLayout(side, 2)
        show_page(self._area, page)

    def _tasks(self, overview: ClientOverview) -> QFrame:
        card, grid = _card(_("下一步"))
        for row, task in enumerate(overview.tasks, 1):
            late = task.due_on < self.context.today()
            due = CopyableText(day_text(task.due_on))
            if late:
                due.setProperty("role", "wrong")
                due.setToolTip(_("已过期"))
            grid.addWidget(due, row, 0)
            grid.addWidget(CopyableText(f"{task.title}　{task.staff}".strip()), row, 1)
        if not overview.tasks:
            grid.addWidget(_faint(_("没有待办。记一笔时填写下一步，就会出现在这里。")), 1, 0, 1, 2)
        if (last := overview.agreement_to) is not None:
            expired = last < self.context.today()
            text = _("协议已于 {day} 到期") if expired else _("协议有效至 {day}")
            note = CopyableText(text.format(day=last))
            note.setProperty("role", "wrong" if expired else "faint")
            grid.addWidget(note, grid.rowCount(), 0, 1, 2)
        grid.setColumnStretch(1, 1)
        return card


def _profile(overview: ClientOverview) -> QFrame:
    card, grid = _card("")
    row, missing = 0, []
    for title, names in GROUPS:
        shown = [(LABELS[name], _value(overview, name)) for name in names]
        missing += [label for label, text in shown if not text]
        filled = [(label, text) for label, text in shown if text]
        if filled:
            heading = QLabel(title)
            heading.setProperty("role", "heading")
            grid.addWidget(heading, row, 0, 1, 2)
            row = _add_rows(grid, row + 1, filled)
    others = [*overview.extra]
    if overview.branches:
        others.append((_("下级单位"), _("{n} 个").format(n=overview.branches)))
    row = _add_rows(grid, row, others)
    if missing:
        grid.addWidget(_faint(_("未填：{names}").format(names="、".join(missing))), row, 0, 1, 2)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(row + 1, 1)
    return card


def _service(service: ClientService, today: date) -> QFrame:
    card, grid = _card(_("服务标准　{why}").format(why=reason(service)))
    card.setObjectName("service")
    for row, due in enumerate(service.dues, 1):
        text, late = interval_text(due, today)
        shown = CopyableText(text)
        if late:
            shown.setProperty("role", "wrong")
        grid.addWidget(_faint(NAMES[due.rule]), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1)
    row = len(service.dues) + 1
    for text in excesses(service):
        shown = CopyableText(text)
        shown.setProperty("role", "wrong")
        grid.addWidget(shown, row, 0, 1, 2)
        row += 1
    row = _add_rows(grid, row, other_facts(service))
    if row == 1 and not service.standard.strategy:
        nothing = _faint(_("这一项还没有服务标准，请主管在 设置 · 服务标准 中填写。"))
        grid.addWidget(nothing, 1, 0, 1, 2)
        row += 1
    _add_rows(grid, row, strategies(service))
    grid.setColumnStretch(1, 1)
    return card


def _years(overview: ClientOverview) -> QFrame:
    card, grid = _card(_("历年成交"))
    if not overview.years:
        grid.addWidget(_faint(_("还没有成交。")), 1, 0)
        return card
    heads = (_("年"), _("金额（元）"), _("房夜"), _("预订"))
    for column, head in enumerate(heads):
        grid.addWidget(_faint(head), 1, column, _side(column))
    columns = (
        [str(one.year) for one in overview.years],
        [amount_text(one.amount) for one in overview.years],
        [f"{one.room_nights:,}" for one in overview.years],
        [str(one.bookings) for one in overview.years],
    )
    for column, texts in enumerate(columns):
        grid.addWidget(_column(texts), 2, column, _side(column))
    grid.setColumnStretch(1, 1)
    return card


def _column(texts: Sequence[str]) -> QLabel:
    """Show numbers below each other, those below zero in red; a label each takes long to make."""
    column = CopyableText("\n".join(texts), wraps=False)
    column.setAlignment(Qt.AlignmentFlag.AlignRight)
    if any(text.startswith("-") for text in texts):
        red = f'<span style="color: {current_look().bad};">{{}}</span>'
        column.setTextFormat(Qt.TextFormat.RichText)
        column.setText("<br>".join(red.format(t) if t.startswith("-") else t for t in texts))
    return column


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft


def _value(overview: ClientOverview, name: str) -> str:
    if name == "parent_id":
        return overview.parent
    value: Any = getattr(overview.draft, name)
    if name == "terms_days":
        return terms_text(value)
    if name == "billing_day" and value is not None:
        return _("每月 {day} 日").format(day=value)
    if isinstance(value, Labelled):
        return value.label
    return _number(value) if isinstance(value, Decimal | int) else value or ""


def _number(value: Decimal | int) -> str:
    return amount_text(value) if isinstance(value, Decimal) else f"{value:,}"


def _add_rows(grid: QGridLayout, row: int, pairs: Sequence[tuple[str, str]]) -> int:
    for label, text in pairs:
        grid.addWidget(_faint(label), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(CopyableText(text), row, 1)
        row += 1
    return row


def _card(title: str) -> tuple[QFrame, QGridLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
    grid.setHorizontalSpacing(2 * GAP)
    if title:
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        grid.addWidget(heading, 0, 0, 1, 4)
    return card, grid


def _faint(text: str) -> QLabel:
    label = CopyableText(text)
    label.setProperty("role", "faint")
    return label
