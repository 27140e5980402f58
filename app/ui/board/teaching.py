"""The view 教育: what clients are to be taught, how many know it, and who does not yet."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.domain.types import StaffId, TopicId
from app.i18n import _
from app.queries.office import staff_members
from app.queries.topics import TopicRow, clients_of_topic, topic_rows
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.detail import Detail
from app.ui.pages import Empty, ListSpec
from app.ui.short_list import ShortList
from app.ui.tables import RIGHT, Column

TABLES = frozenset({"topic", "topic_shown", "communication", "client", "staff"})
HUNDRED = 100


def share_text(row: TopicRow) -> str:
    """Write how many of the clients know a topic, in percent."""
    clients = row.shown + row.missing
    return f"{row.shown * HUNDRED // clients}%" if clients else ""


COLUMNS: Final[tuple[Column[TopicRow], ...]] = (
    Column("name", _("教育内容"), lambda r: r.name, width=200, sortable=False),
    Column("shown", _("已教的客户"), lambda r: f"{r.shown:,}", RIGHT, 100, sortable=False),
    Column("missing", _("还没教的"), lambda r: f"{r.missing:,}", RIGHT, 100, sortable=False),
    Column("share", _("已教比例"), share_text, RIGHT, 90, sortable=False),
    Column(
        "details", _("要讲什么"), lambda r: " ".join(r.details.split()), width=330, sortable=False
    ),
)


class TeachingView(ShortList[TopicRow]):
    """Counts who was taught what; the topics themselves are set in 设置."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="teaching",
            title=_("教育"),
            columns=COLUMNS,
            tables=TABLES,
            order=("name", False),
            counted=_("共 {n} 项"),
            search_hint=_("内容"),
            empty=Empty(
                _("还没有教育内容"),
                _("教客户怎样预订、怎样查询、怎样付款。内容在“设置—教育内容”里填写。"),
                (
                    (
                        _("去设置"),
                        lambda: context.navigator.page_wanted.emit("settings"),
                        Right.SETTINGS,
                    ),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self.manager = self.add_chip(FilterChip("managerFilter", _("客户经理"), single=True))
        self._offer_managers()
        self.add_row_action(
            "missingClients",
            _("看还没教的客户"),
            "users",
            self.show_missing,
            "Ctrl+E",
            needs=Right.SEE,
        )
        self.add_row_action(
            "taughtClients", _("看已教的客户"), "user-check", self.show_taught, needs=Right.SEE
        )
        self.detail = Detail(
            context, "topicDetail", _("选中一项，这里显示要讲什么、教了多少客户。")
        )
        self.set_detail(self.detail, 320)
        self.table.opened.connect(lambda _id: self.show_missing())
        context.news.committed.connect(self._follow_staff)

    @override
    def read_all(self) -> Sequence[TopicRow]:
        with self.context.db.read() as session:
            rows = topic_rows(session, self._manager_id())
        return [row for row in rows if row.active]

    @override
    def searched(self, row: TopicRow) -> str:
        return row.name + row.details

    def show_missing(self) -> None:
        """Show the clients that were not taught the topic yet."""
        self._show_clients(_("还没教过“{topic}”"), shown=False)

    def show_taught(self) -> None:
        """Show the clients that were taught the topic."""
        self._show_clients(_("教过“{topic}”"), shown=True)

    def _show_clients(self, title: str, *, shown: bool) -> None:
        row = self.current_row()
        if row is None:
            return
        with self.context.db.read() as session:
            ids = clients_of_topic(
                session, TopicId(row.id), shown=shown, manager_id=self._manager_id()
            )
        if ids:
            self.context.navigator.clients_wanted.emit(title.format(topic=row.name), ids)
        else:
            self.context.navigator.told.emit(_("没有这样的客户。"))

    def _manager_id(self) -> StaffId | None:
        chosen = self.manager.chosen()
        return chosen[0] if chosen else None

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.rows.get(record_id or 0)
        if row is None:
            self.detail.show_nothing()
            return
        lines = [
            (_("已教的客户"), _("{n} 个").format(n=f"{row.shown:,}")),
            (_("还没教的"), _("{n} 个").format(n=f"{row.missing:,}")),
            (_("一共教过"), _("{n} 次").format(n=f"{row.used:,}")),
            (_("要讲什么"), row.details),
        ]
        steps = [
            ("showMissing", _("还没教的客户"), "users", self.show_missing, Right.SEE),
            ("showTaught", _("已教的客户"), "user-check", self.show_taught, Right.SEE),
        ]
        self.detail.show_record(row.name, lines, steps)

    def _follow_staff(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            self._offer_managers()

    def _offer_managers(self) -> None:
        with self.context.db.read() as session:
            people = staff_members(session)
        self.manager.set_options([(person.id, person.name) for person in people])
