"""Lengths on paper, in millimetres and points, as the dots that all layout is done in."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

DOTS_PER_INCH = 600
HAIRLINE = DOTS_PER_INCH / 72 * 0.4
LINE = DOTS_PER_INCH / 72 * 0.8


def mm(length: float) -> float:
    """Return millimetres as dots."""
    return length * DOTS_PER_INCH / 25.4


def pt(size: float) -> float:
    """Return typographic points as dots."""
    return size * DOTS_PER_INCH / 72


@dataclass(frozen=True, slots=True)
class PageSetup:
    """An A4 page and its margins in millimetres; head and foot lines stand in the margins."""

    landscape: bool = False
    side: float = 15
    top: float = 16
    bottom: float = 16

    @property
    def width(self) -> float:
        """The sheet's width in dots."""
        return mm(297 if self.landscape else 210)

    @property
    def height(self) -> float:
        """The sheet's height in dots."""
        return mm(210 if self.landscape else 297)

    @property
    def body(self) -> QRectF:
        """The part inside the margins, in dots from the sheet's corner."""
        left, top = mm(self.side), mm(self.top)
        return QRectF(left, top, self.width - 2 * left, self.height - top - mm(self.bottom))


PORTRAIT = PageSetup()
LANDSCAPE = PageSetup(landscape=True, side=12, top=15, bottom=14)
