"""Titled texts under each other, with room to write on by hand, and the signatures below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.paper.flow import Unit
from app.paper.head import SignOffBlock
from app.paper.table import PaperColumn, Row, Table
from app.paper.units import PageSetup


@dataclass(frozen=True, slots=True)
class Part:
    """One text; its last line is at least ``room`` dots high."""

    title: str
    text: str
    room: float = 0


def parts_to_sign(
    parts: Iterable[Part], sign_off: SignOffBlock, setup: PageSetup, *, points: float
) -> Iterator[Unit]:
    """Yield the parts that have a text or room for one, the signatures with the last line."""
    table = Table([PaperColumn("", 100, weight=1)], setup.body.width(), points=points)
    units: list[Unit] = []
    for part in parts:
        if part.text or part.room:
            units += _lines(table, part, setup.body.height())
    yield from units[:-1]
    yield (*units[-1], sign_off)


def _lines(table: Table, part: Part, height: float) -> list[Unit]:
    heading = table.group(part.title)
    highest = height - heading.height - SignOffBlock.height
    rows: list[Row] = list(table.rows([(part.text,)], highest))
    rows[-1] = replace(rows[-1], height=max(rows[-1].height, part.room))
    first, *others = [(row,) for row in rows]
    return [(heading, *first), *others]
