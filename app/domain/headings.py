"""Finds the headings of a table and says what each column is."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice

from app.domain.cell_readers import Circumstances, Reader, reader_of, time_of_day
from app.domain.cells import Cell, CellError, both_languages, clean, is_empty, shown, word
from app.domain.importable import Field, Holds, fields_of, own_columns
from app.domain.own_fields import OwnField
from app.domain.types import ImportKind

Row = Sequence[Cell]

SEARCHED_ROWS = 40
SAMPLED_ROWS = 60
LONGEST_HEADING = 40
FEWEST = 2
"""Headings that a row of headings has at least."""
MOST_IN_FOOTER = 4
STRONG, VAGUE, PART = 100, 60, 30
AGREES, MUST_AGREE = 10, 0.5

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_PUNCTUATION = re.compile(r"[\s*＊:：_.,、·#/\\()\[\]【】<>《》“”\"'\-—–?&]+")
_OTHER_MEASURES = re.compile(
    "已收|未收|未付|欠|余额|上年|去年|上期|同期|目标|预算|累计|比|率|差|增|减"
)
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][\w\-./#]{0,39}", re.ASCII)
_MOBILE = re.compile(r"(?:\+?86)?1\d{10}")
_TOTAL = re.compile(
    r"(?:.{0,10}(?:合计|总计|小计|共计)(?:(?:grand|sub)?total)?|累计|平均"
    r"|total|grandtotal|subtotal|sum|totals)[:：]?"
)
_FOOTERS = re.compile(r"(?:制表|打印|审核|制单|填表|导出|复核|报表|printed|page|第\d+页)")

NEEDED: Mapping[ImportKind, tuple[frozenset[str], ...]] = {
    ImportKind.CLIENTS: (frozenset({"name"}),),
    ImportKind.BOOKINGS: (
        frozenset({"client_code", "client_name"}),
        frozenset({"arrival_on", "month"}),
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
    forms = sorted(form for heading in headings if (form := _forms(heading)[0]))
    return hashlib.sha256("\n".join(forms).encode()).hexdigest()[:24]


def columns_by_heading(
    headings: Sequence[str], columns: Mapped
) -> tuple[tuple[str, str | None], ...]:
    """Return for each heading, as it is compared, what its column fills."""
    forms = (_forms(heading)[0] for heading in headings)
    return tuple(zip(forms, columns, strict=True))


def columns_in_order(headings: Sequence[str], chosen: Iterable[tuple[str, str | None]]) -> Mapped:
    """Return the columns chosen for these headings, wherever each stands now.

    Of headings that are alike the first goes with the first, the second with the second.
    """
    left: dict[str, list[str | None]] = {}
    for form, name in chosen:
        left.setdefault(form, []).append(name)
    known = (left.get(_forms(heading)[0]) for heading in headings)
    return tuple(names.pop(0) if names else None for names in known)


def header_at(rows: Sequence[Row], row: int, kind: ImportKind) -> Header:
    """Return the headings that stand in this row, and in the next where it divides them."""
    above = [shown(cell) for cell in rows[row]]
    below = [shown(cell) for cell in rows[row + 1]] if row + 1 < len(rows) else []
    if not _divides(above, below, kind):
        return Header(row, 1, tuple(above))
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    pairs = zip(above, below, strict=True)
    return Header(row, 2, tuple(lower or upper for upper, lower in pairs))


def find_header(
    rows: Sequence[Row], kind: ImportKind, own: Sequence[OwnField] = ()
) -> tuple[Header, int] | None:
    """Return the headings for files of this kind, and how well they fit; None without any.

    Looked for in the first rows, under merged titles. One heading is enough only where it stands
    alone and a file of this kind needs no other.
    """
    ranks = _ranks(kind) | dict.fromkeys(_own_headings(kind, own), STRONG)
    best = max(
        ((_recognised(row, ranks), -index) for index, row in enumerate(rows[:SEARCHED_ROWS])),
        default=(0, 0),
    )
    if best[0] < FEWEST * STRONG and not (
        best[0] == STRONG and _suffices_alone(rows[-best[1]], kind)
    ):
        return None
    return header_at(rows, -best[1], kind), best[0]


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
    for column, heading in enumerate(headings):
        shown_cells = _sampled(sample, column)
        for order, field in enumerate(fields_of(kind)):
            if score := _score(field, heading, shown_cells, around):
                scores.append((-score, column, order, field.name))
    for *_best, column, _order, name in sorted(scores):
        if column not in found and name not in found.values():
            found[column] = name
    return tuple(found.get(column) for column in range(len(headings)))


def _own_found(headings: Sequence[str], named: Mapping[str, str]) -> dict[int, str]:
    """Return the columns headed as one of the office's own fields, each field once."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        filled = named.get(_forms(heading)[0])
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
    labels = {_forms(field.label)[0] for field in fields_of(kind)}
    columns = own_columns(own)
    used = [one for one in own if one.active]
    bare = {_forms(one.name)[0]: column.name for column, one in zip(columns, used, strict=True)}
    whole = {_forms(column.label)[0]: column.name for column in columns}
    return {name: column for name, column in bare.items() if name not in labels} | whole


