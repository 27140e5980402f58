"""What the office has decided: how each dimension is scored and what grade the score makes."""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.types import Dimension, Labelled
from app.i18n import _


class Method(Labelled):
    """How evidence becomes points."""

    BANDS = "bands", _("分档")
    PERCENTILE = "percentile", _("百分位")
    PROPORTIONAL = "proportional", _("封顶比例")
    HAND = "hand", _("手工评分")


@dataclass(frozen=True, slots=True)
class Band:
    """Points for every value at or above a floor: yuan for volume and profit, else per cent."""

    floor: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class DimensionRule:
    """How one dimension is scored.

    Attributes:
        weight: The most points the dimension can give.
        bands: For ``Method.BANDS``, highest floor first; below the last floor there are 0 points.
        cap: For ``Method.PROPORTIONAL``, the value that earns full points.
        hand_weight: The part of ``weight`` scored by hand: all of future, half of cooperation.
    """

    dimension: Dimension
    weight: Decimal
    method: Method = Method.BANDS
    bands: tuple[Band, ...] = ()
    cap: Decimal | None = None
    hand_weight: Decimal = Decimal(0)

    @property
    def measured_weight(self) -> Decimal:
        """The part of the weight that the evidence can earn."""
        return self.weight - self.hand_weight


@dataclass(frozen=True, slots=True)
class GradeRule:
    """A grade and the lowest percent that earns it."""

    name: str
    floor: Decimal


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """The whole set, frozen with a screening when it is approved.

    Attributes:
        dimensions: One rule for each dimension, in the order of ``Dimension``.
        grades: Best first; the last one's floor is 0.
        completeness_min: Per cent of the weights that must be scored before there is a grade.
        months_of_trade_min: A client that first stayed less than this ago is not graded (不评).
        bookings_min: Fewer bookings in the year say nothing about fulfilment.
        cost_known_min: Per cent of the amount whose cost must be known to speak of profit.
        long_overdue_cap: The most points safety gives while anything is over 90 days overdue.
        capped_grade: The best grade for a blacklisted client or one with bad debt.
    """

    dimensions: tuple[DimensionRule, ...]
    grades: tuple[GradeRule, ...]
    completeness_min: Decimal = Decimal(60)
    months_of_trade_min: int = 3
    bookings_min: int = 3
    cost_known_min: Decimal = Decimal(50)
    long_overdue_cap: Decimal = Decimal(10)
    capped_grade: str = "D"

    def of(self, dimension: Dimension) -> DimensionRule:
        """Return the rule of this dimension."""
        return next(rule for rule in self.dimensions if rule.dimension is dimension)


def bands(*steps: tuple[int, int]) -> tuple[Band, ...]:
    """Write bands as (floor, points) pairs, highest first."""
    return tuple(Band(Decimal(floor), Decimal(points)) for floor, points in steps)


DEFAULT_RULES = ScreeningRules(
    dimensions=(
        DimensionRule(
            Dimension.VOLUME,
            Decimal(40),
            bands=bands(
                (1_000_000, 40),
                (500_000, 34),
                (200_000, 28),
                (100_000, 22),
                (50_000, 16),
                (20_000, 10),
                (5_000, 5),
                (1, 2),
            ),
        ),
        DimensionRule(
            Dimension.PROFIT,
            Decimal(20),
            bands=bands(
                (500_000, 20),
                (250_000, 17),
                (100_000, 14),
                (50_000, 11),
                (20_000, 8),
                (10_000, 5),
                (1, 2),
            ),
        ),
        DimensionRule(
            Dimension.SAFETY,
            Decimal(20),
            bands=bands((100, 20), (95, 17), (90, 14), (80, 10), (60, 5)),
        ),
        DimensionRule(Dimension.FUTURE, Decimal(10), method=Method.HAND, hand_weight=Decimal(10)),
        DimensionRule(
            Dimension.COOPERATION,
            Decimal(10),
            bands=bands((95, 5), (90, 4), (80, 3), (70, 2), (50, 1)),
            hand_weight=Decimal(5),
        ),
    ),
    grades=(
        GradeRule("A", Decimal(80)),
        GradeRule("B", Decimal(70)),
        GradeRule("C", Decimal(60)),
        GradeRule("D", Decimal(0)),
    ),
)
