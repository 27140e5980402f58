"""Takes in rows of bookings: each is known again by its number, else by its content."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select, update

from app.domain.imported import ChangedRow
from app.domain.imported_trade import BOOKING_DEFAULTS, booking_columns, status_by_days
from app.domain.imports import ParsedRow
from app.domain.receivables import due_on
from app.i18n import _
from app.models import Booking, Receipt
from app.queries.imports import (
    BOOKING_CONTENT,
    KnownClient,
    Plain,
    any_booking,
    bookings_by_number,
    unnumbered_bookings,
)
from app.services.imports.matching import NotMatchedError
from app.services.imports.opening import Opener
from app.services.imports.outcome import Tally
from app.services.imports.showing import changes_shown
from app.services.imports.writing import ROWS_A_STATEMENT, Writer


class BookingImport:
    """One import of bookings."""

    def __init__(self, writer: Writer, tally: Tally, opener: Opener) -> None:
        self._writer = writer
        self._tally = tally
        self._opener = opener
        self._created = writer.created
        self._today = writer.now.date()
        self._any_known = any_booking(writer.session)
        self._dated = "day" in tally.source.headings
        self._seen: dict[str, int] = {}
        self._contents: Mapping[tuple[Any, ...], list[Plain]] | None = None
        self._new: list[Plain] = []
        self.clients: set[int] = set()

    def take(self, rows: Sequence[ParsedRow]) -> None:
        """Take in some rows."""
        known = self._known(rows)
        for row in rows:
            if self._tally.begin(row):
                self._take_one(row, known)
        if len(self._new) >= ROWS_A_STATEMENT:
            self._write()

    def finish(self) -> None:
        """Write the rest, and attach the receipts that waited for the numbers now known."""
        self._write()
        if not self._writer.pretends and self._tally.added:
            attach_receipts(self._writer)

    def _write(self) -> None:
        new, self._new = self._new, []
        self._writer.add(Booking, new)

    def _known(self, rows: Sequence[ParsedRow]) -> dict[str, Plain]:
        if not self._any_known:
            return {}
        numbers = [row.values["number"] for row in rows if "number" in row.values]
        return bookings_by_number(self._writer.session, numbers)

    def _take_one(self, row: ParsedRow, known: Mapping[str, Plain]) -> None:
        columns, problems = booking_columns(row.values, today=self._today, dated=self._dated)
        client = None
        if not problems:
            client, problems = self._client(row)
        if client is None:
            self._tally.reject(row, problems)
            return
        columns["client_id"] = client.id
        columns["due_on"] = due_on(columns["departure_on"], client.terms_days, client.billing_day)
        self._put(row, columns, known)

    def _client(self, row: ParsedRow) -> tuple[KnownClient | None, dict[str, str]]:
        values = row.values
        name = values.get("client_name", "") or values.get("agent", "")
        try:
            found = self._opener.find(values.get("client_code", ""), name)
        except NotMatchedError as error:
            return None, {error.field: str(error)}
        return found, {}

    def _put(self, row: ParsedRow, columns: Plain, known: Mapping[str, Plain]) -> None:
        number = columns.get("number")
        if number in self._seen:
            place = self._tally.source.place(self._seen[number])
            self._tally.reject(row, {"number": _("与第 {n} 行的预订号相同。").format(n=place)})
            return
        if number is not None:
            self._seen[number] = row.number
        old = known.get(number) if number is not None else self._same_content(columns)
        if old is None:
            self._add(columns)
        elif old["deleted_at"] is not None:
            told = _("这个预订号在回收站里，请先恢复那一笔，或换一个号。")
            self._tally.reject(row, {"number": told})
        else:
            self._change(row, old, columns)

    def _same_content(self, columns: Plain) -> Plain | None:
        """Return the next booking without number that has the same content."""
        if not self._any_known:
            return None
        if self._contents is None:
            self._contents = unnumbered_bookings(self._writer.session)
        whole = {**BOOKING_DEFAULTS, **columns}
        left = self._contents.get(tuple(whole[name] for name in BOOKING_CONTENT))
        return left.pop(0) if left else None

    def _add(self, columns: Plain) -> None:
        new = {**BOOKING_DEFAULTS, **columns, **self._created}
        if "status" not in new:
            new["status"] = status_by_days(new["departure_on"], self._today)
        self._new.append(new)
        self._tally.added += 1
        self.clients.add(columns["client_id"])

    def _change(self, row: ParsedRow, old: Plain, columns: Plain) -> None:
        after = {name: value for name, value in columns.items() if old[name] != value}
        if not after:
            self._tally.unchanged += 1
            return
        before = {name: old[name] for name in after}
        self._writer.change(Booking, old["id"], before, after)
        self._tally.updated += 1
        self.clients |= {old["client_id"], columns["client_id"]}
        shown = changes_shown(self._tally.source, before, after)
        name = old["number"] or row.values.get("client_name", "")
        self._tally.changed.append(ChangedRow(row.number, name, shown))


def attach_receipts(writer: Writer) -> None:
    """Attach receipts to the bookings whose number they give.

    Not journalled: when the booking goes the database frees its receipts by itself.
    """
    receipt, booking = Receipt.__table__, Booking.__table__
    same = (
        (booking.c.number == receipt.c.booking_number)
        & (booking.c.client_id == receipt.c.client_id)
        & booking.c.deleted_at.is_(None)
    )
    target = select(booking.c.id).where(same).scalar_subquery()
    waiting = receipt.c.booking_id.is_(None) & (receipt.c.booking_number != "")
    statement = update(Receipt).where(waiting, exists().where(same)).values(booking_id=target)
    writer.session.execute(statement, execution_options={"synchronize_session": False})
