"""The editors of an entry: buttons in a row, people as chips."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from app.ui.buttons import ActionButton
from app.ui.communications.chip_row import ChipRow
from app.ui.fields import Field
from app.ui.flow import TIGHT


class ButtonRow(QWidget):
    """One of a few values, each a button; where ``optional``, pressing it again lets it go.

    With ``keys`` such as Alt the buttons answer to Alt+1, Alt+2 and so on. After so many
    ``across`` they go on in the next line; 0 is all in one.

    Signals:
        changed: Another value was chosen.
        picked: The user, not the program, chose a value.
    """

    changed = Signal()
    picked = Signal()

    def __init__(
        self,
        options: Sequence[tuple[Any, str]],
        *,
        optional: bool = False,
        keys: str = "",
        across: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _text in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(not optional)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(TIGHT)
        across = across or len(options)
        for number, (value, text) in enumerate(options):
            button = self._button(number, str(value), text, keys)
            grid.addWidget(button, number // across, number % across)
        grid.setColumnStretch(across, 1)
        self._group.idClicked.connect(self._clicked)

    def value(self) -> Any:
        """Return the value chosen, or None."""
        return next(
            (
                value
                for number, value in enumerate(self._values)
                if self._group.button(number).isChecked()
            ),
            None,
        )

    def show_value(self, value: Any) -> None:
        """Show this value as the one chosen."""
        if value == self.value():
            return
        exclusive = self._group.exclusive()
        self._group.setExclusive(False)
        for number, one in enumerate(self._values):
            self._group.button(number).setChecked(one == value)
        self._group.setExclusive(exclusive)
        self.changed.emit()

    @override
    def setFocus(self, *reason: Any) -> None:
        self._group.buttons()[0].setFocus(*reason)

    def _button(self, number: int, name: str, text: str, keys: str) -> QPushButton:
        button = ActionButton(text)
        button.setObjectName(f"option_{name}")
        button.setCheckable(True)
        button.setAutoDefault(False)
        if keys:
            # a button's own shortcut acts a tenth of a second late, after a quick Ctrl+Enter
            QShortcut(QKeySequence(f"{keys}+{number + 1}"), self, button.click)
            button.setToolTip(f"{text} ({keys}+{number + 1})")
        self._group.addButton(button, number)
        return button

    def _clicked(self, number: int) -> None:
        if not self._group.exclusive():
            for other in self._group.buttons():
                if other is not self._group.button(number):
                    other.setChecked(False)
        self.changed.emit()
        self.picked.emit()


def buttons(
    name: str,
    label: str,
    options: Sequence[tuple[Any, str]],
    *,
    optional: bool = False,
    keys: str = "",
    wide: bool = False,
    across: int = 0,
) -> Field[ButtonRow]:
    """Pick one of a few values, all in sight."""
    return Field(
        name,
        label,
        lambda: ButtonRow(options, optional=optional, keys=keys, across=across),
        ButtonRow.value,
        ButtonRow.show_value,
        lambda w: w.changed,
        wide,
    )


def chips(name: str, label: str, nothing: str) -> Field[ChipRow]:
    """Tick any of the values offered later."""
    return Field(
        name,
        label,
        lambda: ChipRow(nothing),
        ChipRow.value,
        ChipRow.show_value,
        lambda w: w.changed,
        wide=True,
    )
