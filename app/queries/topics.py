"""Reads about what clients were taught (教育): which client was shown which topic, and who not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.domain.topics import TopicDraft
from app.domain.types import ClientId, ClientStatus, StaffId, TopicId
from app.models import Client, Communication, Topic, TopicShown


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic. ``shown`` counts the clients that know it, ``missing`` those that do not yet.

    Both count active clients alone, of the manager asked for; ``used`` counts every time it was
    shown, to whomever.
    """

    id: TopicId
    name: str
    details: str
    active: bool
    version: int
    shown: int
    missing: int
    used: int


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic as one client knows it; ``shown_on`` is the last time, None for never."""

    id: TopicId
    name: str
    details: str
    shown_on: date | None


def topic_rows(session: Session, manager_id: StaffId | None = None) -> list[TopicRow]:
    """Return every topic in the office's order; ``manager_id`` None counts all clients."""
    clients = session.scalar(select(func.count()).where(*_active(manager_id))) or 0
    known = (
        select(TopicShown.topic_id, func.count(TopicShown.client_id.distinct()))
        .join(Client, Client.id == TopicShown.client_id)
        .where(_counts(), *_active(manager_id))
        .group_by(TopicShown.topic_id)
    )
    shown = dict(session.execute(known).all())
    times = select(TopicShown.topic_id, func.count()).group_by(TopicShown.topic_id)
    used = dict(session.execute(times).all())
    return [
        TopicRow(
            id=TopicId(topic.id),
            name=topic.name,
            details=topic.details,
            active=topic.active,
            version=topic.version,
            shown=shown.get(topic.id, 0),
            missing=clients - shown.get(topic.id, 0),
            used=used.get(topic.id, 0),
        )
        for topic in session.scalars(select(Topic).order_by(Topic.position, Topic.id))
    ]


def clients_of_topic(
    session: Session, topic_id: TopicId, *, shown: bool, manager_id: StaffId | None = None
) -> list[ClientId]:
    """Return the active clients that were shown a topic, or were not, in order of their names."""
    taught = select(TopicShown.client_id).where(TopicShown.topic_id == topic_id, _counts())
    there = Client.id.in_(taught) if shown else Client.id.not_in(taught)
    query = (
        select(Client.id).where(there, *_active(manager_id)).order_by(Client.name_key, Client.id)
    )
    return [ClientId(id_) for id_ in session.scalars(query)]


def topics_of_client(session: Session, client_id: ClientId) -> list[ShownTopic]:
    """Return the topics in use and those the client was shown, with the last day."""
    last = (
        select(TopicShown.topic_id, func.max(TopicShown.shown_on).label("shown_on"))
        .where(TopicShown.client_id == client_id, _counts())
        .group_by(TopicShown.topic_id)
        .subquery()
    )
    query = (
        select(Topic.id, Topic.name, Topic.details, last.c.shown_on)
        .outerjoin(last, last.c.topic_id == Topic.id)
        .where(Topic.active | last.c.shown_on.is_not(None))
        .order_by(Topic.position, Topic.id)
    )
    return [ShownTopic(*row) for row in session.execute(query)]


def topic_draft(session: Session, topic_id: TopicId) -> tuple[TopicDraft, int] | None:
    """Return a topic as a form edits it, with its version; None when it is gone."""
    topic = session.get(Topic, topic_id)
    return None if topic is None else (TopicDraft(topic.name, topic.details), topic.version)


def _counts() -> ColumnElement[bool]:
    """Leave out what a log entry taught that was deleted since."""
    gone = select(Communication.id).where(Communication.deleted_at.is_not(None))
    entry = TopicShown.communication_id
    return or_(entry.is_(None), entry.not_in(gone))


def _active(manager_id: StaffId | None) -> Sequence[ColumnElement[bool]]:
    active = (Client.deleted_at.is_(None), Client.status == ClientStatus.ACTIVE)
    return active if manager_id is None else (*active, Client.manager_id == manager_id)
