"""Everything a person can do with courtesies (礼节) and important dates."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many
from app.domain.birthdays import lunar_problem
from app.domain.courtesies import (
    RULES,
    CourtesyDraft,
    ImportantDateDraft,
    Receiver,
    date_problems,
    problems,
    tidied,
    tidied_date,
)
from app.domain.types import (
    ClientId,
    CourtesyId,
    ImportantDateId,
    TaskStatus,
)
from app.errors import InvalidInputError
from app.i18n import _
from app.language.lunar import lunar_year
from app.models import Client, Contact, Courtesy, ImportantDate, Task
from app.queries.id_lists import all_of
from app.services.rows import refuse, row_as_loaded


def note_courtesies(desk: Desk, draft: CourtesyDraft) -> list[CourtesyId]:
    """Note a courtesy done for each receiver and return their ids.

    An open task for the same occasion, such as one put off, is done with it.

    Raises:
        InvalidInputError: The draft breaks a rule, or a client or contact is gone.
    """
    draft = tidied(draft)
    refuse(problems(draft, today=desk.today()))
    with desk.write() as session:
        _check_receivers(session, draft.receivers)
        made = [_courtesy(draft, receiver) for receiver in draft.receivers]
        session.add_all(made)
        session.flush()
        _finish_tasks(desk, session, draft.receivers)
        if len(made) == 1:
            told = _("已记礼节：{what}").format(what=made[0].title)
        else:
            told = _("已给 {n:,} 位记礼节：{given}").format(n=len(made), given=draft.given)
        describe(session, told)
        return [CourtesyId(one.id) for one in made]


def change_courtesy(
    desk: Desk, courtesy_id: CourtesyId, draft: CourtesyDraft, *, version: int
) -> None:
    """Save a courtesy that was loaded at ``version``; the draft has one receiver.

    Raises:
        InvalidInputError: The draft breaks a rule, or its client or contact is gone.
        ConflictError: It was changed or deleted since it was loaded.
    """
    draft = tidied(draft)
    refuse(problems(draft, today=desk.today()))
    with desk.write(_("已修改礼节")) as session:
        courtesy = row_as_loaded(session, Courtesy, courtesy_id, version)
        _check_receivers(session, draft.receivers)
        changed = _courtesy(draft, draft.receivers[0])
        for column in (
            "client_id",
            "contact_id",
            "occasion",
            "subject_id",
            "occasion_on",
            "title",
            "given_on",
            "given",
            "cost",
            "staff_id",
            "notes",
        ):
            setattr(courtesy, column, getattr(changed, column))


def delete_courtesies(desk: Desk, courtesy_ids: Sequence[CourtesyId]) -> None:
    """Put courtesies into the recycle bin."""
    with desk.write() as session:
        count = change_many(session, Courtesy, courtesy_ids, {"deleted_at": desk.now()})
        describe(session, _("已删除 {n:,} 条礼节").format(n=count))


def add_important_date(
    desk: Desk, client_id: ClientId, draft: ImportantDateDraft
) -> ImportantDateId:
    """Note a day that is kept every year and return its id.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or contact is gone.
    """
    draft = _checked(draft)
    with desk.write(_("已添加重要日子：{title}").format(title=draft.title)) as session:
        _check_contact(session, Receiver(client_id, draft.contact_id))
        made = ImportantDate(client_id=client_id)
        _write_date(made, draft)
        session.add(made)
        session.flush()
        return ImportantDateId(made.id)


def change_important_date(
    desk: Desk, date_id: ImportantDateId, draft: ImportantDateDraft, *, version: int
) -> None:
    """Save an important date that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule, or the contact is gone.
        ConflictError: It was changed or deleted since it was loaded.
    """
    draft = _checked(draft)
    with desk.write(_("已修改重要日子：{title}").format(title=draft.title)) as session:
        found = row_as_loaded(session, ImportantDate, date_id, version)
        _check_contact(session, Receiver(ClientId(found.client_id), draft.contact_id))
        _write_date(found, draft)


def delete_important_dates(desk: Desk, date_ids: Sequence[ImportantDateId]) -> None:
    """Put important dates into the recycle bin."""
    with desk.write() as session:
        count = change_many(session, ImportantDate, date_ids, {"deleted_at": desk.now()})
        describe(session, _("已删除 {n} 个重要日子").format(n=count))


def _courtesy(draft: CourtesyDraft, receiver: Receiver) -> Courtesy:
    assert draft.given_on is not None  # noqa: S101 - checked by problems
    return Courtesy(
        client_id=receiver.client_id,
        contact_id=receiver.contact_id,
        occasion=receiver.occasion,
        subject_id=receiver.subject_id,
        occasion_on=receiver.occasion_on,
        title=draft.title or receiver.title,
        given_on=draft.given_on,
        given=draft.given,
        cost=draft.cost,
        staff_id=draft.staff_id,
        notes=draft.notes,
    )


def _write_date(row: ImportantDate, draft: ImportantDateDraft) -> None:
    assert draft.day is not None  # noqa: S101 - checked by date_problems
    row.contact_id, row.kind = draft.contact_id, draft.kind
    row.title, row.notes = draft.title, draft.notes
    row.year, row.month, row.day = draft.day.year, draft.day.month, draft.day.day
    row.lunar, row.leap = draft.day.lunar, draft.day.leap


def _checked(draft: ImportantDateDraft) -> ImportantDateDraft:
    draft = tidied_date(draft)
    found = date_problems(draft)
    if draft.day is not None and (told := lunar_problem(draft.day, lunar_year)):
        found["day"] = told
    refuse(found)
    return draft


def _check_receivers(session: Session, receivers: Sequence[Receiver]) -> None:
    if told := _missing(session, receivers):
        raise InvalidInputError({"receivers": told})


def _check_contact(session: Session, receiver: Receiver) -> None:
    if told := _missing(session, [receiver]):
        raise InvalidInputError({"contact_id": told})


def _missing(session: Session, receivers: Sequence[Receiver]) -> str:
    """Tell of clients that were deleted meanwhile, and of contacts that are none of theirs."""
    wanted = {one.client_id for one in receivers}
    alive = set(
        session.scalars(
            select(Client.id).where(Client.deleted_at.is_(None), Client.id.in_(all_of(wanted)))
        )
    )
    if wanted - alive:
        told = _("有 {n:,} 个客户已被删除，请重新选择。")
        return told.format(n=len(wanted - alive))
    people = {one.contact_id: one.client_id for one in receivers if one.contact_id is not None}
    query = select(Contact.id, Contact.client_id).where(
        Contact.id.in_(all_of(people)), Contact.deleted_at.is_(None)
    )
    theirs = {tuple(row) for row in session.execute(query)}
    gone = set(people.items()) - theirs
    return _("有联系人已被删除或不在这个客户名下，请重新选择。") if gone else ""


def _finish_tasks(desk: Desk, session: Session, receivers: Sequence[Receiver]) -> None:
    kept = {
        (RULES[one.occasion], one.client_id, one.subject_id, one.occasion_on)
        for one in receivers
        if one.occasion in RULES
    }
    if not kept:
        return
    columns = (Task.rule, Task.client_id, Task.subject_id, Task.occasion_on)
    query = select(Task.id, *columns).where(
        Task.rule.in_(RULES.values()), Task.status == TaskStatus.OPEN, Task.deleted_at.is_(None)
    )
    ids = [row[0] for row in session.execute(query) if tuple(row[1:]) in kept]
    done = {"status": TaskStatus.DONE, "finished_on": desk.today(), "outcome": _("已记礼节")}
    change_many(session, Task, ids, done)
