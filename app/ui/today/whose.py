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
    """Chooses a person; nobody chosen is everybody. Only for who sees others' work.

    A leader begins with the own work, and is offered the team's.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("whose", _("谁的"), single=True, parent=parent)
        self._context, self._people = context, context.people()
        self._offer()
        if self._people is not None:
            self.choose([context.desk.staff_id])
            self.setVisible(True)  # where there is a team
        context.news.committed.connect(self._follow)

    def staff_id(self) -> StaffId | None:
        """Return whose lines are wanted; None is everybody's."""
        if self._alone:
            return self._context.desk.staff_id
        chosen: StaffId | None = next(iter(self.chosen()), None)
        return chosen

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible and not self._alone)

    @property
    def _alone(self) -> bool:
        return self._people is not None and len(self._people) == 1

    def _offer(self) -> None:
        with self._context.db.read() as session:
            members = staff_members(session, active_only=True)
        own, people = self._context.desk.staff_id, self._people
        members = [one for one in members if people is None or one.id in people]
        first = [(one.id, _("我自己")) for one in members if one.id == own]
        self.set_options([*first, *((one.id, one.name) for one in members if one.id != own)])

    def _follow(self, commit: Commit) -> None:
        if "staff" in commit.tables:
            self._offer()
