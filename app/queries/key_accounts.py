"""Reads about key accounts (大客户): all of them at a glance, and who is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Row, ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.key_accounts import (
    BEST_GRADE,
    Proposal,
    Volume,
    proposals,
    refused_since,
    volumes,
)
from app.domain.types import (
    CaseState,
    ClientId,
    ClientStatus,
    ReceptionState,
    StaffId,
    TaskRule,
    TaskStatus,
)
from app.language.pinyin import query_words
from app.models import (
    AccountPlan,
    Case,
    Client,
    ClientFact,
    ClientYear,
    KeyAccountRefusal,
    Reception,
    Staff,
    Task,
)
from app.queries.ageing import receivables
from app.queries.clients.filters import mentions
from app.queries.contact_due import ContactDue, contact_dues
from app.queries.id_lists import all_of, id_list, id_pairs

NOTHING = Decimal(0)
HUNDRED = 100
MOST_PROPOSED = 50
"""More nobody decides on at a time; where some are decided, the next ones follow."""


@dataclass(frozen=True, slots=True)
class KeyAccountRow:
    """One key account at a glance. Amounts in yuan.

    ``percent`` and ``last_percent`` are its shares of the whole office's volume of this year and
    last; None where nobody bought anything. ``contact`` and ``visit`` tell how it stands against
    its intervals; None where none is asked. ``open_cases`` are the problems not closed yet.
    """

    id: ClientId
    code: str
    name: str
    name_key: str
    grade: str | None
    status: ClientStatus
    manager_id: StaffId | None
    manager: str
    relationship_manager_id: StaffId | None
    relationship_manager: str
    amount: Decimal
    last_amount: Decimal
    percent: Decimal | None
    last_percent: Decimal | None
    contact: ContactDue | None
    visit: ContactDue | None
    open_cases: int
    open_tasks: int
    overdue: Decimal
    has_plan: bool
    next_review_on: date | None
    reception_on: date | None
    reception_guest: str

    def late_contact(self, today: date) -> bool:
        """Tell whether its contact or its visit has run out."""
        return any(due is not None and due.is_late(today) for due in (self.contact, self.visit))

    def late_review(self, today: date) -> bool:
        """Tell whether its plan should have been looked through, or there is none yet."""
        return not self.has_plan or (
            self.next_review_on is not None and self.next_review_on < today
        )


@dataclass(frozen=True, slots=True)
class ProposedClient:
    """A proposed client with what is shown of it; ``id`` is the client's."""

    id: ClientId
    name: str
    grade: str | None
    manager_id: StaffId | None
    manager: str
    amount: Decimal
    reasons: tuple[str, ...]


def key_accounts(session: Session, today: date, *, text: str = "") -> list[KeyAccountRow]:
    """Return every key account that a text finds, the largest of this year first.

    A fixed number of statements, however many there are.
    """
    found = session.execute(_accounts(today, text)).all()
    ids = [ClientId(row.id) for row in found]
    whole = _whole_volumes(session, today.year)
    owed = receivables(session, today, ids) if ids else {}
    contacts = _dues(session, today, TaskRule.CONTACT, ids)
    visits = _dues(session, today, TaskRule.VISIT, ids)
    return [
        KeyAccountRow(
            **_with_shares(row, whole, today.year),
            contact=contacts.get(row.id),
            visit=visits.get(row.id),
            overdue=owed[row.id].overdue if row.id in owed else NOTHING,
        )
        for row in found
    ]


def proposed_clients(session: Session, year: int, today: date) -> list[ProposedClient]:
    """Return the clients a year's figures propose, the largest first, ``MOST_PROPOSED`` at most."""
    best = select(Client.id).where(
        Client.deleted_at.is_(None),
        Client.status == ClientStatus.ACTIVE,
        Client.grade == BEST_GRADE,
    )
    shares, graded = year_volumes(session, year), map(ClientId, id_list(session, best))
    found = proposals(year, shares, [*graded], _left_out(session, today))
    return _named(session, list(islice(found, MOST_PROPOSED)))


def year_volumes(session: Session, year: int) -> dict[ClientId, Volume]:
    """Return what each client bought in a year and its share of everything, largest first."""
    query = (
        select(ClientYear.client_id, ClientYear.amount)
        .join(Client, Client.id == ClientYear.client_id)
        .where(ClientYear.year == year, Client.deleted_at.is_(None))
    )
    ids, fen = id_pairs(session, query)
    return volumes(zip(map(ClientId, ids), fen, strict=True))


def years_of_volume(session: Session) -> list[int]:
    """Return the years in which anything was bought, the newest first."""
    return list(
        session.scalars(select(ClientYear.year).distinct().order_by(ClientYear.year.desc()))
    )


def key_account_ids(session: Session) -> list[ClientId]:
    """Return every key account."""
    query = select(Client.id).where(Client.major, Client.deleted_at.is_(None))
    return [ClientId(id_) for id_ in session.scalars(query)]


