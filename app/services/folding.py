"""Making one of what stands in two client files that become one: a person, a plan, an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.journal import change_many
from app.domain.key_accounts import PLAN_TEXTS
from app.domain.merging import both_texts
from app.domain.types import Occasion, TaskRule
from app.language.telephones import numbers_in
from app.models import (
    AccountPlan,
    Case,
    CommunicationContact,
    Contact,
    Courtesy,
    ImportantDate,
    Reception,
    Task,
)

FIELDS = (
    "sex",
    "department",
    "post",
    "role",
    "telephone",
    "wechat",
    "email",
    "home_town",
    "interests",
    "taboos",
    "topics",
    "notes",
    "left_to",
)
BIRTHDAY = ("birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap")


def fold_contacts(session: Session, keep_id: int, lose_id: int, *, now: datetime) -> None:
    """Prepare the contacts of a file for moving into another.

    The kept file's main contact stays the only one. A person with the same name and mobile number
    in both becomes one, unless the two entries contradict each other.
    """
    there = _contacts(session, keep_id)
    has_main = any(contact.main for contact in there)
    for contact in _contacts(session, lose_id):
        if has_main:
            contact.main = False
        same = next((other for other in there if _is_same(other, contact)), None)
        if same is not None:
            _join(session, same, contact)
            contact.deleted_at = now
    session.flush()


def fold_plans(session: Session, keep_id: int, lose_id: int) -> None:
    """Make one plan of two: all their texts, looked through as often and as soon as either.

    A plan alone goes along. Of two the other stays with its file, said whole in the kept one.
    """
    ours, theirs = _plan(session, keep_id), _plan(session, lose_id)
    if theirs is None:
        return
    if ours is None:
        theirs.client_id = keep_id
        return
    for name in PLAN_TEXTS:
        setattr(ours, name, both_texts(getattr(ours, name), getattr(theirs, name)))
    ours.review_months = min(ours.review_months, theirs.review_months)
    days = [day for day in (ours.next_review_on, theirs.next_review_on) if day is not None]
    ours.next_review_on = min(days, default=None)
    _answer_for(session, ours.id, theirs.id, TaskRule.REVIEW)


def fold_answers(session: Session, keep_id: int, lose_id: int) -> None:
    """Let what was put off, done or dropped for the one client count for the other."""
    _answer_for(session, keep_id, lose_id, TaskRule.CONTACT, TaskRule.VISIT, TaskRule.MONEY)


def _answer_for(session: Session, keep_id: int, lose_id: int, *rules: TaskRule) -> None:
    answers = select(Task.id).where(Task.rule.in_(rules), Task.subject_id == lose_id)
    change_many(session, Task, session.scalars(answers).all(), {"subject_id": keep_id})


def _plan(session: Session, client_id: int) -> AccountPlan | None:
    return session.scalar(select(AccountPlan).where(AccountPlan.client_id == client_id))


def _contacts(session: Session, client_id: int) -> Sequence[Contact]:
    own = (Contact.client_id == client_id, Contact.deleted_at.is_(None))
    return session.scalars(select(Contact).where(*own).order_by(Contact.id)).all()


def _is_same(a: Contact, b: Contact) -> bool:
    numbers = numbers_in(a.mobile)
    if a.name != b.name or a.left != b.left or not numbers or numbers != numbers_in(b.mobile):
        return False
    pairs = [(getattr(a, name), getattr(b, name)) for name in FIELDS]
    if a.birth_month and b.birth_month:
        pairs.append((_birthday(a), _birthday(b)))
    return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)


def _birthday(contact: Contact) -> tuple[Any, ...]:
    return tuple(getattr(contact, name) for name in BIRTHDAY)


def _join(session: Session, keep: Contact, lose: Contact) -> None:
    """Let the kept contact know what the other knows, and stand for it wherever it took part."""
    names = [name for name in FIELDS if not getattr(keep, name)]
    if not keep.birth_month:
        names += BIRTHDAY
    for name in names:
        setattr(keep, name, getattr(lose, name))
    for model in (CommunicationContact, Task, Case, Reception, Courtesy, ImportantDate):
        pointing = select(model.id).where(model.contact_id == lose.id)
        change_many(session, model, session.scalars(pointing).all(), {"contact_id": keep.id})
    _answer_for(session, keep.id, lose.id, TaskRule.BIRTHDAY)
    given = (Courtesy.occasion == Occasion.BIRTHDAY, Courtesy.subject_id == lose.id)
    done = session.scalars(select(Courtesy.id).where(*given)).all()
    change_many(session, Courtesy, done, {"subject_id": keep.id})
