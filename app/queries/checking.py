"""The full check of an office file: SQLite's, the references, and the program's own facts."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.db.quoting import quoted
from app.domain.audit_labels import TABLES
from app.errors import CancelledError
from app.i18n import _
from app.models import Base, Booking, Client, ClientFact, ClientYear
from app.queries.checking_values import unreadable_values
from app.queries.facts import (
    LastContacts,
    Stays,
    chinese_pieces,
    chunks,
    last_contacts,
    search_texts,
    stays,
    wrong_due_days,
    year_sums,
)
from app.queries.screening.seals import broken_seals

Tell = Callable[[int, int], None]
STEPS = 100_000
"""Steps of SQLite's, some hundredths of a second, between two looks whether to stop."""
FEW = 5
"""Findings that are shown of those that say the same of one record after the other."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and what can be done about it.

    ``damage``: the file itself. ``mendable``: it follows from other rows and can be computed anew.
    ``alike``: what it has in common with others that say the same of other records.
    """

    text: str
    remedy: str
    damage: bool = False
    mendable: bool = False
    alike: tuple[str, ...] = ()


def in_short(found: Iterable[Finding], where_all: str) -> list[Finding]:
    """Leave out what only says the same of more records; count it, and say where all of it is."""
    groups: dict[object, list[Finding]] = {}
    for number, one in enumerate(found):
        groups.setdefault(one.alike or number, []).append(one)
    shown = []
    for group in groups.values():
        shown += group[:FEW]
        if len(group) > FEW:
            text = _("……同样的一共 {n:,} 处，这里只列出前 {few} 处。")
            shown.append(Finding(text.format(n=len(group), few=FEW), where_all))
    return shown


def findings(
    session: Session,
    tell: Tell | None = None,
    *,
    looked: Tell | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Finding]:
    """Check everything, each finding as it is found; a damaged file is not looked into further.

    ``looked`` is told how many tables of the file were looked through, of how many, and then
    ``tell`` how many clients' facts were compared.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    with _stopped_by(session, cancelled):
        yield from _findings(session, tell or _nobody, looked or _nobody)


def _findings(session: Session, tell: Tell, looked: Tell) -> Iterator[Finding]:
    missing = list(_schema_findings(session))
    yield from missing
    if any(finding.damage for finding in missing):
        return
    for finding in _file_findings(session, looked):
        yield finding
        if finding.damage:
            return
    if unreadable := list(_value_findings(session)):
        yield from unreadable
        return
    yield from _seal_findings(session)
    ids = session.scalars(select(Client.id).order_by(Client.id)).all()
    compared = 0
    for some in chunks(ids):
        yield from _fact_findings(session, some)
        compared += len(some)
        tell(compared, len(ids))


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody."""


