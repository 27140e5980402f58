"""The tab 概况: the file itself, its years, and what is to be done next."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.clients_labels import CLIENT as LABELS
from app.domain.types import ClientId, Labelled
from app.domain.written import amount_text, day_text
from app.i18n import _
from app.queries.clients.overview import ClientOverview, client_overview
from app.queries.clients.service import ClientService, client_service
from app.ui.clients.columns import terms_text
from app.ui.clients.part import CardPart
from app.ui.clients.service import NAMES, excesses, interval_text, other_facts, reason, strategies
from app.ui.context import Context
from app.ui.tables import LEFT, RIGHT
from app.ui.text_grid import Cell, TextGrid
from app.ui.theme import GAP

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
        self._profile, self._service, self._years, self._tasks = (_card() for _n in range(4))
        self._service.setObjectName("service")
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(self._profile, 3)
        side = QVBoxLayout()
        for card in (self._service, self._years, self._tasks):
            side.addWidget(card)
        side.addStretch(1)
        row.addLayout(side, 2)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    @override
    def show_client(self, client_id: ClientId) -> None:
        super().show_client(client_id)
        self._area.verticalScrollBar().setValue(0)

    @override
    def read(self) -> None:
        today = self.context.today()
        with self.context.db.read() as session:
            overview = client_overview(session, self.client_id)
            service = client_service(session, self.client_id, today)
        self._profile.show_cells(_profile(overview))
        self._service.setVisible(service is not None)
        if service is not None:
            self._service.show_cells(_service(service, today))
        self._years.show_cells(_years(overview))
        self._tasks.show_cells(_tasks(overview, today))


def _tasks(overview: ClientOverview, today: date) -> list[Cell]:
    cells = [_heading(0, _("下一步"))]
    for row, task in enumerate(overview.tasks, 1):
        late = "wrong" if task.due_on < today else ""
        cells.append(Cell(row, 0, day_text(task.due_on), late))
        cells.append(Cell(row, 1, f"{task.title}　{task.staff}".strip()))
    if not overview.tasks:
        nothing = _("没有待办。记一笔时填写下一步，就会出现在这里。")
        cells.append(Cell(1, 0, nothing, "faint", spans=True))
    if (last := overview.agreement_to) is not None:
        expired = last < today
        text = _("协议已于 {day} 到期") if expired else _("协议有效至 {day}")
        role = "wrong" if expired else "faint"
        cells.append(Cell(_next_row(cells), 0, text.format(day=last), role, spans=True))
    return cells


def _profile(overview: ClientOverview) -> list[Cell]:
    cells: list[Cell] = []
    missing: list[str] = []
    for title, names in GROUPS:
        shown = [(LABELS[name], _value(overview, name)) for name in names]
        missing += [label for label, text in shown if not text]
        if filled := [(label, text) for label, text in shown if text]:
            cells.append(_heading(_next_row(cells), title))
            cells += _pairs(_next_row(cells), filled)
    others = [*overview.extra]
    if overview.branches:
        others.append((_("下级单位"), _("{n} 个").format(n=overview.branches)))
    cells += _pairs(_next_row(cells), others)
    if missing:
        told = _("未填：{names}").format(names="、".join(missing))
        cells.append(Cell(_next_row(cells), 0, told, "faint", spans=True))
    return cells


def _service(service: ClientService, today: date) -> list[Cell]:
    cells = [_heading(0, _("服务标准　{why}").format(why=reason(service)))]
    for row, due in enumerate(service.dues, 1):
        text, late = interval_text(due, today)
        cells.append(Cell(row, 0, NAMES[due.rule], "faint"))
        cells.append(Cell(row, 1, text, "wrong" if late else ""))
    for text in excesses(service):
        cells.append(Cell(_next_row(cells), 0, text, "wrong", spans=True))
    cells += _pairs(_next_row(cells), other_facts(service))
    if len(cells) == 1 and not service.standard.strategy:
        nothing = _("这一项还没有服务标准，请主管在 设置 · 服务标准 中填写。")
        cells.append(Cell(1, 0, nothing, "faint", spans=True))
    cells += _pairs(_next_row(cells), strategies(service))
    return cells


def _years(overview: ClientOverview) -> list[Cell]:
    cells = [_heading(0, _("历年成交"))]
    if overview.years:
        heads = (_("年"), _("金额（元）"), _("房夜"), _("预订"))
        cells += [Cell(1, n, head, "faint", _side(n)) for n, head in enumerate(heads)]
    else:
        cells.append(Cell(1, 0, _("还没有成交。"), "faint", spans=True))
    for row, one in enumerate(overview.years, 2):
        lost = "wrong" if one.amount < 0 else ""
        cells += [
            Cell(row, 0, str(one.year)),
            Cell(row, 1, amount_text(one.amount), lost, RIGHT),
            Cell(row, 2, f"{one.room_nights:,}", align=RIGHT),
            Cell(row, 3, str(one.bookings), align=RIGHT),
        ]
    return cells


def _side(column: int) -> Qt.AlignmentFlag:
    return RIGHT if column else LEFT


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


def _heading(row: int, text: str) -> Cell:
    return Cell(row, 0, text, "heading", spans=True)


def _pairs(row: int, pairs: Sequence[tuple[str, str]]) -> Iterator[Cell]:
    for place, (label, text) in enumerate(pairs, row):
        yield Cell(place, 0, label, "faint")
        yield Cell(place, 1, text)


def _next_row(cells: Sequence[Cell]) -> int:
    return cells[-1].row + 1 if cells else 0


def _card() -> TextGrid:
    card = TextGrid(wide=(1,), margin=2 * GAP)
    card.setProperty("role", "card")
    return card
