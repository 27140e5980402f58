"""What the lines of 今日 say, read by their keys: one statement a group."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.birthdays import Birthday
from app.domain.receivables import AGES
from app.domain.today import TodayGroup
from app.domain.types import TaskRule
from app.i18n import _
from app.models import (
    AccountPlan,
    Agreement,
    Case,
    Client,
    Contact,
    Festival,
    FormDraft,
    ImportantDate,
    Reception,
    Task,
)
from app.queries.id_lists import all_of
from app.queries.today.courtesies import Kept
from app.queries.today.money import OverdueMoney
from app.queries.today.scope import TodayScope, case_due_on


@dataclass(frozen=True, slots=True)
class Fact:
    """What one line says, before its client is known."""

    key: Any
    subject_id: int
    client_id: int | None
    what: str = ""
    why: str = ""
    on: date | None = None
    rule: TaskRule | None = None
    more: Mapping[str, Any] | None = None


Reader = Callable[[Session, TodayScope, Any], Iterator[Fact]]


def _tasks(session: Session, _scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
    for task in session.scalars(select(Task).where(Task.id.in_(all_of(keys)))):
        yield Fact(
            task.id,
            task.id,
            task.client_id,
            task.title,
            task.kind.label if task.rule is None else task.rule.label,
            task.due_on,
            more={
                "at": task.due_time,
                "contact_id": task.contact_id,
                "staff_id": task.staff_id,
            },
        )


def _cases(session: Session, scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
    for case in session.scalars(select(Case).where(Case.id.in_(all_of(keys)))):
        told = _("{kind}·{severity}，{state}")
        why = told.format(
            kind=case.kind.label, severity=case.severity.label, state=case.state.label
        )
        yield Fact(
            case.id,
            case.id,
            case.client_id,
            case.title,
            why,
            case_due_on(scope, case.answered_at, case.answer_due_at, case.solve_due_on),
            more={
                "contact_id": case.contact_id,
                "contact_name": case.contact_name or None,
                "staff_id": case.staff_id,
            },
        )


def _receptions(session: Session, _scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
    for one in session.scalars(select(Reception).where(Reception.id.in_(all_of(keys)))):
        what = _("接待 {guest}").format(guest=" ".join(filter(None, (one.rank, one.guest))))
        why = one.prepared.splitlines()[0] if one.prepared else _("还没写要准备什么")
        more = {"at": one.arrives_time, "contact_id": one.contact_id, "staff_id": one.staff_id}
        yield Fact(one.id, one.id, one.client_id, what, why, one.arrives_on, more=more)


def _silent(rule: TaskRule, what: str) -> Reader:
    def read(_session: Session, _scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
        for client_id in keys:
            yield Fact(client_id, client_id, client_id, what, rule=rule)

    return read


def _kept(session: Session, _scope: TodayScope, keys: Sequence[Kept]) -> Iterator[Fact]:
    by_rule: dict[TaskRule, list[Kept]] = defaultdict(list)
    for key in keys:
        by_rule[key.rule].append(key)
    readers = {
        TaskRule.BIRTHDAY: _birthdays,
        TaskRule.IMPORTANT_DATE: _important_dates,
        TaskRule.FESTIVAL: _festivals,
    }
    for rule, own in by_rule.items():
        texts = readers[rule](session, {key.subject_id for key in own})
        for key in own:
            if key.subject_id in texts:
                what, why, more = texts[key.subject_id]
                yield Fact(key, key.subject_id, key.client_id, what, why, key.on, rule, more)


Texts = dict[int, tuple[str, str, dict[str, Any]]]
"""What is due, why, and what else a line says, by the row it comes of."""


def _birthdays(session: Session, ids: set[int]) -> Texts:
    return {
        one.id: (
            _("{name} 生日").format(name=one.name),
            "　".join(filter(None, (_written(one), one.interests))),
            {"contact_id": one.id},
        )
        for one in session.scalars(select(Contact).where(Contact.id.in_(all_of(ids))))
    }


def _written(one: Contact) -> str:
    assert one.birth_month is not None  # noqa: S101 - it was found by its month
    assert one.birth_day is not None  # noqa: S101 - likewise
    known = (one.birth_year, one.birth_month, one.birth_day)
    return Birthday(*known, lunar=one.birth_lunar, leap=one.birth_leap).told


def _important_dates(session: Session, ids: set[int]) -> Texts:
    return {
        one.id: (one.title, _date_told(one), {"contact_id": one.contact_id})
        for one in session.scalars(select(ImportantDate).where(ImportantDate.id.in_(all_of(ids))))
    }


def _date_told(one: ImportantDate) -> str:
    """Say what day it is; a lunar one, or one not every year has, would else surprise."""
    day = Birthday(one.year, one.month, one.day, lunar=one.lunar, leap=one.leap)
    written = day.told if one.lunar or day.rule else ""
    return "　".join(filter(None, (written, one.notes or one.kind.label)))


def _festivals(session: Session, ids: set[int]) -> Texts:
    return {
        one.id: (_("{festival}问候").format(festival=one.name), "", {})
        for one in session.scalars(select(Festival).where(Festival.id.in_(all_of(ids))))
    }


def _agreements(session: Session, _scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
    for one in session.scalars(select(Agreement).where(Agreement.id.in_(all_of(keys)))):
        what = _("谈续签协议")
        why = _("协议 {number} 有效至 {day}").format(number=one.number, day=one.valid_to)
        rule = TaskRule.AGREEMENT
        yield Fact(one.id, one.id, one.client_id, what, why, one.valid_to, rule)


def _money(_session: Session, _scope: TodayScope, keys: Sequence[OverdueMoney]) -> Iterator[Fact]:
    for key in keys:
        why = _("共欠 {amount} 元").format(amount=f"{key.amount:,.2f}")
        yield Fact(
            key,
            key.client_id,
            key.client_id,
            _("催收账款"),
            why,
            rule=TaskRule.MONEY,
            more={"amount": key.amount, "age": AGES[key.age]},
        )


def _reviews(session: Session, _scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
    query = (
        select(AccountPlan, Client.relationship_manager_id)
        .join(Client, Client.id == AccountPlan.client_id)
        .where(AccountPlan.id.in_(all_of(keys)))
    )
    for plan, whose in session.execute(query):
        why = _("每 {n} 个月回顾一次").format(n=plan.review_months)
        rule, on = TaskRule.REVIEW, plan.next_review_on
        more = {"staff_id": whose}
        yield Fact(plan.id, plan.id, plan.client_id, _("回顾大客户计划"), why, on, rule, more)


def _drafts(session: Session, scope: TodayScope, keys: Sequence[int]) -> Iterator[Fact]:
    for one in session.scalars(select(FormDraft).where(FormDraft.id.in_(all_of(keys)))):
        saved = one.saved_at.astimezone(scope.now.tzinfo)
        why = _("{day:%Y-%m-%d %H:%M} 没有保存就关了").format(day=saved)
        yield Fact(one.id, one.id, one.client_id, one.title, why, saved.date())


READERS: Mapping[TodayGroup, Reader] = {
    TodayGroup.DRAFT: _drafts,
    TodayGroup.CASE: _cases,
    TodayGroup.OVERDUE: _tasks,
    TodayGroup.DUE: _tasks,
    TodayGroup.RECEPTION: _receptions,
    TodayGroup.COURTESY: _kept,
    TodayGroup.FESTIVAL: _kept,
    TodayGroup.CONTACT: _silent(TaskRule.CONTACT, _("联系客户")),
    TodayGroup.VISIT: _silent(TaskRule.VISIT, _("拜访客户")),
    TodayGroup.AGREEMENT: _agreements,
    TodayGroup.MONEY: _money,
    TodayGroup.REVIEW: _reviews,
}
