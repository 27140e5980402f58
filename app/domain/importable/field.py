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
    WHOLE = "whole"
    TERMS = "terms"
    TELEPHONE = "telephone"
    MOBILE = "mobile"
    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    MONTH = "month"
    BIRTHDAY = "birthday"
    CHOICE = "choice"
    CHOICE_OR_LINES = "choice_or_lines"
    YES_OR_NO = "yes_or_no"


@dataclass(frozen=True, slots=True)
class Field:
    """One column an import understands.

    ``most`` is the longest text; ``choices`` the enumeration of a choice. ``downwards`` tells
    that a cell merged over several rows holds for each of them.
    """

    name: str
    label: str
    holds: Holds
    headings: frozenset[str]
    vague: frozenset[str]
    most: int = 0
    choices: type[Labelled] | None = None
    downwards: bool = False


def field(
    name: str,
    label: str,
    headings: str,
    holds: Holds = Holds.TEXT,
    most: int = 0,
    *,
    choices: type[Labelled] | None = None,
    downwards: bool = False,
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
        downwards: A cell merged over several rows holds for each of them.
    """
    strong, _tilde, vague = headings.partition("~")
    return Field(
        name=name,
        label=label,
        holds=holds,
        headings=frozenset(strong.split()),
        vague=frozenset(vague.split()),
        most=most,
        choices=choices,
        downwards=downwards,
    )
