"""What a valid booking is, and what follows from its own fields."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.domain.types import BookingKind, BookingStatus, ClientId
from app.i18n import _

LARGEST_AMOUNT = Decimal(10) ** 12
"""Above it a typing error is certain, and the table's whole fen stay far below 2^63."""
LARGEST_COUNT = 1_000_000
FIRST_YEAR, LAST_YEAR = 1980, 2100
LENGTHS = {
    "number": 40,
    "room_type": 60,
    "status_reason": 200,
    "deposit_terms": 60,
    "guest": 100,
}

UNFULFILLED = frozenset({BookingStatus.CANCELLED, BookingStatus.NO_SHOW})
"""What counts as not fulfilled in the screening (policy P9, cooperation)."""
REASONED = UNFULFILLED | {BookingStatus.LOST}
"""What has a reason; with any other status an older reason no longer holds."""


@dataclass(frozen=True, slots=True)
class BookingDraft:
    """The editable part of a booking, as a form shows it.

    ``room_nights`` and ``amount`` None are worked out by ``completed_draft``. Revenues and
    ``cost`` None mean unknown, which is not 0. Amounts are yuan.
    """

    client_id: ClientId | None = None
    number: str = ""
    booked_on: date | None = None
    arrival_on: date | None = None
    departure_on: date | None = None
    kind: BookingKind = BookingKind.ROOMS
    room_type: str = ""
    rooms: int | None = None
    room_nights: int | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    room_revenue: Decimal | None = None
    catering_revenue: Decimal | None = None
    meeting_revenue: Decimal | None = None
    other_revenue: Decimal | None = None
    cost: Decimal | None = None
    status: BookingStatus = BookingStatus.CONFIRMED
    status_reason: str = ""
    deposit: Decimal | None = None
    deposit_terms: str = ""
    guest: str = ""
    notes: str = ""

    @property
    def nights(self) -> int | None:
        """Nights between arrival and departure; None while one of them is missing."""
        if self.arrival_on is None or self.departure_on is None:
            return None
        return (self.departure_on - self.arrival_on).days

    @property
    def revenues(self) -> tuple[Decimal, ...]:
        """The revenues that are known."""
        parts = (
            self.room_revenue,
            self.catering_revenue,
            self.meeting_revenue,
            self.other_revenue,
        )
        return tuple(part for part in parts if part is not None)


def proposed_room_nights(draft: BookingDraft) -> int | None:
    """Return rooms × nights; None when either is missing or the days are the wrong way round."""
    nights = draft.nights
    if draft.rooms is None or nights is None or nights < 0:
        return None
    return draft.rooms * nights


def proposed_amount(draft: BookingDraft) -> Decimal | None:
    """Return the sum of the known revenues, else rate × room nights; None when neither is known."""
    if draft.revenues:
        return sum(draft.revenues, Decimal(0))
    room_nights = proposed_room_nights(draft) if draft.room_nights is None else draft.room_nights
    if draft.rate is None or room_nights is None:
        return None
    return draft.rate * room_nights


def completed_draft(draft: BookingDraft) -> BookingDraft:
    """Fill in what the draft leaves to the program: room nights and amount."""
    room_nights, amount = draft.room_nights, draft.amount
    return replace(
        draft,
        room_nights=proposed_room_nights(draft) if room_nights is None else room_nights,
        amount=proposed_amount(draft) if amount is None else amount,
    )


