"""The window in which it is noted what a person agreed to or refused."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.personal_consent import LONGEST_SOURCE, ConsentDraft
from app.domain.types import ConsentKind, ContactId
from app.i18n import _
from app.services.personal.consent import note_consent
from app.ui import fields
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import Field
from app.ui.forms import Section


class ConsentDialog(DraftDialog[ConsentDraft]):
    """Asks what the person said, on what day, and how the office knows."""

    def __init__(self, context: Context, contact_id: ContactId, parent: QWidget) -> None:
        self._context, self._id = context, contact_id
        asked: list[Field[Any]] = [
            fields.choice("kind", _("什么事"), ConsentKind),
            fields.check("agreed", _("同意吗"), _("同意")),
            fields.day("given_on", _("哪一天"), required=True),
            fields.text("source", _("从哪里知道"), max_length=LONGEST_SOURCE, required=True),
        ]
        draft = ConsentDraft(given_on=context.today())
        super().__init__(_("记录同意或拒绝"), [Section("", asked)], draft, parent, columns=1)
        self.setObjectName("consentDialog")
        self.resize(460, 320)

    @override
    def problems(self, draft: ConsentDraft) -> Mapping[str, str]:
        return draft.problems(self._context.today())

    @override
    def save(self, draft: ConsentDraft) -> None:
        note_consent(self._context.desk, self._id, draft)
