"""Step 1: which year, up to which day, whose clients."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from app.domain.cell_dates import day as parsed_day
from app.domain.rights import Right
from app.domain.types import ScreeningId, StaffId
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.queries.office import staff_members
from app.queries.screening.lines import latest_screening
from app.queries.trade import first_year_of_trade
from app.services.screening.opening import default_cut_off, open_screening
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.fields import add_calendar
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.progress import run_with_progress
from app.ui.rights import offer_only_with
from app.ui.screening.compiling import compiling
from app.ui.screening.opened import Opened
from app.ui.screening.step import WHOLE_OFFICE, Step, action_button
from app.ui.theme import current_look

YEARS_BACK = 6
FIRST_MONTHS = 6
NEXT = 1
COUNTED = _(
    "预订额、毛利和履约算全年：已离店的预订按到店日期归入月份，不受截止日期限制。\n"
    "应收、收款、逾期和投诉算到截止日期为止。"
)


class ScopeStep(Step):
    """Begins a year's screening, or goes back to the one that is there."""

    title = _("范围")
    hint = _("选年份、截止日期和范围，然后开始统计。以后随时可以回到这里，已填的评分不会丢失。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "scopeStep")
        self.year, self.cut_off, self.scope = QComboBox(), QLineEdit(), QComboBox()
        self._told, self._wrong = faint(), QLabel()
        self._begin = action_button("begin", _("开始统计"), "calculator", self.begin)
        offer_only_with(context, Right.SCORE, self._begin)
        self._lay_out()
        for key in ("Return", "Enter"):
            keys_within(self, key, self._begin.click)
        self.year.currentIndexChanged.connect(self._year_changed)
        self.scope.currentIndexChanged.connect(self._tell)
        self._fill()

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        for editor in (self.year, self.scope):
            editor.setEnabled(opened is None)
        may = self.context.may(Right.SCORE) and (opened is None or not opened.frozen)
        self.cut_off.setEnabled(may)
        self._begin.setEnabled(may)
        if opened is None:
            self._fill()
        else:
            head = opened.head
            _choose(self.year, head.year, str(head.year))
            _choose(self.scope, head.scope_staff_id, head.scope)
            self.cut_off.setText(head.cut_off_on.isoformat())
        self._begin.setText(_("开始统计") if opened is None else _("重新统计"))
        self._tell()

    @override
    def entered(self) -> None:
        first = self.year if self.opened is None else self.cut_off
        (first if first.isEnabled() else self._begin).setFocus()

    def begin(self) -> None:
        """Open the screening and gather the evidence, then go on to the check."""
        self._wrong.hide()
        try:
            screening_id = self._open()
        except InvalidInputError as error:
            self._wrong.setText("\n".join(error.fields.values()))
            self._wrong.show()
            return
        except AppError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
            return
        run_with_progress(
            self.context.workers,
            self,
            _("正在统计全年"),
            compiling(self.context, screening_id),
            lambda _count: self.open_wanted.emit(screening_id, NEXT),
        )

    def _open(self) -> ScreeningId:
        try:
            cut_off_on = parsed_day(self.cut_off.text().strip())
        except ValueError as error:
            raise InvalidInputError({"cut_off_on": _("截止日期：") + str(error)}) from error
        if self.opened is not None:
            scope = self.opened.head.scope_staff_id
        else:
            scope = self.scope.currentData()
        return open_screening(
            self.context.desk,
            self.year.currentData(),
            cut_off_on,
            manager_id=None if scope is None else StaffId(scope),
        )

    def _fill(self) -> None:
        today = self.context.today()
        with self.context.db.read() as session:
            first = first_year_of_trade(session) or today.year
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in range(today.year, min(first, today.year - YEARS_BACK) - 1, -1):
                self.year.addItem(_("{year} 年").format(year=year), year)
            # the first months of a year are when the year before is taken stock of
            self.year.setCurrentIndex(1 if today.month <= FIRST_MONTHS else 0)
        self._fill_scope()
        self._year_changed()

    def _fill_scope(self) -> None:
        self.scope.clear()
        own = self.context.staff
        if self.context.may(Right.APPROVE):
            self.scope.addItem(WHOLE_OFFICE, None)
            with self.context.db.read() as session:
                members = staff_members(session, active_only=True)
        else:
            members = [] if own is None else [own]
            self.scope.addItem(_("{scope}（在其中评自己的客户）").format(scope=WHOLE_OFFICE), None)
        for member in members:
            self.scope.addItem(_("{name} 的客户").format(name=member.name), member.id)

    def _year_changed(self) -> None:
        year = self.year.currentData()
        if year is not None:
            self.cut_off.setText(default_cut_off(self.context.desk, year).isoformat())
            self._tell()

    def _tell(self) -> None:
        year = self.year.currentData()
        if self.opened is not None or year is None:
            self._told.setText("" if self.opened is None else _begun(self.opened))
            return
        with self.context.db.read() as session:
            found = latest_screening(session, year, self.scope.currentData())
        if found is None:
            self._told.setText(_("这个年份和范围还没有筛选，将新建一份。"))
        else:
            text = _("已有第 {n} 版（{state}），将打开它继续。")
            self._told.setText(text.format(n=found.version, state=found.state.label))

    def _lay_out(self) -> None:
        form = QFormLayout()
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("year", _("年份"), self.year),
            ("cutOff", _("截止日期"), self.cut_off),
            ("scope", _("范围"), self.scope),
        )
        for name, label, editor in rows:
            editor.setObjectName(name)
            editor.setAccessibleName(label)
            editor.setMaximumWidth(320)
            form.addRow(label, editor)
        add_calendar(self.cut_off)
        form.addRow("", faint(COUNTED))
        form.addRow("", self._told)
        self._wrong.setObjectName("scopeWrong")
        self._wrong.setProperty("role", "wrong")
        self._wrong.hide()
        form.addRow("", self._wrong)
        self._begin.setProperty("role", "primary")
        self._begin.setIcon(icon("calculator", current_look().on_accent))
        self._begin.setMaximumWidth(200)
        form.addRow("", self._begin)
        self.body.addLayout(form)
        self.body.addStretch(1)


def _choose(box: QComboBox, value: object, text: str) -> None:
    place = box.findData(value)
    if place < 0:
        box.addItem(text, value)
        place = box.count() - 1
    with QSignalBlocker(box):
        box.setCurrentIndex(place)


def _begun(opened: Opened) -> str:
    head = opened.head
    if head.compiled_at is None:
        return _("还没有统计。")
    at = head.compiled_at.astimezone()
    text = _("上次统计：{at:%Y-%m-%d %H:%M}，{n:,} 个客户。改了档案、预订或收款以后请重新统计。")
    return text.format(at=at, n=len(opened.lines))
