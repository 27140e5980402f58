"""Planned against done visits and contacts: what the coverage report counts."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.domain.communications import RECEIVED_ONLY
from app.domain.coverage import Care, ClientTally, Handed, Span, cares
from app.domain.standing import standing
from app.domain.types import (
    Channel,
    ClientStatus,
    CommunicationId,
    StaffId,
    TaskRule,
)
from app.models import Client, ClientFact, Communication, Handover, HandoverLine, Staff
from app.queries.contact_due import local_day
from app.queries.id_lists import all_of, id_list
from app.queries.office import office_settings
from app.queries.standards import service_standards, standard_lines

VISIT = Communication.channel == Channel.VISIT
MADE = Communication.channel.not_in(RECEIVED_ONLY)


Made = tuple[int, int]
"""How many contacts and how many visits."""
HandedClients = Mapping[int, Sequence[Handed]]


def client_tallies(
    session: Session, span: Span, manager_ids: Collection[StaffId] = ()
) -> list[ClientTally]:
    """Return what each client asked for and got in a period, by the name of who looked after it.

    Counted are the clients that are now 合作 and have a manager, with the grade they have now; a
    client began when its file was opened or it first stayed. One handed over in the period, or
    since, has a tally for each who looked after it in the period.

    Args:
        session: The office file.
        span: The days that are counted.
        manager_ids: Whose clients; empty for everybody's.
    """
    standard_of = _standard_of(session, span.today)
    opened_on = cache(local_day)  # an import opens many files at one moment
    staff = {row.id: row for row in session.execute(select(Staff.id, Staff.name, Staff.name_key))}
    handed = _handed(session, span)
    daily = _made_by_day(session, handed, span)
    tallies = []
    for row in _rows(session, span, manager_ids, handed):
        asked = standard_of(row.grade, row.first_stay_on)
        opened = opened_on(row.created_at)
        began_on = min(opened, row.first_stay_on or opened)
        is_last = True
        for care, (contacts, visits) in _cared(row, handed, daily):
            days = span.days_of(care, began_on)
            if row.id in handed and not days and not contacts:
                continue
            tallies.append(
                ClientTally(
                    client_id=row.id,
                    manager_id=care.manager_id,
                    manager=staff[care.manager_id].name,
                    standard=asked.label,
                    place=asked.place,
                    days=days,
                    contact_days=asked.contact_days,
                    visit_days=asked.visit_days,
                    contacts=contacts,
                    visits=visits,
                    is_last=is_last,
                    others_contacts=(row.contacts or 0) - contacts,
                    others_visits=(row.visits or 0) - visits,
                )
            )
            is_last = False
    kept = [one for one in tallies if not manager_ids or one.manager_id in manager_ids]
    return sorted(kept, key=lambda one: (staff[one.manager_id].name_key, one.manager_id))


class _Asked(NamedTuple):
    """What is asked for a client: its standard's label, its place among all, and the intervals."""

    label: str
    place: int
    contact_days: int | None
    visit_days: int | None


def _standard_of(session: Session, today: date) -> Callable[[str | None, date | None], _Asked]:
    """Return what tells the standard by grade and first stay; thousands share a few of each."""
    standards, months = service_standards(session), office_settings(session).new_months
    places = {line.standard.label: line.id for line in standard_lines(session, today)}

    @cache
    def of(grade: str | None, first_stay_on: date | None) -> _Asked:
        found = standards.of(grade, standing(first_stay_on, today, months))
        return _Asked(found.label, places[found.label], found.contact_days, found.visit_days)

    return of


def covering_entries(
    session: Session,
    rule: TaskRule,
    client_ids: Collection[int],
    span: Span,
    manager_ids: Collection[StaffId] = (),
) -> list[CommunicationId]:
    """Return the log entries behind a number of contacts (or visits) made.

    ``manager_ids``: only those made while one of these looked after the client.
    """
    held = (
        Communication.client_id.in_(all_of(client_ids)),
        VISIT if rule is TaskRule.VISIT else MADE,
        *_held(span),
    )
    handed = _handed(session, span) if manager_ids else {}
    if not handed:
        query = select(Communication.id).where(*held).order_by(Communication.id)
        return [CommunicationId(id_) for id_ in id_list(session, query)]
    care = {id_: cares(of, handed[id_]) for id_, of in session.execute(_managers(handed))}

    def counts(client_id: int, held_on: date) -> bool:
        known = care.get(client_id)
        return known is None or any(
            one.holds(held_on) and one.manager_id in manager_ids for one in known
        )

    columns = (Communication.id, Communication.client_id, Communication.held_on)
    rows = session.execute(select(*columns).where(*held).order_by(Communication.id))
    return [CommunicationId(id_) for id_, client_id, day in rows if counts(client_id, day)]


