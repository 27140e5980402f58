"""Finds the headings of a table and says what each column is."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from app.domain.cell_readers import Circumstances, Reader, reader_of, time_of_day
from app.domain.cells import Cell, CellError, is_empty, shown, word
from app.domain.heading_ranks import (
    OTHER_MEASURES,
    PART,
    STRONG,
    heading_forms,
    heading_rank,
    known_rank,
    known_ranks,
    rank_of,
)
from app.domain.importable import Field, Holds, fields_of, own_columns
from app.domain.own_fields import OwnField
from app.domain.types import ImportKind
from app.i18n import _

Row = Sequence[Cell]

SEARCHED_ROWS = 40
SAMPLED_ROWS = 60
LONGEST_HEADING = 40
REASON = _("退回原因")
"""Heads the reasons of rows that come back; it is no column of theirs."""
FEWEST = 2
"""Headings that a row of headings has at least."""
NUMBER = "number"
MOST_IN_FOOTER = 4
AGREES, MUST_AGREE = 10, 0.5

_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][\w\-./#]{0,39}", re.ASCII)
_MOBILE = re.compile(r"(?:\+?86)?1\d{10}")
TOTAL = re.compile(
    r"(?:.{0,10}(?:合计|总计|小计|共计)(?:(?:grand|sub)?total)?|累计|平均"
    r"|total|grandtotal|subtotal|sum|totals)[:：]?"
)
_TOTAL_OF = re.compile(r".{0,60}(?:合计|总计|小计|共计)(?:[:：].*)?")
"""Of one client, or with what it comes to; a row that has a day is none."""
_DAY = re.compile(r"\d[-/.年月]\d")
_FOOTERS = re.compile(
    r"(?:制表|打印|审核|制单|填表|导出|复核|报表|printed|page|第\d+页|共\d+[家户个条行笔页]"
    r"|(?:备?注|说明|日期|(?:金额|货币|计量)?单位|签[字名]|经办人?|主管|总监|经理|审批人?|批准人?|负责人|note|date)[:：])"
)

NEEDED: Mapping[ImportKind, tuple[frozenset[str], ...]] = {
    ImportKind.CLIENTS: (frozenset({"name"}),),
    ImportKind.BOOKINGS: (
        frozenset({"client_code", "client_name", "agent"}),
        frozenset({"arrival_on", "stay", "month"}),
    ),
    ImportKind.RECEIPTS: (
        frozenset({"client_code", "client_name", "booking_number"}),
        frozenset({"received_on"}),
        frozenset({"amount"}),
    ),
    ImportKind.COMMUNICATIONS: (
        frozenset({"client_code", "client_name"}),
        frozenset({"held"}),
        frozenset({"summary", "channel", "purpose"}),
    ),
}
"""Of each set a file of the kind needs one column."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table's headings stand.

    ``row`` is the index of the first heading row, ``depth`` 1 or 2 rows. ``headings`` has one
    text a column, empty where there is none.
    """

    row: int
    depth: int
    headings: tuple[str, ...]


Mapped = tuple[str | None, ...]
"""For each column the name of the field it fills, or None: left out."""


def heading_key(headings: Iterable[str]) -> str:
    """Return a key that is the same for the same headings in any order and any spacing."""
    told = (heading for heading in headings if heading != REASON)
    forms = sorted(form for heading in told if (form := heading_forms(heading)[0]))
    return hashlib.sha256("\n".join(forms).encode()).hexdigest()[:24]


def columns_by_heading(
    headings: Sequence[str], columns: Mapped
) -> tuple[tuple[str, str | None], ...]:
    """Return for each heading, as it is compared, what its column fills."""
    forms = (heading_forms(heading)[0] for heading in headings)
    return tuple(zip(forms, columns, strict=True))


def columns_in_order(headings: Sequence[str], chosen: Iterable[tuple[str, str | None]]) -> Mapped:
    """Return the columns chosen for these headings, wherever each stands now.

    Of headings that are alike the first goes with the first, the second with the second.
    """
    left: dict[str, list[str | None]] = {}
    for form, name in chosen:
        left.setdefault(form, []).append(name)
    known = (left.get(heading_forms(heading)[0]) for heading in headings)
    return tuple(names.pop(0) if names else None for names in known)


def header_at(rows: Sequence[Row], row: int, kind: ImportKind) -> Header:
    """Return the headings that stand in this row, and in the next where it divides them."""
    above = [shown(cell) for cell in rows[row]]
    below = rows[row + 1] if row + 1 < len(rows) else ()
    if all(isinstance(cell, str) and len(cell) < LONGEST_HEADING for cell in below):
        width = max(len(above), len(below))
        upper = [*above, *[""] * (width - len(above))]
        lower = [*(shown(cell) for cell in below), *[""] * (width - len(below))]
        pairs = list(zip(upper, lower, _together(upper, lower), strict=True))
        if _divides(pairs, kind):
            return Header(row, 2, tuple(_says_most(*pair, kind) for pair in pairs))
    return Header(row, 1, tuple(above))


def find_header(
    rows: Sequence[Row], kind: ImportKind, own: Sequence[OwnField] = ()
) -> tuple[Header, int] | None:
    """Return the headings for files of this kind, and how well they fit; None without any.

    Looked for in the first rows, under merged titles. One heading is enough only where it stands
    alone and a file of this kind needs no other.
    """
    ranks = known_ranks(kind) | dict.fromkeys(_own_headings(kind, own), STRONG)
    headers = [header_at(rows, index, kind) for index in range(min(len(rows), SEARCHED_ROWS))]
    found = [(_recognised(header.headings, ranks), -header.depth, header) for header in headers]
    best = max(found, key=lambda one: one[:2], default=None)
    if best is None or best[0] < FEWEST * STRONG:
        alone = best is not None and best[0] == STRONG
        if best is None or not alone or not _suffices_alone(rows[best[2].row], kind):
            return None
    score, header = best[0], best[2]
    above = headers[header.row - 1] if header.row else header
    if above.depth == 2 and any(OTHER_MEASURES.search(text) for text in above.headings):  # noqa: PLR2004 - rows
        header = above  # last year above the columns says more than they do
    return header, score


def fits(kind: ImportKind, mapped: Mapped) -> bool:
    """Tell whether the columns suffice for a file of this kind."""
    there = {name for name in mapped if name}
    return all(any_of & there for any_of in NEEDED[kind])


def propose(
    kind: ImportKind, headings: Sequence[str], rows: Iterable[Row], around: Circumstances
) -> Mapped:
    """Say what each column is, by its heading and, where that is vague, by its cells.

    Args:
        kind: What the file holds.
        headings: One text a column.
        rows: The rows under the headings; a sample of them is looked at.
        around: For reading the sample.
    """
    sample = list(islice(rows, SAMPLED_ROWS))
    found = _own_found(headings, _own_headings(kind, around.own))
    scores = []
    for column, heading in enumerate(
        _counted(headings) if kind is ImportKind.CLIENTS else headings
    ):
        shown_cells = _sampled(sample, column)
        for order, field in enumerate(fields_of(kind) if heading != REASON else ()):
            if score := _score(field, heading, shown_cells, around):
                scores.append((-score, column, order, field.name))
    for *_best, column, _order, name in sorted(scores):
        if column not in found and name not in found.values():
            found[column] = name
    return tuple(found.get(column) for column in range(len(headings)))


def _counted(headings: Sequence[str]) -> Iterator[str]:
    """Give the headings, 电话 for the second time as 电话2: the second contact's."""
    seen: Counter[str] = Counter()
    for heading in headings:
        form = heading_forms(heading)[0]
        seen[form] += 1
        yield f"{heading}{seen[form]}" if form and seen[form] > 1 else heading


