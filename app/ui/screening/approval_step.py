"""Step 6: everybody hands in, the supervisor sends back or approves; approval freezes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QWidget
from typing_extensions import override

from app.domain.backups import Reason
from app.domain.rights import Right
from app.domain.screening.line import ScreeningLine
from app.domain.screening.spread import Movement
from app.domain.types import ScreeningState, StaffId
from app.errors import AppError
from app.i18n import _
from app.queries.screening.later_years import lines_graded_later
from app.queries.service_changes import (
    ServiceChange,
    clients_changing_service,
)
from app.services.screening.handing_in import (
    approve_screening,
    submit_own_lines,
    submit_screening,
)
from app.ui.backup_keeper import keep_before
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.messages import ask, show_error
from app.ui.progress import run_with_progress
from app.ui.screening.columns import (
    LineColumn,
    evidence_columns,
    grade_column,
    last_grade_column,
    line_movement,
    movement_column,
    name_columns,
    rank_column,
)
from app.ui.screening.compiling import recomputing
from app.ui.screening.differences import show_differences
from app.ui.screening.drafts import Drafts
from app.ui.screening.line_list import LineList
from app.ui.screening.opened import Opened, hand_missing
from app.ui.screening.people import PeopleTable
from app.ui.screening.send_back import ask_send_back
from app.ui.screening.step import NOBODY, Step, action_button
from app.ui.theme import current_look
from app.ui.workers import Job

HERE = 5
"""This step's number, at which a new edition is opened."""
FEW = 180
"""Pixels that show four salespersons above the clients whose grade changed."""
LOWEST = 120
"""Pixels that show some rows of a table, however low the window is."""
MOST_NAMED = 8
MOST_CHANGES = 3
MOVED = (Movement.UP, Movement.DOWN, Movement.NEW)