def problems(draft: BookingDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    found = _wrong_lengths(draft) | _wrong_counts(draft) | _wrong_amounts(draft)
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    found |= _wrong_days(draft)
    if draft.status is BookingStatus.COMPLETED and completed_draft(draft).amount is None:
        found["amount"] = _("已离店的预订要有金额：请填写金额，或分项金额，或房价和房夜。")
    return found | status_problems(draft.status, draft.status_reason)


def status_problems(status: BookingStatus, reason: str) -> dict[str, str]:
    """Return what is wrong with the reason given for a status, for one booking or for many."""
    if len(reason) > LENGTHS["status_reason"]:
        return {"status_reason": _("最多 {most} 个字。").format(most=LENGTHS["status_reason"])}
    if status is BookingStatus.LOST and not reason.strip():
        return {"status_reason": _("请写明流失的原因。")}
    return {}


def warnings(draft: BookingDraft, *, today: date) -> dict[str, str]:
    """Return what is allowed but looks like a slip, by field."""
    found: dict[str, str] = {}
    amount = completed_draft(draft).amount
    if amount is not None and amount < 0:
        found["amount"] = _("金额为负数，将按退款冲减计算。")
    elif draft.revenues and draft.amount is not None and draft.amount != proposed_amount(draft):
        found["amount"] = _("分项合计 {total} 元与金额不符，以金额为准。").format(
            total=f"{proposed_amount(draft):,.2f}"
        )
    if draft.booked_on and draft.arrival_on and draft.booked_on > draft.arrival_on:
        found["booked_on"] = _("预订日期晚于到店日期。")
    if draft.nights == 0 and draft.kind is not BookingKind.MONTHLY_TOTAL:
        found["departure_on"] = _("当日到店当日离店，房夜按 0 计算。")
    if draft.status is BookingStatus.COMPLETED and draft.arrival_on and draft.arrival_on > today:
        found["status"] = _("到店日期还没到，却已标为已离店。")
    return found


def _wrong_days(draft: BookingDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    if draft.arrival_on is None:
        found["arrival_on"] = _("请填写到店日期。")
    if draft.departure_on is None:
        found["departure_on"] = _("请填写离店日期。")
    for name in ("booked_on", "arrival_on", "departure_on"):
        day: date | None = getattr(draft, name)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            found[name] = _("年份 {year} 不对，请检查。").format(year=day.year)
    if found or draft.arrival_on is None or draft.departure_on is None:
        return found
    if draft.departure_on < draft.arrival_on:
        found["departure_on"] = _("离店日期不能早于到店日期。")
    elif draft.kind is BookingKind.MONTHLY_TOTAL and (
        (draft.arrival_on.year, draft.arrival_on.month)
        != (draft.departure_on.year, draft.departure_on.month)
    ):
        found["departure_on"] = _("月度汇总的起止日期要在同一个月内。")
    return found


def _wrong_counts(draft: BookingDraft) -> dict[str, str]:
    counts = {"rooms": draft.rooms, "room_nights": completed_draft(draft).room_nights}
    return {
        name: _("请填写 0 到 {most} 之间的整数。").format(most=f"{LARGEST_COUNT:,}")
        for name, count in counts.items()
        if count is not None and not 0 <= count <= LARGEST_COUNT
    }


def _wrong_amounts(draft: BookingDraft) -> dict[str, str]:
    names = (
        "rate",
        "amount",
        "room_revenue",
        "catering_revenue",
        "meeting_revenue",
        "other_revenue",
        "cost",
        "deposit",
    )
    full = completed_draft(draft)
    found = {name: too_large() for name in names if is_too_large(getattr(full, name))}
    for name in ("rate", "deposit"):
        value: Decimal | None = getattr(draft, name)
        if value is not None and value < 0:
            found[name] = _("不能是负数。")
    if draft.cost is not None and draft.cost < 0 <= (full.amount or 0):
        found["cost"] = _("成本不能是负数；不知道成本请留空。")
    return found


def _wrong_lengths(draft: BookingDraft) -> dict[str, str]:
    return {
        name: _("最多 {most} 个字。").format(most=most)
        for name, most in LENGTHS.items()
        if len(getattr(draft, name)) > most
    }


def is_too_large(amount: Decimal | None) -> bool:
    """Tell whether an amount cannot be meant."""
    return amount is not None and abs(amount) >= LARGEST_AMOUNT


def too_large() -> str:
    """Return what is said of such an amount."""
    return _("金额太大，请检查是否多打了数字。")
