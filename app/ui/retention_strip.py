"""The strip over 今日 that asks supervisors once a year whose data are to stay."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.i18n import _
from app.queries.privacy import privacy
from app.ui.context import Context
from app.ui.strip import Strip
from app.ui.workers import Job


class RetentionStrip(Strip):
    """Says how many people are past the office's time, and leads to the review."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        tables = {"setting", "retention_review", "erasure"}
        super().__init__(context, "retentionNotice", tables, parent)
        self.add_button("reviewNow", _("现在复核"), context.navigator.retention_wanted.emit)
        self.look()

    @override
    def look(self) -> None:
        """Count beside the window, where the office has a rule at all."""
        with self.context.db.read() as session:
            has_rule = privacy(session).keep_months is not None
        if not has_rule or not self.context.may(Right.ERASE):
            self._show(0)
            return

        def work(_job: Job) -> int:
            from app.queries.personal_retention import review_wanted  # not at every start

            with self.context.db.read() as session:
                return review_wanted(session, today=self.context.today())

        self.context.workers.run(self, work, self._show, lambda _error: None)

    def _show(self, count: int) -> None:
        told = _("{n:,} 位联系人超过保存期限没有往来，每年请复核一次：保留或清除。")
        self.told.setText(told.format(n=count))
        self.setVisible(count > 0)
