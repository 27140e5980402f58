"""What the lists of the page 礼节 share: chips of people, output buttons, a totals line."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Generic

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.settings import months_before
from app.i18n import _
from app.queries.office import staff_members
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.list_output import Listed, export_list, print_list
from app.ui.pages import ListPage, ListSpec
from app.ui.period_chip import Period
from app.ui.tables import Row


class CourtesyList(ListPage[Row], Generic[Row]):
    """A list with a totals line below it, exported and printed as it is shown."""

    values: Mapping[str, Any]

    def __init__(
        self, context: Context, spec: ListSpec[Row], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, spec, parent)
        self.totals = QLabel()
        self.totals.setObjectName("totals")
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - as ListPage lays out
        layout.addWidget(self.totals)

    @override
    def noted(self, note: str) -> None:
        self.totals.setText(note)
        self.totals.setVisible(bool(note))

    def listed(self) -> Listed:
        """Return what is exported and printed."""
        header = self.table.horizontalHeader()
        order = sorted(range(len(self.spec.columns)), key=header.visualIndex)
        shown = [self.spec.columns[n] for n in order if not self.table.isColumnHidden(n)]
        return Listed(self.spec.title, shown, self.model.ids, self.read_rows, self.values)

    def add_people_chip(self, name: str, title: str, *, single: bool = False) -> FilterChip:
        """Add a filter by a person of the office."""
        chip = self.add_chip(FilterChip(name, title, single=single))
        self._offer_people(chip)
        self.context.news.committed.connect(
            lambda commit: self._offer_people(chip) if "staff" in commit.tables else None
        )
        return chip

    def add_output(self) -> None:
        """Add the buttons that every list has at the end."""
        self.add_button(
            "export",
            _("导出"),
            "file-spreadsheet",
            lambda: export_list(self.context, self, self.listed()),
        )
        self.add_button(
            "printList",
            _("打印"),
            "printer",
            lambda: print_list(self.context, self, self.listed()),
            "Ctrl+P",
        )
        columns: QPushButton = self.add_button("columns", _("列"), "columns-3", lambda: None)
        columns.setMenu(self.table.column_menu())

    def make_primary(self, button: QPushButton, icon_name: str) -> None:
        """Show which button is the page's first."""
        button.setProperty("role", "primary")
        button.setIcon(icon(icon_name, "#ffffff"))

    def _offer_people(self, chip: FilterChip) -> None:
        with self.context.db.read() as session:
            people = staff_members(session)
        options: list[tuple[Any, str]] = [(person.id, person.name) for person in people]
        chip.set_options(options)


def past_periods(today: date) -> list[tuple[Period, str]]:
    """Return the periods courtesies done are looked at by."""
    month = today.replace(day=1)
    last = months_before(month, 1)
    return [
        (this_year(today), _("本年")),
        ((date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)), _("去年")),
        ((month, month_end(month)), _("本月")),
        ((last, month_end(last)), _("上月")),
    ]


def this_year(today: date) -> Period:
    """Return the whole of the current year."""
    return date(today.year, 1, 1), date(today.year, 12, 31)


def coming_periods(today: date) -> Sequence[tuple[Period, str]]:
    """Return the periods coming days are looked at by; those of days show what was missed too."""
    month = today.replace(day=1)
    following = month_end(month) + timedelta(1)
    return [
        *(
            ((None, today + timedelta(days)), _("今后 {n} 天").format(n=days))
            for days in (14, 30, 60)
        ),
        ((month, month_end(month)), _("本月")),
        ((following, month_end(following)), _("下月")),
    ]


def month_end(first: date) -> date:
    """Return the last day of the month that begins on ``first``."""
    return (first + timedelta(31)).replace(day=1) - timedelta(1)
