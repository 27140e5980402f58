"""Reads about the plan of one key account, and how often it was looked through."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.key_accounts import PlanDraft
from app.domain.types import ClientId, StaffId
from app.models import AccountPlan, AccountReview, Client, KeyAccountRefusal, Staff


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review of the plan."""

    id: int
    reviewed_on: date
    remark: str
    staff: str


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """The manager's decision that a client is no key account."""

    refused_on: date
    reason: str
    staff: str


@dataclass(frozen=True, slots=True)
class KeyAccount:
    """Everything the card shows of a client as key account; ``reviews`` the newest first.

    ``plan`` and ``version`` are None while there is no plan.
    """

    client_id: ClientId
    client_name: str
    major: bool
    relationship_manager_id: StaffId | None
    relationship_manager: str
    manager_id: StaffId | None
    plan: PlanDraft | None
    version: int | None
    reviews: tuple[ReviewRow, ...]
    refusals: tuple[RefusalRow, ...]


def key_account(session: Session, client_id: ClientId) -> KeyAccount | None:
    """Return one client as key account, which it may not be; None when it is gone."""
    found = session.execute(
        select(Client, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == Client.relationship_manager_id)
        .where(Client.id == client_id, Client.deleted_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    client, relation = found
    plan = account_plan(session, client_id)
    related, managed = client.relationship_manager_id, client.manager_id
    return KeyAccount(
        client_id,
        client.name,
        client.major,
        None if related is None else StaffId(related),
        relation,
        None if managed is None else StaffId(managed),
        None if plan is None else plan[0],
        None if plan is None else plan[1],
        tuple(reviews(session, client_id)),
        tuple(refusals(session, client_id)),
    )


def account_plan(session: Session, client_id: ClientId) -> tuple[PlanDraft, int] | None:
    """Return a client's plan as a form edits it, with its version; None where there is none."""
    plan = session.scalar(select(AccountPlan).where(AccountPlan.client_id == client_id))
    if plan is None:
        return None
    return PlanDraft(**{f.name: getattr(plan, f.name) for f in fields(PlanDraft)}), plan.version


def reviews(session: Session, client_id: ClientId) -> list[ReviewRow]:
    """Return every review of a client's plan, the newest first."""
    row = AccountReview
    query = (
        select(row.id, row.reviewed_on, row.remark, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == row.staff_id)
        .where(row.client_id == client_id)
        .order_by(row.reviewed_on.desc(), row.id.desc())
    )
    return [ReviewRow(*found) for found in session.execute(query)]


def refusals(session: Session, client_id: ClientId) -> list[RefusalRow]:
    """Return how often it was decided that a client is no key account, the newest first."""
    row = KeyAccountRefusal
    query = (
        select(row.refused_on, row.reason, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == row.staff_id)
        .where(row.client_id == client_id)
        .order_by(row.refused_on.desc(), row.id.desc())
    )
    return [RefusalRow(*found) for found in session.execute(query)]
