"""The client list: search, filters, table, and the client under the cursor beside it.

It is what the program starts with: what opens from here is loaded when it opens.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.own_fields import OwnField, name_of_own
from app.domain.rights import Right
from app.domain.types import ClientId
from app.i18n import _
from app.queries.clients import ClientColumn, ClientRow, client_ids, client_rows
from app.queries.clients.choices import ClientChoices, client_choices
from app.queries.clients.search import make_search_ready
from app.queries.own_fields import own_fields
from app.ui.clients.bulk import BulkActions
from app.ui.clients.columns import client_columns
from app.ui.clients.filters import ClientChips
from app.ui.clients.quick_view import QuickView
from app.ui.context import Context
from app.ui.pages import Empty, ListPage, ListSpec
from app.ui.rights import RecordLock, why_locked
from app.ui.views_button import add_views

if TYPE_CHECKING:
    from app.ui.workers import Job

TABLES = frozenset(
    {"client", "client_fact", "client_year", "client_tag", "contact", "task", "staff", "setting"}
)
READY_AFTER_MS = 150
"""What the filters offer and the search looks in is read once the rows are painted."""
CHOICES_FROM = frozenset({"client", "client_tag", "staff"})
TWO = 2
DETAIL_DELAY_MS = 100
"""The list is painted first; typing, and running down it with the arrow key, wait for nothing."""


class ClientsPage(ListPage[ClientRow]):
    """Finds clients, changes several at once, and leads to their cards."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="clients",
            title=_("客户"),
            columns=client_columns(self._read_own(context)),
            tables=TABLES,
            order=("name", False),
            counted=_("共 {n} 个客户"),
            search_hint=_("编号、名称、拼音、联系人、电话"),
            empty=Empty(
                _("还没有客户档案"),
                _("一家公司、旅行社或机关一份档案。可以导入现成的 Excel 名单，也可以先建一份。"),
                (
                    (_("导入名单"), lambda: context.navigator.import_wanted.emit(""), Right.IMPORT),
                    (_("新建客户"), self.add, Right.EDIT),
                    (_("装入示例"), self.add_sample, Right.IMPORT),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        context.news.committed.connect(self._follow_own)
        self._offers_stale, self._ready = True, False
        self.filters = ClientChips()
        for chip in self.filters.all:
            self.add_chip(chip)
        self.bulk = BulkActions(context, self._chosen, self)
        self._add_actions()
        self.quick_view = QuickView(context)
        self.set_detail(self.quick_view, 300)
        self._detail = QTimer(self, interval=DETAIL_DELAY_MS, singleShot=True)
        self._later = QTimer(self, interval=READY_AFTER_MS, singleShot=True)
        self._follow()

    @override
    def find_ids(self) -> Sequence[int]:
        wanted = self.filters.wanted(self.search.text())
        with self.context.db.read() as session:
            ids = client_ids(
                session,
                wanted,
                today=self.context.today(),
                by=self._own.get(self.order) or ClientColumn(self.order),
                descending=self.descending,
            )
        return ids if self.only is None else [id_ for id_ in ids if id_ in self.only[1]]

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[ClientRow]:
        with self.context.db.read() as session:
            return client_rows(session, ids, today=self.context.today())

    @override
    def reloaded(self, ids: Sequence[int]) -> None:
        self._later.start()

    @override
    def follow(self, record_id: int | None) -> None:
        self._detail.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._detail.start()  # who went on to a card at once left before it was shown

    def add(self) -> None:
        """Open a new client file; its card opens once it is saved."""
        from app.ui.clients.dialog import ClientDialog

        dialog = ClientDialog.for_new(self.context, self)
        dialog.accepted.connect(lambda: self._show_new(dialog.client_id))
        dialog.open()

    def add_sample(self) -> None:
        """Put the sample office in, to try the program with."""
        from app.exchange.sample_office import fill_sample
        from app.ui.progress import run_with_progress

        def work(job: "Job") -> None:
            job.report(0, 0, _("正在装入示例数据…"))
            fill_sample(self.context.desk)

        title = _("装入示例")
        run_with_progress(self.context.workers, self, title, work, lambda _done: None)

    def edit(self, client_id: int | None) -> None:
        """Edit a client file."""
        from app.ui.clients.dialog import ClientDialog

        if client_id is None:
            return
        if refused := why_locked(self.context, ClientId(client_id)):
            self.context.navigator.told.emit(refused)
        elif dialog := ClientDialog.for_client(self.context, ClientId(client_id), self):
            dialog.open()

    def find_duplicates(self) -> None:
        """Look for clients entered twice."""
        from app.ui.clients.duplicates import DuplicatesDialog

        DuplicatesDialog(self.context, self).open()

    def merge_chosen(self) -> None:
        """Merge the two chosen files side by side."""
        from app.ui.clients.merge import MergeDialog

        chosen = self._chosen()
        if len(chosen) == TWO:
            MergeDialog(self.context, chosen[0], chosen[1], self).open()

    def export(self) -> None:
        """Write the list, or the chosen clients, as a workbook."""
        from app.ui.clients.output import listed_clients
        from app.ui.list_output import export_list

        export_list(self.context, self, listed_clients(self))

    def print(self) -> None:
        """Show the list, or the chosen clients, as it will be on paper."""
        from app.ui.clients.output import listed_clients
        from app.ui.list_output import print_list

        print_list(self.context, self, listed_clients(self))

    def _add_actions(self) -> None:
        self.add_first_button("newClient", _("新建"), "plus", self.add, "Ctrl+N", needs=Right.EDIT)
        self._bulk_button = self.add_button(
            "bulk", _("批量"), "list-checks", lambda: None, needs=Right.EDIT
        )
        self._bulk_button.setMenu(self.bulk.menu())
        self._bulk_button.setEnabled(False)
        self.add_button(
            "duplicates", _("查重"), "copy-check", self.find_duplicates, needs=Right.MERGE
        )
        self.add_button(
            "export", _("导出"), "file-spreadsheet", self.export, needs=Right.SEE, of_list=True
        )
        self.add_button(
            "print", _("打印"), "printer", self.print, "Ctrl+P", needs=Right.SEE, of_list=True
        )
        add_views(self)
        self.add_columns_button()
        self.add_row_action(
            "openClient", _("打开档案"), "folder-open", self._open_current, needs=Right.SEE
        )
        self.add_row_action(
            "editClient", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", needs=Right.EDIT
        )
        self.add_row_action("entryFor", _("记一笔…"), "pencil", self._enter, needs=Right.LOG)
        self._merge = self.add_row_action(
            "merge", _("合并两份档案…"), "merge", self.merge_chosen, needs=Right.MERGE
        )
        self.table.addActions(self.bulk.actions)
        gone = self.add_row_action(
            "deleteClients", _("删除"), "trash-2", self.bulk.delete, "Del", needs=Right.EDIT
        )
        self._lock = RecordLock(self.context, "client", self.table, gone, *self.bulk.changing)

    def _follow(self) -> None:
        self.table.opened.connect(self._open)
        self._detail.timeout.connect(self._show_detail)
        self._later.timeout.connect(self._get_ready)
        self.table.chosen_changed.connect(self._count_chosen)
        self.quick_view.open_wanted.connect(self._open)
        self.quick_view.edit_wanted.connect(self.edit)
        self.quick_view.entry_wanted.connect(self.context.navigator.entry_wanted.emit)
        self.context.news.committed.connect(self._refresh_detail)

    def _chosen(self) -> list[ClientId]:
        return [ClientId(id_) for id_ in self.table.chosen_ids()]

    def _count_chosen(self) -> None:
        count = len(self.table.chosen_rows())
        self._bulk_button.setEnabled(count > 0)
        self._bulk_button.setText(_("批量（{n:,}）").format(n=count) if count > 1 else _("批量"))
        self._merge.setEnabled(count == TWO)

    def _open(self, client_id: int | None) -> None:
        if client_id is not None:
            self.context.navigator.client_wanted.emit(client_id)

    def _open_current(self) -> None:
        self._open(self.table.current_id())

    def _edit_current(self) -> None:
        self.edit(self.table.current_id())

    def _enter(self) -> None:
        self.context.navigator.entry_wanted.emit(self.table.current_id())

    def _show_new(self, client_id: ClientId | None) -> None:
        if client_id is not None:
            self.context.navigator.client_wanted.emit(client_id)

    def _read_own(self, context: Context) -> Sequence[OwnField]:
        """Read the office's own fields, by which the list can be sorted as well."""
        with context.db.read() as session:
            found = own_fields(session)
        self._own = {name_of_own(one): one for one in found}
        return found

    def _follow_own(self, commit: Commit) -> None:
        """Show the own fields as they are now, before the list is read again."""
        if "setting" in commit.tables:
            before = self._own
            if (found := self._read_own(self.context)) != tuple(before.values()):
                self.change_columns(client_columns(found))
                self.reload()

    def _refresh_detail(self, commit: Commit) -> None:
        self._ready = False
        if commit.tables & CHOICES_FROM:
            self._offers_stale = True
        if commit.tables & TABLES:
            self.quick_view.client_id = None  # so that it is read again
            self._detail.start()

    def _show_detail(self) -> None:
        current = self.table.current_id()
        if self.isVisible() and current != self.quick_view.client_id:
            self.quick_view.show_client(current)

    def _get_ready(self) -> None:
        """Read what is soon asked for beside the window: in an encrypted file it takes a while.

        The connection it was read on is the one that is asked next; it holds until somebody saves.
        """
        if self._ready or not self.isVisible():
            return
        self._ready = True
        wanted, self._offers_stale = self._offers_stale, False

        def read(_job: "Job") -> ClientChoices | None:
            with self.context.db.read() as session:
                make_search_ready(session)
                return client_choices(session) if wanted else None

        self.context.workers.run(self, read, self._offer, self._ask_again)

    def _offer(self, found: ClientChoices | None) -> None:
        if found is not None:
            self.filters.offer(found)

    def _ask_again(self, _error: Exception) -> None:
        """Say nothing of it: the list itself meets the same trouble, and tells."""
        self._offers_stale, self._ready = True, False
