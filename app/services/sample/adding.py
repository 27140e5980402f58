"""Put the sample office into the office file, beside whatever is there."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe, touch
from app.domain.names import match_key
from app.domain.sample import SampleOffice, sample_office
from app.domain.sample.records import (
    SampleAgreement,
    SampleClient,
    SampleContact,
    SampleStaff,
)
from app.errors import AppError
from app.i18n import _
from app.models import (
    Agreement,
    AgreementRate,
    Base,
    Booking,
    Client,
    ClientTag,
    Communication,
    CommunicationContact,
    Contact,
    Receipt,
    Signer,
    Staff,
    Task,
)
from app.queries.office import OFFICE, office_settings, settings_to_json
from app.services.facts import refresh_due, refresh_facts, refresh_search
from app.services.office import keep_setting
from app.services.sample.board import add_board
from app.services.sample.cases import add_cases, add_checklists
from app.services.sample.courtesies import add_courtesies
from app.services.sample.key_accounts import add_key_accounts
from app.services.sample.last_screening import add_last_screening
from app.services.sample.removing import has_sample

Row = dict[str, Any]

OWN_LISTS = ("tags", "contacts", "agreements", "signers", "manager", "relationship_manager")


def add_sample(desk: Desk) -> None:
    """Add the sample office as it stands today; its last year's screening is approved.

    Where the hotel has no name yet it gets the sample's.

    Raises:
        AppError: The sample is there already, or its codes or numbers are taken.
    """
    office = sample_office(desk.today())
    with desk.write(undoable=False) as session:
        _check_free(session, office)
        staff = _add_staff(session, office)
        clients = _add_clients(session, office, staff)
        contacts = _add_belongings(session, office, clients)
        bookings = _add_bookings(session, office, clients)
        _add_receipts(session, office, clients, bookings)
        _add_log(session, office, clients, contacts, staff)
        _add_tasks(session, office, clients, contacts, staff)
        add_board(session, desk.today())
        add_courtesies(session, desk.today())
        _name_hotel(session, office)
        refresh_facts(session, clients.values())
        refresh_search(session, clients.values())
        refresh_due(session, clients.values())
        add_cases(session, desk.now())
        add_checklists(session, desk.today())
        add_key_accounts(session, desk.today())
        told = _("已装入示例：{clients:,} 个客户、{bookings:,} 笔预订、{entries:,} 条沟通记录")
        describe(
            session,
            told.format(
                clients=len(office.clients),
                bookings=len(office.bookings),
                entries=len(office.entries),
            ),
        )
    add_last_screening(desk, office)


def _check_free(session: Session, office: SampleOffice) -> None:
    if has_sample(session):
        raise AppError(_("示例数据已经在这里了。"))
    codes = select(Client.code).where(Client.code.in_([c.code for c in office.clients]))
    taken = session.scalar(codes.limit(1))
    if taken is not None:
        raise AppError(
            _("客户编号 {code} 已被使用，装不进示例。请另用一个空的数据文件夹。").format(code=taken)
        )
    first, last = "YD", "YE"
    numbers = set(
        session.scalars(select(Booking.number).where(Booking.number.between(first, last)))
    )
    clash = next((b.number for b in office.bookings if b.number in numbers), None)
    if clash is not None:
        raise AppError(
            _("预订号 {number} 已被使用，装不进示例。请另用一个空的数据文件夹。").format(
                number=clash
            )
        )


def _add_staff(session: Session, office: SampleOffice) -> dict[str, int]:
    """Add those whose names are not there yet; return everybody's id by name."""
    there = {name: id_ for id_, name in session.execute(select(Staff.id, Staff.name))}
    new = [one for one in office.staff if one.name not in there]
    added: dict[str, int] = {}
    for members in ([s for s in new if not s.leader], [s for s in new if s.leader]):
        rows = [_staff_row(one, added.get(one.leader)) for one in members]
        ids = _insert(session, Staff, rows)
        added |= dict(zip((one.name for one in members), ids, strict=True))
    return there | added


def _staff_row(one: SampleStaff, leader_id: int | None) -> Row:
    key = _name_key(one.name)
    row = {"name": one.name, "name_key": key, "post": one.post, "leader_id": leader_id}
    return row | {"is_sample": True}


def _add_clients(session: Session, office: SampleOffice, staff: dict[str, int]) -> dict[str, int]:
    rows = [_client_row(client, staff) for client in office.clients]
    ids = _insert(session, Client, rows)
    return dict(zip((client.code for client in office.clients), ids, strict=True))


def _client_row(client: SampleClient, staff: dict[str, int]) -> Row:
    row = _columns(client, *OWN_LISTS, "opened_on")
    opened = datetime.combine(client.opened_on, time(1), UTC)
    return row | {
        "name_key": _name_key(client.name),
        "match_key": match_key(client.name),
        "manager_id": staff[client.manager],
        "relationship_manager_id": staff.get(client.relationship_manager),
        "extra": {},
        "is_sample": True,
        "created_at": opened,
    }


