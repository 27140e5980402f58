from datetime import date, timedelta

from app.paper.calendar_sheet import SheetDay, calendar_sheet
from app.paper.output import page_picture, write_pdf
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT, POLICY

MONDAY = date(2025, 12, 1)


def week(first, **days):
    """Seven days from a Monday; ``days`` are the entries of some, by ``d0`` … ``d6``."""
    return [
        SheetDay(
            first + timedelta(n),
            str((first + timedelta(n)).day),
            days.get(f"d{n}", ()),
            len(days.get(f"d{n}", ())),
            off=n > 4,
        )
        for n in range(7)
    ]


def test_a_quiet_month_fills_one_page_and_names_every_day(pdf):
    weeks = [week(MONDAY + timedelta(7 * n)) for n in range(5)]
    weeks[0] = week(MONDAY, d2=["14:30 远航 谈续签", *(f"云帆 回访{n}" for n in range(14))])
    sheet = calendar_sheet("工作日历 2025年12月", weeks, policy=POLICY, imprint=IMPRINT)
    write_pdf(pdf, sheet)
    (page,) = page_texts(pdf)
    for text in ("工作日历2025年12月", "14:30远航谈续签", "云帆回访13", "31"):
        assert text in page


def test_a_full_week_goes_on_on_the_next_page_under_the_names_of_the_days(pdf):
    many = [f"09:00 客户{n} 事情{n}" for n in range(25)]
    weeks = [week(MONDAY, d0=many), week(MONDAY + timedelta(7), d1=many)]
    write_pdf(pdf, calendar_sheet("十二月", weeks, policy=POLICY, imprint=IMPRINT))
    first, second = page_texts(pdf)
    assert "事情24" in first
    assert "事情24" in second
    assert "四" in second


def test_what_finds_no_room_in_a_day_is_counted(pdf):
    crowd = SheetDay(MONDAY, "1", [f"事情{n:02}" for n in range(60)], 500)
    weeks = [[crowd, *week(MONDAY)[1:]]]
    write_pdf(pdf, calendar_sheet("一周", weeks, policy=POLICY, imprint=IMPRINT))
    texts = "".join(page_texts(pdf))
    shown = texts.count("事情")
    assert 20 < shown < 60
    assert f"还有{500 - shown}项" in texts


def test_a_day_off_is_grey_and_named():
    days = week(MONDAY)
    days[0] = SheetDay(MONDAY, "1", name="元旦", off=True)
    sheet = calendar_sheet("一周", [days], policy=POLICY, imprint=IMPRINT)
    picture = page_picture(sheet, 0, 60)
    y = picture.height() * 3 // 4
    off, worked = (picture.pixelColor(picture.width() * n // 15, y) for n in (2, 4))
    assert off.lightness() < worked.lightness()
