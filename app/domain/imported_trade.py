"""From the cells of a booking or receipt row to the columns of the table.

Amounts are whole fen and choices their codes, as the table keeps them: a file has many rows.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.domain.bookings import FIRST_YEAR, LARGEST_COUNT, LAST_YEAR
from app.domain.table_years import not_after, not_before
from app.domain.types import BookingKind, BookingStatus, Staying
from app.i18n import _

Values = Mapping[str, Any]
Columns = dict[str, Any]
Problems = dict[str, str]

HUNDRED = 100
_REFUND_ABOVE_ZERO = _("写着退款，金额却是正数：退款请写成负数，如 -500。")
_COPIED = frozenset(
    ("number", "booked_on", "room_type", "rooms", "deposit_terms", "guest", "notes")
)
REVENUES = ("room_revenue", "catering_revenue", "meeting_revenue", "other_revenue")
_MONEY = frozenset(("rate", "amount", *REVENUES, "cost", "deposit"))
_CODES = {member: member.value for kind in (BookingKind, BookingStatus) for member in kind}
COMPLETED, LOST = BookingStatus.COMPLETED.value, BookingStatus.LOST.value
MONTHLY_TOTAL = BookingKind.MONTHLY_TOTAL.value
_WITHOUT_ROOMS = {BookingKind.MEETING.value, BookingKind.BANQUET.value}

BOOKING_DEFAULTS: Mapping[str, Any] = {
    "number": None,
    "booked_on": None,
    "kind": BookingKind.ROOMS.value,
    "room_type": "",
    "rooms": None,
    "room_nights": 0,
    "rate": None,
    "amount": 0,
    "room_revenue": None,
    "catering_revenue": None,
    "meeting_revenue": None,
    "other_revenue": None,
    "cost": None,
    "status_reason": "",
    "deposit": None,
    "deposit_terms": "",
    "guest": "",
    "notes": "",
}
"""What a new booking has where the file is silent; the status follows from the days."""


def fen(amount: Decimal) -> int:
    """Return an amount exact to the fen in whole fen."""
    return int(amount * HUNDRED)


def booking_columns(
    values: Values, *, today: date, dated: bool = False
) -> tuple[Columns, Problems]:
    """Return the columns that a row gives or implies, and a message for each wrong field.

    ``dated`` tells that the file has a column for the day beside that of its month: else a row
    with a month alone is the sum of that month.
    """
    found: Columns = {}
    for name, value in values.items():
        if name in _MONEY:
            found[name] = fen(value)
        elif name in _COPIED:
            found[name] = value
        elif name in ("kind", "status") and value in _CODES:
            found[name] = _CODES[value]
    problems = _days(values, found, dated=dated)
    if not problems:
        _quantities(values, found)
        problems = _wrong_numbers(values, found)
        if values.get("status") is Staying.STAYING:
            found["status"] = status_by_days(found["departure_on"], today)
    _reason(values, found)
    if found.get("status") == COMPLETED and "amount" not in found:
        problems["amount"] = _("已离店的预订要有金额，或分项金额，或房价和房夜。")
    return found, problems


def status_by_days(departure_on: date, today: date) -> str:
    """Return the status of a booking whose row gives none: past stays are completed."""
    past = departure_on <= today
    return COMPLETED if past else BookingStatus.CONFIRMED.value


def _days(values: Values, found: Columns, *, dated: bool) -> Problems:
    arrival, departure = _arrival_and_departure(values, found, dated=dated)
    if arrival is None and dated:
        return {"day": _("没有写是几日，或这个月没有这一天。")}
    if arrival is None:
        return {"arrival_on": _("请填写到店日期。")}
    if departure is None:
        departure = arrival + timedelta(_nights(values))
    departure = not_before(departure, arrival)
    if "booked_on" in found:
        found["booked_on"] = not_after(found["booked_on"], arrival)
    found["arrival_on"], found["departure_on"] = arrival, departure
    if departure < arrival:
        return {"departure_on": _("离店日期不能早于到店日期。")}
    if not FIRST_YEAR <= arrival.year <= departure.year <= LAST_YEAR:
        return {"arrival_on": _("年份 {year} 不对，请检查。").format(year=arrival.year)}
    return {}


def _arrival_and_departure(
    values: Values, found: Columns, *, dated: bool
) -> tuple[date | None, date | None]:
    arrival, departure = values.get("stay") or (
        values.get("arrival_on"),
        values.get("departure_on"),
    )
    month: date | None = values.get("month")
    if arrival is not None or month is None:
        return arrival, departure
    last = calendar.monthrange(month.year, month.month)[1]
    if dated:
        number = values.get("day", 0)
        return (month.replace(day=number) if 0 < number <= last else None), departure
    found.setdefault("kind", MONTHLY_TOTAL)
    return month, month.replace(day=last)


def _nights(values: Values) -> int:
    """Return how long a stay without departure lasted."""
    nights: int | None = values.get("nights")
    if nights is None:
        nights = values.get("room_nights", 0) // max(values.get("rooms", 1), 1)
    return max(0, min(nights, 3660))


def _quantities(values: Values, found: Columns) -> None:
    """Work out room nights and amount where the row leaves them out."""
    if "room_nights" in values:
        found["room_nights"] = values["room_nights"]
    elif found.get("kind") != MONTHLY_TOTAL:
        rooms = values.get("rooms", 0 if found.get("kind") in _WITHOUT_ROOMS else 1)
        found["room_nights"] = rooms * (found["departure_on"] - found["arrival_on"]).days
    if "amount" not in found:
        parts = [found[name] for name in REVENUES if name in found]
        if parts:
            found["amount"] = sum(parts)
        elif "rate" in found and "room_nights" in found:
            found["amount"] = found["rate"] * found["room_nights"]
    if "gross_profit" in values and "amount" in found:
        found.setdefault("cost", found["amount"] - fen(values["gross_profit"]))


def _wrong_numbers(values: Values, found: Columns) -> Problems:
    if values.get("refund") and found.get("amount", 0) > 0:
        return {"refund": _REFUND_ABOVE_ZERO}
    if 0 <= found.get("room_nights", 0) <= LARGEST_COUNT and "rooms" not in found:
        return {}
    return {
        name: _("应是 0 到 {most} 之间的整数。").format(most=f"{LARGEST_COUNT:,}")
        for name in ("rooms", "room_nights")
        if not 0 <= found.get(name, 0) <= LARGEST_COUNT
    }


def _reason(values: Values, found: Columns) -> None:
    if "status_reason" in values:
        found["status_reason"] = values["status_reason"]
    elif found.get("status") == LOST:
        found["status_reason"] = _("导入的文件没有写原因")


def receipt_columns(values: Values) -> tuple[Columns, Problems]:
    """Return the columns that a row gives, and a message for each wrong field."""
    problems: Problems = {}
    day: date | None = values.get("received_on")
    if day is None:
        problems["received_on"] = _("请填写收款日期。")
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        problems["received_on"] = _("年份 {year} 不对，请检查。").format(year=day.year)
    amount = fen(values["amount"]) if "amount" in values else 0
    if amount == 0:
        problems["amount"] = _("请填写收款金额；退款填负数。")
    elif amount > 0 and values.get("refund"):
        problems["refund"] = _REFUND_ABOVE_ZERO
    method = values.get("method")
    found = {
        "received_on": day,
        "amount": amount,
        "method": None if method is None else method.value,
        "booking_number": values.get("booking_number", ""),
        "notes": values.get("notes", ""),
    }
    return found, problems