@contextmanager
def _stopped_by(session: Session, cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """Let SQLite ask in the midst of a statement whether to stop: one may take half a minute."""
    if cancelled is None:
        yield
        return
    driver: Any = session.connection().connection.dbapi_connection
    driver.set_progress_handler(cancelled, STEPS)
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_INTERRUPT:
            raise CancelledError from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _schema_findings(session: Session) -> Iterator[Finding]:
    """Name what is missing of the program's own tables, and what somebody else added."""
    connection, backup = session.connection(), _("请用最近的备份恢复。")
    listed = connection.exec_driver_sql("SELECT type, name FROM main.sqlite_master").all()
    there = {name for kind, name in listed if kind in {"table", "index"}}
    for table in Base.metadata.sorted_tables:
        columns = connection.exec_driver_sql(f"PRAGMA main.table_info({table.name})").all()
        parts = {table.name, *(str(index.name) for index in table.indexes)} - there
        parts |= {
            f"{table.name}.{name}" for name in set(table.columns.keys()) - {c[1] for c in columns}
        }
        for part in sorted(parts):
            yield Finding(_("数据文件里缺少 {part}。").format(part=part), backup, damage=True)
    for kind, name in listed:
        if kind in {"trigger", "view"}:
            text = _("数据文件里有一个不是客友建立的 {kind}：{name}，它可能在暗中改动数据。")
            yield Finding(text.format(kind=kind, name=name), backup + _("并查明是谁加的。"))


def _file_findings(session: Session, looked: Tell) -> Iterator[Finding]:
    """Look through all pages, then compare the indexes of one table after the other with it."""
    connection = session.connection()
    tables = connection.exec_driver_sql("SELECT name FROM main.sqlite_master WHERE type='table'")
    names = tables.scalars().all()
    checks = ["PRAGMA main.quick_check"]
    checks += [f"PRAGMA main.integrity_check({quoted(name)})" for name in names]
    for number, check in enumerate(checks):
        looked(number, len(checks))
        for (message,) in connection.exec_driver_sql(check):
            if message != "ok":
                remedy = _("请用最近的备份恢复；损坏的文件不要删除。")
                yield Finding(_("数据文件损坏：{what}").format(what=message), remedy, damage=True)
    for table, row, parent, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        text = _("{table}第 {row} 条记录所属的{parent}不见了。")
        told = text.format(table=_named(table), row=row, parent=_named(parent))
        yield Finding(told, _("请用最近的备份恢复。"), alike=("parent", table, parent))


def _named(table: str) -> str:
    """Name a table for people, and for whoever is to look into the file."""
    return f"{TABLES[table]}（{table}）" if table in TABLES else f" {table} "


def _value_findings(session: Session) -> Iterator[Finding]:
    for table, row, column in unreadable_values(session):
        text = _("{table}第 {row} 条记录的 {column} 里是客友没有写过的内容，读不出来。")
        remedy = _("请用最近的备份恢复，并查明是谁改的。")
        told = text.format(table=_named(table), row=row, column=column)
        yield Finding(told, remedy, alike=("value", table, column))


def _seal_findings(session: Session) -> Iterator[Finding]:
    for seal in broken_seals(session):
        yield Finding(seal.text, seal.remedy)


def _fact_findings(session: Session, ids: Sequence[int]) -> Iterator[Finding]:
    codes = dict(session.execute(select(Client.id, Client.code).where(Client.id.in_(ids))).all())
    remedy = _("可以重新计算：设置 → 数据 → 检查数据，或运行 keyou check --mend。")
    checks = (
        (_("首次或最近入住、最近沟通日期"), _wrong_facts(session, ids)),
        (_("年度合计"), _wrong_years(session, ids)),
        (_("查找用的文字"), _wrong_search(session, ids)),
        (_("应收到期日"), _wrong_due(session, ids)),
    )
    for what, wrong in checks:
        for id_ in sorted(wrong):
            text = _("客户 {code} 的{what}与明细不符。")
            told = text.format(code=codes[id_], what=what)
            yield Finding(told, remedy, mendable=True, alike=("fact", what))


def _wrong_facts(session: Session, ids: Sequence[int]) -> set[int]:
    found = (stays(session, ids), last_contacts(session, ids))
    return _unlike(session, Stays, found[0]) | _unlike(session, LastContacts, found[1])


def _unlike(
    session: Session,
    kind: type[Stays | LastContacts],
    found: Mapping[int, Stays | LastContacts],
) -> set[int]:
    """Return the clients of which something else is stored than was found."""
    columns = [getattr(ClientFact, field.name) for field in fields(kind)]
    query = select(ClientFact.client_id, *columns).where(ClientFact.client_id.in_(found))
    stored = {id_: kind(*facts) for id_, *facts in session.execute(query)}
    return {id_ for id_, facts in found.items() if stored.get(id_) != facts}


def _wrong_years(session: Session, ids: Sequence[int]) -> set[int]:
    columns = (ClientYear.client_id, ClientYear.year, ClientYear.amount)
    counts = (ClientYear.room_nights, ClientYear.bookings)
    query = select(*columns, *counts).where(ClientYear.client_id.in_(ids))
    stored = {(id_, year): tuple(sums) for id_, year, *sums in session.execute(query)}
    found = {
        (id_, year): (Decimal(amount), nights, count)
        for id_, year, amount, nights, count in session.execute(year_sums(ids))
    }
    return {key[0] for key in stored.keys() | found.keys() if stored.get(key) != found.get(key)}


def _wrong_search(session: Session, ids: Sequence[int]) -> set[int]:
    columns = (ClientFact.client_id, ClientFact.search, ClientFact.names)
    query = select(*columns).where(ClientFact.client_id.in_(ids))
    stored = {id_: (search, names) for id_, search, names in session.execute(query)}
    found = search_texts(session, ids)
    return {id_ for id_, text in found.items() if stored.get(id_) != (text, chinese_pieces(text))}


def _wrong_due(session: Session, ids: Sequence[int]) -> set[int]:
    wrong = list(wrong_due_days(session, ids))
    found: set[int] = set()
    for some in chunks(wrong):
        found |= set(session.scalars(select(Booking.client_id).where(Booking.id.in_(some))))
    return found
