from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.domain.calendar import CalendarKind, month_of
from app.domain.types import Channel, ReceptionState, TaskStatus
from app.models import Client, Reception, Task
from app.queries.calendar import CalendarFilter, calendar_days, calendar_items
from tests.conftest import NOW, TODAY
from tests.log import new_client, new_contact, new_entry, new_staff

DAY = timedelta(1)
WANTED = CalendarFilter(TODAY - 3 * DAY, TODAY + 3 * DAY)


def put(desk, *rows):
    with desk.write() as session:
        session.add_all(rows)


def days(db, wanted=WANTED, most=12):
    with db.read() as session:
        return calendar_days(session, wanted, most=most)


def test_an_empty_calendar_has_no_days(db):
    assert days(db) == {}


def test_tasks_visits_and_receptions_stand_on_their_days_by_the_clock(desk, db):
    me = new_staff(desk)
    client = new_client(desk)
    person = new_contact(desk, client, "张伟")
    put(
        desk,
        Task(client_id=client, title="随时", due_on=TODAY, contact_id=person, staff_id=me),
        Task(client_id=client, title="九点", due_on=TODAY, due_time=time(9)),
        Task(client_id=client, title="做了", due_on=TODAY + DAY, status=TaskStatus.DONE),
        Task(client_id=client, title="不做", due_on=TODAY, status=TaskStatus.DROPPED),
        Task(client_id=client, title="以后", due_on=TODAY + 4 * DAY),
        Reception(client_id=client, guest="董先生", arrives_on=TODAY, arrives_time=time(14)),
        Reception(
            client_id=client, guest="不来了", arrives_on=TODAY, state=ReceptionState.CANCELLED
        ),
    )
    new_entry(desk, client, "看会场", TODAY, channel=Channel.VISIT, held_time=time(2))
    new_entry(desk, client, "打电话", TODAY, channel=Channel.CALL)
    found = days(db)
    told = [(one.kind.label, one.title) for one in found[TODAY].items]
    assert told == [("拜访", "看会场"), ("待办", "九点"), ("接待", "董先生"), ("待办", "随时")]
    assert found[TODAY].count == 4
    last = found[TODAY].items[-1]
    assert (last.client_name, last.contact_name, last.staff_name) == ("华东机械", "张伟", "王芳")
    assert (last.movable, found[TODAY + DAY].items[0].movable) == (True, False)
    assert set(found) == {TODAY, TODAY + DAY}


def test_one_persons_and_only_some_kinds(desk, db):
    me = new_staff(desk)
    client = new_client(desk)
    put(
        desk,
        Task(client_id=client, title="我的", due_on=TODAY, staff_id=me),
        Task(client_id=client, title="别人的", due_on=TODAY),
    )
    (found,) = days(db, replace(WANTED, staff_id=me)).values()
    assert [one.title for one in found.items] == ["我的"]
    assert days(db, replace(WANTED, kinds=frozenset({CalendarKind.VISIT}))) == {}


def test_a_full_day_gives_its_first_and_its_count(desk, db):
    client = new_client(desk)
    put(desk, *(Task(client_id=client, title=str(n), due_on=TODAY) for n in range(5)))
    found = days(db, most=2)[TODAY]
    assert ([one.title for one in found.items], found.count) == (["0", "1"], 5)
    with db.read() as session:
        assert len(calendar_items(session, WANTED)) == 5


def test_what_is_of_deleted_clients_is_left_out(desk, db):
    client = new_client(desk)
    put(desk, Task(client_id=client, title="甲", due_on=TODAY))
    with desk.write() as session:
        session.get(Client, client).deleted_at = NOW
    assert days(db) == {}


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 2, 14), date(2026, 1, 26)), (date(2026, 6, 1), date(2026, 6, 1))],
)
def test_a_month_shows_six_whole_weeks(day, first):
    assert month_of(day) == (first, first + timedelta(41))


def test_what_is_still_to_be_done_comes_before_what_was(desk, db):
    client = new_client(desk)
    with desk.write() as session:
        session.add_all(
            Task(client_id=client, title=f"做完{n}", due_on=TODAY, status=TaskStatus.DONE)
            for n in range(9)
        )
        session.add(Task(client_id=client, title="没做", due_on=TODAY))
        session.add(Task(client_id=client, title="没做，有时间", due_on=TODAY, due_time=time(9)))
    with db.read() as session:
        day = calendar_days(session, CalendarFilter(TODAY, TODAY), most=3)[TODAY]
    assert day.count == 11
    assert [one.title for one in day.items] == ["没做，有时间", "没做", "做完0"]
