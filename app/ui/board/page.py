"""The view 公告牌: what hangs on the hotel's notice board, what hung when, and the wording."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from app.db import Desk
from app.domain.notices import from_whom, names_left, names_left_text
from app.domain.rights import Right
from app.domain.types import CaseId, CommunicationId, NoticeId
from app.exchange.columns import Format
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import Document
from app.paper.notice import notices_document
from app.queries.notices import (
    Hanging,
    NoticeColumn,
    NoticeFilter,
    NoticeRow,
    hanging_ids,
    hangings,
    known_names,
    notice_ids,
    notice_rows,
)
from app.services.notices import delete_notices, hang_notices, take_down_notices
from app.ui.board.dialog import NoticeDialog
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.detail import Detail
from app.ui.keys import keys_within
from app.ui.list_output import export_list, paper_marks
from app.ui.messages import ask
from app.ui.output_list import OutputList
from app.ui.pages import Empty, ListSpec
from app.ui.printing import preview
from app.ui.rights import RecordLock, why_locked_record
from app.ui.tables import Column
from app.ui.unchanged import tell_unchanged

TABLES = frozenset({"notice", "notice_hanging", "client", "staff"})
VALUES: Final = {
    "made_on": (lambda row: row.made_on, Format.DAY),
    "hung_on": (lambda row: row.hung_on, Format.DAY),
}


def hangs_text(row: NoticeRow) -> str:
    """Say since when a notice hangs, or from when to when it hung last."""
    if row.hung_on is None:
        return _("未上墙")
    if row.taken_down_on is None:
        return _("{day} 起在墙上").format(day=row.hung_on)
    return _("{first} 至 {last}").format(first=row.hung_on, last=row.taken_down_on)


def source_text(row: NoticeRow) -> str:
    """Say where the words came from."""
    if row.case_kind is not None:
        return _("问题：{kind}").format(kind=row.case_kind.label)
    return "" if row.channel is None else row.channel.label


COLUMNS: Final[tuple[Column[NoticeRow], ...]] = (
    Column(NoticeColumn.MADE.value, _("日期"), lambda r: str(r.made_on), width=92),
    Column(NoticeColumn.TITLE.value, _("标题"), lambda r: r.title, width=240),
    Column(NoticeColumn.CLIENT.value, _("客户"), lambda r: r.client_name, width=195),
    Column("source", _("来自"), source_text, width=100, sortable=False),
    Column(NoticeColumn.HUNG.value, _("公告牌"), hangs_text, width=180),
)


class BoardView(OutputList[NoticeRow]):
    """Words notices, hangs them, takes them down, prints them."""

    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="notices",
            title=_("公告牌"),
            columns=COLUMNS,
            tables=TABLES,
            order=(NoticeColumn.MADE.value, True),
            counted=_("共 {n} 张"),
            search_hint=_("标题、文字、客户"),
            empty=Empty(
                _("公告牌上还没有内容"),
                _(
                    "客户的来函、来电和投诉，值得大家学习的，改写成公告贴出来：学到了什么，做了什么。"
                ),
                ((_("写第一张公告"), self.add, Right.LOG),),
            ),
        )
        super().__init__(context, spec, parent)
        states = [(True, _("在墙上")), (False, _("不在墙上"))]
        self.hangs = self.add_chip(FilterChip("hangsFilter", _("状态"), states, single=True))
        self._add_actions()
        self.detail = Detail(context, "noticeDetail", _("选中一张公告，这里显示全文和上墙的日子。"))
        self.set_detail(self.detail, 320)
        self.table.opened.connect(self.edit)

    @override
    def find_ids(self) -> Sequence[int]:
        hangs = self.hangs.chosen()
        wanted = NoticeFilter(text=self.search.text(), hangs=hangs[0] if hangs else None)
        if self.only is not None:
            wanted = replace(wanted, ids=frozenset(map(NoticeId, self.only[1])))
        by = NoticeColumn(self.order)
        with self.context.db.read() as session:
            return notice_ids(session, wanted, by=by, descending=self.descending)

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[NoticeRow]:
        with self.context.db.read() as session:
            return notice_rows(session, ids)

    def add(self) -> None:
        """Word a notice freely."""
        self.word(None, None)

    def word(self, communication_id: CommunicationId | None, case_id: CaseId | None) -> None:
        """Word a notice from a log entry or a problem."""
        dialog = NoticeDialog.taken_from(self.context, communication_id, case_id, self)
        dialog.accepted.connect(lambda: self._show_new(dialog.notice_id))
        dialog.open()

    def edit(self, notice_id: int | None) -> None:
        """Change a notice."""
        if notice_id is not None:
            dialog = NoticeDialog.for_notice(self.context, NoticeId(notice_id), self)
            if dialog is not None:
                dialog.open()

    def hang(self) -> None:
        """Note that the chosen notices hang from today on; ask where they say who it is."""
        chosen = self.read_rows(self.table.chosen_ids())
        self._after_asking(chosen, _("照样上墙"), lambda: self._change_chosen(hang_notices))

    def take_down(self) -> None:
        """Note that the chosen notices were taken down."""
        self._change_chosen(take_down_notices)

    def delete(self) -> None:
        """Put the chosen notices into the recycle bin."""
        if chosen := self._chosen():
            delete_notices(self.context.desk, chosen)

    def print_notices(self, *, a3: bool = False) -> None:
        """Show the chosen notices, or all that hang, as they will be on paper; ask as for 上墙."""
        rows = self.read_rows(self._chosen() or self._hanging())
        if rows:
            self._after_asking(rows, _("照样打印"), lambda: self._print(rows, a3=a3))
        else:
            self.context.navigator.told.emit(_("没有可打印的公告：请选一张，或先上墙。"))

    def _print(self, rows: Sequence[NoticeRow], *, a3: bool) -> None:
        context = self.context

        def make() -> Document:
            policy, imprint = paper_marks(context)
            hotel = policy.subordinate_hotel
            return notices_document(rows, hotel, imprint=imprint, a3=a3)

        title = rows[0].title if len(rows) == 1 else _("公告牌")
        preview(context, self, make, file_name(title, ".pdf"))

    def _after_asking(
        self, rows: Sequence[NoticeRow], go_on: str, then: Callable[[], None]
    ) -> None:
        """Go on; where names are left that are not to be said, only after the question."""
        if warning := self._names_left(rows):
            ask(self, _("还写着名字"), warning, go_on, then)
        else:
            then()

    def _names_left(self, rows: Sequence[NoticeRow]) -> str:
        """Say which notices still give away who it is, though they are not to."""
        with self.context.db.read() as session:
            known = known_names(session, {row.client_id for row in rows})
        told = _("“{title}”：{warning}")
        found = ((row.title, names_left(row.draft, known[row.client_id])) for row in rows)
        return "\n".join(
            told.format(title=title, warning=names_left_text(names))
            for title, names in found
            if names
        )

    def _hanging(self) -> list[NoticeId]:
        with self.context.db.read() as session:
            return hanging_ids(session)

    def _add_actions(self) -> None:
        self.add_first_button("newNotice", _("写公告"), "plus", self.add, "Ctrl+N", needs=Right.LOG)
        self.add_button(
            "export",
            _("导出"),
            "file-spreadsheet",
            lambda: export_list(self.context, self, self.listed()),
            needs=Right.SEE,
            of_list=True,
        )
        printing = self.add_button(
            "printNotices", _("打印"), "printer", lambda: None, needs=Right.SEE
        )
        printing.setMenu(self._print_menu())
        printing.setToolTip(_("打印 (Ctrl+P)"))
        keys_within(self, "Ctrl+P", self.print_notices)
        self.add_columns_button()
        self.add_row_action(
            "editNotice", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", needs=Right.LOG
        )
        hang = self.add_row_action(
            "hang", _("上墙"), "map-pin", self.hang, "Ctrl+D", needs=Right.LOG
        )
        down = self.add_row_action(
            "takeDown", _("取下"), "x", self.take_down, "Ctrl+Shift+D", needs=Right.LOG
        )
        self.add_client_action()
        gone = self.add_row_action(
            "deleteNotices", _("删除"), "trash-2", self.delete, "Del", needs=Right.LOG
        )
        self._lock = RecordLock(self.context, "notice", self.table, hang, down, gone)

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, label, a3 in (
            ("printA4", _("A4 公告…"), False),
            ("printA3", _("A3 公告…"), True),
        ):
            action = menu.addAction(label, partial(self.print_notices, a3=a3))
            action.setObjectName(name)
        return menu

    def _chosen(self) -> list[NoticeId]:
        return [NoticeId(id_) for id_ in self.table.chosen_ids()]

    def _change_chosen(self, work: Callable[[Desk, Sequence[NoticeId]], int]) -> None:
        if chosen := self._chosen():
            tell_unchanged(self.context, work(self.context.desk, chosen))

    def _edit_current(self) -> None:
        self.edit(self.table.current_id())

    def _show_new(self, notice_id: NoticeId | None) -> None:
        if notice_id is not None:
            self.table.go_to(notice_id)

    @override
    def follow(self, record_id: int | None) -> None:
        rows = [] if record_id is None else self.read_rows([record_id])
        if not rows:
            self.detail.show_nothing()
            return
        row = rows[0]
        with self.context.db.read() as session:
            hung = hangings(session, row.id)
        lines = [
            (_("注意"), self._names_left([row])),
            (_("公告署名"), from_whom(row.draft, row.client_name)),
            (_("来自"), source_text(row)),
            (_("公开的文字"), row.wording),
            (_("我们学到"), row.learned),
            (_("我们做了"), row.done),
            (_("写的人"), row.staff_name),
            (_("上墙的日子"), "\n".join(map(_hung_line, hung))),
        ]
        then = (
            ("takeDownNotice", _("取下"), "x", self.take_down, Right.LOG)
            if row.hangs
            else ("hangNotice", _("上墙"), "map-pin", self.hang, Right.LOG)
        )
        hanging = [] if why_locked_record(self.context, "notice", [row.id]) else [then]
        steps = [("editNotice", _("修改"), "square-pen", self._edit_current, Right.LOG), *hanging]
        self.detail.show_record(row.title, lines, steps)


def _hung_line(one: Hanging) -> str:
    last: date | str = one.taken_down_on or _("现在")
    return _("{first} 至 {last}").format(first=one.hung_on, last=last)
