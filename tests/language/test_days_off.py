from datetime import date

from app.language.days_off import announced_days, last_announced_year


def test_days_off_and_worked_weekends_are_known_by_name():
    announced = announced_days()
    assert announced[date(2025, 10, 7)] == (False, "国庆节")
    assert announced[date(2025, 1, 26)] == (True, "春节")
    assert date(2025, 1, 12) not in announced


def test_every_announced_day_has_a_name_the_office_uses():
    assert all(name and not name.isascii() for _works, name in announced_days().values())


def test_only_weekends_are_worked_instead():
    worked = [day for day, (works, _name) in announced_days().items() if works]
    assert worked
    assert all(day.weekday() >= 5 for day in worked)


def test_the_last_announced_year_is_whole():
    last = last_announced_year()
    days = {day for day in announced_days() if day.year == last}
    assert date(last, 1, 1) in days
    assert date(last, 10, 1) in days
