"""Windows that stay on the screen, with the frame that the desktop puts around them."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.ui.theme import GAP

ITS_FRAME = QSize(2 * GAP, 5 * GAP)


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window of this size, or smaller where the screen is: its buttons are below else."""
    room = window.screen().availableSize() - ITS_FRAME
    window.resize(QSize(width, height).boundedTo(room))
