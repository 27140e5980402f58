"""The editors of an entry: buttons in a row, people as chips, a day with quick choices."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from app.domain.communications import time_of_day
from app.domain.tasks import quick_days
from app.i18n import _
from app.ui.communications.chip_row import ChipRow
from app.ui.fields import Field, add_calendar, typed_day
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
        button = QPushButton(text)
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


class DayEditor(QWidget):
    """A day typed or picked, and the days most often wanted as buttons beside it.

    Signals:
        changed: The text changed.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("如 2026-11-22"))
        self.line.setMaximumWidth(150)
        add_calendar(self.line)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.line)
        for number, (text, day) in enumerate(quick_days(today)):
            row.addWidget(self._button(number, text, day))
        row.addStretch(1)

    def value(self) -> date | None:
        """Return the day, or None where the line is empty.

        Raises:
            ValueError: The text is no day.
        """
        typed = self.line.text().strip()
        return typed_day(typed) if typed else None

    def show_value(self, value: date | None) -> None:
        """Show this day."""
        self.line.setText("" if value is None else value.isoformat())

    def _button(self, number: int, text: str, day: date) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"quickDay{number}")
        button.setAutoDefault(False)
        button.setToolTip(day.isoformat())
        button.clicked.connect(lambda _on: self.show_value(day))
        return button


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


def quick_day(name: str, label: str, today: date, *, required: bool = False) -> Field[DayEditor]:
    """Edit a day that mostly lies a day, a week or a month ahead."""
    return Field(
        name,
        label,
        lambda: DayEditor(today),
        DayEditor.value,
        DayEditor.show_value,
        lambda w: w.changed,
        wide=True,
        required=required,
    )


def clock_time(name: str, label: str) -> Field[QLineEdit]:
    """Edit a time of day as text: 9:30, 0930, 9点半; empty is None."""

    def make() -> QLineEdit:
        editor = QLineEdit()
        editor.setPlaceholderText(_("如 9:30"))
        return editor

    def read(editor: QLineEdit) -> time | None:
        typed = editor.text().strip()
        return time_of_day(typed) if typed else None

    def write(editor: QLineEdit, value: time | None) -> None:
        editor.setText("" if value is None else f"{value:%H:%M}")

    return Field(name, label, make, read, write, lambda w: w.textChanged)
