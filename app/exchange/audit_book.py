"""操作记录 as a workbook: one line for every field that changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.db import Database
from app.domain.types import ActionId
from app.exchange.book import write_table
from app.exchange.columns import BookColumn, CellValue, Format
from app.exchange.writing import Progress, Stop
from app.i18n import _
from app.queries.audit import ActionRow, action_rows
from app.queries.told_changes import ToldChange, told_changes

_PAGE = 100
_COLUMNS = (
    BookColumn(_("时间"), Format.TEXT, 17),
    BookColumn(_("谁"), Format.TEXT, 10),
    BookColumn(_("做了什么"), Format.LONG, 40),
    BookColumn(_("种类"), Format.TEXT, 12),
    BookColumn(_("改动"), Format.TEXT, 7),
    BookColumn(_("记录"), Format.TEXT, 24),
    BookColumn(_("客户"), Format.TEXT, 30),
    BookColumn(_("字段"), Format.TEXT, 16),
    BookColumn(_("原来"), Format.LONG, 30),
    BookColumn(_("改为"), Format.LONG, 30),
    BookColumn(_("已撤销"), Format.TEXT, 8),
)


def export_audit(
    db: Database,
    ids: Sequence[int],
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[str, ...]:
    """Write these actions and all they changed, and return what could not be written as it was.

    ``progress`` counts the lines as far as they are known: every action is one at least.

    Raises:
        StorageError: The file cannot be written; one that was there before is as it was.
        CancelledError: ``cancelled`` said so; likewise.
    """
    rows = _rows(db, ids)
    told = _("操作记录")
    return write_table(
        path, told, _COLUMNS, rows, of=len(ids), progress=progress, cancelled=cancelled
    )


def _rows(db: Database, ids: Sequence[int]) -> Iterator[list[CellValue]]:
    """Give the lines page by page; no session stays open while they are written."""
    for start in range(0, len(ids), _PAGE):
        with db.read() as session:
            actions = action_rows(session, ids[start : start + _PAGE])
        for action in actions:
            yield from _lines(db, action)


def _lines(db: Database, action: ActionRow) -> Iterator[list[CellValue]]:
    head: list[CellValue] = [
        f"{action.at.astimezone():%Y-%m-%d %H:%M}",
        action.staff,
        action.summary,
    ]
    undone = _("已撤销") if action.undone else ""
    with db.read() as session:
        changes = told_changes(session, ActionId(action.id))
    for change in changes:
        record: list[CellValue] = [change.table, change.kind.label, change.title, change.client]
        for field in _fields(change):
            yield [*head, *record, *field, undone]
    if not changes:
        yield [*head, "", "", "", "、".join(action.clients), "", "", "", undone]


def _fields(change: ToldChange) -> list[list[CellValue]]:
    told: list[list[CellValue]] = [
        [field.label, field.before, field.after] for field in change.fields
    ]
    return told or [["", "", ""]]
