"""The page 年终筛选: every year's screening, and the one that is being worked on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.screening.line import ScreeningHead
from app.domain.types import ScreeningState
from app.i18n import _
from app.queries.screening.lines import screening_heads
from app.queries.screening.of_client import line_counts
from app.ui.context import Context
from app.ui.pages import Empty, ListSpec
from app.ui.screening.step import WHOLE_OFFICE
from app.ui.screening.wizard import ScreeningWizard
from app.ui.short_list import ShortList
from app.ui.tables import CENTRE, LEFT, RIGHT, Column
from app.ui.theme import current_look


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """One screening in the list."""

    id: int
    head: ScreeningHead
    clients: int


def _state_colour(row: ScreeningRow) -> str:
    look = current_look()
    colours = {ScreeningState.DRAFT: look.warning, ScreeningState.SUBMITTED: look.accent}
    return colours.get(row.head.state, look.good)


def scope_text(row: ScreeningRow) -> str:
    """Return whose clients are screened."""
    return row.head.scope or WHOLE_OFFICE


def _approval(row: ScreeningRow) -> str:
    head = row.head
    return "" if head.approved_on is None else f"{head.approved_by} {head.approved_on}"


COLUMNS: Sequence[Column[ScreeningRow]] = (
    Column("year", _("年份"), lambda row: str(row.head.year), LEFT, 80),
    Column("scope", _("范围"), scope_text, LEFT, 160),
    Column("cut_off", _("截止日期"), lambda row: str(row.head.cut_off_on), LEFT, 120),
    Column("state", _("状态"), lambda row: row.head.state.label, CENTRE, 90, _state_colour),
    Column("edition", _("版次"), lambda row: str(row.head.version), RIGHT, 70),
    Column("clients", _("客户"), lambda row: f"{row.clients:,}", RIGHT, 90),
    Column("approval", _("批准"), _approval, LEFT, 200),
    Column("remark", _("退回原因"), lambda row: row.head.remark, LEFT, 260),
)
KEYS: dict[str, Callable[[ScreeningRow], object]] = {
    "year": lambda row: (row.head.year, row.head.version, row.id),
    "cut_off": lambda row: row.head.cut_off_on,
    "state": lambda row: list(ScreeningState).index(row.head.state),
    "edition": lambda row: row.head.version,
    "clients": lambda row: row.clients,
}
PURPOSE = _(
    "每年十二月，各客户经理把手上的客户全部盘点一遍，按预订额、收益性、安全性、未来性、合作性"
    "给每个客户打分，满分 100 分。\n程序从预订和收款中统计出依据并给出建议分，您只需评未来性和"
    "一半的合作性，并写明理由。\n主管批准以后得分冻结，客户的等级随之更新，可以打印签字。"
)


class ScreeningListPage(ShortList[ScreeningRow]):
    """Every screening, the newest first."""

    def __init__(
        self, context: Context, begin: Callable[[], None], open_: Callable[[int], None]
    ) -> None:
        empty = Empty(_("还没有年终筛选"), PURPOSE, [(_("新建筛选"), begin, Right.SCORE)])
        spec = ListSpec(
            "screenings",
            _("年终筛选"),
            COLUMNS,
            frozenset({"screening", "screening_line"}),
            ("year", True),
            _("共 {n} 份"),
            _("查找年份、客户经理"),
            empty,
        )
        super().__init__(context, spec)
        self.add_button("newScreening", _("新建筛选"), "plus", begin, "Ctrl+N", needs=Right.SCORE)
        self.add_row_action(
            "openScreening", _("打开"), "folder-open", self._open_current, needs=Right.SEE
        )
        self._open = open_
        self.table.opened.connect(open_)

    @override
    def read_all(self) -> Sequence[ScreeningRow]:
        with self.context.db.read() as session:
            heads = screening_heads(session)
            counts = line_counts(session, [head.id for head in heads])
        rows = [ScreeningRow(head.id, head, counts.get(head.id, 0)) for head in heads]
        column = next(one for one in COLUMNS if one.key == self.order)
        key: Callable[[ScreeningRow], Any] = KEYS.get(self.order, column.text)
        return sorted(rows, key=key, reverse=self.descending)

    @override
    def searched(self, row: ScreeningRow) -> str:
        return f"{row.head.year} {scope_text(row)}"

    def _open_current(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self._open(current)


class ScreeningPage(QWidget):
    """Shows the list, or the screening that is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screeningPage")
        self._context, self._stack = context, QStackedWidget()
        self._wizard: ScreeningWizard | None = None
        self.list = ScreeningListPage(context, self.begin, self.open_screening)
        self.setFocusProxy(self.list)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def wizard(self) -> ScreeningWizard:
        """Where one screening is worked through; its steps are made when the first is opened."""
        if self._wizard is None:
            self._wizard = ScreeningWizard(self._context)
            self._stack.addWidget(self._wizard)
            self._wizard.closed.connect(lambda: self._show(self.list))
        return self._wizard

    def begin(self) -> None:
        """Begin a screening."""
        self.wizard.begin()
        self._show(self.wizard)

    def open_screening(self, screening_id: int) -> None:
        """Open a screening where it was left."""
        self.wizard.open_screening(screening_id)
        self._show(self.wizard)

    def _show(self, part: QWidget) -> None:
        """Show the list or the wizard, whose keys then work when the page is come back to."""
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        part.setFocus()
