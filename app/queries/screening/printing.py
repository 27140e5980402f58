"""A screening with all that its papers and its workbook show."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.domain.exported import Imprint
from app.domain.screening.printed import PrintedScreening
from app.domain.settings import printed_head
from app.domain.types import ScreeningLineId, StaffId
from app.errors import ConflictError
from app.queries.office import office_settings
from app.queries.screening.lines import screening_head, screening_lines
from app.queries.screening.sums import months_by_client


def printed_screening(
    session: Session,
    screening_id: int,
    imprint: Imprint,
    *,
    manager_id: StaffId | None = None,
    line_ids: frozenset[ScreeningLineId] | None = None,
) -> PrintedScreening:
    """Return what to print, in the order of the ranking.

    Args:
        session: A read session.
        screening_id: Which screening.
        imprint: Who prints it, and when.
        manager_id: Only the lines of this salesperson; None for all.
        line_ids: Only these lines; None for all.

    Raises:
        ConflictError: The screening is gone.
    """
    head = screening_head(session, screening_id)
    if head is None:
        raise ConflictError
    lines = screening_lines(session, screening_id, manager_id=manager_id)
    if line_ids is not None:
        lines = [line for line in lines if line.id in line_ids]
    if manager_id is not None and not head.scope and lines:
        head = replace(head, scope=lines[0].manager)
    return PrintedScreening(
        head=head,
        lines=lines,
        policy=printed_head(office_settings(session)),
        imprint=imprint,
        last_months=months_by_client(session, head.year - 1, [line.client_id for line in lines]),
    )
