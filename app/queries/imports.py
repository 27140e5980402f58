"""What an import compares a file with: the office as the table keeps it, read once.

Amounts come as whole fen and choices as their codes, so that thousands of rows can be compared
without turning each value over.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Enum,
    String,
    Table,
    bindparam,
    distinct,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.domain.types import BatchId, ImportKind, StaffId
from app.models import (
    Agreement,
    Base,
    Booking,
    Client,
    ClientAlias,
    ClientTag,
    Communication,
    Contact,
    ImportBatch,
    Receipt,
    Signer,
    Staff,
)
from app.models.types import Hundredths
from app.queries.office import setting

LAYOUTS = "import_layouts"
MOST_LAYOUTS = 200

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client as rows of a file may name it."""

    id: int
    code: str
    name: str
    short_name: str
    english_name: str
    match_key: str
    terms_days: int | None
    billing_day: int | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """Another code or name of a client."""

    client_id: int
    code: str
    match_key: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import done, as the history of imports lists it."""

    id: BatchId
    kind: ImportKind
    file_name: str
    imported_at: datetime
    staff: str
    rows: int
    added: int
    updated: int
    unchanged: int
    joined: int
    rejected: int
    undone_at: datetime | None


def known_clients(session: Session) -> list[KnownClient]:
    """Return every client, those in the recycle bin too."""
    columns: tuple[Any, ...] = (
        Client.id,
        Client.code,
        Client.name,
        Client.short_name,
        Client.english_name,
        Client.match_key,
        Client.terms_days,
        Client.billing_day,
        Client.deleted_at.is_not(None),
    )
    return [KnownClient(*row) for row in session.execute(select(*columns).order_by(Client.id))]


def known_aliases(session: Session) -> list[Alias]:
    """Return the other names and codes of all clients."""
    columns = (ClientAlias.client_id, ClientAlias.code, ClientAlias.match_key)
    return [Alias(*row) for row in session.execute(select(*columns))]


def staff_by_name(session: Session) -> dict[str, StaffId]:
    """Return everybody by name, those who left too."""
    found = session.execute(select(Staff.name, Staff.id))
    return {name: StaffId(id_) for name, id_ in found}


def contacts_by_name(session: Session) -> dict[tuple[int, str], int]:
    """Return the contacts not deleted by client and name, the first of each name."""
    query = select(Contact.client_id, Contact.name, Contact.id)
    query = query.where(Contact.deleted_at.is_(None)).order_by(Contact.id.desc())
    return {(client_id, name): id_ for client_id, name, id_ in session.execute(query)}


def bookings_by_number(session: Session, numbers: Sequence[str]) -> dict[str, Plain]:
    """Return the bookings of these numbers, those in the recycle bin too."""
    return {row["number"]: row for row in _of(session, Booking, Booking.number, numbers)}


def are_booking_numbers(session: Session, texts: Sequence[str]) -> bool:
    """Tell whether more of the texts are bookings' numbers than codes of clients."""
    clients = select(func.count(distinct(Client.code))).where(Client.code.in_(texts))
    bookings = select(func.count(distinct(Booking.number))).where(Booking.number.in_(texts))
    return (session.scalar(bookings) or 0) > (session.scalar(clients) or 0)


def unnumbered_bookings(session: Session) -> Mapping[tuple[Any, ...], list[Plain]]:
    """Return the bookings without number that are not deleted, by ``BOOKING_CONTENT``."""
    table = Booking.__table__
    query = select(*plain_columns(table)).where(
        table.c.number.is_(None), table.c.deleted_at.is_(None)
    )
    found: dict[tuple[Any, ...], list[Plain]] = defaultdict(list)
    for row in session.execute(query.order_by(table.c.id)).mappings():
        found[tuple(row[name] for name in BOOKING_CONTENT)].append(dict(row))
    return found


BOOKING_CONTENT = ("client_id", "arrival_on", "departure_on", "room_type", "guest", "amount")
RECEIPT_CONTENT = ("client_id", "received_on", "amount", "method", "booking_number")
COMMUNICATION_CONTENT = ("client_id", "held_on", "held_time", "channel", "summary")
"""By what rows without a number are known again; the n-th equal row is the n-th."""


def known_receipts(session: Session) -> Mapping[tuple[Any, ...], list[Plain]]:
    """Return notes and booking of the receipts not deleted, by ``RECEIPT_CONTENT``."""
    return _by_content(session, Receipt, RECEIPT_CONTENT, ("notes", "booking_id"))


def known_communications(session: Session) -> Mapping[tuple[Any, ...], list[Plain]]:
    """Return what may change of the log entries not deleted, by ``COMMUNICATION_CONTENT``."""
    changing = ("purpose", "reaction", "reaction_note", "next_step", "next_on", "staff_id")
    return _by_content(session, Communication, COMMUNICATION_CONTENT, changing)


def any_booking(session: Session) -> bool:
    """Tell whether there is a booking at all, be it in the recycle bin."""
    return session.scalar(select(Booking.id).limit(1)) is not None


