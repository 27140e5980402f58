"""Points of one dimension: what was suggested, what a person decided, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.domain.types import Dimension, Labelled
from app.i18n import _

NONE = Decimal(0)


class Part(Labelled):
    """Which part of a dimension a person's points are for."""

    MEASURED = "measured", _("改动建议分")
    HAND = "hand", _("手工评分")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Points that a person gave, with the reason and who it was."""

    points: Decimal
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Points:
    """One dimension of one line.

    Attributes:
        weight: The most points the dimension can give.
        hand_weight: The part of it scored by hand.
        suggestion: Points for the measured part; None where the evidence does not suffice
            (资料不足) or nothing is measured.
        reason: How the suggestion came about, or what is missing; a sentence to show.
        override: What a person put in place of the suggestion.
        hand: What a person gave for the part scored by hand.
    """

    dimension: Dimension
    weight: Decimal
    hand_weight: Decimal
    suggestion: Decimal | None
    reason: str
    override: Judgement | None = None
    hand: Judgement | None = None

    @property
    def measured_weight(self) -> Decimal:
        """The part of the weight that the evidence can earn."""
        return self.weight - self.hand_weight

    @property
    def measured(self) -> Decimal | None:
        """Points for the measured part as they count."""
        return self.suggestion if self.override is None else self.override.points

    @property
    def total(self) -> Decimal | None:
        """Points given in this dimension; None where nothing could be given yet."""
        measured, hand = self.measured, self.hand
        if hand is None:
            return measured
        return hand.points if measured is None else measured + hand.points

    @property
    def available(self) -> Decimal:
        """The part of the weight that points were given of."""
        if self.hand is None:
            return NONE if self.measured is None else self.measured_weight
        return self.hand_weight if self.measured is None else self.weight

    def most(self, part: Part) -> Decimal:
        """Return the most points a person may give for a part."""
        return self.hand_weight if part is Part.HAND else self.measured_weight


Judgements = Mapping[tuple[Dimension, Part], Judgement]
"""What people decided about one line."""


def judged(points: Mapping[Dimension, Points], given: Judgements) -> dict[Dimension, Points]:
    """Return the points with these judgements in place of any before."""
    return {
        dimension: replace(
            one,
            override=given.get((dimension, Part.MEASURED)),
            hand=given.get((dimension, Part.HAND)),
        )
        for dimension, one in points.items()
    }