def _left_out(session: Session, today: date) -> set[int]:
    """Return the clients that are key accounts, refused lately, or not traded with."""
    refused = select(KeyAccountRefusal.client_id).where(
        KeyAccountRefusal.refused_on >= refused_since(today)
    )
    query = select(Client.id).where(
        Client.major | (Client.status != ClientStatus.ACTIVE) | Client.id.in_(refused)
    )
    return set(id_list(session, query))


def _named(session: Session, found: Sequence[Proposal]) -> list[ProposedClient]:
    query = (
        select(Client.id, Client.name, Client.grade, Client.manager_id, Staff.name.label("manager"))
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .where(Client.id.in_(all_of([one.client_id for one in found])))
    )
    clients = {row.id: row for row in session.execute(query)}
    return [_proposed(one, clients[one.client_id]) for one in found]


def _proposed(one: Proposal, client: Any) -> ProposedClient:
    return ProposedClient(
        one.client_id,
        client.name,
        client.grade,
        client.manager_id,
        client.manager or "",
        NOTHING if one.volume is None else one.volume.amount,
        one.reasons,
    )


def _with_shares(row: Row[Any], whole: Mapping[int, Decimal], year: int) -> dict[str, Any]:
    amount, last_amount = row.amount or NOTHING, row.last_amount or NOTHING
    return row._asdict() | {
        "amount": amount,
        "last_amount": last_amount,
        "percent": _share(amount, whole.get(year)),
        "last_percent": _share(last_amount, whole.get(year - 1)),
    }


def _share(amount: Decimal, whole: Decimal | None) -> Decimal | None:
    return max(amount, NOTHING) * HUNDRED / whole if whole else None


def _whole_volumes(session: Session, year: int) -> dict[int, Decimal]:
    """Sum what everybody bought this year and last; refunds larger than sales left out."""
    query = (
        select(ClientYear.year, func.sum(ClientYear.amount))
        .join(Client, Client.id == ClientYear.client_id)
        .where(
            ClientYear.year.in_((year, year - 1)),
            ClientYear.amount > NOTHING,
            Client.deleted_at.is_(None),
        )
        .group_by(ClientYear.year)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _dues(
    session: Session, today: date, rule: TaskRule, ids: Sequence[int]
) -> dict[int, ContactDue]:
    return {due.client_id: due for due in contact_dues(session, today, rule, ids)}


def _accounts(today: date, text: str) -> Any:
    manager, relation = aliased(Staff), aliased(Staff)
    this_year, last_year = aliased(ClientYear), aliased(ClientYear)
    name = func.coalesce
    columns = (
        Client.id,
        Client.code,
        Client.name,
        Client.name_key,
        Client.grade,
        Client.status,
        Client.manager_id,
        name(manager.name, "").label("manager"),
        Client.relationship_manager_id,
        name(relation.name, "").label("relationship_manager"),
        this_year.amount.label("amount"),
        last_year.amount.label("last_amount"),
        _open_cases().label("open_cases"),
        _open_tasks().label("open_tasks"),
        AccountPlan.id.is_not(None).label("has_plan"),
        AccountPlan.next_review_on,
        Reception.arrives_on.label("reception_on"),
        name(Reception.guest, "").label("reception_guest"),
    )
    return (
        select(*columns)
        .join(ClientFact, ClientFact.client_id == Client.id)
        .outerjoin(manager, manager.id == Client.manager_id)
        .outerjoin(relation, relation.id == Client.relationship_manager_id)
        .outerjoin(this_year, (this_year.client_id == Client.id) & (this_year.year == today.year))
        .outerjoin(
            last_year, (last_year.client_id == Client.id) & (last_year.year == today.year - 1)
        )
        .outerjoin(AccountPlan, AccountPlan.client_id == Client.id)
        .outerjoin(Reception, Reception.id == _next_reception(today))
        .where(Client.major, Client.deleted_at.is_(None), *map(mentions, query_words(text)))
        .order_by(this_year.amount.desc().nulls_last(), Client.name_key, Client.id)
    )


def _open_cases() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            Case.client_id == Client.id,
            Case.state != CaseState.CLOSED,
            Case.deleted_at.is_(None),
        )
        .correlate(Client)
        .scalar_subquery()
    )


def _open_tasks() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            Task.client_id == Client.id,
            Task.status == TaskStatus.OPEN,
            Task.deleted_at.is_(None),
        )
        .correlate(Client)
        .scalar_subquery()
    )


def _next_reception(today: date) -> ScalarSelect[int]:
    """Find the next guest of the client of the query around it."""
    other = aliased(Reception)
    return (
        select(other.id)
        .where(
            other.client_id == Client.id,
            other.state == ReceptionState.PLANNED,
            other.arrives_on >= today,
            other.deleted_at.is_(None),
        )
        .order_by(other.arrives_on, other.id)
        .limit(1)
        .correlate(Client)
        .scalar_subquery()
    )
