"""Editing a day that mostly lies near, and a time of day."""

from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.domain.communications import time_of_day
from app.domain.tasks import quick_days
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.fields import Field, add_calendar, typed_day
from app.ui.flow import TIGHT


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
        button = ActionButton(text)
        button.setObjectName(f"quickDay{number}")
        button.setAutoDefault(False)
        button.setToolTip(day.isoformat())
        button.clicked.connect(lambda _on: self.show_value(day))
        return button


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


def clock_time(name: str, label: str, *, required: bool = False) -> Field[QLineEdit]:
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

    return Field(name, label, make, read, write, lambda w: w.textChanged, required=required)
