"""Points of one person for one part of a line, as the tests of screenings give them."""

from decimal import Decimal

from app.db import Desk
from app.domain.screening.points import Part
from app.domain.types import Dimension, ScreeningLineId
from app.services.screening.judging import ScoreEntry, set_scores


def set_hand_score(
    desk: Desk, line_id: ScreeningLineId, dimension: Dimension, points: Decimal, reason: str
) -> None:
    """Score by hand what no evidence can: future, half of cooperation."""
    set_scores(desk, [ScoreEntry(line_id, dimension, Part.HAND, points, reason)])


def override_suggestion(
    desk: Desk, line_id: ScreeningLineId, dimension: Dimension, points: Decimal, reason: str
) -> None:
    """Put other points in place of the suggested ones."""
    set_scores(desk, [ScoreEntry(line_id, dimension, Part.MEASURED, points, reason)])