def is_total(row: Row) -> bool:
    """Tell whether the row sums others (合计) or closes the sheet, at either end of a table."""
    filled = [cell for cell in row if cell != "" and not is_empty(cell)]
    if any(isinstance(cell, str) and _TOTAL.fullmatch(word(cell)) for cell in filled[:3]):
        return True
    first = filled[0] if filled else ""
    return (
        len(filled) <= MOST_IN_FOOTER
        and isinstance(first, str)
        and bool(_FOOTERS.match(word(first)))
    )


def _divides(above: Sequence[str], below: Sequence[str], kind: ImportKind) -> bool:
    """Tell whether the row below splits headings merged over several columns above it."""
    if not below or sum(bool(text) for text in below) < FEWEST:
        return False
    for column, text in enumerate(below):
        upper = above[column] if column < len(above) else ""
        if text and (_heading_rank(text, kind) == 0 or (upper and _heading_rank(upper, kind))):
            return False
    return True


def _suffices_alone(row: Row, kind: ImportKind) -> bool:
    filled = [shown(cell) for cell in row if shown(cell)]
    names = {name for any_of in NEEDED[kind] for name in any_of}
    return (
        len(filled) == len(NEEDED[kind]) == 1
        and max(_rank(field, _forms(filled[0])) for field in fields_of(kind) if field.name in names)
        == STRONG
    )


def _recognised(row: Row, ranks: Mapping[str, int]) -> int:
    cells = (cell for cell in row if isinstance(cell, str) and 0 < len(cell) < LONGEST_HEADING)
    return sum(_known_rank(ranks, *_forms(cell)) for cell in cells)


def _known_rank(ranks: Mapping[str, int], whole: str, bare: str) -> int:
    if rank := ranks.get(whole, 0) or ranks.get(bare, 0):
        return rank
    both = [ranks.get(part, 0) for part in both_languages(whole) or ()]
    return max(both) if both and all(both) else 0


@cache
def _ranks(kind: ImportKind) -> dict[str, int]:
    """Map every heading of a kind to its rank."""
    fields = fields_of(kind)
    vague = {word: VAGUE for field in fields for word in field.vague}
    return vague | {word: STRONG for field in fields for word in field.headings}


def _heading_rank(heading: str, kind: ImportKind) -> int:
    forms = _forms(heading)
    return max((_rank(field, forms) for field in fields_of(kind)), default=0) if forms[0] else 0


def _forms(heading: str) -> tuple[str, str]:
    """Return the heading folded: all of it, and without what stands in brackets."""
    text = word(clean(heading))
    whole = _PUNCTUATION.sub("", text)
    return whole, _PUNCTUATION.sub("", _BRACKETS.sub("", text)) or whole


def _rank(field: Field, forms: tuple[str, str]) -> int:
    for form in forms:
        if form in field.headings:
            return STRONG
    for form in forms:
        if form in field.vague:
            return VAGUE
    if both := both_languages(forms[0]):
        ranks = [_word_rank(field, part) for part in both]
        if all(ranks):
            return max(ranks[0], ranks[1] - 1)  # the Chinese one counts where they differ
    form = forms[1]
    if _OTHER_MEASURES.search(form):
        return 0
    parts = (word for word in field.headings if len(word) > 1 and word in form)
    longest = max(map(len, parts), default=0)
    return PART + longest if 2 * longest >= len(form) else 0


def _word_rank(field: Field, form: str) -> int:
    return STRONG if form in field.headings else VAGUE if form in field.vague else 0


def _score(field: Field, heading: str, sample: Sequence[Cell], around: Circumstances) -> float:
    forms = _forms(heading)
    rank = _rank(field, forms) if forms[0] else 0
    if not rank or not sample:
        return rank and rank - (field.holds is Holds.CODE)
    agreement = _agreement(field, sample, around)
    if agreement < MUST_AGREE:
        return PART if rank == STRONG and field.holds in _ANYTHING else 0
    return rank + AGREES * agreement + (field.holds is Holds.MOBILE)


_ANYTHING = {Holds.TEXT, Holds.CODE, Holds.LINES, Holds.DAY, Holds.MONEY}
"""A clear heading over cells that cannot be read is told as errors, not passed over."""


def _agreement(field: Field, sample: Sequence[Cell], around: Circumstances) -> float:
    """Return the share of the cells that look like what the column should hold."""
    if field.holds is Holds.CODE:
        agreeing = sum(bool(_CODE.fullmatch(shown(cell))) for cell in sample)
    elif field.holds is Holds.MOBILE:
        agreeing = sum(bool(_MOBILE.search(shown(cell))) for cell in sample)
    elif field.holds is Holds.TIME:
        pure = [cell for cell in sample if not isinstance(cell, datetime)]
        agreeing = sum(_readable(time_of_day, cell) for cell in pure)
    elif field.holds is Holds.TEXT:
        agreeing = sum(isinstance(cell, str) and not _CODE.fullmatch(cell) for cell in sample)
    else:
        read = reader_of(field, around)
        agreeing = sum(_readable(read, cell) for cell in sample)
    return agreeing / len(sample)


def _readable(read: Reader, cell: Cell) -> bool:
    try:
        read(cell)
    except CellError:
        return False
    return True


def _sampled(rows: Sequence[Row], column: int) -> list[Cell]:
    cells = (row[column] for row in rows if column < len(row))
    return [cell for cell in cells if not is_empty(cell)]
