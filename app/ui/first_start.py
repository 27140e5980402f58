"""The first start: the welcome, and what each of its three ways leads to."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from app.i18n import _
from app.queries.sign_in import sign_in_wanted
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

    def show(and_then: Callable[[], None] = lambda: None) -> None:
        show_window()
        dialog.accept()
        and_then()

    def begin_empty() -> None:
        set_first_password(context, dialog, show)

    def begin_with_import() -> None:
        set_first_password(context, dialog, lambda: show(show_import))

    def begin_with_sample() -> None:
        from app.exchange.sample_office import fill_sample

        def work(job: Job) -> None:
            job.report(0, 0, _("正在装入示例数据…"))
            fill_sample(context.desk)

        run_with_progress(context.workers, dialog, _("示例"), work, lambda _nothing: show())

    dialog.empty_wanted.connect(begin_empty)
    dialog.sample_wanted.connect(begin_with_sample)
    dialog.import_wanted.connect(begin_with_import)
    dialog.open()
    return dialog


def set_first_password(context: Context, parent: QWidget, then: Callable[[], None]) -> None:
    """Ask for the first password where several people work here; it can be put off."""
    with context.db.read() as session:
        wanted = sign_in_wanted(session)
    if not wanted:
        then()
        return
    from app.ui.sign_in.changing import BeginDialog

    first = BeginDialog(context, parent, later=_("以后再设"))
    first.began.connect(context.navigator.sign_in_begun)
    first.finished.connect(lambda _result: then())
    first.open()
