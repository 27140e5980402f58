"""Reads behind important dates and festivals."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.birthdays import Birthday, next_on
from app.domain.courtesies import FestivalDraft, ImportantDateDraft
from app.domain.types import ClientId, ContactId, ImportantDateId, Occasion
from app.language.lunar import lunar_year
from app.models import Contact, Courtesy, Festival, ImportantDate


@dataclass(frozen=True, slots=True)
class ImportantDateRow:
    """An important date, whose it is, and when it is kept next."""

    id: ImportantDateId
    draft: ImportantDateDraft
    contact_name: str
    next_on: date
    version: int


@dataclass(frozen=True, slots=True)
class FestivalRow:
    """A festival of the office's list; ``used`` where somebody was greeted on it."""

    id: int
    draft: FestivalDraft
    active: bool
    next_on: date
    used: bool
    version: int


def important_dates_of(
    session: Session, client_id: ClientId, *, today: date
) -> list[ImportantDateRow]:
    """Return a client's important dates, the next one first."""
    query = (
        select(ImportantDate, Contact.name)
        .outerjoin(Contact, Contact.id == ImportantDate.contact_id)
        .where(ImportantDate.client_id == client_id, ImportantDate.deleted_at.is_(None))
    )
    rows = [_date_row(one, name or "", today) for one, name in session.execute(query)]
    return sorted(rows, key=lambda row: (row.next_on, row.id))


def important_date_draft(
    session: Session, date_id: ImportantDateId
) -> tuple[ImportantDateDraft, int] | None:
    """Return an important date as a form edits it, with its version; None when it is gone."""
    found = session.get(ImportantDate, date_id)
    if found is None or found.deleted_at is not None:
        return None
    return _date_draft(found), found.version


def festival_rows(session: Session, *, today: date) -> list[FestivalRow]:
    """Return the office's festivals, the next one first."""
    greeted = exists().where(
        Courtesy.occasion == Occasion.FESTIVAL, Courtesy.subject_id == Festival.id
    )
    rows = []
    for one, used in session.execute(select(Festival, greeted)):
        day = Birthday(None, one.month, one.day, lunar=one.lunar)
        draft = FestivalDraft(one.name, day)
        on = next_on(day, today, lunar_year)
        rows.append(FestivalRow(one.id, draft, one.active, on, used, one.version))
    return sorted(rows, key=lambda row: (row.next_on, row.id))


def _date_row(one: ImportantDate, contact_name: str, today: date) -> ImportantDateRow:
    draft = _date_draft(one)
    assert draft.day is not None  # noqa: S101 - as it was read
    on = next_on(draft.day, today, lunar_year)
    return ImportantDateRow(ImportantDateId(one.id), draft, contact_name, on, one.version)


def _date_draft(one: ImportantDate) -> ImportantDateDraft:
    return ImportantDateDraft(
        None if one.contact_id is None else ContactId(one.contact_id),
        one.kind,
        one.title,
        Birthday(one.year, one.month, one.day, lunar=one.lunar, leap=one.leap),
        one.notes,
    )
