"""The short windows about key accounts: who looks after one, why one is refused, a review."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.key_accounts import (
    Confirmation,
    PlanDraft,
    ReviewDraft,
    plan_problems,
    review_problems,
)
from app.domain.types import ClientId, StaffId
from app.i18n import _
from app.queries.account_plans import KeyAccount, account_plan, key_account
from app.queries.clients.choices import clients_named
from app.queries.office import staff_members
from app.services.key_accounts import (
    confirm_key_account,
    end_key_accounts,
    refuse_key_accounts,
    review_plan,
    save_plan,
    set_relationship_manager,
)
from app.ui import fields
from app.ui.asking import AboutDialog, Reason
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section
from app.ui.messages import tell
from app.ui.rights import why_locked

NAMED = 3


class PlanDialog(DraftDialog[PlanDraft]):
    """Edits the plan of one key account."""

    def __init__(self, context: Context, account: KeyAccount, parent: QWidget) -> None:
        title = _("大客户计划：{client}").format(client=account.client_name)
        super().__init__(title, _plan_sections(), account.plan or PlanDraft(), parent)
        self.setObjectName("planDialog")
        self._context, self._client_id = context, account.client_id
        self._version = account.version
        self.resize(760, 660)
        self.keep_typed(context, "plan", title=lambda: title, client_id=lambda: self._client_id)
        self.lock(why_locked(context, self._client_id))

    @override
    def problems(self, draft: PlanDraft) -> Mapping[str, str]:
        return plan_problems(draft)

    @override
    def save(self, draft: PlanDraft) -> None:
        save_plan(self.saving_desk(), self._client_id, draft, version=self._version)

    @override
    def reload(self) -> PlanDraft | None:
        with self._context.db.read() as session:
            found = account_plan(session, self._client_id)
        if found is None:
            return None
        self._version = found[1]
        return found[0]


def plan_dialog(context: Context, client_id: ClientId, parent: QWidget) -> PlanDialog | None:
    """Make the window for the plan of a client, or a new one; None when the client is gone."""
    with context.db.read() as session:
        account = key_account(session, client_id)
    return None if account is None else PlanDialog(context, account, parent)


def edit_plan(context: Context, client_id: ClientId, parent: QWidget) -> None:
    """Open the plan of a client, or a new one."""
    if _account(context, client_id, parent) is not None:
        dialog = plan_dialog(context, client_id, parent)
        assert dialog is not None  # noqa: S101 - the client was there just now
        dialog.open()


def ask_review(context: Context, client_id: ClientId, parent: QWidget) -> None:
    """Ask what came of looking the plan through; without a plan it is made first."""
    account = _account(context, client_id, parent)
    if account is None:
        return
    dialog = review_dialog(context, client_id, parent)
    if dialog is None:
        edit_plan(context, client_id, parent)
    else:
        dialog.open()


def review_dialog(
    context: Context, client_id: ClientId, parent: QWidget
) -> AboutDialog[ReviewDraft] | None:
    """Make the window for a review; None where there is no plan to be looked through."""
    with context.db.read() as session:
        account = key_account(session, client_id)
    if account is None or account.plan is None:
        return None
    asked = (
        fields.day("reviewed_on", _("回顾日期"), required=True),
        fields.long_text("remark", _("结果：有什么变化，下一步做什么"), lines=6, required=True),
    )
    title, name = _("回顾大客户计划"), account.client_name
    dialog = AboutDialog(
        ("reviewDialog", title, name),
        asked,
        ReviewDraft(context.today()),
        lambda draft: review_plan(dialog.saving_desk(), client_id, draft),
        parent,
        problems=lambda draft: review_problems(draft, context.today()),
    )
    dialog.resize(520, 400)
    dialog.keep_typed(
        context, "review", title=lambda: f"{title}　{name}", client_id=lambda: client_id
    )
    dialog.lock(why_locked(context, client_id))
    return dialog


def ask_confirm(context: Context, client_id: ClientId, parent: QWidget) -> None:
    """Ask who is to be the relationship manager of a new key account."""
    account = _account(context, client_id, parent)
    if account is None:
        return

    def then(draft: Confirmation) -> None:
        confirm_key_account(context.desk, client_id, draft.relationship_manager_id)

    first = account.relationship_manager_id or account.manager_id
    titles = ("confirmDialog", _("列为大客户"), account.client_name)
    _ask_person(context, titles, first, then, parent)


def ask_relationship_manager(
    context: Context, client_ids: Sequence[ClientId], parent: QWidget
) -> None:
    """Ask who is to be the relationship manager of these key accounts."""

    def then(draft: Confirmation) -> None:
        set_relationship_manager(context.desk, client_ids, draft.relationship_manager_id)

    titles = ("relationDialog", _("换关系经理"), _named(context, client_ids))
    _ask_person(context, titles, None, then, parent)


def ask_refusal(
    context: Context, client_ids: Sequence[ClientId], parent: QWidget, *, now_major: bool
) -> None:
    """Ask why clients are not, or no longer, key accounts."""
    told = _("{clients}：一年内不再建议").format(clients=_named(context, client_ids))
    service = end_key_accounts if now_major else refuse_key_accounts
    title = _("取消大客户") if now_major else _("不列为大客户")
    AboutDialog(
        ("refusalDialog", title, told),
        (fields.long_text("reason", _("原因"), required=True),),
        Reason(),
        lambda draft: service(context.desk, client_ids, draft.reason),
        parent,
    ).open()


def _ask_person(
    context: Context,
    titles: tuple[str, str, str],
    first: StaffId | None,
    then: Callable[[Confirmation], object],
    parent: QWidget,
) -> None:
    with context.db.read() as session:
        members = staff_members(session, active_only=True)
    staff = [(one.id, f"{one.name}　{one.post.label}") for one in members]
    there = first if first in [one.id for one in members] else None
    offered: list[tuple[StaffId | None, str]] = [*([] if there else [(None, "")]), *staff]
    asked = fields.pick(
        "relationship_manager_id", _("关系经理"), lambda: offered, wide=True, required=True
    )
    AboutDialog(titles, (asked,), Confirmation(there), then, parent).open()


def _named(context: Context, client_ids: Sequence[ClientId]) -> str:
    """Name the clients a window is about; of many the first, and how many there are."""
    with context.db.read() as session:
        names = "、".join(name for _id, name in clients_named(session, list(client_ids[:NAMED])))
    if len(client_ids) <= NAMED:
        return names
    return _("{names} 等 {n:,} 个客户").format(names=names, n=len(client_ids))


def _account(context: Context, client_id: ClientId, parent: QWidget) -> KeyAccount | None:
    with context.db.read() as session:
        account = key_account(session, client_id)
    if account is None:
        tell(parent, _("已经没有了"), _("这个客户已被删除，可在回收站里恢复。"))
    return account


def _plan_sections() -> Sequence[Section]:
    written = (
        ("development", _("发展情况：客户自己的业务怎样变化")),
        ("problems", _("存在的问题")),
        ("opportunities", _("机会：还可以做什么生意")),
        ("help_offered", _("我们能给的帮助")),
        ("departments", _("要协调的部门和事项")),
    )
    every = [fields.long_text(name, label) for name, label in written]
    rhythm = (
        fields.whole_number("review_months", _("每几个月回顾一次"), required=True),
        fields.day("next_review_on", _("下次回顾（不填就自动算）")),
    )
    return (Section("", (*every, *rhythm)),)
