"""Step 2: what is missing in the files, why it matters, and where to mend it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.i18n import _
from app.queries.screening.gaps import DataGap, data_gaps
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.progress import run_with_progress
from app.ui.screening.compiling import compiling
from app.ui.screening.opened import Opened
from app.ui.screening.step import Step, action_button, faint
from app.ui.theme import GAP, current_look


class ChecksStep(Step):
    """Lists the gaps; each leads to its rows. They may be left as they are."""

    title = _("检查资料")
    hint = _("逐条看缺了什么，点“去补”修改。缺的也可以不补：资料不足的指标不计 0 分，也不计满分。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "checksStep")
        self._shown: Sequence[DataGap] = ()
        self._summary = QLabel()
        self._summary.setObjectName("checkSummary")
        self._summary.setProperty("role", "heading")
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        content = QWidget()
        holder = QVBoxLayout(content)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._column)
        holder.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        self.body.addWidget(self._summary)
        self.body.addWidget(area, 1)
        again = self.add_button("recheck", _("重新检查"), "refresh-cw", self.check, needs=Right.SEE)
        again.setShortcut("F5")
        self._compile = self.add_button(
            "recompile", _("补好了，重新统计"), "calculator", self._recompile, needs=Right.SCORE
        )

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        self._compile.setEnabled(opened is not None and not opened.frozen)

    @override
    def entered(self) -> None:
        self.check()

    def check(self) -> None:
        """Look for gaps, on a worker: a large office takes a moment."""
        if self.opened is None:
            return
        head, db = self.opened.head, self.context.db
        scope = head.scope_staff_id
        if self.context.staff is not None and self.context.people() is not None:
            scope = self.context.staff.id

        def work(_job: object) -> Sequence[DataGap]:
            with db.read() as session:
                return data_gaps(session, head.year, head.cut_off_on, manager_id=scope)

        self._summary.setText(_("正在检查…"))
        self.context.workers.run(self, work, self._show, self._failed)

    def _show(self, gaps: Sequence[DataGap]) -> None:
        self._shown = gaps
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for gap in sorted(gaps, key=lambda one: not one.count):
            self._column.addWidget(self._row(gap))
        missing = sum(1 for gap in gaps if gap.count)
        text = _("有 {n:,} 项需要留意") if missing else _("资料齐全，可以继续")
        self._summary.setText(text.format(n=missing))

    def _failed(self, error: Exception) -> None:
        self._summary.setText(str(error))

    def _row(self, gap: DataGap) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setObjectName(f"gap_{gap.kind.value}")
        look = current_look()
        mark = QLabel()
        name, colour = ("circle-alert", look.warning) if gap.count else ("circle-check", look.good)
        mark.setPixmap(icon(name, colour).pixmap(18, 18))
        mark.setAccessibleName(_("需要留意") if gap.count else _("没有问题"))
        what = QLabel(_("{what}：{n}").format(what=gap.kind.label, n=f"{gap.count:,}"))
        what.setProperty("role", "heading")
        why = faint(gap.meaning if gap.count else _("没有问题"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(what)
        words.addWidget(why)
        row = QHBoxLayout(frame)
        row.addWidget(mark)
        row.addLayout(words, 1)
        if gap.count:
            go = action_button("mend", _("去补"), "external-link", lambda: self._mend(gap))
            go.setAccessibleName(_("去补：{what}").format(what=gap.kind.label))
            row.addWidget(go)
        return frame

    def _mend(self, gap: DataGap) -> None:
        go, title = self.context.navigator, gap.kind.label
        if gap.booking_ids:
            go.bookings_wanted.emit(title, list(gap.booking_ids))
        elif gap.receipt_ids:
            go.receipts_wanted.emit(title, list(gap.receipt_ids))
        else:
            go.clients_wanted.emit(title, list(gap.client_ids))

    def _recompile(self) -> None:
        if self.opened is not None:
            run_with_progress(
                self.context.workers,
                self,
                _("正在统计全年"),
                compiling(self.context, self.opened.head.id),
                lambda _count: self.reload_wanted.emit(),
            )
