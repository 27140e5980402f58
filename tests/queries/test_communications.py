from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.types import Channel, Direction, Purpose, Reaction, Tone
from app.models import Client
from app.queries.communications import (
    CommunicationColumn,
    CommunicationFilter,
    communication_count,
    communication_ids,
    communication_rows,
    latest_communications,
)
from app.services.communications import delete_communications
from app.services.tasks import finish_task, postpone_task
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact, new_entry, new_staff

YESTERDAY = TODAY - timedelta(1)


def ids(db, *, by=CommunicationColumn.HELD, descending=True, **wanted):
    with db.read() as session:
        filter_ = CommunicationFilter(**wanted)
        return communication_ids(session, filter_, by=by, descending=descending)


@filled_once
def log(desk):
    """Return three entries: of two clients, the second of them yesterday with a next step."""
    east, south = new_client(desk, "华东机械"), new_client(desk, "江南轴承")
    staff = new_staff(desk, "王芳")
    contact = new_contact(desk, south, "仇丽")
    first = new_entry(
        desk,
        east,
        "询问 Wi-Fi 100% 覆盖_情况",
        TODAY,
        channel=Channel.VISIT,
        purpose=Purpose.HELP,
        reaction=Reaction.PLEASED,
        held_time=time(2, 0),
    )
    second = new_entry(
        desk,
        south,
        "赞扬前台",
        YESTERDAY,
        channel=Channel.LETTER_IN,
        direction=Direction.IN,
        contact_ids=(contact,),
        tone=Tone.EMOTIONAL,
        staff_id=staff,
        next_step="回访",
        next_on=TODAY,
    )
    third = new_entry(desk, east, "投诉早餐", TODAY, contact_name="前台小陈")
    return first, second, third


def test_newest_first_entries_without_an_hour_after_those_with(db, log):
    first, second, third = log
    assert ids(db) == [first, third, second]
    assert ids(db, descending=False) == [second, third, first]


@pytest.mark.parametrize(
    ("by", "downwards", "upwards"),
    [
        ("CLIENT", [1, 0, 2], [0, 2, 1]),
        ("CHANNEL", [1, 2, 0], [0, 2, 1]),
        ("DIRECTION", [1, 0, 2], [0, 2, 1]),
        ("PURPOSE", [0, 2, 1], [0, 2, 1]),
        ("TONE", [1, 0, 2], [0, 2, 1]),
        ("REACTION", [0, 2, 1], [0, 2, 1]),
        ("NEXT", [1, 0, 2], [1, 0, 2]),
        ("STAFF", [1, 0, 2], [1, 0, 2]),
    ],
)
def test_by_any_column_empty_cells_last_and_the_newest_first_among_equals(
    db, log, by, downwards, upwards
):
    column = CommunicationColumn[by]
    assert ids(db, by=column) == [log[n] for n in downwards]
    assert ids(db, by=column, descending=False) == [log[n] for n in upwards]


def test_the_next_day_sorted_by_is_the_one_shown(desk, db, log):
    """A step put off counts by its new day, a closed one by the day it was promised for."""
    sooner = new_entry(desk, 1, "再来", next_step="寄合同", next_on=TODAY + timedelta(1))
    by = {"by": CommunicationColumn.NEXT, "descending": False}
    assert ids(db, **by)[:2] == [log[1], sooner]
    with db.read() as session:
        task = communication_rows(session, [log[1]])[0].task
    postpone_task(desk, task.id, TODAY + timedelta(9))
    assert ids(db, **by)[:2] == [sooner, log[1]]
    finish_task(desk, task.id, "")
    assert ids(db, **by)[:2] == [log[1], sooner]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("前台", [2, 1]),
        ("wi-fi", [0]),
        ("100%", [0]),
        ("%", [0]),
        ("_", [0]),
        ("回访", [1]),
        ("小陈", [2]),
        ("仇丽", [1]),
        ("qiuli", [1]),
        ("hdjx", [0, 2]),
        ("江南 前台", [1]),
        ("江南 早餐", []),
        ("'", []),
        ("（含早）", []),
        ("ＨＤＪＸ", [0, 2]),
    ],
)
def test_words_are_looked_for_in_texts_names_and_pinyin(db, log, text, found):
    assert ids(db, text=text) == [log[n] for n in found]


def test_texts_are_compared_as_typed(desk, db, log):
    entry = new_entry(desk, 1, "报价（含早）480 元")
    assert ids(db, text="（含早）") == [entry]


def test_how_many_there_are_the_deleted_included(desk, db, log):
    delete_communications(desk, [log[0]])
    with db.read() as session:
        assert communication_count(session) == 3


def test_every_filter_narrows_the_log(db, log):
    first, second, third = log
    assert ids(db, client_id=1) == [first, third]
    assert ids(db, client_id=1, channels=frozenset({Channel.VISIT})) == [first]
    assert ids(db, contact_id=1) == [second]
    assert ids(db, staff_ids=frozenset({1})) == [second]
    assert ids(db, channels=frozenset({Channel.CALL, Channel.VISIT})) == [first, third]
    assert ids(db, purposes=frozenset({Purpose.HELP})) == [first]
    assert ids(db, tones=frozenset({Tone.EMOTIONAL})) == [second]
    assert ids(db, reactions=frozenset({Reaction.PLEASED})) == [first]
    assert ids(db, held_from=TODAY) == [first, third]
    assert ids(db, held_to=YESTERDAY) == [second]
    assert ids(db, ids=frozenset({second, third})) == [third, second]
    assert ids(db, open_step=True) == [second]


def test_a_finished_step_is_no_longer_open(desk, db, log):
    finish_task(desk, 1)
    assert ids(db, open_step=True) == []


def test_deleted_entries_stand_apart_and_those_of_deleted_clients_nowhere(desk, db, log):
    first, second, third = log
    delete_communications(desk, [third])
    assert ids(db) == [first, second]
    assert ids(db, deleted=True) == [third]
    with desk.write() as session:
        session.get(Client, 2).deleted_at = NOW
    assert ids(db) == [first]
    assert ids(db, by=CommunicationColumn.CLIENT) == [first]
    assert ids(db, text="前台") == []


def test_rows_come_in_the_order_asked_for_without_those_gone(db, log):
    first, second, _third = log
    with db.read() as session:
        rows = communication_rows(session, [second, 99, first])
    assert [row.id for row in rows] == [second, first]
    assert (rows[0].client_name, rows[0].people, rows[0].staff_name) == (
        "江南轴承",
        ("仇丽",),
        "王芳",
    )
    assert (rows[0].task.due_on, rows[1].task, rows[1].people) == (TODAY, None, ())


def test_the_latest_of_a_client(db, log):
    with db.read() as session:
        assert [row.id for row in latest_communications(session, 1)][:1] == [log[0]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    days=st.lists(st.dates(date(2025, 12, 1), TODAY), max_size=5),
    by=st.sampled_from(CommunicationColumn),
    descending=st.booleans(),
)
def test_every_order_shows_every_entry_once(desk, db, days, by, descending):
    with desk.write() as session:
        session.query(Client).delete()
    client = new_client(desk, "甲")
    made = {new_entry(desk, client, held_on=day) for day in days}
    found = ids(db, by=by, descending=descending)
    assert len(found) == len(made)
    assert set(found) == made
