"""What a new edition of a year changed, client by client."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.domain.screening.texts import share_text
from app.domain.written import amount_text
from app.i18n import _
from app.queries.screening.differences import Difference, Standing, differences
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.record_table import RecordTable
from app.ui.screening.opened import Opened
from app.ui.tables import CENTRE, LEFT, RIGHT, Column, PagedTableModel
from app.ui.widths import AmountWidths


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One client that came out otherwise."""

    id: int
    found: Difference


def _of(
    side: Callable[[Difference], Standing | None], text: Callable[[Standing], str]
) -> Callable[[DifferenceRow], str]:
    def shown(row: DifferenceRow) -> str:
        standing = side(row.found)
        return "—" if standing is None else text(standing)

    return shown


def _before(found: Difference) -> Standing | None:
    return found.before


def _after(found: Difference) -> Standing | None:
    return found.after


def _amount(standing: Standing) -> str:
    return amount_text(standing.amount)


def _percent(standing: Standing) -> str:
    return "—" if standing.percent is None else share_text(standing.percent)


def _grade(standing: Standing) -> str:
    return standing.grade or "—"


COLUMNS: Sequence[Column[DifferenceRow]] = (
    Column("code", _("编号"), lambda row: row.found.code, LEFT, 90, sortable=False),
    Column("name", _("客户"), lambda row: row.found.name, LEFT, 220, sortable=False),
    Column("change", _("变化"), lambda row: row.found.change.label, CENTRE, 80, sortable=False),
    Column("amount0", _("原金额"), _of(_before, _amount), RIGHT, 100, sortable=False),
    Column("amount1", _("现金额"), _of(_after, _amount), RIGHT, 100, sortable=False),
    Column("percent0", _("原得分率"), _of(_before, _percent), RIGHT, 80, sortable=False),
    Column("percent1", _("现得分率"), _of(_after, _percent), RIGHT, 80, sortable=False),
    Column("grade0", _("原等级"), _of(_before, _grade), CENTRE, 64, sortable=False),
    Column("grade1", _("现等级"), _of(_after, _grade), CENTRE, 64, sortable=False),
)


class DifferencesDialog(QDialog):
    """Lists the clients that differ from the approved edition."""

    def __init__(
        self, context: Context, opened: Opened, found: Sequence[Difference], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("differences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = _("{year} 年第 {n} 版与上一版的差异")
        self.setWindowTitle(text.format(year=opened.head.year, n=opened.head.version))
        rows = {int(one.client_id): DifferenceRow(one.client_id, one) for one in found}
        model: PagedTableModel[DifferenceRow] = PagedTableModel(
            COLUMNS, lambda ids: [rows[one] for one in ids], self
        )
        self.table = RecordTable(model, context.preferences, "differencesTable")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.show_ids(list(rows))
        amounts = [n for n, one in enumerate(COLUMNS) if one.key.startswith("amount")]
        AmountWidths(
            self.table, amounts, lambda n: [COLUMNS[n].text(row) for row in rows.values()]
        ).refit()
        self.table.opened.connect(context.navigator.client_wanted)
        buttons = QDialogButtonBox()
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        told = (
            _("{n:,} 个客户有变化。只因别人变动而移动的名次不列出。") if rows else _("没有变化。")
        )
        column.addWidget(faint(told.format(n=len(rows))))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(960, 520)


def show_differences(context: Context, opened: Opened, parent: QWidget) -> None:
    """Read and show what a new edition changed."""
    with context.db.read() as session:
        found = differences(session, opened.head.id)
    DifferencesDialog(context, opened, found, parent).open()
