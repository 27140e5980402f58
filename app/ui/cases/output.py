"""The sheets of a problem on paper."""

from PySide6.QtWidgets import QWidget

from app.domain.types import CaseId, CaseStepId
from app.errors import AppError
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.document import Document
from app.queries.one_case import case_record
from app.ui.context import Context
from app.ui.list_output import paper_marks
from app.ui.printing import preview


def preview_sheets(
    context: Context, parent: QWidget, case_id: CaseId, step_id: CaseStepId | None = None
) -> None:
    """Show the sheet of each department asked, or of one, as it will be on paper."""
    from app.paper.case_sheet import case_sheets

    def make() -> Document:
        with context.db.read() as session:
            record = case_record(session, case_id)
        if record is None:
            raise AppError(_("这个问题已被删除，请在回收站里恢复后再打印。"))
        steps = [one for one in record.steps if step_id in (None, one.id)]
        return case_sheets(record, steps, *paper_marks(context))

    preview(context, parent, make, file_name(_("问题处理单"), ".pdf"))
