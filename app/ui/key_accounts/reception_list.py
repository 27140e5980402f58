"""The guests to receive: who comes when, and whether everything is ready."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.rights import Right
from app.domain.tasks import due_text
from app.domain.types import ReceptionId, ReceptionState
from app.exchange.columns import Format
from app.i18n import _
from app.queries.receptions import (
    ReceptionColumn,
    ReceptionFilter,
    ReceptionRow,
    reception_ids,
    reception_rows,
)
from app.services.receptions import delete_receptions, set_reception_state
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.key_accounts.output import print_receptions
from app.ui.key_accounts.reception_dialog import edit_reception, new_reception
from app.ui.output_list import OutputList
from app.ui.pages import Empty, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.rights import RecordLock
from app.ui.tables import RIGHT, Column
from app.ui.theme import current_look
from app.ui.unchanged import tell_unchanged

TABLES = frozenset({"reception", "client", "contact", "staff"})
PERIODS = (
    periods.FROM_TODAY,
    periods.coming(7),
    periods.coming(30),
    periods.THIS_YEAR,
    periods.LAST_YEAR,
)
NEAR_DAYS = 2
"""Said as 今天, 明天, 后天."""

VALUES: Final[Mapping[str, tuple[Callable[[Any], Any], Format]]] = {
    "arrives_on": (lambda row: row.draft.arrives_on, Format.DAY),
    "people": (lambda row: row.draft.people, Format.WHOLE),
}


class ReceptionList(OutputList[ReceptionRow]):
    """Guests to receive; Enter opens one, Ctrl+D marks it received, Ctrl+Shift+P prints it."""

    values = VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="receptions",
            title=_("接待"),
            columns=reception_columns(context.today),
            tables=TABLES,
            order=(ReceptionColumn.ARRIVES.value, False),
            counted=_("共 {n} 次"),
            search_hint=_("客人、级别、准备、客户"),
            empty=Empty(
                _("还没有要接待的客人"),
                _(
                    "大客户的重要客人来店：谁、几时到、级别、各部门准备什么、怎样尽礼节，都安排在这里。"
                ),
                [(_("安排第一次接待"), self._add, Right.EDIT)],
            ),
        )
        super().__init__(context, spec, parent)
        states = [(one, one.label) for one in ReceptionState]
        self.state = self.add_chip(FilterChip("stateFilter", _("状态"), states))
        self.period = PeriodChip("periodFilter", _("到达日期"), PERIODS, context.today)
        self.add_chip(self.period)
        self.staff = self.add_people_chip("staffFilter", _("接待人"))
        self._add_actions()
        self.table.opened.connect(lambda id_: edit_reception(context, id_, self.window()))

    @override
    def find_ids(self) -> Sequence[int]:
        first, last = self.period.period()
        wanted = ReceptionFilter(
            text=self.search.text(),
            states=frozenset(self.state.chosen()),
            staff_ids=frozenset(self.staff.chosen()),
            arrives_from=first,
            arrives_to=last,
            ids=None if self.only is None else self.only[1],
        )
        by, today = ReceptionColumn(self.order), self.context.today()
        with self.context.db.read() as session:
            return reception_ids(session, wanted, by=by, descending=self.descending, today=today)

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[ReceptionRow]:
        with self.context.db.read() as session:
            return reception_rows(session, ids)

    @override
    def output_title(self) -> str:
        return _("接待安排")

    def _add_actions(self) -> None:
        self.add_first_button(
            "newReception", _("安排接待"), "plus", self._add, "Ctrl+N", needs=Right.EDIT
        )
        self.add_button(
            "sheets",
            _("接待单"),
            "file-text",
            self._sheets,
            "Ctrl+Shift+P",
            needs=Right.SEE,
            of_rows=True,
        )
        self.add_export_and_print()
        self.add_columns_button()
        received, cancelled = ReceptionState.RECEIVED, ReceptionState.CANCELLED
        planned, edit = ReceptionState.PLANNED, Right.EDIT
        at_once = []
        for name, text, icon_name, then, keys, needs in (
            ("editReception", _("修改…"), "square-pen", self._edit, "Ctrl+E", edit),
            ("received", _("已接待"), "check", lambda: self._set(received), "Ctrl+D", edit),
            ("cancelled", _("取消接待"), "x", lambda: self._set(cancelled), "", edit),
            ("planned", _("改回待接待"), "undo-2", lambda: self._set(planned), "", edit),
            ("openClient", _("打开客户档案"), "folder-open", self.open_client, "", Right.SEE),
            ("deleteReceptions", _("删除"), "trash-2", self._delete, "Del", edit),
        ):
            action = self.add_row_action(name, text, icon_name, then, keys, needs=needs)
            if needs is edit and name != "editReception":  # that opens a form, which says why
                at_once.append(action)
        self._lock = RecordLock(self.context, "reception", self.table, *at_once)

    def _chosen(self) -> list[ReceptionId]:
        return [ReceptionId(id_) for id_ in self.table.chosen_ids()]

    def _add(self) -> None:
        new_reception(self.context, None, self.window())

    def _edit(self) -> None:
        current = self.table.current_id()
        if current is not None:
            edit_reception(self.context, ReceptionId(current), self.window())

    def _set(self, state: ReceptionState) -> None:
        if chosen := self._chosen():
            tell_unchanged(self.context, set_reception_state(self.context.desk, chosen, state))

    @override
    def client_of(self, row: ReceptionRow) -> int | None:
        return row.draft.client_id

    def _delete(self) -> None:
        if chosen := self._chosen():
            delete_receptions(self.context.desk, chosen)

    def _sheets(self) -> None:
        if chosen := self._chosen():
            print_receptions(self.context, self, chosen)


def reception_columns(today: Callable[[], date]) -> Sequence[Column[ReceptionRow]]:
    """Return the columns of receptions; one that should be over is red."""

    def late(row: ReceptionRow) -> str:
        return current_look().bad if row.is_late(today()) else ""

    return (
        Column("arrives_on", _("到达"), _arrives, width=130),
        Column(
            "when",
            _("还有"),
            lambda row: _when(row, today()),
            width=84,
            colour=late,
            sortable=False,
        ),
        Column("guest", _("客人"), lambda row: row.draft.guest, width=100),
        Column("rank", _("职务、级别"), lambda row: row.draft.rank, width=110, sortable=False),
        Column("people", _("人数"), _people, RIGHT, 46, sortable=False),
        Column("client", _("客户"), lambda row: row.client_name, width=170),
        Column(
            "prepared", _("准备"), lambda row: _line(row.draft.prepared), width=210, sortable=False
        ),
        Column(
            "courtesies",
            _("礼节"),
            lambda row: _line(row.draft.courtesies),
            width=150,
            sortable=False,
        ),
        Column("staff", _("接待人"), lambda row: row.staff, width=70),
        Column("state", _("状态"), lambda row: row.draft.state.label, width=66),
        Column(
            "contact", _("联系人"), lambda row: row.contact, width=80, hidden=True, sortable=False
        ),
        Column("leaves_on", _("离开"), _leaves, width=90, hidden=True, sortable=False),
    )


def _arrives(row: ReceptionRow) -> str:
    day, time = row.draft.arrives_on, row.draft.arrives_time
    return f"{day} {time:%H:%M}" if time else f"{day}"


def _leaves(row: ReceptionRow) -> str:
    return "" if row.draft.leaves_on is None else row.draft.leaves_on.isoformat()


def _when(row: ReceptionRow, today: date) -> str:
    if row.draft.state is not ReceptionState.PLANNED or row.draft.arrives_on is None:
        return ""
    days = (row.draft.arrives_on - today).days
    far = _("{n} 天").format(n=days)
    return far if days > NEAR_DAYS else due_text(row.draft.arrives_on, today)


def _people(row: ReceptionRow) -> str:
    return "" if row.draft.people is None else str(row.draft.people)


def _line(text: str) -> str:
    return "；".join(text.split("\n"))
