"""Everything a person can do to a log entry, and what follows for its task and the client."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.communications import (
    RECEIVED_ONLY,
    CommunicationDraft,
    next_title,
    problems,
    tidied,
)
from app.domain.types import Channel, ClientId, CommunicationId, ContactId, TaskKind, TaskStatus
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Client, Communication, CommunicationContact, Contact, Task
from app.services.facts import refresh_contacts
from app.services.rows import client_named, row_as_loaded
from app.services.today import close_touched
from app.services.topics import write_topics

CHUNK = 500
"""SQLite takes a limited number of values in one IN (...)."""


def add_communication(desk: Desk, draft: CommunicationDraft) -> CommunicationId:
    """Write a log entry and return its id; its next step becomes a task.

    It answers what 今日 asked for: open tasks of the rules 该联系了 and 该拜访了 are closed.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or a contact is gone.
    """
    draft = _checked(desk, draft)
    with desk.write() as session:
        client = _client(session, draft)
        entry = Communication()
        _write(entry, draft)
        session.add(entry)
        session.flush()
        _write_contacts(session, entry, draft.contact_ids)
        write_topics(session, entry, draft.topic_ids)
        _follow_next_step(desk, session, entry, None, draft)
        if draft.channel not in RECEIVED_ONLY:
            close_touched(
                desk, session, [ClientId(client.id)], visit=draft.channel is Channel.VISIT
            )
        refresh_contacts(session, [client.id])
        describe(session, _("已记一笔：{client}").format(client=client.name))
        return CommunicationId(entry.id)


def change_communication(
    desk: Desk, communication_id: CommunicationId, draft: CommunicationDraft, *, version: int
) -> None:
    """Save an entry that was loaded at ``version``; its open task follows the next step.

    A finished task stays as it is. A postponed one keeps its day unless the next step's changed.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or a contact is gone.
        ConflictError: The entry was changed or deleted since it was loaded.
    """
    draft = _checked(desk, draft)
    with desk.write() as session:
        entry = row_as_loaded(session, Communication, communication_id, version)
        client, old_client_id = _client(session, draft), entry.client_id
        before = _draft_of(entry)
        _write(entry, draft)
        _write_contacts(session, entry, draft.contact_ids)
        write_topics(session, entry, draft.topic_ids)
        if old_client_id != client.id:
            _move_tasks(session, entry, client)
        if (before.next_on, next_title(before)) != (draft.next_on, next_title(draft)):
            _follow_next_step(desk, session, entry, before, draft)
        refresh_contacts(session, {old_client_id, client.id})
        describe(session, _("已修改沟通记录：{client}").format(client=client.name))


def delete_communications(desk: Desk, communication_ids: Sequence[CommunicationId]) -> None:
    """Put entries into the recycle bin, and their open tasks with them."""
    with desk.write() as session:
        gone = {"deleted_at": desk.now()}
        entries = [e for e in _entries(session, communication_ids) if e.deleted_at is None]
        ids = [entry.id for entry in entries]
        change_many(session, Communication, ids, gone)
        open_tasks = [task.id for task in _tasks_of(session, ids) if _is_open(task)]
        change_many(session, Task, open_tasks, gone)
        refresh_contacts(session, {entry.client_id for entry in entries})
        describe(session, _("已删除 {count:,} 条沟通记录").format(count=len(ids)))


def bring_back_communications(
    session: Session, communication_ids: Sequence[CommunicationId]
) -> int:
    """Take entries out of the recycle bin, with the tasks that went there with them.

    Returns how many entries.
    """
    found = _entries(session, communication_ids)
    gone_at = {entry.id: entry.deleted_at for entry in found if entry.deleted_at is not None}
    tasks = _tasks_of(session, list(gone_at))
    went_along = [
        task.id
        for task in tasks
        if task.communication_id is not None
        and task.deleted_at == gone_at.get(task.communication_id)
    ]
    change_many(session, Communication, gone_at, {"deleted_at": None})
    change_many(session, Task, went_along, {"deleted_at": None})
    refresh_contacts(session, {entry.client_id for entry in found})
    return len(gone_at)


def _checked(desk: Desk, draft: CommunicationDraft) -> CommunicationDraft:
    tidy = tidied(draft)
    now = desk.now()
    if found := problems(tidy, now=now):
        raise InvalidInputError(found)
    return tidy


def _client(session: Session, draft: CommunicationDraft) -> Client:
    client = client_named(session, draft.client_id)
    for contact_id in draft.contact_ids:
        contact = session.get(Contact, contact_id)
        if contact is None or contact.client_id != client.id:
            told = _("有联系人不在该客户名下，请重新选择。")
            raise InvalidInputError({"contact_ids": told})
    return client


def _draft_of(entry: Communication) -> CommunicationDraft:
    return CommunicationDraft(
        summary=entry.summary, next_step=entry.next_step, next_on=entry.next_on
    )


def _write(entry: Communication, draft: CommunicationDraft) -> None:
    for name, value in asdict(draft).items():
        if name not in ("contact_ids", "topic_ids"):
            setattr(entry, name, value)


def _write_contacts(
    session: Session, entry: Communication, contact_ids: Sequence[ContactId]
) -> None:
    own = CommunicationContact.communication_id == entry.id
    there = {
        link.contact_id: link for link in session.scalars(select(CommunicationContact).where(own))
    }
    for contact_id, link in there.items():
        if contact_id not in contact_ids:
            session.delete(link)
    for contact_id in dict.fromkeys(contact_ids):
        if contact_id not in there:
            session.add(CommunicationContact(communication_id=entry.id, contact_id=contact_id))
    session.flush()


def _move_tasks(session: Session, entry: Communication, client: Client) -> None:
    for task in _tasks_of(session, [entry.id]):
        task.client_id, task.contact_id = client.id, None


def _follow_next_step(
    desk: Desk,
    session: Session,
    entry: Communication,
    before: CommunicationDraft | None,
    draft: CommunicationDraft,
) -> None:
    """Make, change or take away the open task of an entry whose next step is new.

    Tasks of an entry without a next step were noted from it by hand: they stay as they are.
    """
    old_title = "" if before is None else next_title(before)
    tasks: list[Task] = []
    if before is not None and before.next_on is not None:
        tasks = [task for task in _tasks_of(session, [entry.id]) if task.deleted_at is None]
    still = sorted(filter(_is_open, tasks), key=lambda one: one.title != old_title)
    task = next(iter(still), None)
    title = next_title(draft)
    if draft.next_on is None:
        if task is not None:
            task.deleted_at = desk.now()
        return
    if task is None:
        if tasks and title == old_title:
            return  # done already; the entry only says another day
        task = Task(client_id=entry.client_id, communication_id=entry.id, kind=TaskKind.FOLLOW_UP)
        task.status = TaskStatus.OPEN
        task.staff_id = draft.staff_id
        session.add(task)
    task.title, task.due_on = title, draft.next_on
    task.contact_id = draft.contact_ids[0] if draft.contact_ids else None
    session.flush()


def _is_open(task: Task) -> bool:
    return task.status is TaskStatus.OPEN and task.deleted_at is None


def _tasks_of(session: Session, communication_ids: Sequence[int]) -> list[Task]:
    return [
        task
        for ids in _chunks(communication_ids)
        for task in session.scalars(select(Task).where(Task.communication_id.in_(ids)))
    ]


def _entries(session: Session, communication_ids: Sequence[int]) -> list[Communication]:
    return [
        entry
        for ids in _chunks(communication_ids)
        for entry in session.scalars(select(Communication).where(Communication.id.in_(ids)))
    ]


def _chunks(ids: Sequence[int]) -> list[list[int]]:
    wanted = list(ids)
    return [wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK)]
