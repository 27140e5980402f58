"""A screening as it goes onto paper and into a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.exported import Imprint, PolicyHead
from app.domain.screening.line import ScreeningHead, ScreeningLine
from app.domain.types import ClientId


@dataclass(frozen=True, slots=True)
class PrintedScreening:
    """One screening with all that its papers and its workbook show.

    Attributes:
        lines: In the order to print: by rank, the lines without one last.
        last_months: The twelve amounts of the year before, for the clients that have any.
    """

    head: ScreeningHead
    lines: Sequence[ScreeningLine]
    policy: PolicyHead
    imprint: Imprint
    last_months: Mapping[ClientId, tuple[Decimal, ...]] = field(default_factory=dict)
