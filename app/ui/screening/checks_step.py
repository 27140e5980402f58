"""Step 2: what is missing in the files, why it matters, and where to mend it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.i18n import _
from app.queries.screening.gaps import DataGap, data_gaps, has_bookings
from app.ui.context import Context, News
from app.ui.detail import faint
from app.ui.fresh import FreshPart
from app.ui.icons import icon
from app.ui.progress import run_with_progress
from app.ui.rights import offer_only_with
from app.ui.screening.compiling import compiling
from app.ui.screening.opened import Opened
from app.ui.screening.step import Step, action_button, heading
from app.ui.theme import GAP, current_look

Found = tuple[bool, Sequence[DataGap]]
"""Whether the year has any booking, and what is missing."""
LOOKED_AT = frozenset({"booking", "client", "receipt", "screening"})
"""Tables whose changes may mend a gap or open one."""


class ChecksStep(Step):
    """Lists the gaps; each leads to its rows. They may be left as they are."""

    title = _("检查资料")
    hint = _("逐条看缺了什么，点“去补”修改。缺的也可以不补：资料不足的指标不计 0 分，也不计满分。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "checksStep")
        self._summary = QLabel()
        self._summary.setObjectName("checkSummary")
        self._summary.setProperty("role", "heading")
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self._gaps = _Gaps(context.news, self.check)
        holder = QVBoxLayout(self._gaps)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._column)
        holder.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._gaps)
        self.body.addWidget(self._summary)
        self.body.addWidget(area, 1)
        self._again = self.add_button(
            "recheck", _("重新检查"), "refresh-cw", self.check, needs=Right.SEE
        )
        self._again.setShortcut("F5")
        self._compile = self.add_button(
            "recompile", _("补好了，重新统计"), "calculator", self._recompile, needs=Right.SCORE
        )

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        self._compile.setEnabled(opened is not None and not opened.frozen)
        self._gaps.reload()

    @override
    def entered(self) -> None:
        self._again.setFocus()

    def check(self) -> None:
        """Look for gaps, on a worker: a large office takes a moment."""
        if self.opened is None:
            return
        head, db = self.opened.head, self.context.db
        scope = head.scope_staff_id
        if self.context.staff is not None and self.context.people() is not None:
            scope = self.context.staff.id

        def work(_job: object) -> Found:
            with db.read() as session:
                booked = has_bookings(session, head.year, manager_id=scope)
                return booked, data_gaps(session, head.year, head.cut_off_on, manager_id=scope)

        self._summary.setText(_("正在检查…"))
        self.context.workers.run(self, work, self._show, self._failed)

    def _show(self, found: Found) -> None:
        booked, gaps = found
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        nothing = self._nothing(booked=booked)
        if nothing is not None:
            self._column.addWidget(nothing)
            gaps = [gap for gap in gaps if gap.count]  # the others say nothing of nothing
        for gap in sorted(gaps, key=lambda one: not one.count):
            self._column.addWidget(self._row(gap))
        missing = sum(1 for gap in gaps if gap.count) + (nothing is not None)
        text = _("有 {n:,} 项需要留意") if missing else _("资料齐全，可以继续")
        self._summary.setText(text.format(n=missing))

    def _failed(self, error: Exception) -> None:
        self._summary.setText(str(error))

    def _nothing(self, *, booked: bool) -> QWidget | None:
        """Return what tells at once, not client by client, that there is nothing to score."""
        if self.opened is None or (booked and self.opened.lines):
            return None
        if self.opened.lines:
            what = _("{year} 年一笔预订也没有").format(year=self.opened.head.year)
            why = _(
                "客户都会是“资料不足”，排不出名次。请先导入或录入这一年的预订，再按“补好了，重新统计”；"
                "年份选错了，按“全部筛选”回去另建一份。"
            )
        else:
            what = _("没有列入筛选的客户")
            why = _("请先导入或新建客户、指定客户经理，录入这一年的预订，再按“补好了，重新统计”。")
        wanted = self.context.navigator.import_wanted
        go = action_button("importFirst", _("去导入"), "import", lambda: wanted.emit(""))
        offer_only_with(self.context, Right.IMPORT, go)
        return _card("nothing_to_score", what, why, go)

    def _row(self, gap: DataGap) -> QWidget:
        name = f"gap_{gap.kind.value}"
        what = _("{what}：{n}").format(what=gap.kind.label, n=f"{gap.count:,}")
        if not gap.count:
            return _card(name, what, _("没有问题"))
        go = action_button("mend", _("去补"), "external-link", lambda: self._mend(gap))
        go.setAccessibleName(_("去补：{what}").format(what=gap.kind.label))
        return _card(name, what, gap.meaning, go)

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


class _Gaps(FreshPart):
    """What is missing; looked for again after it was mended, here or on another page."""

    def __init__(self, news: News, look: Callable[[], None]) -> None:
        super().__init__(news, LOOKED_AT)
        self._look = look

    @override
    def read(self) -> None:
        self._look()


def _card(name: str, what: str, why: str, go: QWidget | None = None) -> QFrame:
    """Return one line of the check; where something leads on from it, it is not in order."""
    frame, mark, look = QFrame(), QLabel(), current_look()
    frame.setProperty("role", "card")
    frame.setObjectName(name)
    picture, colour = ("circle-check", look.good) if go is None else ("circle-alert", look.warning)
    mark.setPixmap(icon(picture, colour).pixmap(18, 18))
    mark.setAccessibleName(_("没有问题") if go is None else _("需要留意"))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(heading(what))
    words.addWidget(faint(why))
    row = QHBoxLayout(frame)
    row.addWidget(mark)
    row.addLayout(words, 1)
    if go is not None:
        row.addWidget(go)
    return frame
