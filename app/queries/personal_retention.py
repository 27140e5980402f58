"""Whose data are past the office's time: nothing was heard of them for so many months."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, exists, func, select
from sqlalchemy.orm import Session

from app.domain.days import months_before
from app.domain.personal import ERASED_NAME
from app.domain.personal_retention import is_review_due
from app.domain.types import ClientId, ContactId
from app.models import Client, ClientFact, Contact, RetentionReview
from app.queries.privacy import privacy

LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class PastPerson:
    """A contact whose client neither stayed nor was spoken to since ``last_on``."""

    id: ContactId
    name: str
    client_id: ClientId
    client: str
    last_on: date
    deleted: bool


def past_people(session: Session, *, today: date) -> list[PastPerson]:
    """Return whom the yearly review is about, the longest silent first; deleted ones as well.

    Who was kept until a later day is left out. Without a rule there is nobody.
    """
    months = privacy(session).keep_months
    if months is None:
        return []
    last = _last_on()
    columns = (Contact.id, Contact.name, Client.id, Client.name, last, Contact.deleted_at)
    query = _past(select(*columns), months, today)
    query = query.order_by(last, Contact.name_key, Contact.id)
    return [
        PastPerson(
            ContactId(id_),
            name,
            ClientId(client_id),
            client,
            last_on,
            deleted_at is not None,
        )
        for id_, name, client_id, client, last_on, deleted_at in session.execute(query)
    ]


def review_wanted(session: Session, *, today: date) -> int:
    """Return how many people this year's review is about; 0 where it was made or none is due."""
    months = privacy(session).keep_months
    reviewed_on = session.scalar(select(func.max(RetentionReview.reviewed_on)))
    if months is None or not is_review_due(reviewed_on, today):
        return 0
    return session.scalar(_past(select(func.count(Contact.id)), months, today)) or 0


def _past(query: Select[*tuple[Any, ...]], months: int, today: date) -> Select[*tuple[Any, ...]]:
    """Narrow a query of contacts to those nothing was heard of for so many months."""
    return (
        query.join(Client, Client.id == Contact.client_id)
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .where(_last_on() < months_before(today, months))
        .where(Contact.name != ERASED_NAME, ~_kept(today))
    )


def _last_on() -> ColumnElement[date]:
    """Return the last day anything was heard of a client, at least when it was opened."""
    return func.max(  # of its arguments, in SQLite
        func.coalesce(ClientFact.last_contact_on, LONG_AGO),
        func.coalesce(ClientFact.last_stay_on, LONG_AGO),
        func.date(Client.created_at, type_=Date),
    )


def _kept(today: date) -> ColumnElement[bool]:
    yesterday = today - timedelta(1)
    own = (RetentionReview.contact_id == Contact.id, RetentionReview.keep_until > yesterday)
    return exists().where(*own)
