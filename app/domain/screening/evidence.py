"""What the files say of one client's year, before anybody judges it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOTHING = Decimal(0)
WHOLE = Decimal(100)
MONTHS = 12
NO_MONTHS = (NOTHING,) * MONTHS
NOTHING_OVERDUE = (NOTHING,) * 4


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the client was the year before: its line if that year was approved, else its volume.

    Attributes:
        percent: The score the grade went by; None where nothing could be scored.
    """

    year: int
    amount: Decimal
    percent: Decimal | None = None
    grade: str | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One client's year up to the cut-off; all amounts in yuan.

    Attributes:
        months: Amounts of the completed bookings by month of arrival, January first.
        bookings: Every booking arriving in the year, whatever became of it.
        not_fulfilled: The cancelled ones and the no-shows among them.
        gross_profit: Amount less cost of the bookings whose cost is known; None where no cost is.
        cost_known_amount: The part of the year's amount whose cost is known.
        due: Amount of the year's completed bookings whose terms have run out at the cut-off.
        received: What of ``due`` has come in by the cut-off.
        overdue: Still open at the cut-off from this and earlier years: 0–30, 31–60, 61–90 and
            more than 90 days past the due date.
        on_credit: False for a client that pays on the spot (现结) and owes nothing.
        first_stay_on: The first completed arrival ever; None for a prospect.
    """

    months: tuple[Decimal, ...] = NO_MONTHS
    room_nights: int = 0
    bookings: int = 0
    not_fulfilled: int = 0
    gross_profit: Decimal | None = None
    cost_known_amount: Decimal = NOTHING
    due: Decimal = NOTHING
    received: Decimal = NOTHING
    overdue: tuple[Decimal, Decimal, Decimal, Decimal] = NOTHING_OVERDUE
    complaints: int = 0
    on_credit: bool = True
    first_stay_on: date | None = None
    blacklisted: bool = False
    bad_debt: bool = False
    last_year: LastYear | None = None

    @property
    def amount(self) -> Decimal:
        """The year's booking volume."""
        return sum(self.months, NOTHING)

    @property
    def overdue_amount(self) -> Decimal:
        """Everything past its due date, of any age."""
        return sum(self.overdue, NOTHING)

    @property
    def received_percent(self) -> Decimal | None:
        """Share received of what is due; None where nothing is due."""
        return self.received * 100 / self.due if self.due > 0 else None

    @property
    def fulfilled_percent(self) -> Decimal | None:
        """Share of the bookings that were neither cancelled nor missed; None without bookings."""
        if self.bookings <= 0:
            return None
        return Decimal(100 * (self.bookings - self.not_fulfilled)) / self.bookings

    @property
    def cost_known_percent(self) -> Decimal | None:
        """Share of the amount whose cost is known; None where no cost is known at all.

        Refunds of which the cost is unknown would make it more than the whole.
        """
        if self.gross_profit is None:
            return None
        share = self.cost_known_amount * 100 / self.amount if self.amount > 0 else WHOLE
        return min(max(share, NOTHING), WHOLE)
