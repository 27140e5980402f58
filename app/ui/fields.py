"""The editors forms are made of: one ``Field`` a kind of value.

``read`` gives the value or raises ``ValueError`` with a sentence; typed text is never lost, since
a wrong text stays in its editor.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QDate, QPoint, Qt, SignalInstance
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
    QWidgetAction,
)

from app.domain.cell_dates import day as parsed_day
from app.domain.cells import LONG_TEXT, not_too_long
from app.domain.cells import money as parsed_money
from app.domain.cells import text as parsed_text
from app.domain.cells import whole as parsed_whole
from app.domain.plain_text import clean
from app.domain.types import Labelled
from app.i18n import _
from app.ui.icons import icon

W = TypeVar("W", bound=QWidget)
SHORT_DAY = re.compile(r"\d{1,2}[-./月]\d{1,2}日?")

MOST_PASTED = 10_000_000
"""More than anybody pastes; Qt's own limit would cut a long text."""


@dataclass(frozen=True, slots=True)
class Field(Generic[W]):
    """One editor: which attribute of the draft it edits, and how. ``wide`` takes a whole row."""

    name: str
    label: str
    make: Callable[[], W]
    read: Callable[[W], Any]
    write: Callable[[W, Any], None]
    changed: Callable[[W], SignalInstance]
    wide: bool = False
    required: bool = False
    hint: str = ""


def text(
    name: str,
    label: str,
    *,
    max_length: int,
    wide: bool = False,
    required: bool = False,
    hint: str = "",
) -> Field[QLineEdit]:
    """Edit a string on one line; blanks around it are not kept, nor what cannot be seen.

    What is pasted and too long stays whole and is told: an editor with a limit cuts unseen.
    """

    def make() -> QLineEdit:
        editor = QLineEdit()
        editor.setMaxLength(MOST_PASTED)
        editor.setPlaceholderText(hint)
        return editor

    return Field(
        name,
        label,
        make,
        lambda w: parsed_text(w.text(), max_length),
        QLineEdit.setText,
        lambda w: w.textChanged,
        wide,
        required,
    )


def long_text(
    name: str, label: str, *, lines: int = 3, required: bool = False
) -> Field[QPlainTextEdit]:
    """Edit a text of several lines; Tab leaves it. What is too long stays whole and is told."""

    def make() -> QPlainTextEdit:
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(editor.fontMetrics().lineSpacing() * lines + 18)
        return editor

    return Field(
        name,
        label,
        make,
        lambda w: not_too_long(clean(w.toPlainText()), LONG_TEXT),
        QPlainTextEdit.setPlainText,
        lambda w: w.textChanged,
        wide=True,
        required=required,
    )


class Choices(QComboBox):
    """A box of values; Qt would give a member of an enumeration back as its plain text."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[Any] = []

    def offer(self, value: Any, shown: str) -> None:
        """Add a choice."""
        self.values.append(value)
        self.addItem(shown)

    def offer_only(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these in place of all there were."""
        self.clear()
        self.values.clear()
        for value, shown in options:
            self.offer(value, shown)


def pick(
    name: str,
    label: str,
    options: Callable[[], Sequence[tuple[Any, str]]],
    *,
    wide: bool = False,
    required: bool = False,
) -> "Field[Choices]":
    """Pick one of (value, text) pairs, asked for when the form is made.

    A value no longer offered is added when it is shown, so that saving never changes it.
    """

    def make() -> Choices:
        editor = Choices()
        for value, shown in options():
            editor.offer(value, shown)
        return editor

    def write(editor: Choices, value: Any) -> None:
        if value not in editor.values:
            editor.offer(value, "" if value is None else str(value))
        editor.setCurrentIndex(editor.values.index(value))

    return Field(
        name,
        label,
        make,
        lambda w: w.values[w.currentIndex()] if w.currentIndex() >= 0 else None,
        write,
        lambda w: w.currentIndexChanged,
        wide,
        required,
    )


