from datetime import date

from app.language.days_off import last_announced_year
from app.models import Holiday
from app.queries.working_days import announced_days, working_days


def read(db):
    with db.read() as session:
        return working_days(session)


def test_the_states_days_off_are_the_seed(db):
    announced_days.cache_clear()
    calendar = read(db)
    assert calendar.is_off(date(2025, 10, 1))
    assert not calendar.is_off(date(2025, 10, 11))
    assert calendar.special[date(2025, 10, 1)].name == "国庆节"


def test_after_the_last_announced_year_only_weekends_are_off(db):
    new_year = date(last_announced_year() + 1, 1, 1)
    assert read(db).is_off(new_year) == (new_year.weekday() >= 5)


def test_the_offices_own_days_override_the_seed(desk, db):
    with desk.write() as session:
        session.add(Holiday(day=date(2025, 10, 1), works=True, name="国庆值班"))
        session.add(Holiday(day=date(2025, 12, 23), works=False, name="店庆"))
    calendar = read(db)
    assert not calendar.is_off(date(2025, 10, 1))
    assert calendar.is_off(date(2025, 12, 23))
    assert calendar.is_off(date(2025, 10, 2))
