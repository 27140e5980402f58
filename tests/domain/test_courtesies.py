from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.domain.birthdays import Birthday
from app.domain.courtesies import (
    CourtesyDraft,
    FestivalDraft,
    ImportantDateDraft,
    Receiver,
    date_problems,
    festival_problems,
    problems,
    tidied,
    tidied_date,
)
from app.domain.types import DateKind

TODAY = date(2025, 12, 20)
GOOD = CourtesyDraft(
    receivers=(Receiver(1),), title="签约", given="鲜花", given_on=TODAY, cost=Decimal("88")
)


def changed(**more):
    return CourtesyDraft(**{name: getattr(GOOD, name) for name in CourtesyDraft.__slots__} | more)


def test_a_good_courtesy_has_no_problems():
    assert problems(GOOD, today=TODAY) == {}
    assert problems(changed(cost=None), today=TODAY) == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"receivers": ()}, "receivers"),
        ({"title": ""}, "title"),
        ({"title": "贺" * 101}, "title"),
        ({"given": ""}, "given"),
        ({"given": "花" * 301}, "given"),
        ({"notes": "花" * 2001}, "notes"),
        ({"given_on": None}, "given_on"),
        ({"given_on": TODAY + timedelta(1)}, "given_on"),
        ({"given_on": date(1979, 12, 31)}, "given_on"),
        ({"cost": Decimal("-0.01")}, "cost"),
        ({"cost": Decimal("1e12")}, "cost"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(wrong, field):
    assert set(problems(changed(**wrong), today=TODAY)) == {field}


def test_receivers_with_their_own_occasions_need_no_common_one():
    own = changed(title="", receivers=(Receiver(1, title="陈建国生日"), Receiver(2, title="春节")))
    assert problems(own, today=TODAY) == {}


def test_texts_are_tidied():
    draft = tidied(changed(title=" 签\n约 ", given="鲜花\x07", notes=" 很\n高兴 "))
    assert (draft.title, draft.given, draft.notes) == ("签 约", "鲜花", "很\n高兴")


def test_a_date_without_a_title_is_called_by_its_kind():
    day = Birthday(None, 6, 1)
    assert tidied_date(ImportantDateDraft(title=" ", day=day)).title == "成立日"
    assert tidied_date(ImportantDateDraft(title=" 十周年 ", day=day)).title == "十周年"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": None}, "day"),
        ({"kind": DateKind.PERSONAL}, "contact_id"),
        ({"title": "年" * 61}, "title"),
        ({"notes": "年" * 301}, "notes"),
    ],
)
def test_a_wrong_date_is_told_at_its_field(wrong, field):
    draft = ImportantDateDraft(**{"day": Birthday(None, 6, 1)} | wrong)
    assert set(date_problems(draft)) == {field}


def test_a_festival_has_a_day_and_no_leap_month():
    assert festival_problems(FestivalDraft("春节", Birthday(None, 1, 1, lunar=True))) == {}
    assert set(festival_problems(FestivalDraft("春节"))) == {"day"}
    leap = Birthday(None, 5, 5, lunar=True, leap=True)
    assert "闰月" in festival_problems(FestivalDraft("端午", leap))["day"]