def _handed(session: Session, span: Span) -> HandedClients:
    """Return the handovers of each client since the period began, the newest first."""
    query = (
        select(
            HandoverLine.client_id,
            Handover.handed_on,
            Handover.from_staff_id,
            Handover.to_staff_id,
        )
        .join(Handover, Handover.id == HandoverLine.handover_id)
        .order_by(Handover.handed_on.desc(), Handover.id.desc())
    )
    if span.first_on is not None:
        query = query.where(Handover.handed_on > span.first_on)
    found: dict[int, list[Handed]] = defaultdict(list)
    for client_id, day, giver_id, taker_id in session.execute(query):
        giver = None if giver_id is None else StaffId(giver_id)
        taker = None if taker_id is None else StaffId(taker_id)
        found[client_id].append(Handed(day, giver, taker))
    return found


def _made_by_day(
    session: Session, client_ids: Collection[int], span: Span
) -> Mapping[int, Sequence[tuple[date, int, int]]]:
    """Count the contacts and visits of these clients day by day."""
    if not client_ids:
        return {}
    query = (
        select(Communication.client_id, Communication.held_on, *_counts())
        .where(Communication.client_id.in_(all_of(client_ids)), *_held(span))
        .group_by(Communication.client_id, Communication.held_on)
    )
    found: dict[int, list[tuple[date, int, int]]] = defaultdict(list)
    for client_id, held_on, contacts, visits in session.execute(query):
        found[client_id].append((held_on, contacts, visits))
    return found


def _cared(
    row: Any, handed: HandedClients, daily: Mapping[int, Sequence[tuple[date, int, int]]]
) -> Iterator[tuple[Care, Made]]:
    """Yield who looked after a client, with what was made meanwhile."""
    if row.id not in handed:
        yield Care(row.manager_id), (row.contacts or 0, row.visits or 0)
        return
    made = daily.get(row.id, ())
    for care in cares(row.manager_id, handed[row.id]):
        held = [(contacts, visits) for day, contacts, visits in made if care.holds(day)]
        yield care, (sum(one for one, _visits in held), sum(one for _contacts, one in held))


def _managers(client_ids: Collection[int]) -> Any:
    return select(Client.id, Client.manager_id).where(
        Client.id.in_(all_of(client_ids)), Client.manager_id.is_not(None)
    )


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    return (
        func.sum(case((MADE, 1), else_=0)).label("contacts"),
        func.sum(case((VISIT, 1), else_=0)).label("visits"),
    )


def _rows(
    session: Session, span: Span, manager_ids: Collection[StaffId], handed: HandedClients
) -> Any:
    made = (
        select(Communication.client_id, *_counts())
        .where(*_held(span))
        .group_by(Communication.client_id)
        .subquery()
    )
    query = (
        select(
            Client.id,
            Client.manager_id,
            Client.grade,
            Client.created_at,
            ClientFact.first_stay_on,
            made.c.contacts,
            made.c.visits,
        )
        .join(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(made, made.c.client_id == Client.id)
        .where(
            Client.deleted_at.is_(None),
            Client.status == ClientStatus.ACTIVE,
            Client.manager_id.is_not(None),
        )
        .order_by(Client.id)
    )
    if manager_ids:
        once = Client.id.in_(all_of(handed))
        query = query.where(Client.manager_id.in_(manager_ids) | once)
    return session.execute(query)


def _held(span: Span) -> list[ColumnElement[bool]]:
    found = [Communication.deleted_at.is_(None), Communication.held_on <= span.last_past_on]
    if span.first_on is not None:
        found.append(Communication.held_on >= span.first_on)
    return found
