"""The client list as a workbook or on paper, and one client's file on paper."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from app.domain.own_fields import OwnField, OwnKind, name_of_own
from app.domain.types import ClientId
from app.errors import AppError
from app.exchange.columns import Format
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import FlowDocument
from app.queries.clients import ClientRow
from app.queries.own_fields import own_fields
from app.ui.context import Context
from app.ui.list_output import Listed, paper_marks
from app.ui.pages import ListPage

VALUES: Final[Mapping[str, tuple[Callable[[Any], Any], Format]]] = {
    "code": (lambda row: row.code, Format.CODE),
    "telephone": (lambda row: row.telephone, Format.CODE),
    "amount": (lambda row: row.amount, Format.MONEY),
    "last_amount": (lambda row: row.last_amount, Format.MONEY),
    "credit_limit": (lambda row: row.credit_limit, Format.MONEY),
    "terms_days": (lambda row: row.terms_days, Format.WHOLE),
    "last_contact_on": (lambda row: row.last_contact_on, Format.DAY),
    "next_task_on": (lambda row: row.next_task_on, Format.DAY),
    "first_stay_on": (lambda row: row.first_stay_on, Format.DAY),
    "last_stay_on": (lambda row: row.last_stay_on, Format.DAY),
}
"""What a cell of the workbook holds where that is not its text."""


def listed_clients(page: ListPage[ClientRow]) -> Listed:
    """Return what the page shows: its columns in their order, the chosen clients or all."""
    chosen = page.table.chosen_ids()
    ids = chosen if len(chosen) > 1 else page.model.ids
    with page.context.db.read() as session:
        values = {**VALUES, **_own_values(own_fields(session))}
    return Listed(_("客户名单"), page.shown_columns(), ids, page.read_rows, values)


def print_file(context: Context, parent: QWidget, client_id: ClientId, name: str) -> None:
    """Show a client's file as it will be on paper."""
    from app.paper.file_sheet import file_document
    from app.queries.client_file import client_file
    from app.ui.printing import preview

    def make() -> FlowDocument:
        with context.db.read() as session:
            file = client_file(session, client_id, today=context.today())
        if file is None:
            raise AppError(_("这份客户档案已被删除，请在回收站里恢复后再打印。"))
        return file_document(file, *paper_marks(context))

    preview(context, parent, make, file_name(_("客户档案_{name}").format(name=name), ".pdf"))


def _own_values(own: Sequence[OwnField]) -> dict[str, tuple[Callable[[Any], Any], Format]]:
    """Return what the cells of the office's own fields hold where that is not a text."""
    formats = {OwnKind.NUMBER: Format.POINTS, OwnKind.DAY: Format.DAY}
    return {
        name_of_own(one): (partial(_own_value, one), formats[one.kind])
        for one in own
        if one.kind in formats
    }


def _own_value(own: OwnField, row: ClientRow) -> Any:
    """Return a number or a day; what was typed before the field changed stays a text."""
    held = row.extra.get(own.key, "")
    try:
        return Decimal(held) if own.kind is OwnKind.NUMBER else date.fromisoformat(held)
    except (ArithmeticError, ValueError):
        return held
