"""The window in which clients are handed over from one person to another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.domain.handover import HandoverDraft, HandoverFigures, handover_problems, totals
from app.domain.types import ClientId, HandoverId, StaffId
from app.errors import InvalidInputError
from app.i18n import _
from app.queries.handover import client_figures, clients_in_hand, managers_of
from app.queries.office import StaffRow, staff_members
from app.services.handover import hand_over
from app.ui import fields
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Choices
from app.ui.forms import Section
from app.ui.key_accounts.handover_table import REMARKS, HandoverTable
from app.ui.key_accounts.output import print_handover
from app.ui.messages import show_error, tell
from app.ui.progress import run_with_progress
from app.ui.workers import Job

QUICK = 200
"""More clients are looked up, and handed over, beside the window."""

CHOSEN = "chosen"
"""Under which name the chosen clients are kept with what was typed and not saved."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose clients: the chosen ones among theirs, or all where None were chosen."""

    staff_id: StaffId | None = None
    client_ids: tuple[ClientId, ...] | None = None


class HandoverDialog(DraftDialog[HandoverDraft]):
    """Shows each client's state, takes a remark on it, and hands all over in one step."""

    def __init__(
        self, context: Context, wanted: Wanted, givers: Sequence[StaffRow], parent: QWidget
    ) -> None:
        self._context, self._wanted = context, wanted
        draft = HandoverDraft(givers[0].id, leaves=wanted.client_ids is None)
        super().__init__(_("客户交接"), _sections(context, givers), draft, parent, columns=3)
        self.setObjectName("handoverDialog")
        self._ids: list[ClientId] = []
        self._asked = 0
        self._told = QLabel()
        self._told.setObjectName("handoverTold")
        self._told.setWordWrap(True)
        self.table = HandoverTable()
        self.form.take_in(REMARKS, self.table)
        self.body.insertWidget(2, self._told)
        self.body.insertWidget(3, self.table, 3)
        self.area.setMinimumHeight(self.form.sizeHint().height())
        self.setTabOrder(self.form.editor("reason"), self.table)
        self._save_button.setText(_("交接"))
        giver = self.form.editor_of(Choices, "from_staff_id")
        giver.currentIndexChanged.connect(lambda _n: self._list(giver.values[giver.currentIndex()]))
        self._list(givers[0].id)
        self.form.editor("to_staff_id").setFocus()
        self.resize(1080, 620)
        known = {CHOSEN: wanted.client_ids}
        told = partial(self._kept_title, giver)
        self.keep_typed(context, "handover", title=told, record_id=wanted.staff_id, known=known)

    @override
    def accept(self) -> None:
        self.table.setFocus()  # else a remark still being typed would not count
        super().accept()

    @override
    def save(self, draft: HandoverDraft) -> None:
        remarks = {id_: draft.remarks[id_] for id_ in self._ids if id_ in draft.remarks}
        filled = replace(draft, client_ids=tuple(self._ids), remarks=remarks)
        if found := handover_problems(filled):
            raise InvalidInputError(found)
        above, desk = self.parentWidget() or self, self.saving_desk()
        show = partial(print_handover, self._context, above)
        if len(self._ids) <= QUICK:
            show(hand_over(desk, filled))
            return

        def work(job: Job) -> HandoverId:
            job.report(0, 0, _("正在交接 {n:,} 个客户…").format(n=len(filled.client_ids)))
            return hand_over(desk, filled)

        run_with_progress(self._context.workers, above, _("客户交接"), work, show)

    def _list(self, staff_id: StaffId) -> None:
        """List the clients of who hands over; many are looked up beside the window."""
        with self._context.db.read() as session:
            self._ids = clients_in_hand(session, staff_id, self._wanted.client_ids)
        self._asked += 1
        asked, ids, today = self._asked, self._ids, self._context.today()

        def look(_job: object) -> dict[ClientId, HandoverFigures]:
            with self._context.db.read() as session:
                return client_figures(session, ids, today)

        def arrived(figures: dict[ClientId, HandoverFigures]) -> None:
            if asked == self._asked:
                self._show(figures)

        if len(ids) <= QUICK:
            arrived(look(None))
        else:
            self._save_button.setEnabled(False)
            self._told.setText(_("正在统计 {n:,} 个客户…").format(n=len(ids)))
            failed = partial(show_error, self)
            self._context.workers.run(self, look, arrived, failed)

    def _kept_title(self, giver: Choices) -> str:
        return f"{self.windowTitle()}　{giver.currentText()}"

    def _show(self, figures: dict[ClientId, HandoverFigures]) -> None:
        self._save_button.setEnabled(True)
        self.table.show_clients({id_: figures[id_] for id_ in self._ids})
        whole = totals(figures.values())
        told = _(
            "{n:,} 个客户，应收 {owed} 元（逾期 {late} 元），待办 {tasks:,} 项，问题 {cases:,} 个"
        )
        text = told.format(
            n=whole.clients,
            owed=f"{whole.receivable:,.2f}",
            late=f"{whole.overdue:,.2f}",
            tasks=whole.open_tasks,
            cases=whole.open_cases,
        )
        self._told.setText(text + self._left_out())

    def _left_out(self) -> str:
        """Say how many of the chosen clients are not this person's."""
        chosen = self._wanted.client_ids
        others = 0 if chosen is None else len(chosen) - len(self._ids)
        told = _("；选中的另外 {n:,} 个客户由别人负责或没有客户经理，不在这次交接里")
        return told.format(n=others) if others else ""


def ask_handover(
    context: Context,
    staff_id: StaffId | None,
    client_ids: Sequence[ClientId] | None,
    parent: QWidget,
) -> None:
    """Open the window: one person's clients (all of them, or these), or whoever's these are."""
    if (window := handover_dialog(context, staff_id, client_ids, parent)) is not None:
        window.open()
    else:
        tell(
            parent, _("没有可以交接的"), _("选中的客户都没有客户经理，请用“改客户经理…”指定一位。")
        )


def handover_dialog(
    context: Context,
    staff_id: StaffId | None,
    client_ids: Sequence[ClientId] | None,
    parent: QWidget,
) -> HandoverDialog | None:
    """Make the window; None where nobody has these clients."""
    chosen = None if client_ids is None else tuple(client_ids)
    with context.db.read() as session:
        members = {one.id: one for one in staff_members(session)}
        owners = list(managers_of(session, chosen or ()))
    ids = owners if staff_id is None else [staff_id]
    givers = [members[id_] for id_ in ids if id_ in members]
    return HandoverDialog(context, Wanted(staff_id, chosen), givers, parent) if givers else None


def _sections(context: Context, givers: Sequence[StaffRow]) -> Sequence[Section]:
    with context.db.read() as session:
        members = staff_members(session, active_only=True)
    from_whom = [(one.id, one.name) for one in givers]
    alone = givers[0].id if len(givers) == 1 else None
    to_whom: list[tuple[StaffId | None, str]] = [
        (None, _("（请选择）")),
        *((one.id, f"{one.name}　{one.post.label}") for one in members if one.id != alone),
    ]
    asked = (
        fields.pick("from_staff_id", _("交出人"), lambda: from_whom, required=True),
        fields.pick("to_staff_id", _("接手人"), lambda: to_whom, required=True),
        fields.check("leaves", _("离开"), _("交出人离开销售部，同时停用")),
        fields.text("reason", _("原因"), max_length=300, wide=True, hint=_("如 调岗、离职、产假")),
    )
    return (Section("", asked),)
