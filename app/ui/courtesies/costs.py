"""What courtesies cost, added up by client, person, month or kind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain import periods
from app.domain.courtesies import CostBy
from app.domain.types import ClientId, Occasion
from app.exchange.columns import Format
from app.i18n import _
from app.queries.courtesies import (
    CostLine,
    CourtesyFilter,
    courtesy_costs,
    courtesy_ids,
    courtesy_totals,
)
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.courtesies.columns import totals_text
from app.ui.icons import icon
from app.ui.list_output import Listed, export_list, print_list
from app.ui.on_screen import resize_on_screen
from app.ui.record_table import RecordTable
from app.ui.tables import RIGHT, Column, PagedTableModel
from app.ui.theme import GAP

COLUMNS: Final[Sequence[Column[CostLine]]] = (
    Column("name", _("名称"), lambda r: r.name or _("（没有填）"), width=260, sortable=False),
    Column("courtesies", _("次数"), lambda r: f"{r.courtesies:,}", RIGHT, width=80, sortable=False),
    Column("clients", _("客户数"), lambda r: f"{r.clients:,}", RIGHT, width=80, sortable=False),
    Column("cost", _("费用（元）"), lambda r: f"{r.cost:,.2f}", RIGHT, width=110, sortable=False),
)
VALUES: Final = {
    "courtesies": (lambda row: row.courtesies, Format.WHOLE),
    "clients": (lambda row: row.clients, Format.WHOLE),
    "cost": (lambda row: row.cost, Format.MONEY),
}


class CostsDialog(QDialog):
    """Shows the sums of the courtesies a list shows; Enter on one goes to its rows.

    Signals:
        rows_wanted: title, ids: show these courtesies.
    """

    rows_wanted = Signal(str, object)

    def __init__(
        self, context: Context, wanted: CourtesyFilter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("courtesyCosts")
        self.setWindowTitle(_("礼节费用汇总"))
        self._context, self._wanted = context, wanted
        self._lines: dict[int, CostLine] = {}
        self.by = QComboBox()
        self.by.setObjectName("costsBy")
        self.by.setAccessibleName(_("按什么汇总"))
        self.by.addItems([_("按{what}").format(what=one.label) for one in CostBy])
        model: PagedTableModel[CostLine] = PagedTableModel(COLUMNS, self._read, self)
        self.table = RecordTable(model, context.preferences, "courtesyCostsTable")
        self.totals = QLabel()
        self.totals.setObjectName("costTotals")
        self._lay_out()
        self.by.currentIndexChanged.connect(lambda _row: self.reload())
        self.table.opened.connect(self._show_rows)
        self.reload()
        self.table.setFocus()
        resize_on_screen(self, 640, 520)

    def reload(self) -> None:
        """Add up again."""
        with self._context.db.read() as session:
            lines = courtesy_costs(session, self._wanted, self._by())
            totals = courtesy_totals(session, self._wanted)
        self._lines = {line.id: line for line in lines}
        self.table.show_ids([])
        self.table.show_ids(list(self._lines))
        self.table.choose_row(0)
        self.totals.setText(totals_text(totals))

    def _by(self) -> CostBy:
        return list(CostBy)[self.by.currentIndex()]

    def _read(self, ids: Sequence[int]) -> Sequence[CostLine]:
        return [self._lines[id_] for id_ in ids]

    def _show_rows(self, number: int) -> None:
        line = self._lines[number]
        with self._context.db.read() as session:
            ids = courtesy_ids(session, _narrowed(self._wanted, self._by(), line))
        self.accept()
        self.rows_wanted.emit(line.name or _("没有填经办人"), ids)

    def _listed(self) -> Listed:
        title = _("礼节费用（按{what}）").format(what=self._by().label)
        return Listed(title, COLUMNS, list(self._lines), self._read, VALUES)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.by)
        top.addStretch(1)
        for name, label, icon_name, keys, then in (
            ("exportCosts", _("导出"), "file-spreadsheet", "Ctrl+S", export_list),
            ("printCosts", _("打印"), "printer", "Ctrl+P", print_list),
        ):
            button = ActionButton(icon(icon_name), label)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.setToolTip(f"{label} ({keys})")
            QShortcut(QKeySequence(keys), self, button.click)
            button.clicked.connect(
                lambda _on, put_out=then: put_out(self._context, self, self._listed())
            )
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        self.setTabOrder(self.by, self.table)


def _narrowed(wanted: CourtesyFilter, by: CostBy, line: CostLine) -> CourtesyFilter:
    """Return the filter of the rows behind one line."""
    if by is CostBy.CLIENT:
        return replace(wanted, client_id=ClientId(line.key))
    if by is CostBy.OCCASION:
        return replace(wanted, occasions=frozenset({Occasion(line.key)}))
    if by is CostBy.STAFF:
        return replace(wanted, staff_ids=frozenset({line.key}))
    first, last = periods.months(date.fromisoformat(f"{line.key}-01"), 0, 0)
    return replace(
        wanted,
        given_from=max(first, wanted.given_from or first),
        given_to=min(last, wanted.given_to or last),
    )
