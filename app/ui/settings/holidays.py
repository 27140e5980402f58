"""设置 · 节假日: a year's days off and worked weekends, by hand or from a workbook."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from typing_extensions import override

from app.domain.holidays import LONGEST_NAME, DayKind, HolidayDraft, holiday_problems, weekday
from app.domain.rights import Right
from app.errors import AppError
from app.exchange.columns import Format
from app.i18n import _
from app.language.days_off import last_announced_year
from app.queries.working_days import HolidayRow, announced_days, holidays_of, own_years
from app.services.holidays import delete_holiday, plan_holidays, save_holiday
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import choice, day, text
from app.ui.files import ask_to_open
from app.ui.forms import Section
from app.ui.list_output import Listed, export_list
from app.ui.messages import show_error
from app.ui.pages import Empty, Listing, ListSpec
from app.ui.progress import run_with_progress
from app.ui.settings.holiday_import import HolidayImportDialog, Plan, first_year
from app.ui.short_list import ShortList
from app.ui.tables import Column
from app.ui.workers import Job

YEARS_BEFORE = 2
COLUMNS: Sequence[Column[HolidayRow]] = (
    Column("day", _("日期"), lambda row: row.day.isoformat(), width=110, sortable=False),
    Column("weekday", _("星期"), lambda row: weekday(row.day), width=70, sortable=False),
    Column("name", _("名称"), lambda row: row.name, width=180, sortable=False),
    Column("kind", _("休息/上班"), lambda row: row.kind.label, width=90, sortable=False),
    Column(
        "own",
        _("来源"),
        lambda row: _("本店登记") if row.own else _("国家公布"),
        width=100,
        sortable=False,
    ),
)
SECTIONS = (
    Section(
        "",
        (
            day("day", _("日期"), required=True),
            choice("kind", _("休息/上班"), DayKind, required=True),
            text("name", _("名称"), max_length=LONGEST_NAME),
        ),
    ),
)
BOOKS = _("表格 (*.xlsx *.xls *.ods *.csv)")


class HolidayDialog(DraftDialog[HolidayDraft]):
    """Enters one day, or changes it."""

    def __init__(self, context: Context, row: HolidayRow | None, parent: QWidget) -> None:
        title = _("新建节假日") if row is None else _("修改节假日")
        draft = HolidayDraft() if row is None else HolidayDraft(row.day, row.kind, row.name)
        super().__init__(title, SECTIONS, draft, parent, columns=1)
        self.setObjectName("holidayDialog")
        self.setMinimumWidth(360)
        self._context, self._row = context, row

    @override
    def problems(self, draft: HolidayDraft) -> Mapping[str, str]:
        announced = None if draft.day is None else announced_days().get(draft.day)
        return holiday_problems(draft, announced)

    @override
    def save(self, draft: HolidayDraft) -> None:
        save_holiday(self._context.desk, draft, was=None if self._row is None else self._row.day)


class HolidaySettings(ShortList[HolidayRow]):
    """The days of one year that are not as their weekday says."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec: ListSpec[HolidayRow] = ListSpec(
            name="holidays",
            title="",
            columns=COLUMNS,
            tables=frozenset({"holiday"}),
            order=("day", False),
            counted=_("共 {n} 天"),
            search_hint=_("按名称查找"),
            empty=Empty(
                _("这一年的放假安排还没有"),
                _(
                    "没有登记的年份只按周末休息。国务院办公厅公布后，请从表格导入，或一天一天新建；"
                    "到期日落在休息日的，提前到前一个工作日显示。"
                ),
                [
                    (_("从表格导入…"), self.ask_for_book, Right.SETTINGS),
                    (_("新建节假日"), self._add, Right.SETTINGS),
                ],
            ),
        )
        self.year, self._late = QComboBox(), QLabel()
        self._late.setObjectName("unannounced")
        self._late.setProperty("role", "faint")
        super().__init__(context, spec, parent)
        self._show_years()
        self._add_actions()
        self.table.opened.connect(lambda _id: self._change())
        self.follow(None)

    def _add_actions(self) -> None:
        self.add_button("addHoliday", _("新建"), "plus", self._add, "Ctrl+N", needs=Right.SETTINGS)
        self._edit = self.add_button(
            "editHoliday", _("修改"), "pencil", self._change, "Ctrl+E", needs=Right.SETTINGS
        )
        self._delete = self.add_button(
            "deleteHoliday", _("删除"), "trash-2", self._remove, "Del", needs=Right.SETTINGS
        )
        self.add_button(
            "importHolidays", _("从表格导入…"), "upload", self.ask_for_book, needs=Right.SETTINGS
        )
        self.add_button("exportHolidays", _("导出"), "download", self.export, needs=Right.SEE)

    @override
    def read_all(self) -> Sequence[HolidayRow]:
        with self.context.db.read() as session:
            return holidays_of(session, self.chosen_year())

    @override
    def searched(self, row: HolidayRow) -> str:
        return row.name

    @override
    def question(self) -> Callable[[], Listing]:
        year = self.chosen_year()
        late = _("程序里没有 {year} 年的放假安排，除本店登记的以外只按周末休息。").format(year=year)
        note = late if year > last_announced_year() else ""
        return lambda: Listing(self.find_ids(), note)

    @override
    def noted(self, note: str) -> None:
        self._late.setText(note)

    def chosen_year(self) -> int:
        """Return the year that is shown."""
        return int(self.year.currentData())

    def show_year(self, year: int) -> None:
        """Show another year, also one that is not offered yet."""
        if self.year.findData(year) < 0:
            later = [n for n in range(self.year.count()) if int(self.year.itemData(n)) > year]
            place = later[0] if later else self.year.count()
            self.year.insertItem(place, _("{year} 年").format(year=year), year)
        self.year.setCurrentIndex(self.year.findData(year))

    def ask_for_book(self) -> None:
        """Ask which workbook holds a year's days, then show what would be taken in."""
        chosen = ask_to_open(self.context.preferences, self.window(), _("导入节假日"), BOOKS)
        if chosen:
            self.read_book(Path(chosen))

    def read_book(self, path: Path) -> None:
        """Read a workbook and show what would be taken in; nothing is changed yet."""
        desk = self.context.desk

        def work(job: Job) -> Plan:
            from app.exchange.holiday_book import read_holidays

            lines = read_holidays(
                path,
                progress=lambda done, of: job.report(done, of, _("正在读取")),
                cancelled=lambda: job.cancelled,
            )
            return plan_holidays(desk, lines)

        def done(plan: Plan) -> None:
            dialog = HolidayImportDialog(self.context, path.name, plan, self.window())
            if (year := first_year(plan)) is not None:
                dialog.accepted.connect(lambda: self.show_year(year))
            dialog.open()

        run_with_progress(self.context.workers, self.window(), _("导入节假日"), work, done)

    def export(self) -> None:
        """Write the year as a workbook that can be changed and taken in again."""
        columns = [column for column in COLUMNS if column.key in ("day", "name", "kind")]
        values: dict[str, tuple[Callable[[HolidayRow], object], Format]] = {
            "day": (lambda row: row.day, Format.DAY)
        }
        title = _("{year} 年节假日").format(year=self.chosen_year())
        listed = Listed(title, columns, list(self.rows), self.read_rows, values)
        export_list(self.context, self.window(), listed)

    def _show_years(self) -> None:
        self.year.setObjectName("holidayYear")
        self.year.setAccessibleName(_("年份"))
        this_year = self.context.today().year
        with self.context.db.read() as session:
            own = own_years(session)
        for year in sorted({*own, *range(this_year - YEARS_BEFORE, this_year + 3)}):
            self.year.addItem(_("{year} 年").format(year=year), year)
        self.year.setCurrentIndex(self.year.findData(this_year))
        self._chips.addWidget(self.year)
        self._chips.addWidget(self._late)
        self.year.currentIndexChanged.connect(lambda _index: self.reload())

    @override
    def follow(self, record_id: int | None) -> None:
        row = self.rows.get(record_id or 0)
        own = row is not None and row.own
        self._edit.setEnabled(row is not None)
        self._delete.setEnabled(own)
        self._delete.setToolTip(
            _("删除本店登记的这一天 (Del)，国家公布的安排随之恢复")
            if own or row is None
            else _("国家公布的日子不能删除；要改，请点“修改”")
        )

    def _add(self) -> None:
        HolidayDialog(self.context, None, self.window()).open()

    def _change(self) -> None:
        if (row := self.current_row()) is not None:
            HolidayDialog(self.context, row, self.window()).open()

    def _remove(self) -> None:
        row = self.current_row()
        if row is None or not row.own:
            return
        try:
            delete_holiday(self.context.desk, row.day)
        except AppError as error:
            show_error(self.window(), error)
