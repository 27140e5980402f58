"""The board: problems by state in four columns, what is late first."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import CaseId, CaseState, Severity
from app.i18n import _
from app.queries.cases import BoardColumn, CaseRow, board
from app.ui.buttons import ActionButton
from app.ui.cases.board_cards import CardList
from app.ui.cases.filters import CaseChips
from app.ui.cases.life import CaseLife
from app.ui.cases.texts import LATE_MARK
from app.ui.context import Context
from app.ui.flow import FlowLayout
from app.ui.fresh import FreshPart
from app.ui.icons import icon
from app.ui.keys import keys_within
from app.ui.rights import offer_only_with
from app.ui.theme import GAP, current_look

TABLES = frozenset({"client_case", "case_step", "client", "staff", "department", "contact"})
MINUTE = 60_000


class CaseBoard(FreshPart):
    """Shows the board; cards are dragged, or moved by Ctrl and the arrows, to another state."""

    def __init__(
        self,
        context: Context,
        open_case: Callable[[int], None],
        new_case: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.news, TABLES, parent)
        self.setObjectName("caseBoard")
        self._context, self._open, self._new = context, open_case, new_case
        self._life = CaseLife(context, self)
        self._moved: tuple[CaseId, CaseState] | None = None
        self.chips = CaseChips(context, states=False, period=False)
        self.lists = {state: CardList(state, context.desk.now()) for state in CaseState}
        self._heads = {state: QLabel() for state in CaseState}
        self._hint = QLabel()
        self._more = {state: QLabel() for state in CaseState}
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.lists[CaseState.WAITING])

    @override
    def read(self) -> None:
        now = self._context.desk.now()
        with self._context.db.read() as session:
            columns = board(session, self.chips.wanted("", None, now), now=now)
        for column in columns:
            self._show(column, now)
        filtered = any(chip.chosen() for chip in self.chips.all)
        self._hint.setText(_HOW if filtered or any(c.count for c in columns) else _FIRST)
        self._follow()

    def go_to(self, case_id: int) -> None:
        """Put the cursor on a card, if it is shown."""
        any(cards.take_cursor(case_id) for cards in self.lists.values())

    def _follow(self) -> None:
        """Go with the card that was moved to another column."""
        if self._moved is not None:
            case_id, left = self._moved
            others = (cards for state, cards in self.lists.items() if state is not left)
            if any(cards.take_cursor(case_id) for cards in others):
                self._moved = None

    def _show(self, column: BoardColumn, now: datetime) -> None:
        told = _("{state}　{n}").format(state=column.state.label, n=f"{column.count:,}")
        if column.late:
            late = _("{mark} 逾期 {n}").format(mark=LATE_MARK, n=f"{column.late:,}")
            told += f'　<span style="color:{current_look().bad}">{late}</span>'
        self._heads[column.state].setText(told)
        self.lists[column.state].show_cards(column.cards, now)
        rest = column.count - len(column.cards)
        self._more[column.state].setText(_("还有 {n} 个，见列表").format(n=f"{rest:,}"))
        self._more[column.state].setVisible(rest > 0)

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, GAP)
        for chip in self.chips.all:
            flow.addWidget(chip)
        new = ActionButton(icon("plus", current_look().on_accent), _("登记问题"))
        new.setObjectName("newCase")
        new.setProperty("role", "primary")
        new.setToolTip(_("登记问题 (Ctrl+N)"))
        new.clicked.connect(lambda _on: self._new())
        offer_only_with(self._context, Right.LOG, new)
        top = QHBoxLayout()
        top.addWidget(chips, 1)
        top.addWidget(new, 0, Qt.AlignmentFlag.AlignTop)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        for state, cards in self.lists.items():
            columns.addLayout(self._column(state, cards), 1)
        self._hint.setObjectName("boardHint")
        self._hint.setProperty("role", "faint")
        self._hint.setWordWrap(True)
        offer_only_with(self._context, Right.LOG, self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addLayout(columns, 1)
        column.addWidget(self._hint)

    def _column(self, state: CaseState, cards: CardList) -> QVBoxLayout:
        self._heads[state].setObjectName(f"head_{state.value}")
        self._heads[state].setProperty("role", "heading")
        self._more[state].setProperty("role", "faint")
        column = QVBoxLayout()
        for part in (self._heads[state], cards, self._more[state]):
            column.addWidget(part, 1 if part is cards else 0)
        return column

    def _connect(self) -> None:
        for state, cards in self.lists.items():
            cards.opened.connect(self._open)
            cards.setDragEnabled(self._life.may_lead)
            cards.setAcceptDrops(self._life.may_lead)
            cards.dropped.connect(partial(self._drop, state))
            cards.step_wanted.connect(self._step)
            cards.side_wanted.connect(partial(self._go_beside, state))
            cards.customContextMenuRequested.connect(partial(self._offer, cards))
        for chip in self.chips.all:
            chip.changed.connect(self.reload)
        passing = QTimer(self, interval=MINUTE)  # what is in time now may be late in a minute
        passing.timeout.connect(self.reload)
        passing.start()
        for keys, then in (("Ctrl+N", self._new), ("F5", self.reload)):
            shortcut = keys_within(self, keys, then)
            if keys == "Ctrl+N":
                offer_only_with(self._context, Right.LOG, shortcut)

    def _drop(self, state: CaseState, case_id: int) -> None:
        # after the drop is over: a window opened within it would hold it up
        QTimer.singleShot(0, self, lambda: self._move(CaseId(case_id), state))

    def _move(self, case_id: CaseId, state: CaseState) -> None:
        row = self._current(case_id)
        self._moved = None if row is None else (case_id, row.state)
        self._life.move(case_id, state)

    def _current(self, case_id: int) -> CaseRow | None:
        shown = (cards.current_row() for cards in self.lists.values())
        return next((one for one in shown if one is not None and one.id == case_id), None)

    def _step(self, case_id: int, by: int) -> None:
        states = list(CaseState)
        row = self._current(case_id)
        if row is None or not self._life.may_lead:
            return
        place = states.index(row.state) + by
        if by < 0 and row.state is CaseState.CLOSED:
            place = states.index(CaseState.WORKING)  # a closed one is reopened
        if 0 <= place < len(states):
            self._move(CaseId(case_id), states[place])

    def _go_beside(self, state: CaseState, by: int) -> None:
        states = list(CaseState)
        place = states.index(state) + by
        if 0 <= place < len(states):
            cards = self.lists[states[place]]
            cards.setFocus()
            if cards.count() and cards.currentRow() < 0:
                cards.setCurrentRow(0)

    def _offer(self, cards: CardList, place: QPoint) -> None:
        row = cards.current_row()
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self._life, row.id, row.state, self._open)
        menu.popup(cards.viewport().mapToGlobal(place))


_FIRST = _(
    "还没有问题。投诉、问讯、订房、接送、付款的事，按“登记问题”（Ctrl+N）登记，跟到客户满意为止；"
    "也可以从沟通记录转来。"
)
_HOW = _("拖动卡片，或按 Ctrl+→ 改变状态；← → 换列，回车打开。已解决的要问过客户才能关闭。")


def fill_menu(
    menu: QMenu,
    life: CaseLife,
    case_id: CaseId,
    state: CaseState,
    open_case: Callable[[int], None],
) -> None:
    """Offer what can be done to a problem in this state."""
    menu.addAction(_("打开"), lambda: open_case(case_id))
    if not life.may_lead:
        return
    for text, then in steps_from(life, case_id, state):
        menu.addAction(text, then)
    menu.addSeparator()
    rated = menu.addMenu(_("轻重"))
    for severity in Severity:
        rated.addAction(severity.label, partial(life.rate, case_id, severity))
    menu.addAction(_("修改…"), lambda: life.edit(case_id))
    menu.addAction(_("删除"), lambda: life.delete([case_id]))


def steps_from(
    life: CaseLife, case_id: CaseId, state: CaseState
) -> Sequence[tuple[str, Callable[[], None]]]:
    """Return the next steps of a problem in this state, the first one first."""
    if not life.may_lead:
        return ()
    take_up = (_("开始处理"), lambda: life.take_up(case_id))
    answer = (_("答复客户…"), lambda: life.answer(case_id))
    department = (_("交给部门…"), lambda: life.ask_department(case_id))
    solve = (_("已解决…"), lambda: life.solve(case_id))
    close = (_("问过客户，关闭…"), lambda: life.close(case_id))
    reopen = (_("重新处理…"), lambda: life.reopen(case_id))
    return {
        CaseState.WAITING: (take_up, answer, department, solve),
        CaseState.WORKING: (solve, answer, department),
        CaseState.SOLVED: (close, reopen),
        CaseState.CLOSED: (reopen,),
    }[state]
