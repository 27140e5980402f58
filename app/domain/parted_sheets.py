"""Tables without a column of clients: a row of its own names the client of those below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.domain.cell_readers import Circumstances
from app.domain.cells import Cell, shown
from app.domain.heading_ranks import STRONG, heading_forms, rank_of
from app.domain.headings import Header, find_header, fits, is_total, propose
from app.domain.importable import field_named, fields_of
from app.domain.sheets import Sheet
from app.domain.types import ImportKind
from app.domain.units import unit_in

LONGEST_NAME = 60
_KINDS = (ImportKind.BOOKINGS, ImportKind.RECEIPTS, ImportKind.COMMUNICATIONS)
_CLIENTS = frozenset({"client_code", "client_name", "agent"})
_NAMED = re.compile(
    r"(?:(?:协议|合约|签约|消费|付款|来款|订房|挂账|往来|客户)?(?:客户|单位|公司|旅行社|企业)"
    r"(?:名称|全称)?|(?:account|company|client)(?: name)?)\s*[:：]\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_MORE = re.compile(r"\s{2,}|[\s\u3000]\S{2,8}[:：]")
"""What may follow a name in the same cell: 客户：甲公司　业务员：陈明."""
_LABELLED = (1, 2)
"""Cells of a row that names a client: label and name in one, or in one each."""
_NO_NAME = re.compile("[:：。；;]")
_NO_CELL = Circumstances(date.min)
"""For seeing what columns are by their headings alone."""


def with_clients(sheet: Sheet) -> Sheet:
    """Return the sheet, with a last column for the clients that rows of their own name."""
    found = [one for kind in _KINDS if (one := _without_client(sheet, kind))]
    if not found:
        return sheet
    header, _score = max(found, key=lambda one: one[1])
    start = header.row + header.depth
    above = [_surely_named(row) for row in sheet.rows[: header.row]]
    client = next(filter(None, reversed(above)), "") or _just_above(sheet, header)
    below = list(_with_client(sheet.rows[start:], sheet.rows[header.row], header, client))
    if not any(above) and not any(_client_in(row) for row in sheet.rows[start:]):
        return sheet
    label = field_named(ImportKind.BOOKINGS, "client_name").label
    headings = _with(sheet.rows[header.row], len(header.headings), label)
    rows = [*sheet.rows[: header.row], headings, *sheet.rows[header.row + 1 : start], *below]
    return replace(sheet, rows=rows, parted=True)


def _without_client(sheet: Sheet, kind: ImportKind) -> tuple[Header, int] | None:
    """Return the headings of a table that lacks nothing but its clients."""
    found = find_header(sheet.rows, kind)
    if found is None:
        return None
    headings = found[0].headings
    clients = [field for field in fields_of(kind) if field.name in _CLIENTS]
    forms = [heading_forms(heading) for heading in headings if heading]
    if any(rank_of(field, form) >= STRONG for field in clients for form in forms):
        return None
    columns = propose(kind, headings, (), _NO_CELL)
    return found if fits(kind, (*columns, "client_name")) else None


def _with_client(
    rows: Sequence[Sequence[Cell]], heading_row: Sequence[Cell], header: Header, client: str
) -> Iterator[Sequence[Cell]]:
    for row in rows:
        if name := _client_in(row):
            client = name
        if name or row == heading_row or not any(cell != "" for cell in row):
            yield ()  # each row keeps its number
        else:
            yield _with(row, len(header.headings), client)


def _with(row: Sequence[Cell], width: int, last: str) -> list[Cell]:
    return [*row[:width], *[""] * (width - len(row)), last]


def _just_above(sheet: Sheet, header: Header) -> str:
    """Return the client named by nothing but its place, between a title and the headings."""
    return _client_in(sheet.rows[header.row - 1]) if header.row > 1 else ""


def _client_in(row: Sequence[Cell]) -> str:
    """Return the client that a row names which holds nothing else; "" where it does not."""
    if name := _surely_named(row):
        return name
    filled = [cell for cell in row if cell != ""]
    name = shown(filled[0]) if len(filled) == 1 and isinstance(filled[0], str) else ""
    if len(name) > LONGEST_NAME or _NO_NAME.search(name) or is_total(row):
        return ""
    return name if any(char.isalpha() for char in name) else ""


def _surely_named(row: Sequence[Cell]) -> str:
    """Return the client that a row calls one: 客户：甲公司."""
    filled = [shown(cell) for cell in row if cell != ""]
    found = _NAMED.fullmatch("".join(filled)) if len(filled) in _LABELLED else None
    name = _MORE.split(found[1])[0].strip() if found else ""
    return "" if len(name) > LONGEST_NAME or unit_in(name) is not None else name
