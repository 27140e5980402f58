"""The view 已做的礼节: what was given or sent to whom, when, and what it cost."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.rights import Right
from app.domain.types import CourtesyId, Occasion
from app.i18n import _
from app.queries.courtesies import (
    CourtesyColumn,
    CourtesyFilter,
    CourtesyRow,
    courtesy_ids,
    courtesy_rows,
    courtesy_totals,
)
from app.services.courtesies import delete_courtesies
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.courtesies.columns import COURTESIES, COURTESY_VALUES, cost_text, totals_text
from app.ui.courtesies.costs import CostsDialog
from app.ui.courtesies.dialog import CourtesyDialog
from app.ui.detail import Detail
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.period_chip import PeriodChip
from app.ui.rights import RecordLock

TABLES = frozenset({"client", "contact", "courtesy", "staff"})
PERIODS = (periods.THIS_YEAR, periods.LAST_YEAR, periods.THIS_MONTH, periods.LAST_MONTH)


class DoneView(OutputList[CourtesyRow]):
    """Finds courtesies, adds up their cost, and lets them be noted, changed and deleted."""

    grows_with_bookings = True
    values = COURTESY_VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec = ListSpec(
            name="courtesies",
            title=_("已做的礼节"),
            columns=COURTESIES,
            tables=TABLES,
            order=(CourtesyColumn.GIVEN_ON.value, True),
            counted=_("共 {n} 次"),
            search_hint=_("客户、缘由、礼品、备注"),
            empty=Empty(
                _("还没有记过礼节"),
                _("生日的蛋糕、节日的贺卡、一次登门致意，做了就记一条：送了什么，花了多少。"),
                ((_("记礼节"), self.add, Right.LOG),),
            ),
        )
        super().__init__(context, spec, parent)
        self._add_filters()
        self._add_actions()
        self.detail = Detail(context, "courtesyDetail", _("选中一条礼节，这里显示它的明细。"))
        self.set_detail(self.detail, 300)
        self.table.opened.connect(self.edit)

    @override
    def question(self) -> Callable[[], Listing]:
        wanted, by, descending = self.wanted(), CourtesyColumn(self.order), self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                ids = courtesy_ids(session, wanted, by=by, descending=descending)
                return Listing(ids, totals_text(courtesy_totals(session, wanted)))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[CourtesyRow]:
        with self.context.db.read() as session:
            return courtesy_rows(session, ids)

    def wanted(self) -> CourtesyFilter:
        """Return the filter of the search text, the chips and the rows behind a number."""
        first, last = self.period.period()
        made = CourtesyFilter(
            text=self.search.text(),
            occasions=frozenset(self.occasion.chosen()),
            staff_ids=frozenset(self.staff.chosen()),
            manager_ids=frozenset(self.manager.chosen()),
            given_from=first,
            given_to=last,
        )
        if self.only is None:
            return made
        return replace(made, ids=frozenset(map(CourtesyId, self.only[1])))

    def add(self) -> None:
        """Note a courtesy done for any client."""
        dialog = CourtesyDialog.for_new(self.context, CourtesyDraft(), self)
        dialog.accepted.connect(lambda: self.table.go_to(dialog.noted[0]))
        dialog.open()

    def edit(self, courtesy_id: int | None) -> None:
        """Change a courtesy."""
        if courtesy_id is None:
            return
        found = CourtesyDialog.for_courtesy(self.context, CourtesyId(courtesy_id), self)
        if found is not None:
            found.open()

    def delete(self) -> None:
        """Put the chosen courtesies into the recycle bin."""
        if chosen := [CourtesyId(id_) for id_ in self.table.chosen_ids()]:
            delete_courtesies(self.context.desk, chosen)

    def write(self) -> None:
        """Write letters or labels to those of the chosen courtesies."""
        rows = self.read_rows(self.table.chosen_ids())
        chosen = tuple(
            Receiver(row.client_id, row.contact_id, occasion_on=row.occasion_on, title=row.title)
            for row in rows
        )
        if chosen:
            self.context.navigator.letters_wanted.emit(chosen)

    def show_costs(self) -> None:
        """Add up the cost of what the list shows."""
        dialog = CostsDialog(self.context, self.wanted(), self)
        dialog.rows_wanted.connect(self.show_only)
        dialog.open()

    def _add_filters(self) -> None:
        self.period = PeriodChip("periodFilter", _("日期"), PERIODS, self.context.today)
        with self.context.db.read() as session:
            any_done = bool(courtesy_ids(session, CourtesyFilter()))
        if any_done:  # else nothing was noted, and no filter is to blame
            self.period.choose_usual(periods.THIS_YEAR)
        self.add_chip(self.period)
        kinds = [(one, one.label) for one in Occasion]
        self.occasion = self.add_chip(FilterChip("occasionFilter", _("种类"), kinds))
        self.staff = self.add_people_chip("staffFilter", _("经办人"))
        self.manager = self.add_people_chip("managerFilter", _("客户经理"))

    def _add_actions(self) -> None:
        self.add_first_button(
            "newCourtesy", _("记礼节"), "plus", self.add, "Ctrl+N", needs=Right.LOG
        )
        self.add_button("costs", _("费用汇总"), "calculator", self.show_costs, needs=Right.SEE)
        self.add_output()
        self.add_row_action(
            "editCourtesy", _("修改…"), "square-pen", self._edit_current, "Ctrl+E", needs=Right.LOG
        )
        self.add_row_action("writeChosen", _("写信…"), "mail", self.write, needs=Right.LOG)
        self.add_client_action()
        gone = self.add_row_action(
            "deleteCourtesies", _("删除"), "trash-2", self.delete, "Del", needs=Right.LOG
        )
        self._lock = RecordLock(self.context, "courtesy", self.table, gone)

    def _edit_current(self) -> None:
        self.edit(self.table.current_id())

    @override
    def follow(self, record_id: int | None) -> None:
        rows = [] if record_id is None else self.read_rows([record_id])
        if not rows:
            self.detail.show_nothing()
            return
        row = rows[0]
        lines = [
            (_("日期"), row.given_on.isoformat()),
            (_("联系人"), row.contact_name),
            (_("缘由"), row.title),
            (_("正日子"), "" if row.occasion_on is None else row.occasion_on.isoformat()),
            (_("送了什么"), row.given),
            (_("费用"), cost_text(row)),
            (_("经办人"), row.staff),
            (_("备注"), row.notes),
        ]
        steps = [
            ("editCourtesyButton", _("修改"), "square-pen", self._edit_current, Right.LOG),
            ("openClientButton", _("客户"), "folder-open", self.open_client, Right.SEE),
        ]
        self.detail.show_record(row.client_name, lines, steps)
