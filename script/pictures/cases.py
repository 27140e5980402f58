"""The problems: board, list, numbers, one problem, and the checklist of a booking."""

from app.domain.types import BookingId, CaseState
from app.queries.cases import CaseFilter, case_ids
from app.ui.bookings.checklist import ChecklistDialog
from app.ui.cases.page import CasesPage
from app.ui.cases.window import CaseWindow
from script.pictures.stage import Stage


def take(stage: Stage) -> None:
    """Take the pictures of the problems and of a checklist."""
    page = stage.page("cases", CasesPage)
    for number, name in enumerate(("cases", "cases-list", "cases-numbers")):
        page.tabs.setCurrentIndex(number)
        stage.settle()
        stage.shot(name)
    page.tabs.setCurrentIndex(0)
    _problem(stage)
    _checklist(stage)


def _problem(stage: Stage) -> None:
    wanted = CaseFilter(states=frozenset({CaseState.CLOSED}))
    with stage.context.db.read() as session:
        case_id = case_ids(session, wanted)[0]
    window = CaseWindow(stage.context, case_id, stage.window)
    window.show()
    stage.shot("case", window)
    stage.close(window)


def _checklist(stage: Stage) -> None:
    from app.models import BookingPoint

    with stage.context.db.read() as session:
        booking_id = session.query(BookingPoint.booking_id).limit(1).scalar()
    dialog = ChecklistDialog(stage.context, BookingId(booking_id), "", stage.window)
    dialog.open()
    stage.shot("checklist", dialog)
    stage.close(dialog)
