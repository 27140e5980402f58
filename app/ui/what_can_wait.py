"""What is done once the first page is there and read: it would only delay the start."""

from functools import partial

from PySide6.QtCore import QTimer

from app.ui.context import Context
from app.ui.page_modules import load_pages
from app.ui.shell import MainWindow

AFTER = 500
"""Milliseconds from showing the window to what can wait."""


def go_on(context: Context, window: MainWindow) -> None:
    """Offer a crash report, watch the time, look at seals, load the other pages, and so on."""
    if context.workers.busy:
        QTimer.singleShot(AFTER, window, partial(go_on, context, window))
        return
    from app.ui.crash_dialog import offer_report
    from app.ui.due_notices import DueNotices
    from app.ui.seal_watch import look_at_seals
    from app.ui.typed_before import take_over_typed

    offer_report(context, window)
    DueNotices(context, window).look()
    look_at_seals(context, window)
    take_over_typed(context)
    load_pages(context.workers, window)
