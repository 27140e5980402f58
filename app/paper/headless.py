"""Drawing without a window: on the command line, and where there is no display."""

import os
import sys
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication


@cache
def drawing_application() -> QCoreApplication:
    """Return Qt's application, which fonts need, starting one without a display if none runs."""
    running = QCoreApplication.instance()
    if running is not None:
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(sys.argv[:1])
