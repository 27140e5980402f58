"""The lines of 今日 in sight: what each says of its client and what can be answered to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.today import Occasion, TodayGroup, TodayLine
from app.domain.types import ClientId, ContactId, StaffId, TaskRule
from app.i18n import _
from app.models import Client, ClientFact, Contact, Staff
from app.queries.clients.mains import MainContact, main_contacts
from app.queries.id_lists import all_of
from app.queries.today.facts import READERS, Fact
from app.queries.today.scope import TodayScope


@dataclass(frozen=True, slots=True)
class _Head:
    """What every line says of its client."""

    name: str
    grade: str
    manager_id: int | None
    made_on: date | None
    visit_on: date | None
    opened_on: date | None


NOBODY = _Head("", "", None, None, None, None)
NO_CONTACT = MainContact("", "")


def today_lines(
    session: Session, scope: TodayScope, wanted: Mapping[TodayGroup, Sequence[Any]]
) -> dict[tuple[TodayGroup, Any], TodayLine]:
    """Return the lines of these keys by group and key; what is gone meanwhile is left out."""
    facts = {
        group: {one.key: one for one in READERS[group](session, scope, keys)}
        for group, keys in wanted.items()
        if keys
    }
    everyone = {
        one.client_id for own in facts.values() for one in own.values() if one.client_id is not None
    }
    heads = _heads(session, scope, everyone)
    mains = main_contacts(session, sorted(everyone)) if everyone else {}
    names = session.execute(select(Staff.id, Staff.name))
    staff = {id_: name for id_, name in names}  # noqa: C416 - rows are no pairs to mypy
    about = _About(heads, mains, _named(session, facts.values()), staff, scope.today)
    return {
        (group, key): _line(group, own[key], about)
        for group, own in facts.items()
        for key in wanted[group]
        if key in own and (own[key].client_id is None or own[key].client_id in heads)
    }


@dataclass(frozen=True, slots=True)
class _About:
    """The clients and people of all lines."""

    heads: Mapping[int, _Head]
    mains: Mapping[int, MainContact]
    named: Mapping[int | None, MainContact]
    staff: Mapping[int, str]
    today: date


def _named(session: Session, facts: Iterable[Mapping[Any, Fact]]) -> dict[int | None, MainContact]:
    """Return the contacts the lines are about by id: whom to call instead of the main one."""
    known = ((one.more or {}).get("contact_id") for own in facts for one in own.values())
    ids = {id_ for id_ in known if id_ is not None}
    people = session.execute(
        select(Contact.id, Contact.name, Contact.mobile, Contact.telephone).where(
            Contact.id.in_(all_of(ids))
        )
    )
    return {id_: MainContact(name, mobile or other, id_) for id_, name, mobile, other in people}


def _line(group: TodayGroup, fact: Fact, about: _About) -> TodayLine:
    known = -1 if fact.client_id is None else fact.client_id
    head, main = about.heads.get(known, NOBODY), about.mains.get(known, NO_CONTACT)
    more = dict(fact.more or {})
    staff_id = more.pop("staff_id", None) or head.manager_id
    contact_id = more.pop("contact_id", None)
    person = about.named.get(contact_id, main)
    name = more.pop("contact_name", None) or person.name
    why, on = _since(fact, head, about.today)
    return TodayLine(
        group=group,
        subject_id=fact.subject_id,
        client_id=None if fact.client_id is None else ClientId(fact.client_id),
        client_name=head.name,
        grade=head.grade,
        what=fact.what,
        why=why,
        on=on,
        contact_name=name,
        # never somebody else's number beside a name
        contact_id=_known(person) if name == person.name else None,
        telephone=person.telephone if name == person.name else "",
        staff_name=about.staff.get(staff_id or -1, ""),
        occasion=_occasion(fact, on or about.today, staff_id, contact_id),
        **more,
    )


def _known(person: MainContact) -> ContactId | None:
    return None if person.id is None else ContactId(person.id)


def _since(fact: Fact, head: _Head, today: date) -> tuple[str, date | None]:
    """Say since when a client waits; what else a line says was read with it."""
    if fact.rule not in (TaskRule.CONTACT, TaskRule.VISIT):
        return fact.why, fact.on
    contact = fact.rule is TaskRule.CONTACT
    last = head.made_on if contact else head.visit_on
    if (last or head.opened_on or today) > today:
        return _("记着 {day}，那天还没有到，请核对").format(day=last or head.opened_on), None
    if last is None:
        told = _("建档后还没有联系过") if contact else _("还没有拜访过")
        return told, head.opened_on
    told = _("上次联系 {day}") if contact else _("上次拜访 {day}")
    return told.format(day=last), last


def _occasion(
    fact: Fact, on: date, staff_id: int | None, contact_id: ContactId | None
) -> Occasion | None:
    """Return what an answer to the line is about; tasks and problems are answered themselves."""
    if fact.rule is None or fact.client_id is None:
        return None
    client_id = ClientId(fact.client_id)
    whose = None if staff_id is None else StaffId(staff_id)
    return Occasion(fact.rule, client_id, fact.subject_id, on, fact.what, contact_id, whose)


def _heads(session: Session, scope: TodayScope, ids: Iterable[int]) -> dict[int, _Head]:
    query = (
        select(
            Client.id,
            Client.name,
            Client.grade,
            Client.manager_id,
            ClientFact.last_made_on,
            ClientFact.last_visit_on,
            Client.created_at,
        )
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .where(Client.id.in_(all_of(list(ids))), Client.deleted_at.is_(None))
    )
    return {
        id_: _Head(
            name, grade or "", manager, made, visited, opened.astimezone(scope.now.tzinfo).date()
        )
        for id_, name, grade, manager, made, visited, opened in session.execute(query)
    }
