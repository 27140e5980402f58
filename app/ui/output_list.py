"""A list with a totals line below it, put out as it is shown: export, print, views, columns."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.i18n import _
from app.queries.office import staff_members
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.list_output import Listed, export_list, print_list
from app.ui.pages import ListPage, ListSpec
from app.ui.tables import Column, Row
from app.ui.views_button import add_views


class OutputList(ListPage[Row], Generic[Row]):
    """A list with a totals line below it, which can be exported and printed as it is shown.

    ``values`` are those of ``Listed``.
    """

    values: Mapping[str, Any] = MappingProxyType({})

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
        shown = self.shown_columns()
        return Listed(self.spec.title, shown, self.model.ids, self.read_rows, self.values)

    def shown_columns(self) -> Sequence[Column[Row]]:
        """Return the columns as shown, from left to right."""
        header = self.table.horizontalHeader()
        order = sorted(range(len(self.spec.columns)), key=header.visualIndex)
        return [self.spec.columns[n] for n in order if not self.table.isColumnHidden(n)]

    def add_manager_chip(self) -> FilterChip:
        """Add the filter by account manager."""
        return self.add_people_chip("managerFilter", _("客户经理"))

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
            needs=Right.SEE,
        )
        self.add_button(
            "printList",
            _("打印"),
            "printer",
            lambda: print_list(self.context, self, self.listed()),
            "Ctrl+P",
            needs=Right.SEE,
        )
        add_views(self)
        columns: QPushButton = self.add_button(
            "columns", _("列"), "columns-3", lambda: None, needs=Right.SEE
        )
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