def _own_found(headings: Sequence[str], named: Mapping[str, str]) -> dict[int, str]:
    """Return the columns headed as one of the office's own fields, each field once."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        filled = named.get(heading_forms(heading)[0])
        if filled is not None and filled not in found.values():
            found[place] = filled
    return found


def _own_headings(kind: ImportKind, own: Sequence[OwnField]) -> dict[str, str]:
    """Map the headings of the office's own fields to their columns.

    One called like a column that every office has counts only with the word that it is an own
    one.
    """
    if kind is not ImportKind.CLIENTS:
        return {}
    labels = {heading_forms(field.label)[0] for field in fields_of(kind)}
    columns = own_columns(own)
    used = [one for one in own if one.active]
    bare = {
        heading_forms(one.name)[0]: column.name for column, one in zip(columns, used, strict=True)
    }
    whole = {heading_forms(column.label)[0]: column.name for column in columns}
    return {name: column for name, column in bare.items() if name not in labels} | whole


def is_total(row: Row) -> bool:
    """Tell whether the row sums others (合计) or closes the sheet, at either end of a table."""
    filled = [cell for cell in row if cell != "" and not is_empty(cell)]
    words = [word(cell) for cell in filled[:3] if isinstance(cell, str)]
    if any(map(TOTAL.fullmatch, words)):
        return True
    if any(map(_TOTAL_OF.fullmatch, words)) and not any(map(_is_day, filled)):
        return True
    first = filled[0] if filled else ""
    return (
        len(filled) <= MOST_IN_FOOTER
        and isinstance(first, str)
        and bool(_FOOTERS.match(word(first)))
    )


def _is_day(cell: Cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and _DAY.search(cell) is not None)


def _together(upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
    """Give each column its heading with that of the group above it, merged over several."""
    group = ""
    for above, below in zip(upper, lower, strict=True):
        group = "" if not below else above or group
        yield f"{group}{below}"


def _divides(pairs: Sequence[tuple[str, str, str]], kind: ImportKind) -> bool:
    """Tell whether the row below splits, or ends, the headings above it.

    No row of data has so many headings, and no numbers, under headings that go over several
    columns or that it makes whole: Arrival | Date.
    """
    below = [(upper, lower, whole) for upper, lower, whole in pairs if lower]
    if len(below) < FEWEST or sum(bool(upper) for upper, *_both in pairs) < FEWEST:
        return False
    if any(char.isdigit() for _upper, lower, _whole in below for char in lower):
        return False
    known = sum(heading_rank(lower, kind) > 0 for _upper, lower, _whole in below)
    if any(lower != whole and not upper for upper, lower, whole in below):
        return 2 * known >= len(below)
    if sum(heading_rank(whole, kind) >= STRONG for *_both, whole in below) >= FEWEST:
        return True
    return known == len(below) and not any(heading_rank(upper, kind) for upper, *_b in below)


def _says_most(upper: str, lower: str, whole: str, kind: ImportKind) -> str:
    """Return the heading of a column: alone, or with its group where only both are known."""
    if not lower:
        return upper
    group = whole.removesuffix(lower)
    if heading_rank(whole, kind) >= STRONG or OTHER_MEASURES.search(group):
        return whole
    return lower


def _suffices_alone(row: Row, kind: ImportKind) -> bool:
    filled = [shown(cell) for cell in row if shown(cell)]
    names = {name for any_of in NEEDED[kind] for name in any_of}
    return (
        len(filled) == len(NEEDED[kind]) == 1
        and max(
            rank_of(field, heading_forms(filled[0]))
            for field in fields_of(kind)
            if field.name in names
        )
        == STRONG
    )


def _recognised(headings: Sequence[str], ranks: Mapping[str, int]) -> int:
    cells = (text for text in headings if 0 < len(text) < LONGEST_HEADING)
    return sum(known_rank(ranks, heading_forms(cell)) for cell in cells)


def _score(field: Field, heading: str, sample: Sequence[Cell], around: Circumstances) -> float:
    forms = heading_forms(heading)
    rank = rank_of(field, forms) if forms[0] else 0
    if not rank or not sample:
        return rank and rank - (field.holds is Holds.CODE)
    if field.holds is Holds.CODE and rank < STRONG and _counts_rows(sample):
        return 0
    if field.name == NUMBER and rank < STRONG and len({*sample}) < len(sample):
        return 0  # the same for several bookings: a client's
    agreement = _agreement(field, sample, around)
    if agreement < MUST_AGREE:
        return PART if rank >= STRONG and (field.weighs or field.holds in _ANYTHING) else 0
    return rank + AGREES * agreement + (field.holds is Holds.MOBILE)


_ANYTHING = {
    Holds.TEXT,
    Holds.CODE,
    Holds.LINES,
    Holds.DAY,
    Holds.STAY,
    Holds.MONEY,
    Holds.RENMINBI,
}
"""A clear heading over cells that cannot be read is told as errors, not passed over."""


def _counts_rows(sample: Sequence[Cell]) -> bool:
    """Tell whether the cells only number the rows: 1, 2, 3, anew in each file or part."""
    last = 0
    for cell in sample:
        if shown(cell) not in ("1", str(last + 1)):
            return False
        last = int(shown(cell))
    return True


def _agreement(field: Field, sample: Sequence[Cell], around: Circumstances) -> float:
    """Return the share of the cells that look like what the column should hold."""
    if field.holds is Holds.CODE:
        agreeing = sum(bool(_CODE.fullmatch(shown(cell))) for cell in sample)
    elif field.holds is Holds.MOBILE:
        agreeing = sum(bool(_MOBILE.search(shown(cell))) for cell in sample)
    elif field.holds is Holds.TIME:
        pure = [cell for cell in sample if not isinstance(cell, datetime)]
        agreeing = sum(readable(time_of_day, cell) for cell in pure)
    elif field.holds is Holds.TEXT:
        agreeing = sum(isinstance(cell, str) and not _CODE.fullmatch(cell) for cell in sample)
    else:
        read = reader_of(field, around)
        agreeing = sum(readable(read, cell) for cell in sample)
    return agreeing / len(sample)


def readable(read: Reader, cell: Cell) -> bool:
    """Tell whether a cell can be read so."""
    try:
        read(cell)
    except CellError:
        return False
    return True


def _sampled(rows: Sequence[Row], column: int) -> list[Cell]:
    cells = (row[column] for row in rows if column < len(row))
    return [cell for cell in cells if not is_empty(cell)]
