"""The tab 记录: who changed what in a client's file."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.types import ClientId
from app.i18n import _
from app.queries.clients.history import TOLD_TABLES, HistoryEntry, client_history
from app.ui.clients.part import CardPart
from app.ui.context import Context
from app.ui.small_table import SmallTable
from app.ui.tables import Column


def _when(row: HistoryEntry) -> str:
    return f"{row.at.astimezone():%Y-%m-%d %H:%M}"


def _summary(row: HistoryEntry) -> str:
    return row.summary + (_("（已撤销）") if row.undone else "")


COLUMNS: Final[Sequence[Column[HistoryEntry]]] = (
    Column("at", _("时间"), _when, width=140, sortable=False),
    Column("staff", _("谁"), lambda row: row.staff or _("（未指定）"), width=90, sortable=False),
    Column("summary", _("做了什么"), _summary, width=300, sortable=False),
    Column("details", _("改动"), lambda row: "；".join(row.details), width=560, sortable=False),
)


class HistoryTab(CardPart):
    """Lists the actions on a client, the latest first."""

    tables = TOLD_TABLES

    def __init__(
        self, context: Context, client_id: ClientId, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, client_id, parent)
        self.table: SmallTable[HistoryEntry] = SmallTable(
            COLUMNS, context.preferences, "historyTable"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    @override
    def read(self) -> None:
        with self.context.db.read() as session:
            self.table.show_rows(client_history(session, self.client_id))
