"""Takes in rows of receipts: each is known again by its content, the n-th equal as the n-th."""

from collections.abc import Sequence

from app.domain.imported import ChangedRow
from app.domain.imported_trade import receipt_columns
from app.domain.imports import ParsedRow
from app.i18n import _
from app.models import Receipt
from app.queries.imports import RECEIPT_CONTENT, Plain, bookings_by_number, known_receipts
from app.services.imports.matching import NotMatchedError
from app.services.imports.opening import Opener
from app.services.imports.outcome import Tally
from app.services.imports.showing import changes_shown
from app.services.imports.writing import ROWS_A_STATEMENT, Writer


class ReceiptImport:
    """One import of receipts."""

    def __init__(self, writer: Writer, tally: Tally, opener: Opener) -> None:
        self._writer = writer
        self._tally = tally
        self._opener = opener
        self._created = writer.created
        self._contents = known_receipts(writer.session)
        self._new: list[Plain] = []
        self.clients: set[int] = set()

    def take(self, rows: Sequence[ParsedRow]) -> None:
        """Take in some rows."""
        numbers = {row.values.get("booking_number", "") for row in rows} - {""}
        bookings = bookings_by_number(self._writer.session, sorted(numbers))
        living = {n: row for n, row in bookings.items() if row["deleted_at"] is None}
        for row in rows:
            if self._tally.begin(row):
                self._take_one(row, living.get(row.values.get("booking_number", "")))
        if len(self._new) >= ROWS_A_STATEMENT:
            self._write()

    def finish(self) -> None:
        """Write the rest; each receipt was attached on its way."""
        self._write()

    def _write(self) -> None:
        new, self._new = self._new, []
        self._writer.add(Receipt, new)

    def _take_one(self, row: ParsedRow, booking: Plain | None) -> None:
        columns, problems = receipt_columns(row.values)
        if not problems:
            problems = self._assign(row, columns, booking)
        if problems:
            self._tally.reject(row, problems)
        else:
            self._put(row, columns)

    def _assign(self, row: ParsedRow, columns: Plain, booking: Plain | None) -> dict[str, str]:
        """Give the receipt its client and booking; return what is wrong."""
        values = row.values
        code, name = values.get("client_code", ""), values.get("client_name", "")
        columns["booking_id"] = None if booking is None else booking["id"]
        if booking is not None and not code and not name:
            columns["client_id"] = booking["client_id"]
            return {}
        try:
            columns["client_id"] = self._opener.find(code, name).id
        except NotMatchedError as error:
            return {error.field: str(error)}
        if booking is not None and booking["client_id"] != columns["client_id"]:
            owner = self._opener.finder.clients.get(booking["client_id"])
            told = _("这笔预订属于“{client}”，请核对客户或预订号。")
            return {"booking_number": told.format(client="" if owner is None else owner.name)}
        return {}

    def _put(self, row: ParsedRow, columns: Plain) -> None:
        left = self._contents.get(tuple(columns[name] for name in RECEIPT_CONTENT))
        old = left.pop(0) if left else None
        if old is None:
            self._new.append(columns | self._created)
            self._tally.added += 1
            self.clients.add(columns["client_id"])
            return
        changing = {"notes": columns["notes"]} if "notes" in row.values else {}
        if columns["booking_id"] is not None:
            changing["booking_id"] = columns["booking_id"]
        self._change(row, old, changing)

    def _change(self, row: ParsedRow, old: Plain, changing: Plain) -> None:
        after = {name: value for name, value in changing.items() if old[name] != value}
        if not after:
            self._tally.unchanged += 1
            return
        before = {name: old[name] for name in after}
        self._writer.change(Receipt, old["id"], before, after)
        self._tally.updated += 1
        shown = changes_shown(self._tally.source, before, after)
        name = row.values.get("client_name", "") or row.values.get("booking_number", "")
        self._tally.changed.append(ChangedRow(row.number, name, shown))
