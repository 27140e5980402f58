"""What clients are taught (教育): the office's list of topics, and who was shown which."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.topics import TopicDraft, problems, tidied
from app.domain.types import ClientId, CommunicationId, TopicId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Communication, Topic, TopicShown
from app.services.rows import refuse, row_as_loaded
from app.services.small_lists import (
    activate_entry,
    arrange_entries,
    next_place,
    refuse_taken,
    refuse_used,
)


def add_topic(desk: Desk, draft: TopicDraft) -> TopicId:
    """Add a topic at the end of the list and return its id.

    Raises:
        InvalidInputError: The draft breaks a rule, or the name is taken.
    """
    draft = tidied(draft)
    refuse(problems(draft))
    with desk.write(_("已添加教育内容：{name}").format(name=draft.name)) as session:
        refuse_taken(session, Topic.name, draft.name, None)
        place = next_place(session, Topic)
        topic = Topic(name=draft.name, details=draft.details, position=place)
        session.add(topic)
        session.flush()
        return TopicId(topic.id)


def change_topic(desk: Desk, topic_id: int, draft: TopicDraft, *, version: int) -> None:
    """Save a topic that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule, or the name is taken.
        ConflictError: It was changed or deleted since it was loaded.
    """
    draft = tidied(draft)
    refuse(problems(draft))
    with desk.write(_("已修改教育内容：{name}").format(name=draft.name)) as session:
        topic = row_as_loaded(session, Topic, topic_id, version)
        refuse_taken(session, Topic.name, draft.name, topic_id)
        topic.name, topic.details = draft.name, draft.details


def activate_topic(desk: Desk, topic_id: int, active: bool, version: int) -> None:  # noqa: FBT001 - as a list ticks
    """Offer a topic when a log entry is written, or no longer."""
    activate_entry(desk, Topic, topic_id, version, active=active)


def arrange_topics(desk: Desk, ids: Sequence[int]) -> None:
    """Put the topics into this order."""
    arrange_entries(desk, Topic, ids, _("已调整教育内容的顺序"))


def delete_topic(desk: Desk, topic_id: int, version: int) -> None:
    """Delete a topic that no client was ever shown.

    Raises:
        AppError: A client was shown it.
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        topic = row_as_loaded(session, Topic, topic_id, version)
        told = _("这项内容已教过 {n:,} 次，不能删除；去掉勾选就不再出现。")
        refuse_used(session, TopicShown.topic_id, topic_id, told)
        describe(session, _("已删除教育内容：{name}").format(name=topic.name))
        session.delete(topic)


def show_topic(
    desk: Desk, topic_id: TopicId, client_ids: Sequence[ClientId], shown_on: date
) -> None:
    """Note that clients were shown a topic, without a log entry of its own.

    Raises:
        InvalidInputError: The day is in the future; under ``shown_on``.
    """
    if shown_on > desk.today():
        raise InvalidInputError({"shown_on": _("日期不能晚于今天。")})
    with desk.write() as session:
        topic = session.get_one(Topic, topic_id)
        session.add_all(
            TopicShown(topic_id=topic_id, client_id=id_, shown_on=shown_on, staff_id=desk.staff_id)
            for id_ in dict.fromkeys(client_ids)
        )
        told = _("已记下：{n:,} 个客户学过“{topic}”")
        describe(session, told.format(n=len(set(client_ids)), topic=topic.name))


def write_topics(session: Session, entry: Communication, topic_ids: Iterable[TopicId]) -> None:
    """Make what a log entry taught the topics given; its day and client are the entry's."""
    own = TopicShown.communication_id == CommunicationId(entry.id)
    there = {shown.topic_id: shown for shown in session.scalars(select(TopicShown).where(own))}
    wanted = dict.fromkeys(topic_ids)
    for topic_id, shown in there.items():
        if topic_id not in wanted:
            session.delete(shown)
    for topic_id in wanted:
        shown = there.get(topic_id) or TopicShown(topic_id=topic_id, communication_id=entry.id)
        shown.client_id, shown.shown_on = entry.client_id, entry.held_on
        shown.staff_id = entry.staff_id
        session.add(shown)
    session.flush()
