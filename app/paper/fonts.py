"""The bundled Chinese font in the sizes papers use, with widths that are cheap to ask for.

Fonts are loaded when something is first drawn, not when the program starts.
"""

import threading
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from app.paper.units import pt

FONTS = Path(__file__).parent.parent.parent / "resources" / "fonts"
FALLBACKS = ("Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "SimSun")

_loading = threading.Lock()
_faces = threading.local()


@cache
def _families() -> tuple[str, ...]:
    found: dict[str, None] = {}
    for file in sorted(FONTS.glob("NotoSansSC-*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(file))
        found.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(dict.fromkeys((*found, *FALLBACKS)))


def load_fonts() -> tuple[str, ...]:
    """Load the bundled font once and return the families to draw with, best first."""
    with _loading:
        return _families()


class _Widths(dict[str, float]):
    """The advance of every character met so far; without kerning they simply add up."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, character: str) -> float:
        width = self[character] = self._metrics.horizontalAdvance(character)
        return width


class Face:
    """One size and weight of the paper's font."""

    def __init__(self, size: int, *, bold: bool) -> None:
        self.font = QFont(list(load_fonts()))
        self.font.setPixelSize(size)
        self.font.setBold(bold)
        self.font.setKerning(False)  # so that widths add up
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        metrics = QFontMetricsF(self.font)
        self.line = size * 1.32
        self.baseline = (self.line - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        self._widths = _Widths(metrics)

    def width(self, text: str) -> float:
        """Return how wide one line of ``text`` is, in dots."""
        return sum(map(self._widths.__getitem__, text))


def face(points: float, *, bold: bool = False) -> Face:
    """Return this thread's face for paper; fonts must not be shared by threads that draw."""
    return face_of(round(pt(points)), bold=bold)


def face_of(size: int, *, bold: bool = False) -> Face:
    """Return this thread's face of a size in the painter's own units."""
    if not hasattr(_faces, "known"):
        _faces.known = {}
    known: dict[tuple[int, bool], Face] = _faces.known
    if (size, bold) not in known:
        known[size, bold] = Face(size, bold=bold)
    return known[size, bold]
