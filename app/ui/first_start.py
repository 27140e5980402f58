"""The first start: the welcome, and what each of its three ways leads to."""

from collections.abc import Callable

from app.ui.context import Context


def welcome(context: Context, then: Callable[[], None]) -> None:
    """Ask for the hotel and its people; start empty, with the sample office, or by importing."""
    from app.services.sample import add_sample
    from app.ui.imports.wizard import ImportWizard
    from app.ui.welcome.wizard import WelcomeDialog

    def start_with_sample() -> None:
        add_sample(context.desk)
        then()

    def start_with_import() -> None:
        then()
        ImportWizard(context, "").open()

    dialog = WelcomeDialog(context)
    dialog.empty_wanted.connect(then)
    dialog.sample_wanted.connect(start_with_sample)
    dialog.import_wanted.connect(start_with_import)
    dialog.open()
