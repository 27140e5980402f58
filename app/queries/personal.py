"""Where a person stands in the office file: by link, by name, by number, in every table."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Enum,
    String,
    Table,
    and_,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.db.doors import let_others_save
from app.domain.audit_labels import TABLES
from app.domain.needles import Needles, needles_of, wide
from app.domain.personal import ERASED_NAME, Found, Person, Place
from app.domain.types import ClientId, ContactId, ScreeningState
from app.i18n import _
from app.models import Action, Base, Change, Client, Contact, Screening, ScreeningLine, Staff
from app.queries.changes import Names, ToldField
from app.queries.clients.history import of_this_row, touches_client
from app.queries.id_lists import all_of
from app.queries.told_changes import owners_of, rows_now

APART = frozenset(
    {
        "action",
        "change",
        "client_fact",
        "client_year",
        "erasure",
        "recovery_code",
        "sign_in",
        "staff",
    }
)
"""Tables not searched like others: the journal (by itself), what follows from other rows, secrets,
and the office's own people."""
JOINS = {"communication_contact": ("communication", "communication_id")}
"""Rows that only join: the table and column of the record that is told instead."""
WORDS = ("name", "wechat", "email")
NUMBERS = ("mobile", "telephone", "wechat")
KEYS = frozenset({"name_key", "match_key", "key"})
NAMES = {
    **TABLES,
    "form_draft": _("没填完的内容"),
    "action": _("操作记录"),
    "change": _("操作记录"),
}


Step = Callable[[int, int], None]
"""Told how many tables of how many were searched; may raise ``CancelledError``."""


