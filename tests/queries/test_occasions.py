from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from app.domain.birthdays import Birthday
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.types import Occasion
from app.models import Client, Festival, ServiceStandard
from app.queries.occasions import (
    OccasionColumn,
    OccasionFilter,
    occasion_keys,
    occasion_lines,
    occasion_receiver,
)
from app.queries.today import TodayScope
from app.services.contacts import mark_contact_left
from app.services.courtesies import note_courtesies
from app.services.today import drop_occasion
from tests.clients import new_client, new_contact
from tests.conftest import NOW, TODAY
from tests.courtesies import new_date
from tests.filled import filled_once

SCOPE = TodayScope(NOW)
TWO_MONTHS = OccasionFilter(TODAY + timedelta(60))


@filled_once
def office(desk):
    """Two clients with a birthday and a founding day; only the first is greeted at festivals."""
    first, second = new_client(desk, "江南轴承"), new_client(desk, "华东机械")
    with desk.write() as session:
        session.execute(update(ServiceStandard).values(courtesies=""))
        session.execute(
            update(ServiceStandard).where(ServiceStandard.code == "A").values(courtesies="致意")
        )
        session.execute(update(Client).where(Client.id == first).values(grade="A"))
    new_contact(desk, first, "陈建国", birthday=Birthday(None, 12, 25))
    new_date(desk, second, Birthday(2015, 12, 1), title="成立十周年")
    return first, second


def found(desk, wanted=TWO_MONTHS, **more):
    with desk.db.read() as session:
        keys = occasion_keys(session, SCOPE, wanted, **more)
        lines = occasion_lines(session, SCOPE, keys)
    return [lines[key] for key in keys]


def told(lines):
    return [(line.what, line.client_name, line.on) for line in lines]


BIRTHDAY = ("陈建国 生日", "江南轴承", date(2025, 12, 25))
FOUNDED = ("成立十周年", "华东机械", date(2025, 12, 1))
NEW_YEAR = ("元旦问候", "江南轴承", date(2026, 1, 1))
SPRING = ("春节问候", "江南轴承", date(2026, 2, 17))


def test_it_lists_birthdays_dates_and_festivals_in_their_order(desk, office):
    assert told(found(desk)) == [BIRTHDAY, NEW_YEAR, SPRING, FOUNDED]


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"last": TODAY + timedelta(14)}, [BIRTHDAY, NEW_YEAR, FOUNDED]),
        ({"first": TODAY}, [BIRTHDAY, NEW_YEAR, SPRING]),
        ({"first": date(2026, 1, 1), "last": date(2026, 1, 31)}, [NEW_YEAR]),
        ({"occasions": frozenset({Occasion.FESTIVAL})}, [NEW_YEAR, SPRING]),
        ({"occasions": frozenset({Occasion.BIRTHDAY})}, [BIRTHDAY]),
        ({"text": "hdjx"}, [FOUNDED]),
    ],
)
def test_every_filter_narrows(desk, office, more, left):
    assert told(found(desk, replace(TWO_MONTHS, **more))) == left


def test_what_was_missed_follows_what_is_to_come_the_latest_first(desk, office):
    earlier = ("搬迁纪念日", "江南轴承", date(2025, 11, 28))
    new_date(desk, office[0], Birthday(None, 11, 28), title="搬迁纪念日")
    assert told(found(desk)) == [BIRTHDAY, NEW_YEAR, SPRING, FOUNDED, earlier]
    assert told(found(desk, descending=True))[-2:] == [FOUNDED, earlier]


def test_one_client_alone_can_be_asked_for(desk, office):
    assert told(found(desk, replace(TWO_MONTHS, client_id=office[1]))) == [FOUNDED]


@pytest.mark.parametrize(
    ("by", "order"),
    [
        (OccasionColumn.CLIENT, [FOUNDED, BIRTHDAY, NEW_YEAR, SPRING]),
        (OccasionColumn.OCCASION, [BIRTHDAY, FOUNDED, NEW_YEAR, SPRING]),
    ],
)
def test_it_can_be_sorted_otherwise(desk, office, by, order):
    assert told(found(desk, by=by)) == order
    assert told(found(desk, descending=True)) == [SPRING, NEW_YEAR, BIRTHDAY, FOUNDED]


def test_what_was_done_or_answered_is_gone(desk, office):
    lines = found(desk)
    receiver = occasion_receiver(lines[0])
    assert receiver == Receiver(
        office[0], 1, Occasion.BIRTHDAY, 1, date(2025, 12, 25), "陈建国 生日"
    )
    note_courtesies(desk, CourtesyDraft((receiver,), given="蛋糕", given_on=TODAY))
    drop_occasion(desk, lines[1].occasion, "已放假")
    assert told(found(desk)) == [SPRING, FOUNDED]


def test_who_has_left_and_what_is_switched_off_is_not_listed(desk, office):
    mark_contact_left(desk, 1, "", version=2)
    with desk.write() as session:
        session.execute(update(Festival).values(active=False))
    assert told(found(desk)) == [FOUNDED]


def test_a_lunar_day_is_named_with_when_it_is_kept_in_years_without_it(desk, office):
    new_date(desk, office[1], Birthday(None, 11, 30, lunar=True), title="乔迁", notes="送花篮")
    (line,) = (one for one in found(desk) if one.what == "乔迁")
    assert line.why == "农历冬月三十（这个月只有廿九天的年份在廿九）　送花篮"
    assert line.on == date(2026, 1, 18)