class ApprovalStep(Step):
    """Who has handed in; after approval, the grades that changed.

    Signals:
        scores_wanted: line ids: these lines are to be scored first.
    """

    scores_wanted = Signal(object)

    title = _("提交与批准")
    shortest = 250
    hint = _("各客户经理提交自己的客户，主管审阅后退回或批准。批准即冻结，等级随之写入客户档案。")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "approvalStep")
        self._state, self._note = QLabel(), QLabel()
        self._state.setObjectName("approvalState")
        self._state.setProperty("role", "heading")
        self._state.setWordWrap(True)
        self._note.setProperty("role", "warning")
        self._note.setWordWrap(True)
        self._service = ActionButton()
        self._service.setObjectName("serviceChanges")
        self._service.setProperty("role", "link")
        self._service.setToolTip(_("看看是哪些客户"))
        self._service.clicked.connect(lambda _on: self._show_changing())
        self.people = PeopleTable(context)
        self.people.setMaximumHeight(260)
        self.people.setMinimumHeight(LOWEST)
        self.changed = LineList(context, "changedTable", self._columns(), ("rank", False))
        self.changed.setMinimumHeight(2 * LOWEST)
        self._changed_title = QLabel(_("等级有变化的客户"))
        self._changed_title.setProperty("role", "heading")
        self._make_buttons()
        self._lay_out()
        self.changed.number_wanted.connect(self._open_client)

    @override
    def show_opened(self, opened: Opened | None) -> None:
        super().show_opened(opened)
        if opened is None:
            return
        self.people.show_opened(opened)
        self._state.setText(_state_text(opened))
        self._note.setText(self._notes(opened))
        self._note.setVisible(bool(self._note.text()))
        told = "" if opened.frozen else _service_told(opened.changes)
        self._service.setText(told)
        self._service.setVisible(bool(told))
        for widget in (self.changed, self._changed_title):
            widget.setVisible(opened.frozen)
        self.people.setMaximumHeight(FEW if opened.frozen else 16_000)
        if opened.frozen:
            self.changed.show_opened(opened)
            moved = [line.id for line in opened.lines if self._moved(line)]
            self.changed.show_only(_("等级有变化的 {n:,} 个客户").format(n=len(moved)), moved)
        self._follow_state(opened)

    @override
    def entered(self) -> None:
        if self.opened is not None and self.opened.frozen:
            self.changed.table.setFocus()  # Enter would begin another edition at once
            return
        ready = (one for one in self._buttons() if one.isVisible() and one.isEnabled())
        next(ready, self.people).setFocus()

    def submit_own(self) -> None:
        """Hand in one's own clients."""
        staff = self.context.staff
        if self.opened is None or staff is None:
            return
        own = [line for line in self.opened.lines if line.manager_id == staff.id]
        screening_id = self.opened.head.id
        self._ask_unfinished(
            own, _("提交"), lambda: self._do(submit_own_lines, self.context.desk, screening_id)
        )

    def submit_all(self) -> None:
        """Hand in everybody's clients."""
        if self.opened is None:
            return
        screening_id = self.opened.head.id
        self._ask_unfinished(
            self.opened.lines,
            _("全部提交"),
            lambda: self._do(submit_screening, self.context.desk, screening_id),
        )

    def send_back(self) -> None:
        """Give back to the person under the cursor, or to all where nobody is chosen."""
        if self.opened is None:
            return
        person = self.people.current_person() if self.people.chosen_ids() else None
        chosen: tuple[StaffId | None, str] = (None, _("所有人"))
        if person is not None:
            chosen = (StaffId(person.id), person.name)
        if person is None or person.handed_in:
            ask_send_back(self.context, self.opened.head.id, chosen, self)
        else:
            told = _("{name}还没有提交，不用退回。")
            self.context.navigator.told.emit(told.format(name=person.name))

    def approve(self) -> None:
        """Ask, since there is no way back, and approve."""
        if self.opened is None:
            return
        head, lines = self.opened.head, self.opened.lines
        ungraded = sum(1 for line in lines if line.result.grade is None)
        with self.context.db.read() as session:
            later = lines_graded_later(session, head.id)
        text = _(
            "批准后，{year} 年的依据、规则和得分就此冻结，不能再改；{n:,} 个客户的等级写入档案，"
            "{ungraded:,} 个没有等级的客户保持原等级。\n以后资料有变，只能重新计算成新的一版。"
        ).format(year=head.year, n=len(lines) - ungraded - later, ungraded=ungraded)
        if later:
            kept = _("\n{n:,} 个客户已有后来年份评的等级，保持不变。")
            text += kept.format(n=later)
        if told := _service_told(self.opened.changes):
            text += f"\n{told}"
        ask(self, _("批准年终筛选"), text, _("批准"), self._approve)

    def recompute(self) -> None:
        """Begin a new edition of an approved year and show what differs."""
        if self.opened is None:
            return
        run_with_progress(
            self.context.workers,
            self,
            _("正在重新计算"),
            recomputing(self.context, self.opened.head.id),
            lambda new_id: self.open_wanted.emit(new_id, HERE),
        )

    def _approve(self) -> None:
        if self.opened is None:
            return
        screening_id, desk = self.opened.head.id, self.context.desk

        def work(job: Job) -> None:
            keep_before(self.context, Reason.APPROVAL)
            job.report(0, 0, _("正在冻结依据、规则和得分"))
            approve_screening(desk, screening_id)

        run_with_progress(
            self.context.workers,
            self,
            _("批准年终筛选"),
            work,
            lambda _nothing: self.reload_wanted.emit(),
        )

    def _do(self, service: Callable[..., None], *arguments: object) -> None:
        try:
            service(*arguments)
        except AppError as error:
            show_error(self, error)

    def _ask_unfinished(
        self,
        lines: Sequence[ScreeningLine],
        yes: str,
        then: Callable[[], None],
    ) -> None:
        """Name what is typed and not saved, and count what is not scored, before handing in."""
        drafts = Drafts() if self.opened is None else self.opened.drafts
        unsaved = drafts.waiting([one for one in lines if one.state is ScreeningState.DRAFT])
        missing = [line for line in lines if hand_missing(line)]
        if not unsaved and not missing:
            then()
            return
        told = [*_unsaved_told(unsaved), *_missing_told(missing)]
        told.append(_("仍要提交吗？提交后须主管退回才能再改。"))
        box = ask(self, _("还没有评完"), "\n".join(told), yes, then)
        first = box.addButton(_("去补完"), QMessageBox.ButtonRole.ActionRole)
        wanted = [line.id for line in (*(line for line, _why in unsaved), *missing)]
        first.clicked.connect(lambda: self.scores_wanted.emit(wanted))
        box.setDefaultButton(first)

    def _moved(self, line: ScreeningLine) -> bool:
        return self.opened is not None and line_movement(line, self.opened.head.rules) in MOVED

    def _show_changing(self) -> None:
        if self.opened is None:
            return
        staff = self.context.staff
        whose = None if staff is None or self.context.people() is None else staff.id
        with self.context.db.read() as session:
            ids = clients_changing_service(
                session, self.opened.head.id, self.context.today(), manager_id=whose
            )
        title = _("批准后服务标准改变的客户")
        self.context.navigator.clients_wanted.emit(title, ids)

    def _notes(self, opened: Opened) -> str:
        if self.context.staff is None and not opened.frozen:
            return NOBODY
        if opened.head.remark and opened.head.state is ScreeningState.DRAFT:
            return _("主管退回时说：{text}").format(text=opened.head.remark)
        return ""

    def _follow_state(self, opened: Opened) -> None:
        state, staff, held = opened.head.state, self.context.staff, self.window().focusWidget()
        draft, waiting = state is ScreeningState.DRAFT, state is ScreeningState.SUBMITTED
        boss = staff is not None and self.context.may(Right.APPROVE)
        handed = {one.staff_id for one in opened.submissions if one.submitted_at is not None}
        own = {one.staff_id for one in opened.submissions} - handed
        self._own.setVisible(draft and staff is not None and staff.id in own)
        self._all.setVisible(draft and boss)
        self._back.setVisible(boss and (waiting or (draft and bool(handed))))
        self._approve_button.setVisible(self.context.may(Right.APPROVE) and not opened.frozen)
        self._approve_button.setEnabled(boss and waiting)
        look = current_look()
        colour = look.on_accent if boss and waiting else look.faint
        self._approve_button.setIcon(icon("badge-check", colour))
        self._again.setVisible(opened.frozen and self.context.may(Right.APPROVE))
        self._differences.setVisible(opened.head.supersedes_id is not None)
        if held in self._buttons() and not (held.isVisible() and held.isEnabled()):
            self.entered()  # what was pressed is done: on to what comes next

    def _make_buttons(self) -> None:
        self._own = action_button("submitOwn", _("提交我的客户"), "send", self.submit_own)
        self._all = action_button("submitAll", _("全部提交"), "send", self.submit_all)
        self._back = action_button(
            "sendBack",
            _("退回…"),
            "undo-2",
            self.send_back,
            _("退回给选中的人；没有选人则退回给所有人"),
        )
        self._approve_button = action_button(
            "approve", _("批准…"), "badge-check", self.approve, _("全部提交以后，由主管批准")
        )
        self._again = action_button(
            "recompute",
            _("重新计算，生成新的一版"),
            "rotate-ccw",
            self.recompute,
            _("已批准的一版保持原样"),
        )
        self._differences = action_button(
            "showDifferences", _("与上一版的差异"), "git-compare", self._show_differences
        )

    def _buttons(self) -> Sequence[QWidget]:
        return (
            self._own,
            self._all,
            self._approve_button,
            self._back,
            self._again,
            self._differences,
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in self._buttons():
            row.addWidget(button)
        row.addStretch(1)
        self._approve_button.setProperty("role", "primary")
        self.body.addWidget(self._state)
        self.body.addWidget(self._note)
        self.body.addWidget(self._service)
        self.body.addLayout(row)
        self.body.addWidget(self.people, 1)
        self.body.addWidget(self._changed_title)
        self.body.addWidget(self.changed, 2)

    def _columns(self) -> list[LineColumn]:
        amount = next(one for one in evidence_columns() if one.column.key == "amount")
        return [
            rank_column(),
            *name_columns(),
            last_grade_column(),
            movement_column(self.rules),
            grade_column(),
            amount,
        ]

    def _show_differences(self) -> None:
        if self.opened is not None:
            show_differences(self.context, self.opened, self)

    def _open_client(self, line: ScreeningLine, _column: object) -> None:
        self.context.navigator.client_wanted.emit(line.client_id)


def _service_told(changes: Sequence[ServiceChange]) -> str:
    if not changes:
        return ""
    some = [_change_told(one) for one in changes[:MOST_CHANGES]]
    told = _("批准后有 {n:,} 个客户的服务标准随等级改变：{some}{more}")
    more = _("……") if len(changes) > MOST_CHANGES else ""
    n = sum(one.clients for one in changes)
    return told.format(n=n, some="，".join(some), more=more)


def _change_told(one: ServiceChange) -> str:
    told = _("{before} → {after} {n:,} 个客户")
    return told.format(before=one.before, after=one.after, n=one.clients)


def _unsaved_told(unsaved: Sequence[tuple[ScreeningLine, str]]) -> list[str]:
    if not unsaved:
        return []
    head = _("有 {n:,} 个客户打了字还没有保存，提交时不会算进去：").format(n=len(unsaved))
    named = [f"{line.name}：{why}" for line, why in unsaved[:MOST_NAMED]]
    more = len(unsaved) - len(named)
    return [head, *named, *([_("……还有 {n} 个").format(n=more)] if more else [])]


def _missing_told(missing: Sequence[ScreeningLine]) -> list[str]:
    if not missing:
        return []
    few = "、".join(line.name for line in missing) if len(missing) <= MOST_NAMED else ""
    told = _("还有 {n:,} 个客户没有评完分，未评的部分不计分").format(n=len(missing))
    return [f"{told}：{few}" if few else f"{told}。"]


def _state_text(opened: Opened) -> str:
    head = opened.head
    if opened.frozen:
        text = _("已由{name}于 {day} 批准，依据、规则和得分已冻结。")
        return text.format(name=head.approved_by or _("（未记名）"), day=head.approved_on)
    if head.state is ScreeningState.SUBMITTED:
        text = _("{name}已于 {day} 提交，等待批准。")
        return text.format(name=head.submitted_by, day=head.submitted_on)
    handed = sum(1 for one in opened.submissions if one.submitted_at is not None)
    missing = sum(1 for line in opened.lines if hand_missing(line))
    text = _("草稿：{of} 人中 {n} 人已提交，还有 {missing:,} 个客户没有评完分。")
    return text.format(of=len(opened.submissions), n=handed, missing=missing)
