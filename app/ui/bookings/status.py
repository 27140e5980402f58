"""One status for the chosen bookings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.bookings import LENGTHS, status_problems
from app.domain.types import BookingId, BookingStatus
from app.errors import InvalidInputError
from app.i18n import _
from app.services.bookings import set_status
from app.ui import fields
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section
from app.ui.progress import run_with_progress
from app.ui.workers import Job

QUICK = 500
"""So many bookings are changed at once without a progress window."""


@dataclass(frozen=True, slots=True)
class NewStatus:
    """What is asked for."""

    status: BookingStatus = BookingStatus.COMPLETED
    status_reason: str = ""


class StatusDialog(DraftDialog[NewStatus]):
    """Asks which status the chosen bookings get, and why where it needs a reason."""

    def __init__(
        self, then: Callable[[NewStatus], None], count: int, parent: QWidget | None = None
    ) -> None:
        self._then = then
        asked = (
            fields.choice("status", _("新的状态"), BookingStatus),
            fields.text(
                "status_reason",
                _("原因（流失必填；取消、未到店可以不填）"),
                max_length=LENGTHS["status_reason"],
            ),
        )
        title = _("改状态（{n} 笔预订）").format(n=f"{count:,}")
        super().__init__(title, [Section("", asked)], NewStatus(), parent, columns=1)
        self.setObjectName("statusDialog")
        self.resize(400, 240)

    @override
    def save(self, draft: NewStatus) -> None:
        if found := status_problems(draft.status, draft.status_reason):
            raise InvalidInputError(found)
        self._then(draft)


def ask_status(context: Context, parent: QWidget, booking_ids: Sequence[BookingId]) -> None:
    """Ask for a status and give it to these bookings; many of them in a window of progress."""
    ids = list(booking_ids)

    def then(new: NewStatus) -> None:
        if len(ids) <= QUICK:
            set_status(context.desk, ids, new.status, new.status_reason)
            return

        def work(job: Job) -> int:
            job.report(0, 0, _("正在修改…"))
            return set_status(context.desk, ids, new.status, new.status_reason)

        run_with_progress(context.workers, parent, _("改状态"), work, lambda _n: None)

    if ids:
        StatusDialog(then, len(ids), parent).open()
