"""What a valid receipt is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.bookings import FIRST_YEAR, LAST_YEAR, is_too_large, too_large
from app.domain.types import BookingId, ClientId, PayMethod
from app.i18n import _

NUMBER_LENGTH = 40


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """The editable part of a receipt, as a form shows it.

    ``booking_number`` is the number on the slip, ``booking_id`` a booking picked that has none.
    Without either the money is for the client's oldest open booking. A refund has a negative
    amount, in yuan.
    """

    client_id: ClientId | None = None
    received_on: date | None = None
    amount: Decimal | None = None
    method: PayMethod | None = PayMethod.TRANSFER
    booking_number: str = ""
    booking_id: BookingId | None = None
    notes: str = ""


def problems(draft: ReceiptDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    found: dict[str, str] = {}
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    if draft.received_on is None:
        found["received_on"] = _("请填写收款日期。")
    elif not FIRST_YEAR <= draft.received_on.year <= LAST_YEAR:
        found["received_on"] = _("年份 {year} 不对，请检查。").format(year=draft.received_on.year)
    if draft.amount is None or draft.amount == 0:
        found["amount"] = _("请填写收款金额；退款填负数。")
    elif is_too_large(draft.amount):
        found["amount"] = too_large()
    if len(draft.booking_number) > NUMBER_LENGTH:
        found["booking_number"] = _("最多 {most} 个字。").format(most=NUMBER_LENGTH)
    return found


def warnings(draft: ReceiptDraft, *, today: date) -> dict[str, str]:
    """Return what is allowed but looks like a slip, by field."""
    found: dict[str, str] = {}
    if draft.amount is not None and draft.amount < 0:
        found["amount"] = _("金额为负数，将记为退款。")
    if draft.received_on is not None and draft.received_on > today:
        found["received_on"] = _("收款日期晚于今天。")
    return found
