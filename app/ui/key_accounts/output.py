"""Papers about key accounts: the sheet of a guest, and of clients handed over."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.types import HandoverId, ReceptionId
from app.errors import AppError
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import Document
from app.queries.case_counts import department_rows
from app.queries.handover import handover_record
from app.queries.receptions import reception_rows
from app.ui.context import Context
from app.ui.list_output import paper_marks
from app.ui.printing import preview


def print_receptions(context: Context, parent: QWidget, ids: Sequence[ReceptionId]) -> None:
    """Show the sheets of these guests as they will be on paper."""
    from app.paper.reception_sheet import reception_sheets

    def make() -> Document:
        with context.db.read() as session:
            rows = reception_rows(session, ids)
            departments = [one.name for one in department_rows(session) if one.active]
        if not rows:
            raise AppError(_("这次接待已被删除，请在回收站里恢复后再打印。"))
        return reception_sheets(rows, departments, *paper_marks(context))

    preview(context, parent, make, file_name(_("接待单"), ".pdf"))


def print_handover(context: Context, parent: QWidget, handover_id: HandoverId) -> None:
    """Show a handover as it will be on paper, with the clients as they stood then."""
    from app.paper.handover_sheet import handover_document

    def make() -> Document:
        with context.db.read() as session:
            record = handover_record(session, handover_id)
        if record is None:
            raise AppError(_("这次交接已被撤销。"))
        return handover_document(record, *paper_marks(context))

    preview(context, parent, make, file_name(_("客户交接单"), ".pdf"))