def choice(
    name: str,
    label: str,
    members: type[Labelled],
    *,
    optional: bool = False,
    required: bool = False,
) -> "Field[Choices]":
    """Pick one member of an enumeration, shown by its label."""
    none: list[tuple[StrEnum | None, str]] = [(None, "")] if optional else []

    def options() -> Sequence[tuple[Any, str]]:
        return [*none, *((member, member.label) for member in members)]

    return pick(name, label, options, required=required)


def check(name: str, label: str, sentence: str) -> Field[QCheckBox]:
    """Tick a yes or no."""
    return Field(
        name,
        label,
        lambda: QCheckBox(sentence),
        QCheckBox.isChecked,
        QCheckBox.setChecked,
        lambda w: w.toggled,
    )


def money(name: str, label: str, *, required: bool = False, hint: str = "") -> Field[QLineEdit]:
    """Edit yuan as text: 1,234.50; empty is None. Any size, full-width digits understood."""

    def write(editor: QLineEdit, value: Decimal | None) -> None:
        editor.setText("" if value is None else f"{value:,.2f}")

    return _line(name, label, parsed_money, write, hint or _("元"), required=required)


def whole_number(
    name: str, label: str, *, required: bool = False, hint: str = ""
) -> Field[QLineEdit]:
    """Edit a whole number as text; empty is None."""

    def write(editor: QLineEdit, value: int | None) -> None:
        editor.setText("" if value is None else str(value))

    return _line(name, label, parsed_whole, write, hint, required=required)


def day(name: str, label: str, *, required: bool = False) -> Field[QLineEdit]:
    """Edit a date by typing it (2026-11-22, 2026.11.22, 20261122, 11-22) or from a calendar."""

    def write(editor: QLineEdit, value: date | None) -> None:
        editor.setText("" if value is None else value.isoformat())

    made = _line(name, label, typed_day, write, _("如 2026-11-22"), required=required)

    def make() -> QLineEdit:
        editor = made.make()
        add_calendar(editor)
        return editor

    return Field(name, label, make, made.read, write, made.changed, required=required)


def typed_day(typed: str) -> date:
    """Return the day somebody typed; without a year it is this year's.

    Raises:
        ValueError: It is no day; the sentence says how to write one.
    """
    this_year = f"{QDate.currentDate().year()}-"
    try:
        return parsed_day(this_year + typed if SHORT_DAY.fullmatch(typed) else typed)
    except ValueError as error:
        told = _("“{typed}”不是日期，请写成 2026-11-28 或 11-28。")
        raise ValueError(told.format(typed=typed[:20])) from error


def add_calendar(editor: QLineEdit) -> None:
    """Give a date editor a calendar to pick from, opened by its icon or the Down key.

    Once it is left it shows the day as understood: which year 1-5 is can be seen then.
    """

    def settle() -> None:
        if typed := editor.text().strip():
            with suppress(ValueError):
                editor.setText(typed_day(typed).isoformat())

    def offer() -> None:
        menu, calendar = QMenu(editor), QCalendarWidget()
        typed = QDate.fromString(editor.text(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(typed if typed.isValid() else QDate.currentDate())
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def take(chosen: QDate) -> None:
            editor.setText(chosen.toString(Qt.DateFormat.ISODate))
            menu.close()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        menu.popup(editor.mapToGlobal(QPoint(0, editor.height())))
        calendar.setFocus()

    action = editor.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
    action.setToolTip(_("选择日期 (↓)"))
    action.setShortcut(Qt.Key.Key_Down)
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(offer)
    editor.editingFinished.connect(settle)


def _line(
    name: str,
    label: str,
    parse: Callable[[str], Any],
    write: Callable[[QLineEdit, Any], None],
    hint: str,
    *,
    required: bool,
) -> Field[QLineEdit]:
    def make() -> QLineEdit:
        editor = QLineEdit()
        editor.setPlaceholderText(hint)
        return editor

    def read(editor: QLineEdit) -> Any:
        typed = editor.text().strip()
        return parse(typed) if typed else None

    return Field(
        name, label, make, read, write, lambda w: w.textChanged, required=required, hint=hint
    )
