"""Whose day is looked at: one's own, everybody's, or another person's."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.types import StaffId
from app.i18n import _
from app.queries.office import staff_members
from app.ui.chips import FilterChip
from app.ui.context import Context


class WhoseChip(FilterChip):
    """Chooses a person; nobody chosen is everybody. Only who supervises sees others' work."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("whose", _("谁的"), single=True, parent=parent)
        self._context = context
        self._offer()
        if not context.supervises:
            self.hide()
        context.news.committed.connect(self._follow)

    def staff_id(self) -> StaffId | None:
        """Return whose lines are wanted; None is everybody's."""
        if not self._context.supervises:
            return self._context.desk.staff_id
        chosen: StaffId | None = next(iter(self.chosen()), None)
        return chosen

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible and self._context.supervises)

    def _offer(self) -> None:
        with self._context.db.read() as session:
            members = staff_members(session, active_only=True)
        own = self._context.desk.staff_id
        first = [(one.id, _("我自己")) for one in members if one.id == own]
        self.set_options([*first, *((one.id, one.name) for one in members if one.id != own)])

    def _follow(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            self._offer()