def searched_on(_done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """One record about a person, as it is handed over: its fields by label."""

    found: Found
    fields: tuple[ToldField, ...]


@dataclass(frozen=True, slots=True)
class HeldChange:
    """One change of the person's own data, as it is handed over."""

    at: datetime
    staff: str
    summary: str
    sentences: tuple[str, ...]


def people_found(session: Session, needles: Needles) -> list[Person]:
    """Return the contacts that are called so, or have such a number; deleted ones as well."""
    columns = [Contact.__table__.c[name] for name in {*WORDS, *NUMBERS}]
    likely = or_(*(one for column in columns for one in _likely(column, needles)))
    query = select(Contact, Client).join(Client, Client.id == Contact.client_id).where(likely)
    return [
        _person(contact, client)
        for contact, client in session.execute(query.order_by(Contact.name_key, Contact.id))
        if needles.are_in([getattr(contact, column.name) for column in columns])
    ]


def person_of(session: Session, contact_id: ContactId) -> Person | None:
    """Return a contact as it is looked for; None where there is none."""
    query = select(Contact, Client).join(Client, Client.id == Contact.client_id)
    row = session.execute(query.where(Contact.id == contact_id)).one_or_none()
    return None if row is None else _person(*row)


def needles_for(session: Session, contact_id: ContactId) -> Needles:
    """Return what a contact is found by, with what its name and numbers were before."""
    table = Contact.__tablename__
    own = (Change.table_name == table, Change.row_id == contact_id, of_this_row())
    held = [
        values
        for pair in session.execute(select(Change.before, Change.after).where(*own))
        for values in pair
        if values
    ]
    now = rows_now(session, table, {contact_id}).get(contact_id)
    held += [now] if now else []
    words = [str(one.get(name) or "") for one in held for name in WORDS]
    numbers = [str(one.get(name) or "") for one in held for name in NUMBERS]
    return needles_of((word for word in words if word != ERASED_NAME), numbers)


def findings(
    session: Session,
    needles: Needles,
    contact_id: ContactId | None = None,
    step: Step = searched_on,
) -> list[Found]:
    """Return every record in which a person stands, those that surely do first.

    Takes seconds in a large file, and lets others save meanwhile; never asked within a write.
    With ``contact_id`` also what points to that contact, and what stands in the file of the same
    client counts as certain. A record is found by what it holds now or held before.
    """
    home = None if contact_id is None else session.get_one(Contact, contact_id).client_id
    excerpts: dict[Place, str] = {}
    linked = set(_linked(session, contact_id)) if contact_id is not None else set()
    if needles.any:
        excerpts |= dict(_in_journal(session, needles))
        excerpts |= dict(_in_tables(session, needles, step))
    places = linked | set(excerpts)
    owners, titles, fixed = _about(session, places)
    summaries = _actions_of(session, home, places)
    found = [
        Found(
            place,
            NAMES[place.table],
            titles.get(place, ""),
            owners.get(place, (0, ""))[1],
            excerpts.get(place, ""),
            place in linked,
            _certain(place, owners, home, contact_id) or place in linked or place in summaries,
            fixed.get(place, ""),
        )
        for place in places
    ]
    order = list(NAMES)
    return sorted(
        found, key=lambda one: (not one.certain, order.index(one.place.table), one.place.row_id)
    )


def held_records(session: Session, found: Sequence[Found]) -> list[HeldRecord]:
    """Return these records with all they hold, to be handed over."""
    by_table: dict[str, set[int]] = defaultdict(set)
    for one in found:
        by_table[one.place.table].add(one.place.row_id)
    rows = {
        Place(name, row_id): _noted(values)
        for name, ids in by_table.items()
        for row_id, values in rows_now(session, name, ids).items()
    }
    changes = {
        place: Change(
            table_name=place.table, row_id=place.row_id, kind="insert", before=None, after=values
        )
        for place, values in rows.items()
    }
    names = Names(session, changes.values())
    return [
        HeldRecord(one, tuple(field for field in names.told(changes[one.place]) if field.after))
        for one in found
        if one.place in changes
    ]


def _noted(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what sort of day a birthday is that nobody knows."""
    known = values.get("birth_month") is not None
    return {key: one for key, one in values.items() if known or not key.startswith("birth_")}


def held_changes(session: Session, contact_id: ContactId) -> list[HeldChange]:
    """Return how the person's own data were changed, the latest first (更正的记录)."""
    table = Contact.__tablename__
    own = (Change.table_name == table, Change.row_id == contact_id, of_this_row())
    query = select(Change, Action, Staff.name).join(Action, Action.id == Change.action_id)
    rows = session.execute(
        query.outerjoin(Staff, Staff.id == Action.staff_id).where(*own).order_by(Change.id.desc())
    ).all()
    names = Names(session, [change for change, _action, _staff in rows])
    return [
        HeldChange(
            action.at,
            staff or "",
            action.summary,
            tuple(field.sentence() for field in names.told(change)),
        )
        for change, action, staff in rows
    ]


def text_columns(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that hold texts somebody typed."""
    return [
        column
        for column in table.c
        if isinstance(column.type, String | JSON)
        and not isinstance(column.type, Enum)
        and column.name not in KEYS
    ]


def _person(contact: Contact, client: Client) -> Person:
    erased = contact.name == ERASED_NAME
    return Person(ContactId(contact.id), contact.name, ClientId(client.id), client.name, erased)


def _likely(column: ColumnElement[Any], needles: Needles) -> Iterator[ColumnElement[bool]]:
    """Give what narrows a column to rows worth a closer look.

    Chinese has no capitals, so that it is looked for by instr, several times as fast as by LIKE:
    by its first and last letter, between which there may be spaces.
    """
    holds_json = isinstance(column.type, JSON)
    text = cast(column, String) if holds_json else column
    for word in needles.words:
        if word.isascii():
            yield and_(*(text.contains(part, autoescape=True) for part in word.split()))
        else:
            yield and_(*(_in(text, letter) for letter in (word[0], word[-1])))
            if holds_json:
                yield and_(*(_in(text, _written(letter)) for letter in (word[0], word[-1])))
    for number in needles.numbers:
        first, last = number.ends
        yield text.like(f"%{first}%{last}%")
        for code in (wide, _written_wide) if holds_json else (wide,):
            yield and_(_in(text, code(first)), _in(text, code(last)))


def _written_wide(digits: str) -> str:
    return _written(wide(digits))


def _written(text: str) -> str:
    """Return a text as JSON writes it, Chinese by its numbers."""
    return json.dumps(text)[1:-1]


def _in(text: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    return func.instr(text, word) > 0


def _in_tables(session: Session, needles: Needles, step: Step) -> Iterator[tuple[Place, str]]:
    tables = Base.metadata.tables
    for done, (name, table) in enumerate(tables.items(), 1):
        let_others_save(session)
        step(done, len(tables))
        if name not in APART and (columns := text_columns(table)):
            yield from _in_table(session, table, columns, needles)
    action = _table("action")
    yield from _in_table(session, action, [action.c.summary], needles)


def _in_table(
    session: Session, table: Table, columns: Sequence[Column[Any]], needles: Needles
) -> Iterator[tuple[Place, str]]:
    likely = or_(*(one for column in columns for one in _likely(column, needles)))
    for row_id, *values in session.execute(select(table.c.id, *columns).where(likely)):
        if text := needles.excerpt(values):
            yield Place(table.name, row_id), text


def _in_journal(session: Session, needles: Needles) -> Iterator[tuple[Place, str]]:
    """Give the records whose values before or after hold one, whatever they hold now."""
    likely = or_(
        *_likely(Change.before.expression, needles), *_likely(Change.after.expression, needles)
    )
    query = select(Change.table_name, Change.row_id, Change.before, Change.after).where(likely)
    for name, row_id, before, after in session.execute(query):
        text = needles.excerpt([before, after])
        if text and name not in APART - {"erasure"}:
            yield Place(name, row_id), text


def _linked(session: Session, contact_id: int) -> Iterator[Place]:
    """Give the contact itself and every row that points to it; a log entry took part by a link."""
    yield Place("contact", contact_id)
    for name, table in Base.metadata.tables.items():
        if name not in APART and "contact_id" in table.c:
            told, column = JOINS.get(name, (name, "id"))
            query = select(table.c[column]).where(table.c.contact_id == contact_id)
            for row_id in session.scalars(query):
                yield Place(told, row_id)


def _about(
    session: Session, places: Iterable[Place]
) -> tuple[Mapping[Place, tuple[int, str]], Mapping[Place, str], Mapping[Place, str]]:
    """Return of each place whose client's it is, what it is called, and why it stays as it is."""
    changes = [
        Change(table_name=one.table, row_id=one.row_id, kind="insert", before=None, after=None)
        for one in places
        if one.table != "action"
    ]
    names = Names(session, changes)
    owners = {
        Place(*key): (int(client_id), name)
        for key, (client_id, name) in owners_of(session, changes).items()
    }
    titles = {
        Place(one.table_name, one.row_id): names.title(one.table_name, one.row_id)
        for one in changes
    }
    lines = [one.row_id for one in changes if one.table_name == "screening_line"]
    query = (
        select(ScreeningLine.id)
        .join(Screening)
        .where(Screening.state == ScreeningState.APPROVED, ScreeningLine.id.in_(all_of(lines)))
    )
    sealed = _("已批准的年终筛选是封存的")
    return owners, titles, {Place("screening_line", id_): sealed for id_ in session.scalars(query)}


def _actions_of(session: Session, home: int | None, places: Iterable[Place]) -> set[Place]:
    """Return which of these actions touched the client whose contact the person is."""
    ids = [one.row_id for one in places if one.table == "action"]
    if home is None or not ids:
        return set()
    touched = select(Change.action_id).where(
        Change.action_id.in_(all_of(ids)), touches_client(ClientId(home))
    )
    return {Place("action", id_) for id_ in session.scalars(touched.distinct())}


def _certain(
    place: Place,
    owners: Mapping[Place, tuple[int, str]],
    home: int | None,
    contact_id: int | None,
) -> bool:
    """Tell whether a record of the same client surely means this person.

    Not the client's own names and numbers, nor those of another contact: they may share both.
    """
    if place.table in {"client", "contact"} and place != Place("contact", contact_id or 0):
        return False
    return home is not None and owners.get(place, (0, ""))[0] == home


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
