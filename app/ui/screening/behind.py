"""From a number of a line to its rows on another page."""

from dataclasses import dataclass

from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.i18n import _
from app.queries.screening.behind import Figure, rows_behind
from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Behind:
    """Which rows a number sums; ``month`` 1–12, ``age`` an index into the buckets."""

    figure: Figure
    month: int | None = None
    age: int | None = None


def show_behind(context: Context, head: ScreeningHead, line: ScreeningLine, behind: Behind) -> None:
    """Lead to the bookings, receipts or complaints behind a number, or say that there are none."""
    with context.db.read() as session:
        found = rows_behind(
            session,
            behind.figure,
            line.client_id,
            head.year,
            head.cut_off_on,
            month=behind.month,
            age=behind.age,
        )
    title, go = _title(head, line, behind), context.navigator
    if found.booking_ids:
        go.bookings_wanted.emit(title, list(found.booking_ids))
    elif found.receipt_ids:
        go.receipts_wanted.emit(title, list(found.receipt_ids))
    elif found.communication_ids:
        go.communications_wanted.emit(title, list(found.communication_ids))
    else:
        go.told.emit(_("{title}：没有明细。").format(title=title))


def _title(head: ScreeningHead, line: ScreeningLine, behind: Behind) -> str:
    month = "" if behind.month is None else _("{n}月").format(n=behind.month)
    text = _("{client} {year}年{month} {figure}")
    return text.format(client=line.name, year=head.year, month=month, figure=behind.figure.label)
