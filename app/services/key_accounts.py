"""Who is a key account (大客户): confirmed or refused by the manager, planned, looked through."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.db.journal import change_many
from app.domain.key_accounts import (
    PlanDraft,
    ReviewDraft,
    next_review,
    plan_problems,
    refusal_problems,
    review_problems,
    tidied_plan,
)
from app.domain.plain_text import clean
from app.domain.rights import Right
from app.domain.tasks import one_line
from app.domain.types import ClientId, StaffId, TaskRule, TaskStatus
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import AccountPlan, AccountReview, Client, KeyAccountRefusal, Staff, Task
from app.services.rows import refuse, row_there


def confirm_key_account(
    desk: Desk, client_id: ClientId, relationship_manager_id: StaffId | None
) -> None:
    """Make a client a key account with its own relationship manager (关系经理).

    Raises:
        NotAllowedError: The post does not have the right.
        InvalidInputError: There is no such person any more; under ``relationship_manager_id``.
        ConflictError: The client is gone.
    """
    desk.require(Right.KEY_ACCOUNTS)
    with desk.write() as session:
        client = row_there(session, Client, client_id)
        member = _member(session, relationship_manager_id)
        client.major, client.relationship_manager_id = True, member.id
        told = _("{client} 列为大客户，关系经理 {name}")
        describe(session, told.format(client=client.name, name=member.name))


def set_relationship_manager(
    desk: Desk, client_ids: Sequence[ClientId], staff_id: StaffId | None
) -> int:
    """Give key accounts another relationship manager; return how many changed.

    Raises:
        NotAllowedError: The post does not have the right.
        InvalidInputError: There is no such person any more; under ``relationship_manager_id``.
    """
    desk.require(Right.KEY_ACCOUNTS)
    with desk.write() as session:
        member = _member(session, staff_id)
        values = {"relationship_manager_id": member.id}
        changed = change_many(session, Client, client_ids, values)
        told = _("{n} 个大客户的关系经理改为 {name}")
        describe(session, told.format(n=changed, name=member.name))
        return changed


def refuse_key_accounts(desk: Desk, client_ids: Sequence[ClientId], reason: str) -> None:
    """Note that proposed clients are no key accounts; they are not proposed again for a year.

    Raises:
        NotAllowedError: The post does not have the right.
        InvalidInputError: There is no reason, or it is too long; under ``reason``.
    """
    reason = one_line(reason)
    refuse(refusal_problems(reason))
    desk.require(Right.KEY_ACCOUNTS)
    with desk.write() as session:
        _refuse(session, desk, client_ids, reason)
        describe(session, _("{n:,} 个客户不列为大客户").format(n=len(client_ids)))


def end_key_accounts(desk: Desk, client_ids: Sequence[ClientId], reason: str) -> int:
    """Make key accounts ordinary clients again; plan and reviews stay. Return how many were.

    Raises:
        NotAllowedError: The post does not have the right.
        InvalidInputError: There is no reason, or it is too long; under ``reason``.
    """
    reason = one_line(reason)
    refuse(refusal_problems(reason))
    desk.require(Right.KEY_ACCOUNTS)
    with desk.write() as session:
        values = {"major": False, "relationship_manager_id": None}
        changed = change_many(session, Client, client_ids, values)
        _refuse(session, desk, client_ids, reason)
        describe(session, _("{n:,} 个客户不再是大客户").format(n=changed))
        return changed


def save_plan(
    desk: Desk, client_id: ClientId, draft: PlanDraft, *, version: int | None = None
) -> None:
    """Save the plan of a key account, loaded at ``version``; None: there was none.

    Without a day of the next review it follows from the last one, or today.

    Raises:
        InvalidInputError: The plan breaks a rule.
        ConflictError: It was changed since it was loaded, or the client is gone.
    """
    draft = tidied_plan(draft)
    refuse(plan_problems(draft))
    with desk.write() as session:
        client, plan = row_there(session, Client, client_id), _plan(session, client_id)
        if version != (None if plan is None else plan.version):
            raise ConflictError
        values = asdict(draft)
        if draft.next_review_on is None:
            values["next_review_on"] = _next_review(session, desk, client_id, draft.review_months)
        if plan is None:
            session.add(AccountPlan(client_id=client_id, **values))
        else:
            for name, value in values.items():
                setattr(plan, name, value)
        describe(session, _("已保存 {client} 的大客户计划").format(client=client.name))


def review_plan(desk: Desk, client_id: ClientId, draft: ReviewDraft) -> None:
    """Note that a plan was looked through; the next review moves on by the plan's interval.

    A line of 今日 that asked for the review is done with it.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The client or its plan is gone.
    """
    draft = ReviewDraft(draft.reviewed_on, clean(draft.remark))
    refuse(review_problems(draft, desk.today()))
    with desk.write() as session:
        client, plan = row_there(session, Client, client_id), _plan(session, client_id)
        if plan is None:
            raise ConflictError
        session.add(AccountReview(client_id=client_id, **asdict(draft), staff_id=desk.staff_id))
        session.flush()
        plan.next_review_on = _next_review(session, desk, client_id, plan.review_months)
        _close_asked(session, desk, plan)
        told = _("已回顾 {client} 的大客户计划，下次 {day}")
        describe(session, told.format(client=client.name, day=plan.next_review_on))


def _next_review(session: Session, desk: Desk, client_id: ClientId, months: int | None) -> date:
    newest = select(func.max(AccountReview.reviewed_on)).where(AccountReview.client_id == client_id)
    return next_review(session.scalar(newest) or desk.today(), months or 0)


def _close_asked(session: Session, desk: Desk, plan: AccountPlan) -> None:
    asked = select(Task.id).where(
        Task.rule == TaskRule.REVIEW,
        Task.subject_id == plan.id,
        Task.status == TaskStatus.OPEN,
        Task.deleted_at.is_(None),
    )
    done = {"status": TaskStatus.DONE, "finished_on": desk.today(), "outcome": _("已回顾")}
    change_many(session, Task, list(session.scalars(asked)), done)


def _refuse(session: Session, desk: Desk, client_ids: Sequence[ClientId], reason: str) -> None:
    own = {"refused_on": desk.today(), "reason": reason, "staff_id": desk.staff_id}
    session.add_all(KeyAccountRefusal(client_id=id_, **own) for id_ in client_ids)


def _member(session: Session, staff_id: StaffId | None) -> Staff:
    member = None if staff_id is None else session.get(Staff, staff_id)
    if member is None or not member.active:
        raise InvalidInputError({"relationship_manager_id": _("请选一位在职的人做关系经理。")})
    return member


def _plan(session: Session, client_id: ClientId) -> AccountPlan | None:
    return session.scalar(select(AccountPlan).where(AccountPlan.client_id == client_id))
