"""The December job as one page: its steps on top, saved at every step, reopened where it was."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.db import Commit
from app.domain.rights import Right
from app.domain.types import ScreeningId, ScreeningState
from app.errors import AppError
from app.i18n import _
from app.queries.screening.lines import screening_line
from app.services.screening.opening import set_step
from app.ui.context import Context
from app.ui.detail import faint
from app.ui.messages import show_error
from app.ui.progress import run_with_progress
from app.ui.screening.approval_step import ApprovalStep
from app.ui.screening.compiling import compiling
from app.ui.screening.freshness import Freshness
from app.ui.screening.opened import Opened, read_opened
from app.ui.screening.rail import StepRail
from app.ui.screening.scores_step import ScoresStep
from app.ui.screening.seal import SealWarning
from app.ui.screening.step import WHOLE_OFFICE, Step, action_button
from app.ui.screening.step_stack import KINDS, SCORES, StepStack
from app.ui.theme import GAP
from app.ui.workers import Job

OWN = frozenset({"screening", "screening_line", "screening_score", "screening_submission"})
BEHIND = frozenset({"booking", "receipt", "client", "communication"})
ERASURE = "erasure"
CHECKS = 1
SOON = 50
"""Milliseconds in which several commits lead to one reading."""
MANY = 2_000
"""Lines that take so long to read that it is told also when they are in sight already."""


class ScreeningWizard(QWidget):
    """Leads through one screening.

    Signals:
        closed: The user goes back to the list.
    """

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wizard")
        self.context = context
        self.opened: Opened | None = None
        self._wanted: int | None = None
        self._at_step: int | None = None
        self._current: set[int] = set()
        self._stale = self._own_write = self._erased = False
        self.freshness = Freshness(context, self)
        self.steps = StepStack(context)
        self.rail = StepRail([kind.title for kind in KINDS])
        self._title, self._state = QLabel(), faint()
        self._banner, self._banner_text = QFrame(), QLabel()
        self._seal = SealWarning(context)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._read)
        self._lay_out()
        self._connect()

    @property
    def scores(self) -> ScoresStep:
        """The step in which people score."""
        return self.steps.scores

    def begin(self) -> None:
        """Show the first step for a screening that is only about to be begun."""
        self._wanted, self.opened = None, None
        self._show_reading(on=False)
        self._banner.hide()
        self._seal.forget()
        self._show_opened(None)
        self._show_step(0)

    def open_screening(self, screening_id: int, step: int | None = None) -> None:
        """Read a screening and show it at ``step``, or where it was left."""
        self._wanted, self._at_step = screening_id, step
        self._banner.hide()
        self._seal.forget()
        self._read()

    def go_to(self, number: int) -> None:
        """Leave this step, keeping what was typed, and show another."""
        if self.steps.isHidden() or not 0 <= number <= self._last_step():
            return
        step = self.steps[self.steps.currentIndex()]
        if not step.leave():
            self.rail.show_step(self.steps.currentIndex(), self._last_step())
            return
        self._keep_step(number)
        self._show_step(number)
        if self._stale:
            self._read()

    def leave(self) -> None:
        """Keep what was typed and go back to the list."""
        if self.steps[self.steps.currentIndex()].leave():
            self.closed.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        last = self.steps[self.steps.currentIndex()].focusWidget()
        if last is not None:
            last.setFocus()

    def _read(self) -> None:
        if self._wanted is None:
            return
        self._stale = False
        if self.opened is None or self.opened.head.id != self._wanted:
            self._show_reading(on=True)
        elif len(self.opened.lines) > MANY:
            text = _("{state} · 正在重新读取…")
            self._state.setText(text.format(state=_state(self.opened)))
        wanted, staff = self._wanted, self.context.staff
        manager_id = None if staff is None or self.context.people() is None else staff.id
        db, today = self.context.db, self.context.today()

        def work(_job: Job) -> Opened:
            return read_opened(db, wanted, manager_id, today)

        self.context.workers.run(self, work, self._loaded, self._failed)

    def _loaded(self, opened: Opened) -> None:
        if opened.head.id != self._wanted:
            return
        self._show_reading(on=False)
        fresh = self.opened is None or self.opened.head.id != opened.head.id
        if self.opened is not None and not fresh and not self._erased:
            opened = replace(opened, drafts=self.opened.drafts)  # the file may lag behind
        self._erased = False
        self._show_opened(opened)
        if opened.frozen:
            self._seal.look(opened.head)
        elif fresh:
            self.freshness.ask()
        if fresh or self._at_step is not None:
            number = opened.head.step if self._at_step is None else self._at_step
            self._at_step = None
            self._show_step(min(max(number, CHECKS), self._last_step()))

    def _failed(self, error: Exception) -> None:
        show_error(self, error)
        self._show_reading(on=False)
        if self.opened is None:
            self.closed.emit()
        else:
            self._wanted = self.opened.head.id
            self._show_opened(self.opened)

    def _show_reading(self, *, on: bool) -> None:
        """Show no other screening while one is read, which takes a moment in a large office."""
        self.steps.setHidden(on)
        self.rail.setDisabled(on)
        if on:
            self._title.clear()
            self._state.setText(_("正在读取…"))

    def _show_opened(self, opened: Opened | None) -> None:
        self.opened = opened
        self.freshness.follow(opened)
        self._title.setText(_title(opened))
        self._state.setText(_state(opened))
        self._current = set()
        if self.steps.is_made(self.steps.currentIndex()):
            self._refresh_step(self.steps.currentIndex())
        self._show_where(self.steps.currentIndex())

    def _refresh_step(self, number: int) -> None:
        """Show the screening in a step that is looked at, if it does not show it yet."""
        if number not in self._current:
            self._current.add(number)
            self.steps[number].show_opened(self.opened)

    def _show_step(self, number: int) -> None:
        self._refresh_step(number)
        self.steps.setCurrentIndex(number)
        self._show_where(number)
        self.steps[number].entered()

    def _show_where(self, number: int) -> None:
        """Show which step it is, and whither one may go from it."""
        self.rail.show_step(number, self._last_step())
        self._back.setEnabled(number > 0)
        self._next.setEnabled(number < self._last_step())
        self._next.setVisible(number < len(self.steps) - 1 and self.opened is not None)

    def _last_step(self) -> int:
        """Return the last step one may go to."""
        if self.opened is None:
            return 0
        return CHECKS if self.opened.head.compiled_at is None else len(self.steps) - 1

    def _keep_step(self, number: int) -> None:
        if self.opened is None or self.opened.frozen or number == self.opened.head.step:
            return
        if not self.context.may(Right.SCORE):
            return
        self._own_write = True
        try:
            set_step(self.context.desk, self.opened.head.id, number)
            self.opened = replace(self.opened, head=replace(self.opened.head, step=number))
        except AppError as error:
            self.context.navigator.told.emit(str(error))
        finally:
            self._own_write = False

    def _on_commit(self, commit: Commit) -> None:
        if self._wanted is None or self._own_write:
            return
        self._erased |= ERASURE in commit.tables
        if self.steps.is_made(SCORES) and self.scores.saving:
            self._stale = True
        elif commit.tables & OWN or self._erased:
            self._soon.start()
        elif commit.tables & BEHIND:
            self.freshness.ask()

    def _show_outrun(self, outrun: bool) -> None:  # noqa: FBT001 - a slot
        self._banner.setVisible(outrun and self.opened is not None)
        if outrun and self.opened is not None:
            self._banner_text.setText(_changed(self.opened))
            draft = self.opened.head.state is ScreeningState.DRAFT
            self._again.setVisible(draft and self.context.may(Right.SCORE))

    def _line_saved(self, line_id: int) -> None:
        """Follow one score at once; ranks of the others follow when the step is left."""
        if self.opened is None:
            return
        with self.context.db.read() as session:
            line = screening_line(session, line_id)
        if line is None:
            self._read()
            return
        lines = tuple(line if one.id == line_id else one for one in self.opened.lines)
        by_id = {**self.opened.by_id, line_id: line}
        self.opened = replace(self.opened, lines=lines, by_id=by_id)
        self._current = {SCORES}
        self.scores.refresh_line(self.opened)
        if self.steps.currentIndex() != SCORES:
            self._soon.start()

    def _score_first(self, line_ids: Sequence[int]) -> None:
        self.go_to(SCORES)
        self.scores.show_unfinished(line_ids)

    def _compile(self) -> None:
        if self.opened is None:
            return
        self._banner.hide()
        work = compiling(self.context, ScreeningId(self.opened.head.id))
        run_with_progress(
            self.context.workers, self, _("正在统计全年"), work, lambda _count: self._compiled()
        )

    def _compiled(self) -> None:
        self._banner.hide()
        self._soon.start()

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.freshness.told.connect(self._show_outrun)
        self.steps.made.connect(self._connect_step)
        self.context.news.committed.connect(self._on_commit)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(
                QKeySequence(keys), self, lambda n=by: self.go_to(self.steps.currentIndex() + n)
            )

    def _connect_step(self, step: Step) -> None:
        step.open_wanted.connect(self.open_screening)
        step.reload_wanted.connect(self._compiled)
        if isinstance(step, ScoresStep):
            step.line_saved.connect(self._line_saved)
        elif isinstance(step, ApprovalStep):
            step.scores_wanted.connect(self._score_first)

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._title.setObjectName("wizardTitle")
        self._state.setObjectName("wizardState")
        self._close = action_button("toList", _("全部筛选"), "arrow-left", self.leave)
        head = QHBoxLayout()
        head.addWidget(self._close)
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        for button in self._turners():
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.rail)
        column.addWidget(self._seal)
        column.addWidget(self._make_banner())
        column.addWidget(self.steps, 1)
        room = self.steps.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # else all above would move while one is read
        self.steps.setSizePolicy(room)

    def _make_banner(self) -> QFrame:
        self._banner.setProperty("role", "banner")
        self._banner.setObjectName("staleBanner")
        self._banner_text.setWordWrap(True)
        self._again = action_button("compileAgain", _("重新统计"), "calculator", self._compile)
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(GAP, 4, GAP, 4)
        row.addWidget(self._banner_text, 1)
        row.addWidget(self._again)
        self._banner.hide()
        return self._banner

    def _turners(self) -> Sequence[QPushButton]:
        """Make 上一步 and 下一步; above the steps, since a low window has no line to spare."""
        self._back = action_button(
            "back",
            _("上一步"),
            "chevron-left",
            lambda: self.go_to(self.steps.currentIndex() - 1),
            _("上一步 (Ctrl+PgUp)"),
        )
        self._next = action_button(
            "next",
            _("下一步"),
            "chevron-right",
            lambda: self.go_to(self.steps.currentIndex() + 1),
            _("下一步 (Ctrl+PgDown)"),
        )
        return self._back, self._next


def _title(opened: Opened | None) -> str:
    if opened is None:
        return _("新建年终筛选")
    return _("{year} 年年终筛选").format(year=opened.head.year)


def _state(opened: Opened | None) -> str:
    if opened is None:
        return ""
    head = opened.head
    text = _("{scope} · 截止 {day} · 第 {n} 版 · {state}")
    scope = _("{name}的客户").format(name=head.scope) if head.scope else WHOLE_OFFICE
    return text.format(scope=scope, day=head.cut_off_on, n=head.version, state=head.state.label)


def _changed(opened: Opened) -> str:
    if opened.frozen:
        return _("档案或交易有改动。已批准的这一版不会变；需要时在第 6 步生成新的一版。")
    if opened.head.state is ScreeningState.SUBMITTED:
        return _("档案或交易有改动。已提交的筛选不会变；要按新资料计算，请主管先退回。")
    return _("档案或交易有改动，这里还是上次统计的数字。")
