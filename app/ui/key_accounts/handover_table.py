"""The clients handed over, one a row, each with a remark that is typed into the table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from app.domain.handover import HandoverFigures
from app.domain.types import ClientId
from app.domain.written import amount_if_any
from app.i18n import _
from app.ui.fields import Field
from app.ui.theme import current_look

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
REMARK: Final = 1
"""The column of what is to be known of a client, the only one that is typed into."""

TITLES: Final = (
    _("客户"),
    _("交接说明（双击或 F2 填写）"),
    _("等级"),
    _("今年"),
    _("去年"),
    _("应收"),
    _("逾期"),
    _("待办"),
    _("问题"),
    _("最近联系"),
)
WIDTHS: Final = (190, 210, 46, 96, 96, 96, 90, 46, 46, 90)
NUMBERS: Final = range(3, 9)
OVERDUE, OPEN_ONES = 6, (7, 8)
TEXTS: Final[Sequence[Callable[[HandoverFigures], str]]] = (
    lambda state: state.name,
    lambda _state: "",
    lambda state: state.grade or "",
    lambda state: amount_if_any(state.amount),
    lambda state: amount_if_any(state.last_amount),
    lambda state: amount_if_any(state.receivable),
    lambda state: amount_if_any(state.overdue),
    lambda state: str(state.open_tasks or ""),
    lambda state: str(state.open_cases or ""),
    lambda state: "" if state.last_contact_on is None else state.last_contact_on.isoformat(),
)


class HandoverModel(QAbstractTableModel):
    """How each client stands, and the remarks, also on clients not listed now.

    Signals:
        edited: A remark was typed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[ClientId, HandoverFigures]] = []
        self.remarks: dict[ClientId, str] = {}

    def show_clients(self, figures: Mapping[ClientId, HandoverFigures]) -> None:
        """List these clients in this order."""
        self.beginResetModel()
        self._rows = list(figures.items())
        self.endResetModel()

    def show_remarks(self, remarks: Mapping[Any, str]) -> None:
        """Take remarks as they were kept: by client, whose number may be text."""
        self.beginResetModel()
        self.remarks = {ClientId(int(id_)): text for id_, text in remarks.items() if text}
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return TITLES[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == REMARK else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = index.column()
        id_, state = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.remarks.get(id_, "") if column == REMARK else TEXTS[column](state)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(state.matters) if column in OPEN_ONES else index.data()
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column == OVERDUE and state.overdue:
            return QColor(current_look().bad)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        id_, text = self._rows[index.row()][0], str(value)
        if text == self.remarks.get(id_, ""):
            return False
        self.remarks[id_] = text
        if not text:
            del self.remarks[id_]
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True


class HandoverTable(QTableView):
    """Shows the clients; what is typed into the second column is kept by the model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = HandoverModel(self)
        self.setModel(self.records)
        self.setObjectName("handoverTable")
        self.setAccessibleName(_("要交接的客户"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)

    def show_clients(self, figures: Mapping[ClientId, HandoverFigures]) -> None:
        """List these clients, the cursor on the first one's remark."""
        self.records.show_clients(figures)
        self.setCurrentIndex(self.records.index(0, REMARK))


REMARKS: Field[HandoverTable] = Field(
    "remarks",
    TITLES[REMARK],
    HandoverTable,
    lambda table: dict(table.records.remarks),
    lambda table, remarks: table.records.show_remarks(remarks),
    lambda table: table.records.edited,
)
"""The remarks as a part of the window's draft."""
