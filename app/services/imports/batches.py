"""Runs an import: as a preview that writes nothing, or as one batch in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC
from itertools import islice
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import recorder
from app.domain.imported import ImportOptions, ImportOutcome, ImportSource
from app.domain.imports import ParsedRow
from app.domain.rights import Right
from app.domain.types import BatchId, ImportKind, Post, StaffId
from app.errors import CancelledError
from app.i18n import _
from app.language.pinyin import keys
from app.models import Client, ImportBatch, Setting, Staff
from app.queries.imports import (
    LAYOUTS,
    MOST_LAYOUTS,
    known_aliases,
    known_clients,
    staff_by_name,
)
from app.services.facts import refresh_contacts, refresh_due, refresh_search, refresh_stays
from app.services.imports.bookings import BookingImport
from app.services.imports.clients import ClientImport
from app.services.imports.communications import CommunicationImport
from app.services.imports.matching import ClientFinder, StaffFinder
from app.services.imports.opening import Codes, Opener
from app.services.imports.outcome import Progress, Stop, Tally
from app.services.imports.receipts import ReceiptImport
from app.services.imports.writing import Writer

ROWS_AT_ONCE = 500

_Import = BookingImport | ReceiptImport | CommunicationImport | ClientImport


def preview_rows(
    desk: Desk,
    source: ImportSource,
    options: ImportOptions,
    *,
    expected: int = 1,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> ImportOutcome:
    """Return what ``import_rows`` would do now; nothing is written.

    Args:
        desk: Whose office is compared with.
        source: The rows.
        options: What the clerk decided so far.
        expected: About how many rows there are.
        progress: Told (percent done, 100).
        cancelled: Asked now and then.

    Raises:
        CancelledError: ``cancelled`` said so.
        NotAllowedError: The post does not import.
    """
    desk.require(Right.IMPORT)
    tally = Tally(source, options, progress, cancelled, expected)
    with desk.db.read() as session:
        writer = Writer(session, None, now=desk.now())
        job, staff = _prepare(writer, tally)
        _run(job, tally)
    tally.tell_end()
    return tally.outcome(staff.new, None)


def import_rows(
    desk: Desk,
    source: ImportSource,
    options: ImportOptions,
    *,
    expected: int = 1,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> ImportOutcome:
    """Take the rows in as one batch, whole or not at all; arguments as for ``preview_rows``.

    Where every row is rejected there is no batch, and nothing is changed.

    Raises:
        CancelledError: ``cancelled`` said so; nothing is changed.
    """
    desk.require(Right.IMPORT)
    tally = Tally(source, options, progress, cancelled, expected)
    try:
        batch_id, new_staff = _take_in(desk, tally)
    except _NothingToTakeInError:
        tally.tell_end()
        return tally.outcome([], None)
    with suppress(CancelledError):  # it is done: too late to stop, and untrue to say so
        tally.tell_end()
    return tally.outcome(new_staff, batch_id)


def remember_columns(desk: Desk, key: str, chosen: Sequence[tuple[str, str | None]]) -> None:
    """Keep what a clerk chose for each of these headings, for the next file that has them."""
    kept = [list(pair) for pair in chosen]
    with desk.write(_("已记住这种表格的列"), undoable=False) as session:
        row = session.scalar(select(Setting).where(Setting.key == LAYOUTS))
        if row is None:
            session.add(Setting(key=LAYOUTS, value={key: kept}))
            return
        others = {k: v for k, v in row.value.items() if k != key}
        newest = dict(list(others.items())[-MOST_LAYOUTS:])
        row.value = {**newest, key: kept}


class _NothingToTakeInError(Exception):
    """Rolls back an import of which every row was rejected."""


def _take_in(desk: Desk, tally: Tally) -> tuple[BatchId, list[str]]:
    with desk.write(undoable=False) as session:
        batch_id = _begin_batch(desk, session, tally.source)
        writer = Writer(session, batch_id, now=desk.now())
        job, staff = _prepare(writer, tally)
        _run(job, tally)
        if len(tally.rejected) == tally.rows:
            raise _NothingToTakeInError
        _refresh(session, tally.source.kind, job.clients, tally)
        _close_batch(session, batch_id, tally, staff)
        describe(session, _summary(tally))
        tally.tell_written()  # the last moment at which it can be stopped
    return batch_id, staff.new


def _prepare(writer: Writer, tally: Tally) -> tuple[_Import, StaffFinder]:
    session = writer.session
    clients = known_clients(session)
    finder = ClientFinder(clients, known_aliases(session))
    codes = Codes((c.code for c in clients), clients[-1].code if clients else None)
    staff = StaffFinder(staff_by_name(session), lambda name: _take_on(writer, name))
    opener = Opener(writer, tally, finder, codes)
    kind = tally.source.kind
    if kind is ImportKind.BOOKINGS:
        return BookingImport(writer, tally, opener), staff
    if kind is ImportKind.RECEIPTS:
        return ReceiptImport(writer, tally, opener), staff
    if kind is ImportKind.COMMUNICATIONS:
        return CommunicationImport(writer, tally, opener, staff), staff
    return ClientImport(writer, tally, finder, staff, codes), staff


def _run(job: _Import, tally: Tally) -> None:
    for rows in _pieces(tally.source.rows):
        job.take(rows)
    tally.tell()
    job.finish()


def _pieces(rows: Iterable[ParsedRow]) -> Iterator[Sequence[ParsedRow]]:
    left = iter(rows)
    while piece := list(islice(left, ROWS_AT_ONCE)):
        yield piece


def _take_on(writer: Writer, name: str) -> StaffId:
    """Enter somebody a file names first; who it is can be changed in the settings."""
    row = {
        "name": name,
        "name_key": keys(name, person=True).sort_key[:200],
        "post": Post.REPRESENTATIVE.value,
        "active": True,
        "is_sample": False,
        "version": 1,
    }
    (id_,) = writer.add_known(Staff, [row])
    return StaffId(id_)


def _begin_batch(desk: Desk, session: Session, source: ImportSource) -> BatchId:
    action = recorder(session).action
    session.add(action)
    session.flush()
    values: dict[str, Any] = {
        "action_id": action.id,
        "kind": source.kind,
        "file_name": source.file_name[-260:],
        "file_sha256": source.sha256,
        "imported_at": desk.now().astimezone(UTC),
        "staff_id": desk.staff_id,
        **dict.fromkeys(("rows", "added", "updated", "unchanged", "joined", "rejected"), 0),
        "options": {},
    }
    statement = insert(ImportBatch.__table__).values(values)
    key = session.connection().execute(statement).inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    return BatchId(key[0])


def _close_batch(session: Session, batch_id: BatchId, tally: Tally, staff: StaffFinder) -> None:
    options = tally.options
    values = {
        "rows": tally.rows,
        "added": tally.added,
        "updated": tally.updated,
        "unchanged": tally.unchanged,
        "joined": tally.joined,
        "rejected": len(tally.rejected),
        "options": {
            "join_duplicates": options.join_duplicates,
            "open_missing": options.open_missing,
            "new_staff": staff.new,
        },
    }
    table = ImportBatch.__table__
    own = update(ImportBatch).where(table.c.id == batch_id).values(values)
    session.execute(own, execution_options={"synchronize_session": False})


def _refresh(session: Session, kind: ImportKind, clients: set[int], tally: Tally) -> None:
    """Keep what follows from the rows; of clients newly opened everything follows."""
    if kind is ImportKind.CLIENTS:
        refresh_search(session, clients)
        if tally.updated or tally.joined:
            refresh_due(session, clients)
    elif kind is ImportKind.BOOKINGS:
        refresh_stays(session, clients)
    elif kind is ImportKind.COMMUNICATIONS:
        refresh_contacts(session, clients)
    if tally.opened:
        refresh_search(session, _opened_clients(session))


def _opened_clients(session: Session) -> set[int]:
    newest = select(ImportBatch.id).order_by(ImportBatch.id.desc()).limit(1).scalar_subquery()
    return set(session.scalars(select(Client.id).where(Client.import_batch_id == newest)))


def _summary(tally: Tally) -> str:
    """Count as the page does."""
    counts = [
        (_("新增 {n}"), tally.added),
        (_("更新 {n}"), tally.updated),
        (_("不变 {n}"), tally.unchanged),
        *([(_("并入已有客户 {n}"), tally.joined)] if tally.joined else []),
        (_("退回 {n}"), len(tally.rejected)),
    ]
    told = "，".join(text.format(n=f"{count:,}") for text, count in counts)
    return _("已导入{kind}：{told}").format(kind=tally.source.kind.label, told=told)