def client_values(session: Session, client_ids: Sequence[int]) -> dict[int, Plain]:
    """Return all columns of these clients by id."""
    return {row["id"]: row for row in _of(session, Client, Client.id, client_ids)}


def contacts_of(session: Session, client_ids: Sequence[int]) -> Mapping[int, list[Plain]]:
    """Return the contacts of these clients that are not deleted."""
    return _grouped(session, Contact, client_ids)


def agreements_of(session: Session, client_ids: Sequence[int]) -> Mapping[int, list[Plain]]:
    """Return the agreements of these clients that are not deleted."""
    return _grouped(session, Agreement, client_ids)


def signers_of(session: Session, client_ids: Sequence[int]) -> Mapping[int, list[Plain]]:
    """Return the signers of these clients that are not deleted."""
    return _grouped(session, Signer, client_ids)


def import_batches(session: Session) -> list[BatchRow]:
    """Return the imports done, newest first."""
    query = select(ImportBatch, Staff.name).outerjoin(Staff, Staff.id == ImportBatch.staff_id)
    return [
        BatchRow(
            id=BatchId(batch.id),
            kind=batch.kind,
            file_name=batch.file_name,
            imported_at=batch.imported_at,
            staff=staff or "",
            rows=batch.rows,
            added=batch.added,
            updated=batch.updated,
            unchanged=batch.unchanged,
            joined=batch.joined,
            rejected=batch.rejected,
            undone_at=batch.undone_at,
        )
        for batch, staff in session.execute(query.order_by(ImportBatch.id.desc()))
    ]


def imported_before(session: Session, sha256: str) -> BatchRow | None:
    """Return the last import of the very same file that was not undone."""
    batches = import_batches(session)
    wanted = select(ImportBatch.id).where(ImportBatch.file_sha256 == sha256)
    same = set(session.scalars(wanted))
    return next((b for b in batches if b.id in same and b.undone_at is None), None)


def remembered_columns(session: Session, key: str) -> tuple[tuple[str, str | None], ...] | None:
    """Return what a clerk chose for each of these headings before; None if never.

    A list without the headings, as it was kept at first, counts as never: the columns may stand
    in another order now.
    """
    stored = setting(session, LAYOUTS)
    chosen = stored.get(key) if isinstance(stored, dict) else None
    if not isinstance(chosen, list) or not all(map(_is_choice, chosen)):
        return None
    return tuple((heading, name) for heading, name in chosen)


def remembered_keys(session: Session) -> frozenset[str]:
    """Return the keys of all headings that a clerk chose columns for."""
    stored = setting(session, LAYOUTS)
    return frozenset(stored) if isinstance(stored, dict) else frozenset()


def _is_choice(pair: object) -> bool:
    if not isinstance(pair, list) or len(pair) != len(("heading", "name")):
        return False
    heading, name = pair
    return isinstance(heading, str) and (name is None or isinstance(name, str))


def plain_type(column: Column[Any]) -> TypeEngine[Any]:
    """Return the type in which a column travels without being turned over: fen, codes."""
    if isinstance(column.type, Hundredths):
        return BigInteger()
    return String() if isinstance(column.type, Enum) else column.type


def plain_columns(table: Table) -> list[Any]:
    """Return the columns of a table as they stand in it."""
    return [type_coerce(column, plain_type(column)).label(column.name) for column in table.c]


def _by_content(
    session: Session, model: type[Base], content: Sequence[str], others: Sequence[str]
) -> Mapping[tuple[Any, ...], list[Plain]]:
    table = model.__table__
    names = ("id", *content, *others)
    columns = [type_coerce(table.c[n], plain_type(table.c[n])).label(n) for n in names]
    query = select(*columns).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    found: dict[tuple[Any, ...], list[Plain]] = defaultdict(list)
    for row in session.execute(query).mappings():
        found[tuple(row[name] for name in content)].append(
            {"id": row["id"]} | {name: row[name] for name in others}
        )
    return found


def _of(session: Session, model: type[Base], column: Any, ids: Sequence[Any]) -> Iterator[Plain]:
    """Give the rows of these ids, which come as one value: as many values they take longer."""
    table = model.__table__
    asked = func.json_each(bindparam("ids", type_=JSON)).table_valued("value")
    query = select(*plain_columns(table)).where(column.in_(select(asked.c.value)))
    found = session.execute(query.order_by(table.c.id), {"ids": list(ids)})
    yield from (dict(row) for row in found.mappings())


def _grouped(
    session: Session, model: type[Base], client_ids: Sequence[int]
) -> Mapping[int, list[Plain]]:
    table = model.__table__
    found: dict[int, list[Plain]] = defaultdict(list)
    for row in _of(session, model, table.c.client_id, client_ids):
        if row["deleted_at"] is None:
            found[row["client_id"]].append(row)
    return found


def tags_of(session: Session, client_ids: Sequence[int]) -> dict[int, set[str]]:
    """Return the tags of these clients."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in _of(session, ClientTag, ClientTag.client_id, client_ids):
        found[row["client_id"]].add(row["tag"])
    return found