def _add_belongings(
    session: Session, office: SampleOffice, clients: dict[str, int]
) -> dict[tuple[str, str], int]:
    """Add contacts, agreements, signers and tags; return contacts by client code and name."""
    people = [(c.code, person) for c in office.clients for person in c.contacts]
    rows = [_contact_row(person) | {"client_id": clients[code]} for code, person in people]
    ids = _insert(session, Contact, rows)
    papers = [(c.code, paper) for c in office.clients for paper in c.agreements]
    _add_agreements(session, papers, clients)
    signers = [
        asdict(one) | {"client_id": clients[c.code]} for c in office.clients for one in c.signers
    ]
    _insert(session, Signer, signers)
    tags = [{"client_id": clients[c.code], "tag": tag} for c in office.clients for tag in c.tags]
    _insert(session, ClientTag, tags)
    return {(code, person.name): id_ for (code, person), id_ in zip(people, ids, strict=True)}


def _contact_row(person: SampleContact) -> Row:
    row = _columns(person, "birthday") | {"name_key": _name_key(person.name, person=True)}
    born = person.birthday
    return row | {
        "birth_year": None if born is None else born.year,
        "birth_month": None if born is None else born.month,
        "birth_day": None if born is None else born.day,
        "birth_lunar": born is not None and born.lunar,
        "birth_leap": born is not None and born.leap,
    }


def _add_agreements(
    session: Session, papers: Sequence[tuple[str, SampleAgreement]], clients: dict[str, int]
) -> None:
    rows = [_columns(paper, "rates") | {"client_id": clients[code]} for code, paper in papers]
    ids = _insert(session, Agreement, rows)
    rates = [
        asdict(rate) | {"agreement_id": id_}
        for (_code, paper), id_ in zip(papers, ids, strict=True)
        for rate in paper.rates
    ]
    _insert(session, AgreementRate, rates)


def _add_bookings(
    session: Session, office: SampleOffice, clients: dict[str, int]
) -> dict[str, int]:
    rows = [
        _columns(b, "client_code") | {"client_id": clients[b.client_code]} for b in office.bookings
    ]
    ids = _insert(session, Booking, rows)
    return dict(zip((b.number for b in office.bookings), ids, strict=True))


def _add_receipts(
    session: Session, office: SampleOffice, clients: dict[str, int], bookings: dict[str, int]
) -> None:
    rows = [
        _columns(one, "client_code")
        | {
            "client_id": clients[one.client_code],
            "booking_id": bookings.get(one.booking_number),
        }
        for one in office.receipts
    ]
    _insert(session, Receipt, rows)


def _add_log(
    session: Session,
    office: SampleOffice,
    clients: dict[str, int],
    contacts: dict[tuple[str, str], int],
    staff: dict[str, int],
) -> None:
    rows = [
        _columns(e, "client_code", "contact", "staff", "task_status")
        | {"client_id": clients[e.client_code], "staff_id": staff[e.staff]}
        for e in office.entries
    ]
    ids = _insert(session, Communication, rows)
    held = list(zip(office.entries, ids, strict=True))
    people = [
        {"communication_id": id_, "contact_id": contacts[e.client_code, e.contact]}
        for e, id_ in held
    ]
    _insert(session, CommunicationContact, people)
    steps = [
        {
            "client_id": clients[e.client_code],
            "contact_id": contacts[e.client_code, e.contact],
            "communication_id": id_,
            "title": e.next_step,
            "due_on": e.next_on,
            "staff_id": staff[e.staff],
            "status": e.task_status,
        }
        for e, id_ in held
        if e.task_status is not None
    ]
    _insert(session, Task, steps)


def _add_tasks(
    session: Session,
    office: SampleOffice,
    clients: dict[str, int],
    contacts: dict[tuple[str, str], int],
    staff: dict[str, int],
) -> None:
    rows = [
        {
            "client_id": clients[task.client_code],
            "contact_id": contacts.get((task.client_code, task.contact)),
            "kind": task.kind,
            "title": task.title,
            "due_on": task.due_on,
            "due_time": task.due_time,
            "staff_id": staff[task.staff],
        }
        for task in office.tasks
    ]
    _insert(session, Task, rows)


def _name_hotel(session: Session, office: SampleOffice) -> None:
    settings = office_settings(session)
    if not settings.hotel_name:
        named = replace(settings, hotel_name=office.hotel_name)
        keep_setting(session, OFFICE, settings_to_json(named))


def _insert(session: Session, model: type[Base], rows: Sequence[Row]) -> list[int]:
    """Add many rows, which the journal need not tell one by one; return their ids in order.

    Asking for the ids while inserting takes ten times as long as reading them afterwards.
    """
    table = model.__table__
    last = session.scalar(select(func.max(table.c.id))) or 0
    versioned = {"version": 1} if "version" in table.c else {}
    if rows:
        session.connection().execute(insert(model), [row | versioned for row in rows])
        touch(session, model.__tablename__)
    return list(session.scalars(select(table.c.id).where(table.c.id > last).order_by(table.c.id)))


def _columns(record: Any, *without: str) -> Row:
    """Return a record's own fields, leaving some out."""
    names = (name for name in record.__dataclass_fields__ if name not in without)
    return {name: getattr(record, name) for name in names}


def _name_key(name: str, *, person: bool = False) -> str:
    from app.language.pinyin import keys

    return keys(name, person=person).sort_key
