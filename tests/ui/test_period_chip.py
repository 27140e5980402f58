"""The chip for days: any days from one to another."""

from datetime import date

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from app.ui.period_chip import PeriodChip, PeriodDialog

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
USUAL = [(YEAR, "本年"), ((date(2024, 1, 1), date(2024, 12, 31)), "去年")]


@pytest.fixture
def chip(qtbot):
    made = PeriodChip("period", "到店", USUAL)
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
    chip.choose([YEAR])
    dialog = asked(chip)
    assert dialog.form.editor("first_on").text() == "2025-01-01"
    fill(dialog, first, last)
    assert dialog.isVisible()
    assert told in [label.text() for label in dialog.form.findChildren(QLabel, "error")]
    dialog.reject()
    assert chip.period() == YEAR


def test_own_days_are_forgotten_once_something_else_is_chosen(chip):
    chip.choose_days(date(2025, 3, 5), None)
    chip.choose([YEAR])
    assert offered(chip) == ["本年", "去年"]
    chip.choose_days(date(2025, 3, 5), None)
    chip.clear()
    assert offered(chip) == ["本年", "去年"]
    assert chip.text() == "到店 ▾"
