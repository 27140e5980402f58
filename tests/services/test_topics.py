from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from app.domain.topics import TopicDraft
from app.domain.types import Purpose, TopicId
from app.errors import AppError, ConflictError, InvalidInputError
from app.models import Topic
from app.queries.communications import communication_draft
from app.queries.topics import clients_of_topic, topic_draft, topic_rows, topics_of_client
from app.services.communications import change_communication, delete_communications
from app.services.topics import (
    activate_topic,
    add_topic,
    arrange_topics,
    change_topic,
    delete_topic,
    show_topic,
)
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.log import new_client, new_entry, new_staff

YESTERDAY = TODAY - timedelta(1)


@filled_once
def topics(desk):
    with desk.write() as session:
        session.execute(delete(Topic))
    return [add_topic(desk, TopicDraft(name, f"{name}说明")) for name in ("怎样预订", "怎样付款")]


def rows(desk, manager_id=None):
    with desk.db.read() as session:
        return topic_rows(session, manager_id)


def names(desk):
    return [row.name for row in rows(desk)]


def test_a_new_office_begins_with_topics(desk):
    assert "怎样预订" in names(desk)


def test_the_office_edits_its_list(desk, topics):
    first, second = rows(desk)
    change_topic(desk, first.id, TopicDraft("怎样订房", "打电话"), version=first.version)
    arrange_topics(desk, [second.id, first.id])
    assert names(desk) == ["怎样付款", "怎样订房"]
    activate_topic(desk, second.id, active=False, version=rows(desk)[0].version)
    assert [row.active for row in rows(desk)] == [False, True]
    with desk.db.read() as session:
        assert topic_draft(session, first.id)[0] == TopicDraft("怎样订房", "打电话")
        assert topic_draft(session, TopicId(99)) is None


def test_what_is_wrong_is_refused(desk, topics):
    with pytest.raises(InvalidInputError):
        add_topic(desk, TopicDraft(""))
    with pytest.raises(InvalidInputError) as error:
        add_topic(desk, TopicDraft("怎样预订"))
    assert "已经有了" in error.value.fields["name"]
    with pytest.raises(ConflictError):
        change_topic(desk, topics[0], TopicDraft("别的"), version=99)


def test_only_what_nobody_was_shown_is_deleted(desk, topics):
    client_id = new_client(desk)
    show_topic(desk, topics[0], [client_id], TODAY)
    with pytest.raises(AppError, match="已教过 1 次"):
        delete_topic(desk, topics[0], rows(desk)[0].version)
    delete_topic(desk, topics[1], rows(desk)[1].version)
    assert names(desk) == ["怎样预订"]


def test_who_knows_a_topic_and_who_not_yet(desk, topics):
    manager = new_staff(desk)
    knows, other = new_client(desk, manager_id=manager), new_client(desk, "安徽茶业")
    show_topic(desk, topics[0], [knows, knows], YESTERDAY)
    show_topic(desk, topics[0], [knows], TODAY)
    first = rows(desk)[0]
    assert (first.shown, first.missing, first.used) == (1, 1, 2)
    mine = rows(desk, manager)[1]
    assert (mine.shown, mine.missing) == (0, 1)
    with desk.db.read() as session:
        assert clients_of_topic(session, topics[0], shown=True) == [knows]
        assert clients_of_topic(session, topics[0], shown=False) == [other]
        assert clients_of_topic(session, topics[0], shown=False, manager_id=manager) == []
        assert [t.shown_on for t in topics_of_client(session, knows)] == [TODAY, None]


def test_nobody_is_shown_anything_tomorrow(desk, topics):
    with pytest.raises(InvalidInputError):
        show_topic(desk, topics[0], [new_client(desk)], TODAY + timedelta(1))


def test_an_entry_teaches_and_its_change_and_deletion_are_followed(desk, topics):
    client_id = new_client(desk)
    entry_id = new_entry(
        desk,
        client_id,
        held_on=YESTERDAY,
        purpose=Purpose.EDUCATE,
        topic_ids=(topics[0], topics[1]),
    )
    assert [row.shown for row in rows(desk)] == [1, 1]
    with desk.db.read() as session:
        draft, version = communication_draft(session, entry_id)
        assert draft.topic_ids == tuple(topics)
        assert topics_of_client(session, client_id)[0].shown_on == YESTERDAY
    changed = replace(draft, topic_ids=(topics[1],), held_on=TODAY)
    change_communication(desk, entry_id, changed, version=version)
    assert [row.shown for row in rows(desk)] == [0, 1]
    with desk.db.read() as session:
        assert topics_of_client(session, client_id)[1].shown_on == TODAY
    delete_communications(desk, [entry_id])
    assert [row.shown for row in rows(desk)] == [0, 0]
