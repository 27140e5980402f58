"""The chip for days: any days from one to another."""

from datetime import date

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from app.domain import periods
from app.ui.period_chip import PeriodChip, PeriodDialog

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
USUAL = [periods.THIS_YEAR, periods.LAST_YEAR]


@pytest.fixture
def chip(qtbot):
    made = PeriodChip("period", "到店", USUAL, lambda: date(2025, 12, 20))
    qtbot.addWidget(made)
    made.show()
    return made


def asked(chip):
    chip.menu().findChild(QAction, "ownPeriod").trigger()
    return chip.findChild(PeriodDialog)


def fill(dialog, first, last):
    dialog.form.editor("first_on").setText(first)
    dialog.form.editor("last_on").setText(last)
    dialog.findChild(QPushButton, "save").click()


def offered(chip):
    chip.menu().aboutToShow.emit()
    found = chip.menu().findChild(QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def test_any_days_are_chosen_and_shown(chip):
    told = []
    chip.changed.connect(lambda: told.append(chip.period()))
    fill(asked(chip), "2025-03-05", "2025.4.10")
    assert told == [(date(2025, 3, 5), date(2025, 4, 10))]
    assert chip.text() == "到店：2025-03-05 至 2025-04-10 ▾"
    assert offered(chip) == ["本年", "去年", "2025-03-05 至 2025-04-10"]


@pytest.mark.parametrize(
    ("first", "last", "period", "text"),
    [
        ("2025-03-05", "", (date(2025, 3, 5), None), "2025-03-05 及以后"),
        ("", "2025-03-05", (None, date(2025, 3, 5)), "2025-03-05 及以前"),
        ("2025-03-05", "2025-03-05", (date(2025, 3, 5),) * 2, "2025-03-05"),
        ("2025-01-01", "2025-12-31", YEAR, "本年"),
    ],
)
def test_an_end_may_be_open(chip, first, last, period, text):
    fill(asked(chip), first, last)
    assert chip.period() == period
    assert chip.text() == f"到店：{text} ▾"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2025-05-01", "2025-04-30", "最后一天 2025-04-30 早于第一天 2025-05-01，请对调或改正。"),
        ("", "", "请至少填写一个日期。"),
        ("哪天", "", "“哪天”不是日期，请写成 2026-11-28 或 11-28。"),
    ],
)
def test_days_that_are_no_period_are_told_and_change_nothing(chip, first, last, told):
    chip.choose_usual(periods.THIS_YEAR)
    dialog = asked(chip)
    assert dialog.form.editor("first_on").text() == "2025-01-01"
    fill(dialog, first, last)
    assert dialog.isVisible()
    assert told in [label.text() for label in dialog.form.findChildren(QLabel, "error")]
    dialog.reject()
    assert chip.period() == YEAR


def test_own_days_are_forgotten_once_something_else_is_chosen(chip):
    chip.choose_days(date(2025, 3, 5), None)
    chip.choose_usual(periods.THIS_YEAR)
    assert offered(chip) == ["本年", "去年"]
    chip.choose_days(date(2025, 3, 5), None)
    chip.clear()
    assert offered(chip) == ["本年", "去年"]
    assert chip.text() == "到店 ▾"


def test_a_page_left_open_over_midnight_shows_the_new_days(qtbot):
    today = date(2025, 12, 31)
    chip = PeriodChip("period", "日期", [periods.TODAY, periods.THIS_YEAR], lambda: today)
    qtbot.addWidget(chip)
    for name, before, after in (
        ("今天", (today, today), (date(2026, 1, 1),) * 2),
        ("本年", YEAR, (date(2026, 1, 1), date(2026, 12, 31))),
    ):
        today = date(2025, 12, 31)
        chip.choose([name])
        assert chip.period() == before
        today = date(2026, 1, 1)
        assert chip.period() == after
        assert chip.text() == f"日期：{name} ▾"


def test_two_periods_of_the_same_days_are_two_choices(qtbot):
    sunday = date(2025, 12, 28)
    week = periods.UsualPeriod("本周", lambda day: (day, sunday))
    chip = PeriodChip("due", "到期", [periods.TODAY, week], lambda: sunday)
    qtbot.addWidget(chip)
    chip.choose(["今天"])
    assert chip.text() == "到期：今天 ▾"
    assert chip.kept() == ["今天"]
    chip.choose(["本周"])
    assert chip.text() == "到期：本周 ▾"
    assert chip.period() == (sunday, sunday)
