"""The warning over an approved screening that is no longer what was approved (R14)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from app.domain.rights import Right
from app.domain.screening.line import ScreeningHead
from app.queries.screening.seals import BrokenSeal, broken_seals
from app.ui.context import Context
from app.ui.messages import show_error


class SealWarning(QLabel):
    """Names the row that was changed from outside; hidden while everything is as approved."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sealWarning")
        self.setProperty("role", "wrong")
        self.setWordWrap(True)
        self._context = context
        self._head: ScreeningHead | None = None
        self.hide()

    def look(self, head: ScreeningHead) -> None:
        """Check this approved screening beside the window, for whoever sees all its lines."""
        self._head = head
        self.hide()
        if not self._context.may(Right.APPROVE):
            return
        db = self._context.db

        def work(_job: object) -> Sequence[BrokenSeal]:
            with db.read() as session:
                return broken_seals(session, head.id)

        def told(broken: Sequence[BrokenSeal]) -> None:
            if self._head is head and broken:
                self.setText(f"⚠ {broken[0].text}{broken[0].remedy}")
                self.show()

        self._context.workers.run(self, work, told, lambda error: show_error(self, error))

    def forget(self) -> None:
        """Warn of nothing: what is open is not approved."""
        self._head = None
        self.hide()
