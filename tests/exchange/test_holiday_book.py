from datetime import date

import pytest

from app.domain.holidays import DayKind, HolidayDraft
from app.errors import FileRefusedError
from app.exchange.holiday_book import read_holidays
from tests.exchange.files import write_book

OFF, WORKED = DayKind.OFF, DayKind.WORKED


def read(tmp_path, *rows):
    return read_holidays(write_book(tmp_path / "节假日.xlsx", rows))


def test_the_plain_three_columns_below_a_title(tmp_path):
    found = read(
        tmp_path,
        ["2027 年放假安排"],
        ["日期", "名称", "休息/上班"],
        [date(2027, 1, 1), "元旦", "休息"],
        ["2027.2.14", "春节", "补班"],
        [],
        [46143, "劳动节", "放假"],
    )
    assert [one.draft for one in found] == [
        HolidayDraft(date(2027, 1, 1), OFF, "元旦"),
        HolidayDraft(date(2027, 2, 14), WORKED, "春节"),
        HolidayDraft(date(2026, 5, 1), OFF, "劳动节"),
    ]
    assert [one.row for one in found] == [3, 4, 6]


@pytest.mark.parametrize(
    ("title", "cell", "kind"),
    [
        ("是否上班", "是", WORKED),
        ("是否上班", "否", OFF),
        ("是否休息", "是", OFF),
        ("类型", "法定节假日", OFF),
    ],
)
def test_other_ways_to_say_it(tmp_path, title, cell, kind):
    (found,) = read(tmp_path, ["日期", title], ["2027-10-01", cell])
    assert found.draft == HolidayDraft(date(2027, 10, 1), kind)


def test_nonsense_comes_back_row_by_row_with_its_reason(tmp_path):
    found = read(
        tmp_path,
        ["日期", "名称", "休息/上班"],
        ["下雨天", "元旦", "休息"],
        ["2027-02-30", "春节", "休息"],
        [None, "没有日期", "休息"],
        ["2027-01-02", "元旦", "调休"],
        ["2027-01-03"],
        ["2027-01-01", "元旦", "休息"],
    )
    assert [one.draft is None for one in found] == [True] * 5 + [False]
    assert all(one.reason and one.written for one in found[:-1])
    assert found[2].reason == "没有日期。"
    assert found[3].reason == "“调休”看不出是休息还是上班，请写“休息”或“上班”。"
    assert found[4].reason == "没有写休息还是上班。"


def test_a_workbook_without_the_columns_is_refused_with_what_it_needs(tmp_path):
    with pytest.raises(FileRefusedError) as refused:
        read(tmp_path, ["客户", "金额"], ["华东", 3])
    assert "日期、名称、休息/上班" in str(refused.value)
