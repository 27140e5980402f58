"""The columns of a list that is put out, and what their cells hold."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours without its equals sign; typed text never becomes one.

    Attributes:
        value: What it comes to now, shown by programs that do not calculate.
    """

    text: str
    value: Decimal | str


CellValue = str | int | Decimal | bool | date | time | Formula | None


class Format(Enum):
    """What a column holds, which decides how its cells look."""

    TEXT = "text"
    CODE = "code"
    LONG = "long"
    WHOLE = "whole"
    MONEY = "money"
    POINTS = "points"
    PERCENT = "percent"
    DAY = "day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column of a sheet.

    Attributes:
        width: In characters of the sheet's font.
        entered: Whether a person fills it in: coloured, and open on a protected sheet.
        centred: Whether its cells stand in the middle.
    """

    title: str
    format: Format = Format.TEXT
    width: float = 12
    entered: bool = False
    centred: bool = False
