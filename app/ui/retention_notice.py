"""The line over 今日 that asks supervisors once a year whose data are to stay."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.db import Commit
from app.domain.rights import Right
from app.i18n import _
from app.queries.privacy import privacy
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.theme import GAP
from app.ui.workers import Job


class RetentionNotice(QFrame):
    """Says how many people are past the office's time, and leads to the review."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("retentionNotice")
        self.setProperty("role", "banner")
        self._context = context
        self._told, review = QLabel(), ActionButton(_("现在复核"))
        review.setObjectName("reviewNow")
        review.clicked.connect(lambda _on: context.navigator.retention_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, GAP // 2, 2 * GAP, GAP // 2)
        row.addWidget(self._told, 1)
        row.addWidget(review)
        context.news.committed.connect(self._on_commit)
        self._look()

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & {"setting", "retention_review", "erasure"}:
            self._look()

    def _look(self) -> None:
        """Count beside the window, where the office has a rule at all."""
        with self._context.db.read() as session:
            has_rule = privacy(session).keep_months is not None
        if not has_rule or not self._context.desk.may(Right.ERASE):
            self._show(0)
            return

        def work(_job: Job) -> int:
            from app.queries.personal_retention import review_wanted  # not at every start

            with self._context.db.read() as session:
                return review_wanted(session, today=self._context.today())

        self._context.workers.run(self, work, self._show, lambda _error: None)

    def _show(self, count: int) -> None:
        told = _("{n:,} 位联系人超过保存期限没有往来，每年请复核一次：保留或清除。")
        self._told.setText(told.format(n=count))
        self.setVisible(count > 0)
