"""Give a part back to be mended, with a remark."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.types import ScreeningId, StaffId
from app.i18n import _
from app.services.screening.handing_in import send_back
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import long_text
from app.ui.forms import Section


@dataclass(frozen=True, slots=True)
class SendBackDraft:
    """What is to be mended."""

    remark: str = ""


class SendBackDialog(DraftDialog[SendBackDraft]):
    """Asks for the reason and sends back."""

    def __init__(
        self,
        context: Context,
        screening_id: ScreeningId,
        person: tuple[StaffId | None, str],
        parent: QWidget | None = None,
    ) -> None:
        fields = (long_text("remark", _("退回的原因，对方会看到"), lines=4, required=True),)
        title = _("退回给{name}").format(name=person[1])
        super().__init__(title, [Section("", fields)], SendBackDraft(), parent, columns=1)
        self.setObjectName("sendBack")
        self._save_button.setText(_("退回"))
        self._context, self._screening_id, self._staff_id = context, screening_id, person[0]
        self.resize(460, 260)

    @override
    def save(self, draft: SendBackDraft) -> None:
        send_back(self._context.desk, self._screening_id, draft.remark, staff_id=self._staff_id)
