"""Step 4: the points that only people can give, typed quickly and kept row by row."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QProgressBar
from typing_extensions import override

from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Part
from app.domain.types import Dimension, ScreeningState
from app.errors import AppError
from app.i18n import _
from app.services.screening.judging import set_remark, set_scores
from app.ui.chips import FilterChip
from app.ui.context import Context
from app.ui.messages import show_error
from app.ui.screening.columns import (
    LineColumn,
    amount_column,
    grade_column,
    last_grade_column,
    name_columns,
    suggested_columns,
)
from app.ui.screening.drafts import (
    POINTS,
    REASON,
    REMARK,
    Drafts,
    RowRead,
    cell_key,
    kept,
)
from app.ui.screening.opened import Opened
from app.ui.screening.override import OverrideDialog, recent_reasons
from app.ui.screening.score_keeper import ScoreKeeper
from app.ui.screening.score_list import ScoreList, Typing
from app.ui.screening.step import NOBODY, Step
from app.ui.tables import CENTRE, LEFT, RIGHT, Column
from app.ui.theme import current_look


class ScoresStep(Step):
    """Hand scores. A row is kept when the cursor leaves it, or by Ctrl+S.

    Signals:
        line_saved: line_id: one line was scored.
    """

    line_saved = Signal(int)

    title = _("手工评分")
    hint = _("直接输入分数和理由：回车到下一格，离开一行就保存，↓ 选用过的理由，F3 改建议分。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "scoresStep")
        self.saving = False
        self._queue: list[ScreeningLine] = []
        self._keeper: ScoreKeeper | None = None
        self._dimensions: Sequence[Dimension] = ()
        self._for_all = self.context.people() is None
        self._progress, self._bar, self._note = QLabel(), QProgressBar(), QLabel()
        self._progress.setObjectName("scored")
        self._progress.setProperty("role", "heading")
        self._bar.setMaximumWidth(180)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(12)
        self._note.setObjectName("scoreNote")
        self._note.setProperty("role", "warning")
        self._note.setWordWrap(True)
        self.head.addWidget(self._progress)
        self.head.addWidget(self._bar)
        self.body.addWidget(self._note)
        self._unsaved = QLabel()
        self._unsaved.setObjectName("unsavedNote")
        self._unsaved.setProperty("role", "warning")
        self._unsaved.setWordWrap(True)
        self.body.addWidget(self._unsaved)  # comes and goes: above, rows would move under the mouse
        self.lines: ScoreList | None = None
        for keys, then in (("F3", self._change_points), ("Ctrl+S", self.save_all)):
            QShortcut(QKeySequence(keys), self, then)
        if (program := QCoreApplication.instance()) is not None:
            program.aboutToQuit.connect(self._keep_now)

    @property
    def drafts(self) -> Drafts:
        """What is typed and not saved."""
        return Drafts() if self.opened is None else self.opened.drafts

    @override
    def show_opened(self, opened: Opened | None) -> None:
        fresh = self.opened is None or opened is None or self.opened.head.id != opened.head.id
        super().show_opened(opened)
        if opened is None:
            return
        if fresh:
            self._keeper = ScoreKeeper(self.context, opened.head.id)
        self._follow_rules(opened)
        if self.lines is not None:
            self.lines.show_opened(opened)
        self._tell()

    def refresh_line(self, opened: Opened) -> None:
        """Show a line that was just kept, leaving the order and the cursor alone."""
        self.opened = opened
        if self.lines is not None:
            self.lines.refresh_rows(opened)
        self._tell()

    @override
    def entered(self) -> None:
        if self.lines is not None:
            self.lines.begin_typing(self._gap)

    @override
    def leave(self) -> bool:
        self.save_all()
        if self.lines is not None:
            self.lines.forget_only()
            self.lines.refresh()
        return True

    def save_all(self) -> None:
        """Keep every row that is complete; the others stay as typed."""
        if self.lines is None or self.opened is None:
            return
        self.lines.finish_typing()
        for line in [one for one in self.opened.lines if self._waits(one)]:
            self.save_line(line)
        self._tell()

    def show_unfinished(self, line_ids: Sequence[int]) -> None:
        """Show just these lines, the cursor where something is missing in the first of them."""
        if self.lines is not None:
            first, points = line_ids[0], cell_key(self._dimensions[0], POINTS)
            self.lines.show_only(_("还没有评完"), line_ids)
            self.lines.begin_typing(
                lambda line: self._gap(line) or points if line.id == first else ""
            )

    def save_line(self, line: ScreeningLine) -> None:
        """Keep one row if it is complete; what is not stays in it, with what is missing.

        On a worker, one row after the other: in a large office ranking all anew takes a moment.
        """
        self._queue.append(line)
        if not self.saving:
            self._save_next()

    def _save_next(self) -> None:
        while self._queue:
            line = self._queue.pop(0)
            read, typed = self.drafts.read(line), self.drafts.typed(line)
            if typed and not read.problem and self._may_type(line):
                self._save(line, read, typed)
                return
        self._tell()

    def _save(self, line: ScreeningLine, read: RowRead, typed: Mapping[str, str]) -> None:
        desk = self.context.desk

        def work(_job: object) -> None:
            if read.entries:
                set_scores(desk, read.entries)
            if read.remark is not None:
                set_remark(desk, line.id, read.remark)

        def done(_nothing: None) -> None:
            self.saving = False
            self.drafts.drop(line, typed)
            self._keep_drafts()
            self.line_saved.emit(line.id)
            self._save_next()

        def failed(error: Exception) -> None:
            self.saving = False
            show_error(self, error)
            self._save_next()

        self.saving = True
        self.context.workers.run(self, work, done, failed)

    def _follow_rules(self, opened: Opened) -> None:
        """Make the table anew where other dimensions are scored by hand."""
        rules = opened.head.rules.dimensions
        wanted = [rule.dimension for rule in rules if rule.hand_weight > 0]
        if self.lines is not None and wanted == self._dimensions:
            return
        if self.lines is not None:
            self.body.removeWidget(self.lines)
            self.lines.deleteLater()
        self._dimensions = wanted
        self.lines = self._make_list()
        self.body.insertWidget(1, self.lines, 1)

    def _make_list(self) -> ScoreList:
        typed = [cell_key(one, what) for one in self._dimensions for what in (POINTS, REASON)]
        columns = frozenset((*typed, REMARK))
        typing = Typing(columns, lambda: self.drafts, self._may_type, self._reasons)
        made = ScoreList(self.context, self._columns(), typing)
        made.add_chip(
            FilterChip("unscored", _("评分"), [(True, _("未评分")), (False, _("已评分"))]),
            self._missing,
        )
        # after the view has moved on, so that keeping a row never disturbs the next cell
        made.row_left.connect(lambda line: QTimer.singleShot(0, self, lambda: self.save_line(line)))
        made.model.typed.connect(lambda _row: self._keep_drafts())  # type: ignore[attr-defined]  # made above
        return made

    def _columns(self) -> list[LineColumn]:
        hand = [
            column
            for one in self._dimensions
            for column in (self._typed_points(one), self._typed_reason(one))
        ]
        amount = amount_column("amount", _("全年金额"), lambda line: line.evidence.amount)
        suggested = [one for one in suggested_columns() if one.column.key != Dimension.FUTURE.value]
        return [
            self._state_column(),
            *name_columns(160),
            amount,
            *suggested,
            *hand,
            self._typed(REMARK, _("备注"), 100),
            last_grade_column(),  # the first to be out of sight where the screen is small
            grade_column(hidden=True),
        ]

    def _state_column(self) -> LineColumn:
        def text(line: ScreeningLine) -> str:
            if self._problem(line):
                return _("⚠ 未存")
            if line.state is not ScreeningState.DRAFT:
                return line.state.label
            return _("待评") if self._missing(line) else "✓"

        def colour(line: ScreeningLine) -> str:
            look = current_look()
            if self._problem(line):
                return look.bad
            return look.faint if self._missing(line) else look.good

        shown: Column[ScreeningLine] = Column("state", _("状态"), text, CENTRE, 66, colour)
        return LineColumn(shown, text)

    def _typed_points(self, dimension: Dimension) -> LineColumn:
        hand_only = dimension is Dimension.FUTURE
        title = dimension.label if hand_only else _("{name}手评").format(name=dimension.label)
        key = cell_key(dimension, POINTS)
        shown: Column[ScreeningLine] = Column(
            key, title, lambda line: self._shown(line, key), RIGHT, 64 if hand_only else 88
        )

        def value(line: ScreeningLine) -> object:
            hand = line.points[dimension].hand
            return None if hand is None else hand.points

        return LineColumn(shown, value)

    def _typed_reason(self, dimension: Dimension) -> LineColumn:
        title = _("{name}理由").format(name=dimension.label)
        return self._typed(cell_key(dimension, REASON), title, 140)

    def _typed(self, key: str, title: str, width: int) -> LineColumn:
        def text(line: ScreeningLine) -> str:
            return self._shown(line, key)

        shown: Column[ScreeningLine] = Column(key, title, text, LEFT, width)
        return LineColumn(shown, lambda line: text(line) or None)

    def _gap(self, line: ScreeningLine) -> str:
        """Return the first cell of a row that still waits for points or a reason."""
        if not self._may_type(line):
            return ""
        keys = [cell_key(one, what) for one in self._dimensions for what in (POINTS, REASON)]
        return next((key for key in keys if not self._shown(line, key)), "")

    def _shown(self, line: ScreeningLine, key: str) -> str:
        """Return what a cell shows; in a row that is handed in, what was handed in."""
        return self.drafts.shown(line, key) if self._may_type(line) else kept(line, key)

    def _problem(self, line: ScreeningLine) -> str:
        return self.drafts.read(line).problem if self._may_type(line) else ""

    def _waits(self, line: ScreeningLine) -> bool:
        """Tell whether something typed into a row can still be kept."""
        return self.drafts.has(line) and self._may_type(line)

    def _missing(self, line: ScreeningLine) -> bool:
        """Tell whether any of the points that people give is still missing."""
        return any(line.points[one].hand is None for one in self._dimensions)

    def _may_type(self, line: ScreeningLine) -> bool:
        opened, staff = self.opened, self.context.staff
        if opened is None or staff is None or opened.head.state is not ScreeningState.DRAFT:
            return False
        own = line.manager_id == staff.id and line.state is ScreeningState.DRAFT
        return own or self._for_all

    def _reasons(self, key: str) -> list[str]:
        dimension = Dimension(key.split(".", maxsplit=1)[0])
        return [] if self.opened is None else recent_reasons(self.opened, dimension, Part.HAND)

    def _change_points(self) -> None:
        """Change the suggestion of the column the cursor stands in, else the first one."""
        line = None if self.lines is None else self.lines.current_line()
        if self.lines is None or self.opened is None or line is None or not self._may_type(line):
            return
        key = self.lines.model.columns[max(self.lines.table.currentIndex().column(), 0)].key
        name = key.split(".")[0]
        known = [one for one in Dimension if line.points[one].measured_weight > 0]
        chosen = next((one for one in known if one.value == name), known[0] if known else None)
        if chosen is not None:
            OverrideDialog(self.context, self.opened, line, chosen, self).open()

    def _tell(self) -> None:
        opened = self.opened
        if opened is None:
            return
        own = opened.lines if self._dimensions else ()
        scored = sum(not self._missing(line) for line in own)
        self._progress.setText(_("已评 {n:,}/{of:,}").format(n=scored, of=len(own)))
        self._bar.setRange(0, max(len(own), 1))
        self._bar.setValue(scored)
        told = ((self._note, self._notes(opened)), (self._unsaved, self._unsaved_notes(opened)))
        for label, notes in told:
            label.setText("\n".join(notes))
            label.setVisible(bool(notes))

    def _notes(self, opened: Opened) -> list[str]:
        notes = []
        if self.context.staff is None and not opened.frozen:
            notes.append(NOBODY)
        if opened.head.state is not ScreeningState.DRAFT:
            text = _("本次筛选{state}，评分只能看不能改。")
            notes.append(text.format(state=opened.head.state.label))
        back = {line.sent_back: None for line in opened.lines if line.sent_back}
        notes += [_("主管退回时说：{text}").format(text=text) for text in back]
        return notes

    def _unsaved_notes(self, opened: Opened) -> list[str]:
        waiting = [line for line in opened.lines if self._waits(line)]
        late = sum(1 for line in opened.lines if self.drafts.has(line)) - len(waiting)
        notes = []
        if waiting:
            told = _("有 {n:,} 行还没有保存：{name} — {problem}")
            problem = self.drafts.read(waiting[0]).problem or _("离开这一行即保存")
            notes.append(told.format(n=len(waiting), name=waiting[0].name, problem=problem))
        if late and not opened.frozen:
            told = _("有 {n:,} 行打了字没有保存，提交时没有算进去；退回以后可以接着填。")
            notes.append(told.format(n=late))
        return notes

    def _keep_drafts(self) -> None:
        """Keep what is typed over a restart or a crash."""
        if self._keeper is not None:
            self._keeper.keep(self.drafts.take_changed())
        self._tell()

    def _keep_now(self) -> None:
        """Keep what is typed, since the program ends; what stands in a cell still open too."""
        if self.lines is not None and self._keeper is not None:
            self.lines.finish_typing()
            with suppress(AppError):  # there is nobody left to tell
                self._keeper.keep_now()
