"""Text on paper: broken into lines, drawn on a baseline."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from app.paper.fonts import Face

INK = QColor(0x1A, 0x1A, 0x1A)
GREY = QColor(0x66, 0x66, 0x66)
RED = QColor(0xB0, 0x1E, 0x1E)


def printable(text: str) -> str:
    """Return the text without characters that have no shape: controls and broken halves."""
    if text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(
        character if character.isprintable() or character in "\n\u3000\u200d" else " "
        for character in whole.replace("\r\n", "\n").replace("\r", "\n")
    )


def wrapped(text: str, face: Face, width: float) -> str:
    """Return the text with a line break wherever ``width`` runs out, within a word if need be."""
    text = printable(text)
    if "\n" not in text and face.width(text) <= width:
        return text
    return "\n".join(_broken(paragraph, face, width) for paragraph in text.split("\n"))


def _broken(paragraph: str, face: Face, width: float) -> str:
    if face.width(paragraph) <= width:
        return paragraph
    units = paragraph.encode("utf-16-le")  # Qt counts UTF-16 units, Python characters
    layout = QTextLayout(paragraph, face.font)
    layout.setTextOption(_wrap_option())
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start = line.textStart() * 2
        lines.append(units[start : start + line.textLength() * 2].decode("utf-16-le").rstrip(" "))
    layout.endLayout()
    return "\n".join(lines)


def _wrap_option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def height_of(text: str, face: Face) -> float:
    """Return the height of text that is already broken into lines."""
    return (text.count("\n") + 1) * face.line


def draw_line(painter: QPainter, area: QRectF, text: str, face: Face, *, align: float = 0) -> None:
    """Draw one line, centred over the area's height and placed by ``align``: 0 left, 1 right.

    A line that is too wide is made narrower rather than cut, so that no digit is ever lost.
    """
    room, width = area.width(), face.width(text)
    x, y = area.left(), area.top() + (area.height() - face.line) / 2 + face.baseline
    if width <= room:
        painter.drawText(QPointF(x + (room - width) * align, y), text)
        return
    painter.save()
    painter.translate(x, y)
    painter.scale(room / width, 1)
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def draw_lines(painter: QPainter, area: QRectF, text: str, face: Face, *, align: float = 0) -> None:
    """Draw broken text as a whole, centred over the area's height."""
    top = area.top() + (area.height() - height_of(text, face)) / 2
    for line in text.split("\n"):
        row = QRectF(area.left(), top, area.width(), face.line)
        draw_line(painter, row, line, face, align=align)
        top += face.line
