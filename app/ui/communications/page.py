"""The page 沟通: the log of all communications, and the entry under the cursor beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.domain.tasks import TaskDraft
from app.domain.types import CommunicationId
from app.i18n import _
from app.queries.communications import (
    CommunicationColumn,
    CommunicationRow,
    NextTask,
    communication_count,
    communication_draft,
    communication_ids,
    communication_rows,
)
from app.queries.office import staff_members
from app.services.communications import delete_communications
from app.ui.communications.columns import has_open_step, log_columns
from app.ui.communications.detail import EntryDetail
from app.ui.communications.entry import EntryDialog, edit_entry
from app.ui.communications.filters import LogChips
from app.ui.communications.output import export_all, listed_log
from app.ui.context import Context
from app.ui.list_output import export_list, print_list
from app.ui.pages import Empty, Listing, ListPage, ListSpec
from app.ui.rights import RecordLock
from app.ui.steps import Steps
from app.ui.views_button import add_views

TABLES = frozenset(
    {"communication", "communication_contact", "task", "client", "client_fact", "contact", "staff"}
)

LONG_LOG = 30_000
"""From so many entries on, a search may take longer than a key may be waited for."""


class CommunicationsPage(ListPage[CommunicationRow]):
    """Finds entries of the log, shows them in full, and leads on to the next step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="communications",
            title=_("沟通"),
            columns=log_columns(context.today),
            tables=TABLES,
            order=(CommunicationColumn.HELD.value, True),
            counted=_("共 {n} 条"),
            search_hint=_("内容、下一步、联系人、客户"),
            empty=Empty(
                _("还没有沟通记录"),
                _("拜访、来电、来函、接待、投诉，每次沟通记一笔；下一步会出现在待办里。"),
                (
                    (_("记第一笔"), self.add, Right.LOG),
                    (
                        _("导入沟通记录"),
                        lambda: context.navigator.import_wanted.emit(""),
                        Right.IMPORT,
                    ),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self.filters = LogChips(context.today)
        for chip in self.filters.all:
            self.add_chip(chip)
        self._offer_staff()
        self._steps = Steps(context, self)
        self._add_actions()
        self.detail = EntryDetail(context, self.edit, lambda id_: self._delete([id_]))
        self.set_detail(self.detail, 264)
        self.table.opened.connect(self.edit)
        context.news.committed.connect(self._follow_staff)

    @override
    def question(self) -> Callable[[], Listing]:
        only = None if self.only is None else self.only[1]
        wanted = self.filters.wanted(self.search.text(), only)
        by, descending = CommunicationColumn(self.order), self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                return Listing(communication_ids(session, wanted, by=by, descending=descending))

        return ask

    @override
    def is_long(self) -> bool:
        with self.context.db.read() as session:
            return communication_count(session) > LONG_LOG

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[CommunicationRow]:
        with self.context.db.read() as session:
            return communication_rows(session, ids)

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.current_row()
        self.detail.show_entry(row)
        for action in self._step_actions:
            action.setEnabled(row is not None and has_open_step(row))

    def add(self) -> None:
        """Write an entry."""
        EntryDialog(self.context, None, self).open()

    def edit(self, entry_id: int) -> None:
        """Change an entry."""
        edit_entry(self.context, CommunicationId(entry_id), self)

    def delete(self) -> None:
        """Put the chosen entries into the recycle bin."""
        self._delete([CommunicationId(id_) for id_ in self.table.chosen_ids()])

    def _add_actions(self) -> None:
        self.add_first_button(
            "newEntry", _("记一笔"), "pencil", self.add, "Ctrl+N", needs=Right.LOG
        )
        export = self.add_button(
            "export", _("导出"), "file-spreadsheet", lambda: None, needs=Right.SEE, of_list=True
        )
        export.setMenu(self._export_menu())
        self.add_button(
            "print", _("打印"), "printer", self._print, "Ctrl+P", needs=Right.SEE, of_list=True
        )
        add_views(self)
        self.add_columns_button()
        self.add_row_action(
            "editEntry", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", needs=Right.LOG
        )
        self.add_client_action()
        self.add_row_action(
            "entryFor", _("给这个客户记一笔…"), "pencil", self._add_for_current, needs=Right.LOG
        )
        self.add_row_action("toTask", _("加待办…"), "plus", self._make_task, needs=Right.LOG)
        self.add_row_action(
            "toCase", _("转为问题…"), "circle-alert", self._make_case, needs=Right.LOG
        )
        self.add_row_action(
            "toBoard", _("写成公告…"), "map-pin", self._make_notice, needs=Right.LOG
        )
        self._step_actions = (
            self.add_row_action(
                "finish", _("下一步：完成…"), "check", self._finish, "Ctrl+D", needs=Right.LOG
            ),
            self.add_row_action(
                "postpone", _("下一步：推迟…"), "clock", self._postpone, needs=Right.LOG
            ),
            self.add_row_action("drop", _("下一步：不做…"), "ban", self._drop, needs=Right.LOG),
        )
        gone = self.add_row_action(
            "deleteEntries", _("删除"), "trash-2", self.delete, "Del", needs=Right.LOG
        )
        self._lock = RecordLock(self.context, "communication", self.table, gone)

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        listed = menu.addAction(_("当前列表…"), self._export_listed)
        listed.setObjectName("exportListed")
        whole = menu.addAction(_("全部记录（可以再导入）…"), self._export_all)
        whole.setObjectName("exportAll")
        return menu

    def _export_listed(self) -> None:
        export_list(self.context, self, listed_log(self))

    def _export_all(self) -> None:
        export_all(self.context, self)

    def _print(self) -> None:
        print_list(self.context, self, listed_log(self))

    def _edit_current(self) -> None:
        if (row := self.current_row()) is not None:
            self.edit(row.id)

    def _make_task(self) -> None:
        """Note something to do; the first of an entry stands beside it as its next step does."""
        if (row := self.current_row()) is None:
            return
        with self.context.db.read() as session:
            found = communication_draft(session, row.id)
        people = () if found is None else found[0].contact_ids
        draft = TaskDraft(
            row.client_id,
            next(iter(people), None),
            communication_id=row.id if row.task is None else None,
        )
        self.context.navigator.task_wanted.emit(draft)

    def _make_case(self) -> None:
        if (row := self.current_row()) is not None:
            self.context.navigator.new_case_wanted.emit(row.client_id, row.id)

    def _make_notice(self) -> None:
        if (row := self.current_row()) is not None:
            self.context.navigator.notice_wanted.emit(row.id, None)

    def _add_for_current(self) -> None:
        if (row := self.current_row()) is not None:
            EntryDialog(self.context, row.client_id, self).open()

    def _finish(self) -> None:
        if (task := self._open_task()) is not None:
            self._steps.finish(task.id)

    def _postpone(self) -> None:
        if (task := self._open_task()) is not None:
            self._steps.postpone(task.id)

    def _drop(self) -> None:
        if (task := self._open_task()) is not None:
            self._steps.drop(task.id)

    def _open_task(self) -> NextTask | None:
        row = self.current_row()
        return None if row is None or not has_open_step(row) else row.task

    def _delete(self, entry_ids: Sequence[CommunicationId]) -> None:
        if entry_ids:
            delete_communications(self.context.desk, entry_ids)

    def _follow_staff(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            self._offer_staff()

    def _offer_staff(self) -> None:
        with self.context.db.read() as session:
            self.filters.offer(staff_members(session))
