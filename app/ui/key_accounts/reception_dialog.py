"""The window in which a guest to be received is noted or changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.receptions import LONGEST_NAME, ReceptionDraft, problems
from app.domain.types import ClientId, ReceptionId, ReceptionState, StaffId
from app.i18n import _
from app.queries.account_plans import key_account
from app.queries.receptions import reception_row
from app.services.receptions import add_reception, change_reception
from app.ui import fields
from app.ui.client_field import client
from app.ui.context import Context
from app.ui.day_field import clock_time
from app.ui.dialogs import DraftDialog
from app.ui.fields import Choices
from app.ui.forms import Section, typed_text
from app.ui.messages import tell
from app.ui.people_fields import contact, follow_client, staff_member
from app.ui.rights import why_locked

COLUMNS = 3


class ReceptionDialog(DraftDialog[ReceptionDraft]):
    """Edits a reception; the contacts offered are those of the client."""

    def __init__(
        self,
        context: Context,
        draft: ReceptionDraft,
        parent: QWidget,
        *,
        known: tuple[ReceptionId, int] | None = None,
    ) -> None:
        self._context = context
        self._reception_id: ReceptionId | None = None
        if known is not None:
            self._reception_id, self.version = known
        self._proposed = draft.staff_id
        title = _("安排接待") if known is None else _("修改接待")
        super().__init__(title, _sections(context, draft), draft, parent, columns=COLUMNS)
        self.setObjectName("receptionDialog")
        self.resize(860, 620)
        self._client = follow_client(context, self.form)
        self._client.picked.connect(self._propose_receiver)
        self.form.editor("client_id" if draft.client_id is None else "guest").setFocus()
        self.keep_typed(
            context,
            "reception",
            title=self._told,
            record_id=None if known is None else known[0],
            client_id=self._client.picked_so_far,
        )
        if draft.client_id is not None:
            self.lock(why_locked(context, draft.client_id))

    @classmethod
    def for_new(
        cls, context: Context, client_id: ClientId | None, parent: QWidget
    ) -> "ReceptionDialog":
        """Make the window for a new guest; the client's relationship manager receives."""
        receives = _receives(context, client_id)
        return cls(context, ReceptionDraft(client_id, staff_id=receives), parent)

    @classmethod
    def for_reception(
        cls, context: Context, reception_id: ReceptionId, parent: QWidget
    ) -> "ReceptionDialog | None":
        """Make the window for changing one; None when it is gone."""
        with context.db.read() as session:
            found = reception_row(session, reception_id)
        if found is None:
            return None
        return cls(context, found.draft, parent, known=(found.id, found.version))

    @override
    def problems(self, draft: ReceptionDraft) -> Mapping[str, str]:
        return problems(draft)

    @override
    def save(self, draft: ReceptionDraft) -> None:
        if self._reception_id is None:
            add_reception(self.saving_desk(), draft)
        else:
            change_reception(self.saving_desk(), self._reception_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[ReceptionDraft, int] | None:
        if self._reception_id is None:
            return None
        with self._context.db.read() as session:
            found = reception_row(session, self._reception_id)
        return None if found is None else (found.draft, found.version)

    def _told(self) -> str:
        """Name what is typed: for which client, and who comes."""
        parts = (self.windowTitle(), self._client.text(), typed_text(self.form.editor("guest")))
        return "　".join(part for part in parts if part)

    def _propose_receiver(self, client_id: ClientId | None) -> None:
        """Propose who receives for the client picked, while nobody else was chosen."""
        receives = self.form.editor_of(Choices, "staff_id")
        untouched = receives.values[receives.currentIndex()] == self._proposed
        proposed = _receives(self._context, client_id)
        if self._reception_id is None and untouched and proposed in receives.values:
            self._proposed = proposed
            receives.setCurrentIndex(receives.values.index(proposed))


def _receives(context: Context, client_id: ClientId | None) -> StaffId | None:
    """Return who receives the guests of a client, unless somebody else is chosen."""
    receives = context.desk.staff_id
    if client_id is None:
        return receives
    with context.db.read() as session:
        account = key_account(session, client_id)
    if account is None:
        return receives
    return account.relationship_manager_id or account.manager_id or receives


def new_reception(context: Context, client_id: ClientId | None, parent: QWidget) -> None:
    """Open the window for a new guest."""
    ReceptionDialog.for_new(context, client_id, parent).open()


def edit_reception(context: Context, reception_id: ReceptionId, parent: QWidget) -> None:
    """Open a reception to be changed; tell where it is gone."""
    dialog = ReceptionDialog.for_reception(context, reception_id, parent)
    if dialog is None:
        tell(parent, _("已经没有了"), _("这次接待已被删除，可在回收站里恢复。"))
    else:
        dialog.open()


def _sections(context: Context, draft: ReceptionDraft) -> Sequence[Section]:
    guest = (
        client("client_id", _("客户"), context, wide=True, required=True),
        fields.text("guest", _("客人"), max_length=LONGEST_NAME, required=True),
        fields.text("rank", _("职务、级别"), max_length=LONGEST_NAME, hint=_("如 董事长")),
        fields.whole_number("people", _("人数")),
        fields.day("arrives_on", _("到达日期"), required=True),
        clock_time("arrives_time", _("几点到")),
        fields.day("leaves_on", _("离开日期")),
        staff_member("staff_id", _("接待人"), context, draft.staff_id),
        contact("contact_id", _("客户的联系人"), context, draft.client_id),
        fields.choice("state", _("状态"), ReceptionState),
    )
    texts = (
        fields.long_text("prepared", _("各部门的准备（房间、用餐、接送、会场、安全……）"), lines=5),
        fields.long_text("courtesies", _("礼节（迎接、鲜花水果、礼品、送行……）")),
        fields.long_text("remark", _("备注"), lines=2),
    )
    return (Section("", (*guest, *texts)),)
