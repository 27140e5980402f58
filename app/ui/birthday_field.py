"""The editor of a birthday: solar or lunar, with or without the year."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.birthdays import LUNAR_DAYS, LUNAR_MONTHS, Birthday
from app.domain.cells import whole
from app.errors import InvalidInputError
from app.i18n import _
from app.ui.fields import Field

SOLAR_DAYS = 31


class BirthdayEditor(QWidget):
    """公历 or 农历, year (may be left out), month, day, 闰月; below, when other years keep it.

    Signals:
        changed: Something was chosen or typed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar, self._year = QComboBox(), QLineEdit()
        self._month, self._day = QComboBox(), QComboBox()
        self._leap = QCheckBox(_("闰月"))
        self._calendar.addItems([_("公历"), _("农历")])
        self._year.setPlaceholderText(_("年（可不填）"))
        self._year.setMaximumWidth(110)
        self._rule = QLabel()
        self._rule.setObjectName("birthday_rule")
        self._rule.setProperty("role", "faint")
        self._rule.hide()
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._rule)
        for name, part, spoken in (
            ("calendar", self._calendar, _("历法")),
            ("year", self._year, _("生日年份")),
            ("month", self._month, _("生日月份")),
            ("day", self._day, _("生日日期")),
            ("leap", self._leap, _("闰月")),
        ):
            part.setObjectName(f"birthday_{name}")
            part.setAccessibleName(spoken)
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self._calendar)
        self._fill()
        self._calendar.currentIndexChanged.connect(self._change_calendar)
        for signal in (
            self._year.textChanged,
            self._month.currentIndexChanged,
            self._day.currentIndexChanged,
            self._leap.toggled,
        ):
            signal.connect(lambda *_args: self.changed.emit())
        self.changed.connect(self._tell_rule)

    def birthday(self) -> Birthday | None:
        """Return what was chosen; None when neither month nor day were.

        Raises:
            ValueError: There is no such day, or only half of it was chosen.
        """
        month, day = self._month.currentIndex(), self._day.currentIndex()
        typed = self._year.text().strip()
        if not month and not day and not typed:
            return None
        if not month or not day:
            raise ValueError(_("请选择月份和日期。"))
        lunar = self._calendar.currentIndex() == 1
        try:
            year = whole(typed) if typed else None
            return Birthday(year, month, day, lunar, self._leap.isChecked())
        except InvalidInputError as error:
            raise ValueError(error.fields["birthday"]) from error

    def show_birthday(self, birthday: Birthday | None) -> None:
        """Show a birthday, or an empty editor."""
        self._calendar.setCurrentIndex(int(birthday is not None and birthday.lunar))
        self._fill()
        year = None if birthday is None else birthday.year
        self._year.setText("" if year is None else str(year))
        self._month.setCurrentIndex(0 if birthday is None else birthday.month)
        self._day.setCurrentIndex(0 if birthday is None else birthday.day)
        self._leap.setChecked(birthday is not None and birthday.leap)
        self._tell_rule()

    def _tell_rule(self) -> None:
        """Say when the day is kept in years that have none."""
        try:
            chosen = self.birthday()
        except ValueError:
            chosen = None
        self._rule.setText("" if chosen is None else chosen.rule)
        self._rule.setVisible(bool(self._rule.text()))

    def _change_calendar(self) -> None:
        month, day = self._month.currentIndex(), self._day.currentIndex()
        self._fill()
        self._month.setCurrentIndex(month)
        self._day.setCurrentIndex(min(day, self._day.count() - 1))
        self.changed.emit()

    def _fill(self) -> None:
        lunar = self._calendar.currentIndex() == 1
        months = [f"{name}月" for name in LUNAR_MONTHS]
        if not lunar:
            months = [_("{n} 月").format(n=n) for n in range(1, len(LUNAR_MONTHS) + 1)]
            self._leap.setChecked(False)
        days = [_("{n} 日").format(n=n) for n in range(1, SOLAR_DAYS + 1)]
        if lunar:
            days = list(LUNAR_DAYS)
        for box, texts in ((self._month, [_("月"), *months]), (self._day, [_("日"), *days])):
            box.clear()
            box.addItems(texts)
        self._leap.setVisible(lunar)


def birthday(name: str, label: str) -> Field[BirthdayEditor]:
    """Edit a birthday; an empty one is None."""
    return Field(
        name,
        label,
        BirthdayEditor,
        BirthdayEditor.birthday,
        BirthdayEditor.show_birthday,
        lambda w: w.changed,
        wide=True,
    )
