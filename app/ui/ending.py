"""An end that nobody in the window asked for: a signal, a log-off, a shut-down."""

import signal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
BEAT = 100
"""Milliseconds after which Python runs at the latest: only then it deals with a signal."""


def end_when_asked(qt: QApplication) -> None:
    """Keep what is typed and end well when the system asks; each has some of these signals.

    Windows asks by its own message, which Qt tells as ``commitDataRequest``.
    """
    beat = QTimer(qt)
    beat.timeout.connect(lambda: None)
    beat.start(BEAT)
    for name in SIGNALS:
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, lambda *_what: _end())
    qt.commitDataRequest.connect(keep_forms)


def keep_forms() -> None:
    """Write down what is typed in every open form, to be offered at the next start."""
    from app.ui.dialogs import DraftDialog  # forms are a tenth of the program: not at the start

    for shown in QApplication.allWidgets():
        if isinstance(shown, DraftDialog) and shown.keeper is not None:
            shown.keeper.keep_now()


def _end() -> None:
    keep_forms()
    # once there is a loop to end, at the start too; quit() would ask about what is typed
    QTimer.singleShot(0, lambda: QApplication.exit(0))
