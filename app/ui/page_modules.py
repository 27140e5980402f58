"""Loads what the other pages are made of while the first one is read."""

from importlib import import_module

from PySide6.QtCore import QObject

from app.ui.workers import Job, Workers

MODULES = (
    "app.ui.clients.page",
    "app.ui.clients.quick_view",
    "app.ui.cards",
    "app.ui.clients.card",
    "app.ui.communications.page",
    "app.ui.communications.timeline",
    "app.ui.communications.entry",
    "app.ui.today.answers",
    "app.ui.task_dialog",
    "app.ui.today.tasks_list",
    "app.ui.today.calendar",
    "app.ui.log_views",
    "app.ui.board.page",
    "app.ui.board.teaching",
    "app.ui.balance.page",
    "app.ui.cases.page",
    "app.ui.cases.case_list",
    "app.ui.cases.numbers",
    "app.ui.bookings.page",
    "app.ui.bookings.receipt_list",
    "app.ui.bookings.ageing_list",
    "app.ui.bookings.card_tab",
    "app.ui.key_accounts.page",
    "app.ui.key_accounts.reception_list",
    "app.ui.courtesies.page",
    "app.ui.courtesies.coming",
    "app.ui.courtesies.done",
    "app.ui.courtesies.letters",
    "app.ui.screening.page",
    "app.ui.reports.page",
    "app.ui.personal.dialog",
    "app.ui.imports.page",
    "app.ui.bin.page",
    "app.ui.audit.page",
    "app.ui.settings.page",
)
"""In the order in which they are likely to be wanted."""


def load_pages(workers: Workers, owner: QObject) -> None:
    """Load them on a worker thread, so that no page is waited for when it is first shown."""
    workers.run(owner, _load, lambda _loaded: None, _failed)


def _load(job: Job) -> None:
    for done, name in enumerate(MODULES):
        job.report(done, len(MODULES))
        import_module(name)


def _failed(_error: Exception) -> None:
    """Whoever shows the page will learn what is wrong with it; a bug is in the log already."""
