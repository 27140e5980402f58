"""Give a part back to be mended, with a remark."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.types import ScreeningId, StaffId
from app.i18n import _
from app.services.screening.handing_in import send_back
from app.ui.asking import AboutDialog
from app.ui.context import Context
from app.ui.fields import long_text


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be mended."""

    remark: str = ""


def ask_send_back(
    context: Context,
    screening_id: ScreeningId,
    person: tuple[StaffId | None, str],
    parent: QWidget,
) -> None:
    """Ask for the reason and send back to a person, or without an id to all."""
    staff_id, name = person
    asked = long_text("remark", _("退回的原因，对方会看到"), lines=4, required=True)
    titles = ("sendBack", _("退回"), _("退回给{name}").format(name=name))

    def then(draft: Remark) -> None:
        send_back(context.desk, screening_id, draft.remark, staff_id=staff_id)

    AboutDialog(titles, (asked,), Remark(), then, parent, columns=1, yes=_("退回")).open()
