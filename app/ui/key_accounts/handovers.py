"""What was handed over when: every handover, to be printed again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import HandoverId
from app.exchange.columns import Format
from app.i18n import _
from app.queries.handover import HandoverRow, handover_rows
from app.ui.context import Context
from app.ui.key_accounts.output import print_handover
from app.ui.list_output import Listed, export_list
from app.ui.pages import Empty, ListPage, ListSpec
from app.ui.tables import RIGHT, Column

COLUMNS: Final[Sequence[Column[HandoverRow]]] = (
    Column("handed_on", _("交接日期"), lambda row: row.handed_on.isoformat(), width=100),
    Column("from_name", _("交出人"), lambda row: row.from_name, width=100),
    Column("to_name", _("接手人"), lambda row: row.to_name, width=100),
    Column("clients", _("客户数"), lambda row: f"{row.clients:,}", RIGHT, 70),
    Column("reason", _("原因"), lambda row: row.reason, width=380),
    Column("staff", _("经办"), lambda row: row.staff, width=100),
)
VALUES: Final[Mapping[str, tuple[Callable[[Any], Any], Format]]] = {
    "handed_on": (lambda row: row.handed_on, Format.DAY),
    "clients": (lambda row: row.clients, Format.WHOLE),
}


class HandoverList(ListPage[HandoverRow]):
    """Every handover; Enter or Ctrl+P shows its paper."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._rows: dict[int, HandoverRow] = {}
        spec = ListSpec(
            name="handovers",
            title=_("交接记录"),
            columns=COLUMNS,
            tables=frozenset({"handover", "handover_line"}),
            order=("handed_on", True),
            counted=_("共 {n} 次"),
            search_hint=_("交出人、接手人、原因、客户"),
            empty=Empty(
                _("还没有交接过"),
                _(
                    "有人调岗或离开时，在客户页选中客户，用“批量 → 交接…”；"
                    "也可以在“设置 · 人员”交接一个人的全部客户。"
                ),
                [(_("看客户"), lambda: context.navigator.page_wanted.emit("clients"), Right.SEE)],
            ),
        )
        super().__init__(context, spec, parent)
        self.add_button(
            "printHandover",
            _("交接单"),
            "printer",
            self._print,
            "Ctrl+P",
            needs=Right.SEE,
            of_rows=True,
        )
        self.add_button(
            "export", _("导出"), "file-spreadsheet", self._export, needs=Right.SEE, of_list=True
        )
        self.table.opened.connect(lambda _id: self._print())

    @override
    def find_ids(self) -> Sequence[int]:
        with self.context.db.read() as session:
            rows = handover_rows(session, self.search.text())
        rows.sort(key=lambda row: getattr(row, self.order), reverse=self.descending)
        self._rows = {row.id: row for row in rows}
        return list(self._rows)

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[HandoverRow]:
        return [self._rows[id_] for id_ in ids if id_ in self._rows]

    def _print(self) -> None:
        current = self.table.current_id()
        if current is not None:
            print_handover(self.context, self, HandoverId(current))

    def _export(self) -> None:
        export_list(
            self.context,
            self,
            Listed(_("交接记录"), COLUMNS, self.model.ids, self.read_rows, VALUES),
        )
