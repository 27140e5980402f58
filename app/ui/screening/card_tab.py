"""The tab 筛选 of a client's card: its place in every year, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.screening.texts import points_text, share_text
from app.domain.types import ClientId
from app.domain.written import amount_text
from app.i18n import _
from app.queries.screening.of_client import client_screenings
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.fresh import FreshPart
from app.ui.screening.columns import ARROWS, grade_text, line_movement
from app.ui.screening.detail import LineDetail
from app.ui.screening.opened import Opened
from app.ui.small_table import SmallTable
from app.ui.tables import CENTRE, LEFT, RIGHT, Column
from app.ui.theme import grade_colour
from app.ui.widths import AmountWidths

TABLES = frozenset({"client", "screening", "screening_line", "screening_score"})


class YearRow:
    """One year's line with its screening; ``file`` names the merged file it was a line of."""

    def __init__(self, head: ScreeningHead, line: ScreeningLine, client_id: ClientId) -> None:
        self.head, self.line = head, line
        self.file = "" if line.client_id == client_id else f"{line.code} {line.name}"

    @property
    def id(self) -> int:
        """The line's id."""
        return self.line.id


def _score(row: YearRow) -> str:
    result = row.line.result
    return f"{points_text(result.total)}/{points_text(result.available)}"


def _percent(row: YearRow) -> str:
    percent = row.line.result.percent
    return "—" if percent is None else share_text(percent)


COLUMNS: Sequence[Column[YearRow]] = (
    Column("year", _("年份"), lambda row: str(row.head.year), LEFT, 60, sortable=False),
    Column("file", _("原档案"), lambda row: row.file, LEFT, 150, hidden=True, sortable=False),
    Column("state", _("状态"), lambda row: row.head.state.label, CENTRE, 70, sortable=False),
    Column("edition", _("版次"), lambda row: str(row.head.version), RIGHT, 50, sortable=False),
    Column(
        "amount",
        _("全年金额"),
        lambda row: amount_text(row.line.evidence.amount),
        RIGHT,
        110,
        sortable=False,
    ),
    Column("score", _("得分/可得"), _score, RIGHT, 84, sortable=False),
    Column("percent", _("得分率"), _percent, RIGHT, 70, sortable=False),
    Column(
        "grade",
        _("等级"),
        lambda row: grade_text(row.line),
        CENTRE,
        70,
        lambda row: grade_colour(row.line.result.grade),
        sortable=False,
    ),
    Column("rank", _("名次"), lambda row: str(row.line.rank or "—"), RIGHT, 56, sortable=False),
    Column(
        "movement",
        _("升降"),
        lambda row: ARROWS.get(line_movement(row.line, row.head.rules), ""),
        CENTRE,
        52,
        sortable=False,
    ),
)


class ScreeningTab(FreshPart):
    """A client's lines over the years; beside them the one under the cursor with its reasons."""

    def __init__(self, context: Context, client_id: ClientId) -> None:
        super().__init__(context.news, TABLES)
        self.setObjectName("screeningTab")
        self._context, self._client_id = context, client_id
        self.table: SmallTable[YearRow] = SmallTable(COLUMNS, context.preferences, "clientYears")
        self.table.setToolTip(_("双击（或按回车）打开这一年的筛选"))
        amounts = [n for n, one in enumerate(COLUMNS) if one.key == "amount"]
        self._widths = AmountWidths(self.table, amounts, self._texts)
        self.detail = LineDetail(context)
        self._nothing = faint(_("这个客户还没有列入过年终筛选。"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setChildrenCollapsible(False)
        split.setSizes([560, 480])
        column = QVBoxLayout(self)
        column.addWidget(self._nothing)
        column.addWidget(split, 1)
        self.table.current_changed.connect(self._show_line)
        self.table.opened.connect(self._open)

    @override
    def read(self) -> None:
        with self._context.db.read() as session:
            found = client_screenings(session, self._client_id)
        rows = [YearRow(head, line, self._client_id) for head, line in found]
        self._nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        self.table.show_rows(rows)
        self._widths.refit()
        place = next(n for n, one in enumerate(COLUMNS) if one.key == "file")
        self.table.setColumnHidden(place, not any(row.file for row in rows))
        self._show_line(self.table.current_id())

    def _texts(self, number: int) -> list[str]:
        return [COLUMNS[number].text(row) for row in self.table.rows.values()]

    def _show_line(self, line_id: int | None) -> None:
        row = None if line_id is None else self.table.rows.get(line_id)
        if row is None:
            self.detail.show_line(None, None)
        else:
            opened = Opened(row.head, (row.line,), {row.line.id: row.line}, ())
            self.detail.show_line(opened, row.line)

    def _open(self, line_id: int) -> None:
        self._context.navigator.screening_wanted.emit(self.table.rows[line_id].head.id)


def screening_tab(context: Context, client_id: int) -> QWidget:
    """Return the tab for a client's card."""
    return ScreeningTab(context, ClientId(client_id))
