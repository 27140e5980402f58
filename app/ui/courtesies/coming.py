"""The view 将到的日子: birthdays, important dates and festivals nobody has seen to yet."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain import periods
from app.domain.courtesies import OCCASIONS as RULES
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.periods import UsualPeriod
from app.domain.rights import Right
from app.domain.today import days_text
from app.domain.types import Occasion
from app.i18n import _
from app.queries.occasions import (
    OccasionColumn,
    OccasionFilter,
    occasion_keys,
    occasion_lines,
    occasion_receiver,
)
from app.queries.today import TodayScope
from app.queries.today.courtesies import Kept
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.courtesies.columns import OCCASION_VALUES, OCCASIONS, OccasionRow
from app.ui.courtesies.dialog import open_courtesy
from app.ui.detail import Detail
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.period_chip import PeriodChip

TABLES = frozenset(
    {
        "client",
        "contact",
        "courtesy",
        "festival",
        "important_date",
        "service_standard",
        "staff",
        "task",
    }
)
FARTHEST = timedelta(300)


def _soon(days: int) -> UsualPeriod:
    """Return the days to come with those missed before."""
    name = _("今后 {n} 天和错过的").format(n=days)
    return UsualPeriod(name, lambda today: (None, today + timedelta(days)))


PERIODS = (_soon(14), _soon(30), _soon(60), periods.THIS_MONTH, periods.NEXT_MONTH)


class ComingView(OutputList[OccasionRow]):
    """Finds the occasions of the next days; a click notes what was done, logs, or writes."""

    grows_with_bookings = True
    values = OCCASION_VALUES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._numbers: dict[Kept, int] = {}
        self._keys: dict[int, Kept] = {}
        spec = ListSpec(
            name="occasions",
            title=_("将到的日子"),
            columns=OCCASIONS,
            tables=TABLES,
            order=(OccasionColumn.ON.value, False),
            counted=_("共 {n} 个"),
            search_hint=_("客户"),
            empty=Empty(
                _("这段时间没有要致意的日子"),
                _(
                    "联系人的生日、客户的重要日子和节日到了会列在这里。"
                    "生日和重要日子在客户档案里填，节日在设置里选，给谁贺节看服务标准。"
                ),
                (
                    (
                        _("节日和服务标准"),
                        lambda: context.navigator.page_wanted.emit("settings"),
                        Right.SETTINGS,
                    ),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self._add_filters()
        self._add_actions()
        self.detail = Detail(
            context, "occasionDetail", _("选中一个日子，这里可以记礼节、记一笔、写信。")
        )
        self.set_detail(self.detail, 300)
        may = context.may(Right.LOG)
        self.table.opened.connect(lambda _id: self.note() if may else self.open_client())

    @property
    def scope(self) -> TodayScope:
        """Whose occasions are shown."""
        desk = self.context.desk
        chosen = self.whose.chosen()
        return TodayScope(desk.now(), chosen[0] if chosen else None, desk.staff_id)

    @property
    @override
    def is_filtered(self) -> bool:
        """Tell whether anything but days and people narrows it: an empty month is just empty."""
        return bool(self.search.text().strip() or self.kind.chosen())

    @override
    def question(self) -> Callable[[], Listing]:
        scope, by, descending = self.scope, OccasionColumn(self.order), self.descending
        first, last = self.period.period()
        wanted = OccasionFilter(
            last=last or scope.today + FARTHEST,
            first=first,
            text=self.search.text(),
            occasions=frozenset(self.kind.chosen()),
        )

        def ask() -> Listing:
            with self.context.db.read() as session:
                keys = occasion_keys(session, scope, wanted, by=by, descending=descending)
            return Listing([self._number(key) for key in keys])

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[OccasionRow]:
        scope = self.scope
        keys = [self._keys[id_] for id_ in ids]
        with self.context.db.read() as session:
            lines = occasion_lines(session, scope, keys)
        return [
            OccasionRow(self._numbers[key], lines[key], scope.today) for key in keys if key in lines
        ]

    def chosen_receivers(self) -> tuple[Receiver, ...]:
        """Return whom the chosen occasions are for."""
        rows = self.read_rows(self.table.chosen_ids())
        return tuple(occasion_receiver(row.line) for row in rows)

    def note(self) -> None:
        """Note a courtesy done for the chosen occasions."""
        if chosen := self.chosen_receivers():
            open_courtesy(self.context, CourtesyDraft(receivers=chosen), self)

    def write(self) -> None:
        """Write letters or labels to the chosen."""
        if chosen := self.chosen_receivers():
            self.context.navigator.letters_wanted.emit(chosen)

    def _number(self, key: Kept) -> int:
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._keys[number] = key
        return number

    def _add_filters(self) -> None:
        self.period = PeriodChip("periodFilter", _("日期"), PERIODS, self.context.today)
        self.period.choose_usual(PERIODS[1])
        self.add_chip(self.period)
        self.whose = self.add_people_chip("whose", _("谁的"), single=True)
        if self.context.staff is not None and self.context.people() is not None:
            self.whose.choose([self.context.staff.id])
        kinds = [(one, one.label) for one in Occasion if one in RULES.values()]
        self.kind = self.add_chip(FilterChip("kindFilter", _("种类"), kinds))

    def _add_actions(self) -> None:
        self.add_first_button(
            "noteCourtesy", _("记礼节"), "gift", self.note, "Ctrl+D", needs=Right.LOG, of_rows=True
        )
        self.add_button(
            "writeLetters", _("写信"), "mail", self.write, needs=Right.LOG, of_rows=True
        )
        self.add_output()
        self.add_row_action(
            "writeEntry", _("记一笔…"), "pencil", self._write_entry, needs=Right.LOG
        )
        self.add_client_action()

    def _write_entry(self) -> None:
        if (row := self.current_row()) is not None:
            self.context.navigator.entry_wanted.emit(row.line.client_id)

    @override
    def client_of(self, row: OccasionRow) -> int | None:
        return row.line.client_id

    @override
    def follow(self, record_id: int | None) -> None:
        rows = [] if record_id is None else self.read_rows([record_id])
        if not rows:
            self.detail.show_nothing()
            return
        line, today = rows[0].line, rows[0].today
        when = "" if line.on is None else f"{line.on}　{days_text(line.on, today)}"
        lines = [
            (_("什么日子"), line.what),
            (_("哪天"), when),
            (_("想着客户"), line.why),
            (_("联系人"), line.contact_name),
            (_("电话"), line.telephone),
            (_("等级"), line.grade),
            (_("客户经理"), line.staff_name),
        ]
        steps = [
            ("noteOne", _("记礼节"), "gift", self.note, Right.LOG),
            ("entryOne", _("记一笔"), "pencil", self._write_entry, Right.LOG),
            ("letterOne", _("写信"), "mail", self.write, Right.LOG),
        ]
        self.detail.show_record(line.client_name, lines, steps)
