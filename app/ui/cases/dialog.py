"""The window in which a problem is noted or changed."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.domain.cases import LONGEST, CaseDraft, problems
from app.domain.types import CaseId, CaseKind, Channel, ClientId, CommunicationId, Severity, StaffId
from app.i18n import _
from app.queries.one_case import case_draft, draft_from_entry
from app.queries.partnership import contact_choices
from app.services.cases import change_case, open_case
from app.ui import fields
from app.ui.client_field import ClientEditor, client
from app.ui.context import Context
from app.ui.day_field import clock_time
from app.ui.dialogs import DraftDialog
from app.ui.fields import Choices, Field
from app.ui.forms import Section
from app.ui.people_fields import NOBODY, staff_member

COLUMNS = 3


class CaseDialog(DraftDialog[CaseDraft]):
    """Edits a problem; the contacts offered are those of the client.

    Attributes:
        case_id: The problem, once it is saved.
    """

    def __init__(
        self,
        context: Context,
        loaded: tuple[CaseDraft, int],
        case_id: CaseId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        draft, self.version = loaded
        title = _("登记问题") if case_id is None else _("修改问题")
        super().__init__(title, _sections(context, draft.staff_id), draft, parent, columns=COLUMNS)
        self.setObjectName("caseDialog")
        self._context, self.case_id = context, case_id
        self._client_id: ClientId | None = None
        self._contact = self.form.editor_of(Choices, "contact_id")
        self.form.editor_of(ClientEditor, "client_id").picked.connect(self._follow_client)
        self._follow_client(draft.client_id)
        self.form.load(draft)  # only now is the contact of the draft among those offered
        self.resize(900, 560)
        self.form.editor("client_id" if draft.client_id is None else "title").setFocus()
        taken = case_id is None and draft.communication_id is not None
        self.keep_typed(
            context,
            "case_of_entry" if taken else "case",
            title=self._told,
            record_id=draft.communication_id if taken else case_id,
            client_id=self._picked,
        )

    @classmethod
    def for_new(
        cls, context: Context, client_id: ClientId | None = None, parent: QWidget | None = None
    ) -> "CaseDialog":
        """Make the window for a new problem, of this client if one is given."""
        return cls(context, (_new_draft(context, client_id), 0), None, parent)

    @classmethod
    def for_entry(
        cls, context: Context, entry_id: CommunicationId, parent: QWidget | None = None
    ) -> "CaseDialog | None":
        """Make the window for the problem a log entry tells of; None when the entry is gone."""
        with context.db.read() as session:
            draft = draft_from_entry(session, entry_id)
        if draft is None:
            return None
        own = replace(draft, staff_id=context.desk.staff_id)
        return cls(context, (own, 0), None, parent)

    @classmethod
    def for_case(
        cls, context: Context, case_id: CaseId, parent: QWidget | None = None
    ) -> "CaseDialog | None":
        """Make the window for a problem that is there; None when it is deleted."""
        with context.db.read() as session:
            loaded = case_draft(session, case_id)
        return None if loaded is None else cls(context, loaded, case_id, parent)

    def _picked(self) -> ClientId | None:
        return self._client_id

    def _told(self) -> str:
        """Name what is typed: what it is, and of what."""
        return f"{self.windowTitle()}　{self.form.editor('title').property('text')}"

    @override
    def problems(self, draft: CaseDraft) -> Mapping[str, str]:
        return problems(draft, now=self._context.desk.now().astimezone().replace(tzinfo=None))

    @override
    def save(self, draft: CaseDraft) -> None:
        desk = self.saving_desk()
        if self.case_id is None:
            self.case_id = open_case(desk, draft)
        else:
            change_case(desk, self.case_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[CaseDraft, int] | None:
        if self.case_id is None:
            return None
        with self._context.db.read() as session:
            return case_draft(session, self.case_id)

    @override
    def reload(self) -> CaseDraft | None:
        if (draft := super().reload()) is not None:
            self._follow_client(draft.client_id)
        return draft

    def _follow_client(self, client_id: ClientId | None) -> None:
        """Offer the contacts of the client picked."""
        if client_id == self._client_id and self._contact.count():
            return
        self._client_id = client_id
        with self._context.db.read() as session:
            people = [] if client_id is None else contact_choices(session, client_id)
        named = ((one.id, "　".join(filter(None, (one.person.name, one.told)))) for one in people)
        self._contact.offer_only([NOBODY, *named])


def _new_draft(context: Context, client_id: ClientId | None) -> CaseDraft:
    now = context.desk.now().astimezone()
    return CaseDraft(
        client_id=client_id,
        received_on=now.date(),
        received_time=now.time().replace(second=0, microsecond=0),
        staff_id=context.desk.staff_id,
    )


def _sections(context: Context, staff_id: StaffId | None) -> tuple[Section, ...]:
    return (
        Section(
            "",
            (
                client("client_id", _("客户"), context, wide=True, required=True),
                fields.text(
                    "title",
                    _("什么问题（一句话）"),
                    max_length=LONGEST["title"],
                    wide=True,
                    required=True,
                ),
                fields.choice("kind", _("类型"), CaseKind),
                fields.choice("severity", _("轻重"), Severity),
                fields.choice("channel", _("怎样得知"), Channel, optional=True),
                fields.pick("contact_id", _("联系人"), lambda: [(None, "")]),
                fields.text("contact_name", _("其他人"), max_length=LONGEST["contact_name"]),
                staff_member("staff_id", _("跟进人"), context, staff_id),
                fields.day("received_on", _("收到日期"), required=True),
                clock_time("received_time", _("收到时间"), required=True),
                _due_field(),
                fields.long_text("asked", _("客户的要求和经过"), lines=6),
            ),
        ),
    )


def _due_field() -> Field[QLineEdit]:
    plain = fields.day("solve_due_on", _("解决期限"))

    def make() -> QLineEdit:
        editor = plain.make()
        editor.setPlaceholderText(_("不填则按轻重和服务标准算"))
        return editor

    return replace(plain, make=make)
