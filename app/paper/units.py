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
    """A page and its margins in millimetres; head and foot lines stand in the margins.

    The sheet is A4 unless ``a3``.
    """

    landscape: bool = False
    side: float = 15
    top: float = 16
    bottom: float = 16
    a3: bool = False

    @property
    def width(self) -> float:
        """The sheet's width in dots."""
        return mm(self._long if self.landscape else self._short)

    @property
    def height(self) -> float:
        """The sheet's height in dots."""
        return mm(self._short if self.landscape else self._long)

    @property
    def _long(self) -> float:
        return 420 if self.a3 else 297

    @property
    def _short(self) -> float:
        return 297 if self.a3 else 210

    @property
    def body(self) -> QRectF:
        """The part inside the margins, in dots from the sheet's corner."""
        left, top = mm(self.side), mm(self.top)
        return QRectF(left, top, self.width - 2 * left, self.height - top - mm(self.bottom))


PORTRAIT = PageSetup()
LANDSCAPE = PageSetup(landscape=True, side=12, top=15, bottom=14)
