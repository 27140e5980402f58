"""Tells soon after the start when an approved screening was changed from outside (R14)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.rights import Right
from app.i18n import _
from app.queries.screening.seals import BrokenSeal, broken_seals
from app.ui.context import Context
from app.ui.messages import show_error, tell


def look_at_seals(context: Context, window: QWidget) -> None:
    """Check every approved screening beside the window; name the rows that were changed.

    Supervisors are told: they see all lines, and the paper that was signed is theirs.
    """
    if not context.may(Right.APPROVE):
        return

    def work(_job: object) -> Sequence[BrokenSeal]:
        with context.db.read() as session:
            return broken_seals(session)

    def told(broken: Sequence[BrokenSeal]) -> None:
        if broken:
            text = "\n".join([*(seal.text for seal in broken), broken[0].remedy])
            tell(window, _("已批准的筛选被改动"), text)

    context.workers.run(window, work, told, lambda error: show_error(window, error))
