"""The rank of each line."""

from collections.abc import Sequence
from decimal import Decimal

from app.domain.screening.line import LineTotal


def ranks(results: Sequence[LineTotal]) -> list[int | None]:
    """Return a rank for each result, in the order given.

    Only graded lines are ranked; equal percents share a rank and the next one counts on (1, 1, 3).
    """
    scores = [result.percent if result.grade is not None else None for result in results]
    places: dict[Decimal, int] = {}
    for place, score in enumerate(sorted((s for s in scores if s is not None), reverse=True), 1):
        places.setdefault(score, place)
    return [None if score is None else places[score] for score in scores]
