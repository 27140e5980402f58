"""A list with a totals line below it, put out as it is shown: export, print, views, columns."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Generic

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.i18n import _
from app.queries.office import staff_members
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.list_output import Listed, export_list, print_list
from app.ui.pages import ListPage, ListSpec
from app.ui.tables import Row
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
        self.column.addWidget(self.totals)
        self._people_chips: list[FilterChip] = []
        context.news.committed.connect(self._follow_people)

    @override
    def noted(self, note: str) -> None:
        self.totals.setText(note)
        self.totals.setVisible(bool(note))

    def listed(self) -> Listed:
        """Return what is exported and printed: the columns as shown, the chosen rows or all."""
        chosen = self.table.chosen_ids()
        ids = chosen if len(chosen) > 1 else self.model.ids
        return Listed(self.output_title(), self.shown_columns(), ids, self.read_rows, self.values)

    def output_title(self) -> str:
        """Return what stands over the list on paper and in its file."""
        return self.spec.title

    def add_manager_chip(self) -> FilterChip:
        """Add the filter by account manager."""
        return self.add_people_chip("managerFilter", _("客户经理"))

    def add_people_chip(self, name: str, title: str, *, single: bool = False) -> FilterChip:
        """Add a filter by a person of the office."""
        chip = self.add_chip(FilterChip(name, title, single=single))
        self._people_chips.append(chip)
        self._offer_people(chip)
        return chip

    def add_output(self) -> None:
        """Add the buttons that every list with kept views has at the end."""
        self.add_export_and_print()
        add_views(self)
        self.add_columns_button()

    def add_export_and_print(self) -> None:
        """Add the buttons that put the list out."""
        self.add_button(
            "export",
            _("导出"),
            "file-spreadsheet",
            lambda: export_list(self.context, self, self.listed()),
            needs=Right.SEE,
            of_list=True,
        )
        self.add_button(
            "printList",
            _("打印"),
            "printer",
            lambda: print_list(self.context, self, self.listed()),
            "Ctrl+P",
            needs=Right.SEE,
            of_list=True,
        )

    def _follow_people(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            for chip in self._people_chips:
                self._offer_people(chip)

    def _offer_people(self, chip: FilterChip) -> None:
        with self.context.db.read() as session:
            people = staff_members(session)
        options: list[tuple[Any, str]] = [(person.id, person.name) for person in people]
        chip.set_options(options)
