"""What rules make of a whole office: shown before anything is kept."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.screening.evidence import LastYear
from app.domain.screening.line import ScreeningLine
from app.domain.screening.rules import Band, ScreeningRules
from app.domain.types import Labelled
from app.i18n import _

ZERO = Decimal(0)

LADDER = (
    (Decimal("0.05"), Decimal("1.00")),
    (Decimal("0.12"), Decimal("0.90")),
    (Decimal("0.22"), Decimal("0.80")),
    (Decimal("0.35"), Decimal("0.70")),
    (Decimal("0.50"), Decimal("0.55")),
    (Decimal("0.65"), Decimal("0.40")),
    (Decimal("0.80"), Decimal("0.25")),
    (Decimal("1.00"), Decimal("0.10")),
)
"""Share of the clients with trade, from the best down, and the share of the weight they earn."""

ROUND_STEPS = tuple(map(Decimal, ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")))


def propose_bands(values: Iterable[Decimal], weight: Decimal) -> tuple[Band, ...]:
    """Return bands that spread these values over the weight; () where none is above 0.

    Each floor is the value that a share of the clients reaches (``LADDER``), rounded down to a
    number people use (12,000, 50,000). Dividing by the largest instead would leave nearly all
    clients of a skewed office with next to nothing.
    """
    traded = sorted((value for value in values if value > 0), reverse=True)
    if not traded or weight <= 0:
        return ()
    points_by_floor: dict[Decimal, Decimal] = {}
    for share, part in LADDER:
        place = max(int(len(traded) * share), 1) - 1
        floor = round_down(traded[place])
        points_by_floor.setdefault(floor, (weight * part).to_integral_value())
    return _descending(points_by_floor)


def _descending(points_by_floor: Mapping[Decimal, Decimal]) -> tuple[Band, ...]:
    """Drop floors that would earn what a higher one earns, and steps worth nothing."""
    kept: list[Band] = []
    for floor in sorted(points_by_floor, reverse=True):
        points = points_by_floor[floor]
        if points > 0 and (not kept or points < kept[-1].points):
            kept.append(Band(floor, points))
    return tuple(kept)


def round_down(value: Decimal) -> Decimal:
    """Return the largest round number (1, 1.2, 1.5, 2 … × 10ⁿ) not above a positive value."""
    unit = Decimal(1).scaleb(value.adjusted())
    step = max(step for step in ROUND_STEPS if step * unit <= value)
    return Decimal(f"{step * unit:f}")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram: values from ``low`` up to but not including ``high``.

    ``high`` None: no upper end. ``low`` None: no lower end.
    """

    low: Decimal | None
    high: Decimal | None
    count: int


def histogram(values: Iterable[Decimal], floors: Sequence[Decimal]) -> tuple[Bar, ...]:
    """Count values between ascending floors, with one bar for those below the first."""
    found = sorted(values)
    cuts = [0, *(bisect_left(found, floor) for floor in floors), len(found)]
    edges = [None, *floors, None]
    return tuple(
        Bar(edges[index], edges[index + 1], cuts[index + 1] - cuts[index])
        for index in range(len(cuts) - 1)
    )


def band_histogram(values: Iterable[Decimal], bands: Sequence[Band]) -> tuple[Bar, ...]:
    """Count the clients that fall into each band, lowest first."""
    return histogram(values, [band.floor for band in reversed(bands)])


def score_histogram(percents: Iterable[Decimal]) -> tuple[Bar, ...]:
    """Count scores by tens: below 10, 10 to 20 … 90 and above."""
    return histogram(percents, [Decimal(ten) for ten in range(10, 100, 10)])


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many lines have a grade and what they bought; ``grade`` None for those without."""

    grade: str | None
    clients: int
    amount: Decimal


def grade_counts(
    graded: Iterable[tuple[str | None, Decimal]], rules: ScreeningRules
) -> tuple[GradeCount, ...]:
    """Count (grade, amount) pairs by grade, best first, the ungraded last."""
    clients: Counter[str | None] = Counter()
    amounts: dict[str | None, Decimal] = {}
    for grade, amount in graded:
        clients[grade] += 1
        amounts[grade] = amounts.get(grade, ZERO) + amount
    names: list[str | None] = [*(grade.name for grade in rules.grades), None]
    return tuple(GradeCount(name, clients[name], amounts.get(name, ZERO)) for name in names)


def line_grades(lines: Iterable[ScreeningLine]) -> list[tuple[str | None, Decimal]]:
    """Return each line's grade and amount, as ``grade_counts`` takes them."""
    return [(line.result.grade, line.evidence.amount) for line in lines]


class Movement(Labelled):
    """A grade against last year's."""

    UP = "up", _("上升")
    DOWN = "down", _("下降")
    SAME = "same", _("持平")
    NEW = "new", _("新评")
    NONE = "none", "—"


def movement(last: LastYear | None, grade: str | None, rules: ScreeningRules) -> Movement:
    """Compare a grade with last year's; a grade the rules no longer have counts as none."""
    order = [one.name for one in rules.grades]
    if grade not in order:
        return Movement.NONE
    if last is None or last.grade not in order:
        return Movement.NEW
    step = order.index(last.grade) - order.index(grade)
    return Movement.UP if step > 0 else Movement.DOWN if step < 0 else Movement.SAME
