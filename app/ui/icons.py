"""The program's icons: outlines that take the colour of the text beside them."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from app.config import RESOURCES
from app.ui.theme import current_look

SIZE = 18
SCALES = (1, 2)


def icon(name: str, colour: str = "") -> QIcon:
    """Return an icon of ``resources/icons`` by its name, in the text's colour or the one given."""
    return _drawn(name, colour or current_look().text)


@cache
def _drawn(name: str, colour: str) -> QIcon:
    from PySide6.QtSvg import QSvgRenderer

    source = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    made = QIcon()
    for scale in SCALES:
        pixmap = QPixmap(QSize(SIZE, SIZE) * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # else a chosen row's look disabled
            made.addPixmap(pixmap, mode)
    return made
