"""设置 · 节假日: by hand and from a workbook."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QTableWidget

from app.domain.holidays import HolidayDraft
from app.queries.working_days import holidays_of
from app.services.holidays import save_holiday
from app.ui.settings.holidays import HolidaySettings
from tests.exchange.files import write_book

SPRING = date(2025, 1, 28)


@pytest.fixture
def page(qtbot, context):
    made = HolidaySettings(context)
    qtbot.addWidget(made)
    made.show()
    return made


def show_year(page, year):
    page.year.setCurrentIndex(page.year.findData(year))


def rows(context, year):
    with context.db.read() as session:
        return {row.day: row for row in holidays_of(session, year)}


def shown(page):
    return page.findChild(QLabel, "count").text()


def test_announced_days_are_listed_and_can_be_overridden_but_not_deleted(page, context):
    assert shown(page) == f"共 {len(rows(context, 2025))} 天"
    page.table.go_to(SPRING.toordinal())
    delete = page.findChild(QPushButton, "deleteHoliday")
    assert not delete.isEnabled()
    page.findChild(QPushButton, "editHoliday").click()
    dialog = page.window().findChild(object, "holidayDialog")
    dialog.form.editor("kind").setCurrentIndex(1)
    dialog.findChild(QPushButton, "save").click()
    assert rows(context, 2025)[SPRING].own
    assert delete.isEnabled()
    delete.click()
    assert not rows(context, 2025)[SPRING].own


def test_a_wrong_day_stays_in_its_field_with_a_sentence(page, context):
    page.findChild(QPushButton, "addHoliday").click()
    dialog = page.window().findChild(object, "holidayDialog")
    dialog.form.editor("day").setText("2027-01-04")
    dialog.form.editor("kind").setCurrentIndex(1)
    dialog.findChild(QPushButton, "save").click()
    told = [one.text() for one in dialog.findChildren(QLabel, "error") if one.isVisible()]
    assert told == ["2027-01-04 是周一，本来就上班，不用登记。"]
    assert rows(context, 2027) == {}


def test_a_year_that_is_not_announced_says_so(page, context):
    show_year(page, 2027)
    assert "没有 2027 年的放假安排" in page.findChild(QLabel, "unannounced").text()
    save_holiday(context.desk, HolidayDraft(date(2027, 1, 1), name="元旦"))
    assert shown(page) == "共 1 天"
    show_year(page, 2025)
    assert page.findChild(QLabel, "unannounced").text() == ""


def test_a_workbook_is_shown_first_and_only_its_good_rows_are_taken(qtbot, page, context, tmp_path):
    path = write_book(
        tmp_path / "2027.xlsx",
        [
            ["日期", "名称", "休息/上班"],
            ["2031-01-01", "元旦", "休息"],
            ["下雨天", "元旦", "休息"],
        ],
    )
    page.read_book(path)
    qtbot.waitUntil(lambda: page.window().findChild(object, "holidayImport") is not None)
    dialog = page.window().findChild(object, "holidayImport")
    assert "新增 1" in dialog.findChild(QLabel, "planned").text()
    table = dialog.findChild(QTableWidget, "holidayPlan")
    assert (table.item(0, 1).text(), table.item(1, 1).text()) == ("退回", "新增")
    assert "下雨天" in table.item(0, 6).text()
    assert rows(context, 2031) == {}
    dialog.findChild(QPushButton, "takeIn").click()
    assert list(rows(context, 2031)) == [date(2031, 1, 1)]
    assert page.chosen_year() == 2031, "one sees what was taken in"
    assert shown(page) == "共 1 天"
    page.show_year(2030)
    assert [page.year.itemData(n) for n in range(5, page.year.count())] == [2030, 2031]


def test_nonsense_is_refused_with_a_sentence(qtbot, page, tmp_path):
    page.read_book(write_book(tmp_path / "x.xlsx", [["客户", "金额"], ["华东", 3]]))
    qtbot.waitUntil(lambda: page.window().findChild(QMessageBox, "message") is not None)
    assert "没有节假日的表头" in page.window().findChild(QMessageBox, "message").text()
