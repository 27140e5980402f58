"""The sample's important dates and courtesies done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.db.database import touch
from app.domain.sample.courtesies import (
    SampleCourtesy,
    SampleDate,
    sample_courtesies,
    sample_dates,
)
from app.domain.types import DateKind, Occasion
from app.models import Client, Contact, Courtesy, ImportantDate


def add_courtesies(session: Session, today: date) -> None:
    """Give the sample's clients days to keep, and what was done for them."""
    query = select(Client).where(Client.is_sample).order_by(Client.code)
    clients = session.scalars(query).all()
    people = _main_people(session)
    dates = [_date(one, clients, people) for one in sample_dates(len(clients), today)]
    done = [_courtesy(one, clients, people) for one in sample_courtesies(len(clients), today)]
    session.execute(insert(ImportantDate), dates)
    session.execute(insert(Courtesy), done)
    touch(session, ImportantDate.__tablename__, Courtesy.__tablename__)


def _date(one: SampleDate, clients: Sequence[Client], people: Mapping[int, int]) -> dict[str, Any]:
    client_id = clients[one.client].id
    own = one.kind is DateKind.PERSONAL
    return {
        "client_id": client_id,
        "contact_id": people.get(client_id) if own else None,
        "kind": one.kind,
        "title": one.title,
        "year": one.day.year,
        "month": one.day.month,
        "day": one.day.day,
        "lunar": one.day.lunar,
        "leap": one.day.leap,
        "notes": one.notes,
        "version": 1,
    }


def _courtesy(
    one: SampleCourtesy, clients: Sequence[Client], people: Mapping[int, int]
) -> dict[str, Any]:
    client = clients[one.client]
    own = one.occasion is Occasion.BIRTHDAY
    return {
        "client_id": client.id,
        "contact_id": people.get(client.id) if own else None,
        "occasion": one.occasion,
        "title": one.title,
        "given_on": one.given_on,
        "given": one.given,
        "cost": one.cost,
        "staff_id": client.manager_id,
        "version": 1,
    }


def _main_people(session: Session) -> dict[int, int]:
    samples = select(Client.id).where(Client.is_sample)
    query = (
        select(Contact.client_id, Contact.id)
        .where(Contact.client_id.in_(samples), ~Contact.left)
        .order_by(Contact.main, Contact.id.desc())
    )
    return {client_id: id_ for client_id, id_ in session.execute(query)}  # noqa: C416 - rows are no pairs to mypy
