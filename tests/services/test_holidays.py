from datetime import date

import pytest
from sqlalchemy import select

from app.domain.holidays import DayKind, HolidayDraft, HolidayLine
from app.errors import ConflictError, InvalidInputError
from app.models import Action, Holiday
from app.queries.working_days import holidays_of, own_years, working_days
from app.services.holidays import (
    Verdict,
    delete_holiday,
    plan_holidays,
    save_holiday,
    take_in_holidays,
)
from app.services.undo import undo_action

NEW_YEAR = date(2027, 1, 1)
NATIONAL_DAY = date(2025, 10, 1)
OFF, WORKED = DayKind.OFF, DayKind.WORKED


def stored(db):
    with db.read() as session:
        found = session.scalars(select(Holiday).order_by(Holiday.day))
        return [(row.day, row.works, row.name) for row in found]


def is_off(db, day):
    with db.read() as session:
        return working_days(session).is_off(day)


def last_action(db):
    with db.read() as session:
        return session.scalars(select(Action).order_by(Action.id.desc())).first()


def refused(desk, draft, **more):
    with pytest.raises(InvalidInputError) as error:
        save_holiday(desk, draft, **more)
    return error.value.fields


def line(row, day, kind=OFF, name="", reason=""):
    draft = None if day is None else HolidayDraft(day, kind, name)
    return HolidayLine(row, f"{day}", draft, reason)


def test_a_day_is_entered_changed_and_deleted_and_each_can_be_taken_back(desk, db):
    save_holiday(desk, HolidayDraft(NEW_YEAR, OFF, " 元旦 "))
    assert stored(db) == [(NEW_YEAR, False, "元旦")]
    assert last_action(db).summary == "已登记节假日：2027-01-01 休息（元旦）"
    save_holiday(desk, HolidayDraft(date(2027, 1, 3), WORKED), was=NEW_YEAR)
    assert stored(db) == [(date(2027, 1, 3), True, "")]
    undo_action(desk, last_action(db).id)
    assert stored(db) == [(NEW_YEAR, False, "元旦")]
    delete_holiday(desk, NEW_YEAR)
    assert stored(db) == []
    undo_action(desk, last_action(db).id)
    assert is_off(db, NEW_YEAR)


def test_an_announced_day_gives_way_and_holds_again_after_a_deletion(desk, db):
    save_holiday(desk, HolidayDraft(NATIONAL_DAY, WORKED, "国庆值班"), was=NATIONAL_DAY)
    assert not is_off(db, NATIONAL_DAY)
    delete_holiday(desk, NATIONAL_DAY)
    assert is_off(db, NATIONAL_DAY)
    with pytest.raises(ConflictError):
        delete_holiday(desk, NATIONAL_DAY)


def test_what_is_wrong_is_told_under_its_field(desk, db):
    assert "请填写日期" in refused(desk, HolidayDraft())["day"]
    assert "年份 1899" in refused(desk, HolidayDraft(date(1899, 1, 1)))["day"]
    assert "太长" in refused(desk, HolidayDraft(NEW_YEAR, OFF, "长" * 41))["name"]
    monday = refused(desk, HolidayDraft(date(2027, 1, 4), WORKED))
    assert monday == {"kind": "2027-01-04 是周一，本来就上班，不用登记。"}
    assert stored(db) == []


def test_a_day_is_entered_once(desk):
    save_holiday(desk, HolidayDraft(NEW_YEAR))
    save_holiday(desk, HolidayDraft(date(2027, 1, 2)))
    again = {"day": "2027-01-01 已经登记为休息，请直接修改那一条。"}
    assert refused(desk, HolidayDraft(NEW_YEAR)) == again
    assert refused(desk, HolidayDraft(NEW_YEAR), was=date(2027, 1, 2)) == again
    moved = refused(desk, HolidayDraft(date(2025, 10, 12)), was=NATIONAL_DAY)
    assert "不能换日期" in moved["day"]


def test_a_day_that_was_deleted_meanwhile_is_told(desk):
    with pytest.raises(ConflictError):
        save_holiday(desk, HolidayDraft(date(2027, 5, 1)), was=date(2027, 5, 1))


def test_the_list_of_a_year_shows_announced_and_own_days(desk, db):
    save_holiday(desk, HolidayDraft(date(2025, 12, 24), OFF, "店庆"))
    save_holiday(desk, HolidayDraft(NEW_YEAR))
    with db.read() as session:
        rows = {row.day: row for row in holidays_of(session, 2025)}
        assert own_years(session) == [2025, 2027]
        assert [row.day for row in holidays_of(session, 2027)] == [NEW_YEAR]
    assert (rows[NATIONAL_DAY].own, rows[NATIONAL_DAY].kind) == (False, OFF)
    assert rows[date(2025, 10, 11)].kind is WORKED
    assert (rows[date(2025, 12, 24)].own, rows[date(2025, 12, 24)].name) == (True, "店庆")


def test_a_file_is_taken_in_whole_but_for_its_rejected_rows_and_taken_back_in_one(desk, db):
    save_holiday(desk, HolidayDraft(date(2027, 2, 6), OFF, "春节"))
    lines = [
        line(2, NEW_YEAR, OFF, "元旦"),
        line(3, date(2027, 2, 6), WORKED, "春节"),
        line(4, NATIONAL_DAY),
        line(5, date(2027, 1, 4), WORKED),
        line(6, None, reason="没有日期。"),
        line(7, NEW_YEAR),
    ]
    planned = plan_holidays(desk, lines)
    assert stored(db) == [(date(2027, 2, 6), False, "春节")]
    assert take_in_holidays(desk, lines) == planned
    verdicts = [Verdict.ADDED, Verdict.UPDATED, Verdict.UNCHANGED, *[Verdict.REJECTED] * 3]
    assert [one.verdict for one in planned] == verdicts
    assert "本来就上班" in planned[3].line.reason
    assert planned[5].line.reason == "与第 2 行是同一天。"
    assert stored(db) == [(NEW_YEAR, False, "元旦"), (date(2027, 2, 6), True, "春节")]
    action = last_action(db)
    assert action.summary == "已导入节假日：新增 1，更新 1，不变 1，退回 3"
    undo_action(desk, action.id)
    assert stored(db) == [(date(2027, 2, 6), False, "春节")]
