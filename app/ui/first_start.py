"""The first start: the welcome, and what each of its three ways leads to."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from app.i18n import _
from app.ui.context import Context
from app.ui.progress import run_with_progress
from app.ui.workers import Job


def welcome(
    context: Context, show_window: Callable[[], None], show_import: Callable[[], None]
) -> QDialog:
    """Ask for the hotel and its people; begin empty, with the sample office, or by importing.

    The caller keeps the dialog alive.
    """
    from app.ui.welcome.wizard import WelcomeDialog

    dialog = WelcomeDialog(context)

    def begin_empty() -> None:
        show_window()
        dialog.accept()

    def begin_with_import() -> None:
        begin_empty()
        show_import()

    def begin_with_sample() -> None:
        from app.exchange.sample_office import fill_sample

        def work(job: Job) -> None:
            job.report(0, 0, _("正在装入示例数据…"))
            fill_sample(context.desk)

        run_with_progress(context.workers, dialog, _("示例"), work, lambda _nothing: begin_empty())

    dialog.empty_wanted.connect(begin_empty)
    dialog.sample_wanted.connect(begin_with_sample)
    dialog.import_wanted.connect(begin_with_import)
    dialog.open()
    return dialog
