"""The page 操作记录: every action, to be found by who, when, what and whose client."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.audit import AuditFilter, AuditOnly
from app.domain.audit_labels import TABLES
from app.domain.rights import Right
from app.domain.types import ClientId
from app.errors import AppError
from app.exchange.writing import file_name
from app.i18n import _
from app.queries.audit import ActionRow, action_ids, action_rows
from app.queries.office import staff_members
from app.services.undo import undo_action
from app.ui.audit.client_chip import ClientChip
from app.ui.audit.detail import ActionDetail
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.files import ask_to_save
from app.ui.messages import show_error
from app.ui.pages import Empty, Listing, ListPage, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.progress import run_with_progress
from app.ui.tables import RIGHT, Column
from app.ui.workers import Job

NAMED = 3
PERIODS = (
    periods.TODAY,
    periods.YESTERDAY,
    periods.lately(7),
    periods.THIS_MONTH,
    periods.LAST_MONTH,
    periods.THIS_YEAR,
)


def _clients(row: ActionRow) -> str:
    shown = "、".join(row.clients[:NAMED])
    return _("{names} 等").format(names=shown) if row.clients[NAMED:] else shown


def _summary(row: ActionRow) -> str:
    return (row.summary or "—") + (_("（已撤销）") if row.undone else "")


COLUMNS: Final[Sequence[Column[ActionRow]]] = (
    Column("at", _("时间"), lambda row: f"{row.at.astimezone():%Y-%m-%d %H:%M}", width=130),
    Column("staff", _("谁"), lambda row: row.staff or _("（未指定）"), width=92),
    Column("summary", _("做了什么"), _summary, width=320, sortable=False),
    Column("clients", _("客户"), _clients, width=200, sortable=False),
    Column(
        "changes",
        _("改动"),
        lambda row: f"{row.changes:,}" if row.changes else "",
        RIGHT,
        width=56,
        sortable=False,
    ),
)


class AuditPage(ListPage[ActionRow]):
    """Lists what everybody did. Nothing of it can be edited, only undone by a further action."""

    grows_with_bookings = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="audit",
            title=_("操作记录"),
            columns=COLUMNS,
            tables=frozenset({*TABLES, "action"}),
            order=("at", True),
            counted=_("共 {n} 步"),
            search_hint=_("说明，或改动前后的内容"),
            empty=Empty(
                _("还没有操作记录"),
                _("每一次新建、修改、删除、导入都会记在这里：谁、何时、由什么改为什么。"),
            ),
        )
        super().__init__(context, spec, parent)
        self.people = self.add_chip(FilterChip("staffFilter", _("谁")))
        self.period = PeriodChip("periodFilter", _("时间"), PERIODS, context.today)
        self.add_chip(self.period)
        self.kinds = self.add_chip(FilterChip("kindFilter", _("种类"), list(TABLES.items())))
        only = [(one, one.label) for one in AuditOnly]
        self.only_chip = self.add_chip(FilterChip("onlyFilter", _("只看"), only))
        self.client = ClientChip("clientFilter", context)
        self.add_chip(self.client)
        self.detail = ActionDetail(context, self.undo)
        self.set_detail(self.detail, 380)
        self.add_button(
            "export", _("导出"), "file-spreadsheet", self.export, needs=Right.SEE, of_list=True
        )
        self._undo = self.add_row_action(
            "undoAction", _("撤销这一步"), "undo-2", self.undo, needs=Right.AUDIT
        )
        self._of_client = (
            self.add_row_action(
                "onlyClient", _("只看这个客户"), "filter", self.show_client_of_row, needs=Right.SEE
            ),
            self.add_row_action(
                "openClient", _("打开客户档案"), "folder-open", self.open_client, needs=Right.SEE
            ),
        )
        self.table.opened.connect(lambda _id: self.open_client())

    @override
    def question(self) -> Callable[[], Listing]:
        self._offer_people()
        wanted, by, descending = self.wanted(), self.order, self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                return Listing(action_ids(session, wanted, by=by, descending=descending))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[ActionRow]:
        with self.context.db.read() as session:
            return action_rows(session, ids)

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.current_row()
        self.detail.show_action(row)
        self._undo.setEnabled(row is not None and row.undoable)
        for action in self._of_client:
            action.setEnabled(self._client() is not None)

    def wanted(self) -> AuditFilter:
        """Return what the chips and the search box let through."""
        first_on, last_on = self.period.period()
        return AuditFilter(
            text=self.search.text(),
            staff_ids=tuple(self.people.chosen()),
            first_on=first_on,
            last_on=last_on,
            tables=tuple(self.kinds.chosen()),
            only=tuple(self.only_chip.chosen()),
            client_id=self.client.client_id(),
            ids=None if self.only is None else self.only[1],
        )

    def undo(self) -> None:
        """Take back the action under the cursor."""
        if (row := self.current_row()) is None:
            return
        try:
            undo_action(self.context.desk, row.id)
        except AppError as error:
            show_error(self, error)

    def show_client_of_row(self) -> None:
        """Show only what was done to the client of the action under the cursor."""
        if (found := self._client()) is not None:
            self.client.choose_client(*found)

    @override
    def open_client(self) -> None:
        go = self.context.navigator
        if (found := self._client()) is not None:
            go.client_wanted.emit(found[0])
        else:
            go.told.emit(_("这一步不关哪一个客户；右边是它改了什么。"))

    def export(self) -> None:
        """Write the actions shown, and all they changed, as a workbook."""
        proposed = file_name(self.spec.title, ".xlsx")
        kinds = _("Excel 工作簿 (*.xlsx)")
        if chosen := ask_to_save(self.context.preferences, self, _("导出"), proposed, kinds):
            self._write(Path(chosen).with_suffix(".xlsx"))

    def _write(self, path: Path) -> None:
        ids = list(self.model.ids)

        def work(job: Job) -> tuple[str, ...]:
            from app.exchange.audit_book import export_audit  # with the workbook library

            return export_audit(
                self.context.db,
                ids,
                path,
                progress=lambda done, of: job.report(
                    min(done, of), of, _("已写 {n:,} 行").format(n=done)
                ),
                cancelled=lambda: job.cancelled,
            )

        def done(warnings: tuple[str, ...]) -> None:
            told = _("已导出 {n:,} 步操作到 {file}").format(n=len(ids), file=path)
            self.context.navigator.told.emit("　".join((told, *warnings)))

        run_with_progress(self.context.workers, self, _("导出"), work, done)

    def _offer_people(self) -> None:
        with self.context.db.read() as session:
            people = staff_members(session)
        self.people.set_options([*((one.id, one.name) for one in people), (None, _("（未指定）"))])

    def _client(self) -> tuple[ClientId, str] | None:
        row = self.current_row()
        return (row.client_ids[0], row.clients[0]) if row and row.client_ids else None
