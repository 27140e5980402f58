"""The records in which a person stands, each with a tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QTableWidgetItem,
    QWidget,
)

from app.domain.personal import Found, Place
from app.i18n import _
from app.ui.plain_table import RowTable

HEADINGS = (_("种类"), _("记录"), _("客户"), _("文字"), _("说明"))
WIDTHS = (120, 170, 190, 240)


class FoundTable(RowTable):
    """Lists records; those that surely mean the person are ticked, a sealed one cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("foundTable", HEADINGS, widths=WIDTHS, parent=parent)
        self._found: Sequence[Found] = ()

    def show_found(self, found: Sequence[Found], *, ticks: bool, of_one: bool = True) -> None:
        """Show these records, with ticks or without.

        Unless they are ``of_one`` person none is doubted: nobody is meant yet.
        """
        self._found = found
        self.setRowCount(len(found))
        for row, one in enumerate(found):
            texts = (
                one.kind,
                one.title,
                one.client,
                one.excerpt,
                _remark(one) if of_one else one.fixed,
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if column == 0 and ticks and not one.fixed:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    on = one.certain
                    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.setItem(row, column, item)
        self.show_cursor()

    def ticked(self) -> list[Place]:
        """Return the records ticked."""
        return [
            one.place
            for row, one in enumerate(self._found)
            if (item := self.item(row, 0)) is not None
            and item.flags() & Qt.ItemFlag.ItemIsUserCheckable
            and item.checkState() is Qt.CheckState.Checked
        ]


def _remark(one: Found) -> str:
    if one.fixed:
        return one.fixed
    if one.certain:
        return _("本人") if one.linked else ""
    return _("可能是同名的人或共用的号码，请核对")
