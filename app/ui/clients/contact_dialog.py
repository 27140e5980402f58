"""The window in which a contact is entered or changed."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.domain.clients_labels import CONTACT as LABELS
from app.domain.contacts import TEXT_LIMITS, ContactDraft
from app.domain.types import ClientId, ContactId, ContactRole, Sex
from app.i18n import _
from app.queries.clients.contacts import contact_draft
from app.services.contacts import add_contact, change_contact
from app.ui import fields
from app.ui.birthday_field import birthday
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section
from app.ui.rights import why_locked


class ContactDialog(DraftDialog[ContactDraft]):
    """Edits a person at a client, personal notes included (policy P3)."""

    def __init__(
        self,
        context: Context,
        client_id: ClientId,
        contact_id: ContactId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._context, self._client_id, self._contact_id = context, client_id, contact_id
        draft = self.reload() or ContactDraft()
        title = _("新建联系人") if contact_id is None else _("修改联系人 {name}")
        super().__init__(title.format(name=draft.name), _sections(), draft, parent)
        self.resize(720, 640)
        self.form.editor("name").setFocus()
        self.keep_typed(
            context,
            "contact",
            title=self.windowTitle,
            record_id=contact_id,
            client_id=lambda: client_id,
        )
        self.lock(why_locked(context, client_id))

    @override
    def problems(self, draft: ContactDraft) -> Mapping[str, str]:
        return draft.problems()

    @override
    def save(self, draft: ContactDraft) -> None:
        if self._contact_id is None:
            add_contact(self.saving_desk(), self._client_id, draft)
        else:
            change_contact(self.saving_desk(), self._contact_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[ContactDraft, int] | None:
        if self._contact_id is None:
            return None
        with self._context.db.read() as session:
            return contact_draft(session, self._contact_id)


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            _("基本资料"),
            (
                _text("name", required=True),
                fields.choice("sex", LABELS["sex"], Sex, optional=True),
                _text("department"),
                _text("post"),
                fields.choice("role", LABELS["role"], ContactRole, optional=True),
                fields.check("main", LABELS["main"], _("有事先找这位")),
            ),
        ),
        Section(
            _("联系方式"),
            (_text("mobile"), _text("telephone"), _text("wechat"), _text("email")),
        ),
        Section(
            _("想着客户：个人情况"),
            (
                birthday("birthday", LABELS["birthday"]),
                _text("home_town"),
                _text("interests"),
                _text("taboos"),
                _text("topics"),
                fields.long_text("notes", LABELS["notes"]),
            ),
        ),
    )


def _text(name: str, *, required: bool = False) -> Field[QLineEdit]:
    return fields.text(name, LABELS[name], max_length=TEXT_LIMITS[name], required=required)
