"""The problems: board, list, numbers, one problem, and the checklist of a booking."""

from datetime import timedelta

from app.domain.types import BookingId, CaseKind, CaseState
from app.queries.bookings import BookingFilter, booking_ids, booking_rows
from app.queries.cases import CaseFilter, case_ids
from app.ui.bookings.checklist import ChecklistDialog
from app.ui.cases.page import CasesPage
from app.ui.cases.window import CaseWindow
from script.pictures.stage import NOW, Stage


def take(stage: Stage) -> None:
    """Take the pictures of the problems and of a checklist."""
    page = stage.page("cases", CasesPage)
    for key, name in (("board", "cases"), ("list", "cases-list"), ("numbers", "cases-numbers")):
        page.show_view(key)
        stage.settle()
        stage.shot(name)
    page.show_view("board")
    _problem(stage)
    _checklist(stage)


def _problem(stage: Stage) -> None:
    kinds = frozenset({CaseKind.COMPLAINT})
    wanted = CaseFilter(states=frozenset({CaseState.CLOSED}), kinds=kinds)
    with stage.context.db.read() as session:
        case_id = case_ids(session, wanted)[0]
    window = CaseWindow(stage.context, case_id, stage.window)
    window.show()
    stage.shot("case", window)
    stage.close(window)


def _checklist(stage: Stage) -> None:
    today = NOW.date()
    near = BookingFilter(arrival_from=today - timedelta(3), arrival_to=today)
    with stage.context.db.read() as session:
        row = booking_rows(session, booking_ids(session, near))[-1]
    about = f"{row.number}　{row.client_name}"
    dialog = ChecklistDialog(stage.context, BookingId(row.id), about, stage.window)
    dialog.open()
    stage.shot("checklist", dialog)
    stage.close(dialog)
