"""What a column of an imported file is."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.cells import LONG_TEXT
from app.domain.types import Labelled

__all__ = ["LONG_TEXT", "Field", "Holds", "field"]


class Holds(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    CODE = "code"
    LINES = "lines"
    MONEY = "money"
    RENMINBI = "renminbi"
    WHOLE = "whole"
    TERMS = "terms"
    TELEPHONE = "telephone"
    MOBILE = "mobile"
    DAY = "day"
    STAY = "stay"
    MOMENT = "moment"
    TIME = "time"
    MONTH = "month"
    DAY_OF_MONTH = "day_of_month"
    BIRTHDAY = "birthday"
    LUNAR_BIRTHDAY = "lunar_birthday"
    CALENDAR = "calendar"
    """Whether a birthday beside it is lunar."""
    GRADE = "grade"
    CHOICE = "choice"
    CHOICE_OR_LINES = "choice_or_lines"
    REFUND = "refund"
    """Whether money was paid back."""
    YES_OR_NO = "yes_or_no"


@dataclass(frozen=True, slots=True)
class Field:
    """One column an import understands.

    ``most`` is the longest text; ``choices`` the enumeration of a choice. ``surest`` are headings
    that go before others where a file has both. ``downwards`` tells that a cell merged over
    several rows holds for each of them; ``weighs`` that figures depend on it: cells under a clear
    heading that cannot be read are told as errors, not passed over; ``dashed`` that a dash is 0.
    """

    name: str
    label: str
    holds: Holds
    headings: frozenset[str]
    vague: frozenset[str]
    surest: frozenset[str] = frozenset()
    most: int = 0
    choices: type[Labelled] | None = None
    downwards: bool = False
    weighs: bool = False
    dashed: bool = False


def field(
    name: str,
    label: str,
    headings: str,
    holds: Holds = Holds.TEXT,
    most: int = 0,
    *,
    choices: type[Labelled] | None = None,
    surest: str = "",
    downwards: bool = False,
    weighs: bool = False,
    dashed: bool = False,
) -> Field:
    """Describe a column.

    Args:
        name: Of the value in a parsed row.
        label: Shown to the clerk.
        headings: Folded (half-width, lower case, no spaces or punctuation), apart by spaces.
            Those after ``~`` are vague: they count only where the cells agree.
        holds: What the cells are.
        most: The longest text.
        choices: The enumeration of a choice.
        surest: More of them, that go before the others.
        downwards: A cell merged over several rows holds for each of them.
        weighs: Figures depend on it.
        dashed: A dash is 0, as accountants write it.
    """
    strong, _tilde, vague = headings.partition("~")
    return Field(
        name=name,
        label=label,
        holds=holds,
        headings=frozenset(f"{strong} {surest}".split()),
        vague=frozenset(vague.split()),
        surest=frozenset(surest.split()),
        most=most,
        choices=choices,
        downwards=downwards,
        weighs=weighs,
        dashed=dashed,
    )
