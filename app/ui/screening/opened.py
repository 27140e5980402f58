"""A screening as it is held while its steps are worked through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.cycles import no_search_for_cycles
from app.db import Database
from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.screening.points import Points
from app.domain.types import ScreeningState, StaffId
from app.errors import ConflictError
from app.queries.screening.lines import (
    Submission,
    screening_head,
    screening_lines,
    submissions,
)
from app.queries.screening.typed_scores import typed_scores
from app.queries.service_changes import ServiceChange, service_changes
from app.ui.screening.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Opened:
    """One screening with the lines this person may see.

    A year's lines are a few thousand at most and every step sorts, filters and draws all of them,
    so they are read once and held. ``by_id`` finds a line by its id. ``changes`` are the services
    that approving would change. ``drafts`` is what is typed and not saved, the same for all steps.
    """

    head: ScreeningHead
    lines: Sequence[ScreeningLine]
    by_id: Mapping[int, ScreeningLine]
    submissions: Sequence[Submission]
    changes: Sequence[ServiceChange] = ()
    drafts: Drafts = field(default_factory=Drafts)

    @property
    def frozen(self) -> bool:
        """Tell whether it is approved, so that nothing in it changes any more."""
        return self.head.state is ScreeningState.APPROVED


def read_opened(db: Database, screening_id: int, manager_id: StaffId | None, today: date) -> Opened:
    """Read a screening; ``manager_id`` None reads everybody's lines.

    Raises:
        ConflictError: It is gone.
    """
    with db.read_whole() as session:  # who has yet to hand in is told to everybody
        handed = submissions(session, screening_id)
    with no_search_for_cycles(), db.read() as session:
        head = screening_head(session, screening_id)
        if head is None:
            raise ConflictError
        lines = screening_lines(session, screening_id, manager_id=manager_id)
        changes = service_changes(session, head.id, today, manager_id=manager_id)
        drafts = Drafts(typed_scores(session, screening_id), lines)
    return Opened(head, lines, {line.id: line for line in lines}, handed, changes, drafts)


def hand_missing(line: ScreeningLine) -> bool:
    """Tell whether any part that people score still waits for its points."""
    return any(waits(points) for points in line.points.values())


def waits(points: Points) -> bool:
    """Tell whether a dimension's hand part is not scored yet."""
    return points.hand_weight > 0 and points.hand is None
