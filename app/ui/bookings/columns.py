"""What the lists of bookings, receipts and receivables show."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from app.domain.receivables import AGES
from app.domain.written import amount_if_any, amount_text, day_text
from app.i18n import _
from app.queries.ageing import AgeingRow
from app.queries.bookings import BookingRow
from app.queries.receipts import ReceiptRow
from app.ui.tables import RIGHT, Column
from app.ui.theme import current_look


def number_text(row: ReceiptRow) -> str:
    """Write which booking a receipt is for; mark a number that is not known."""
    if row.booking_number and row.booking_id is None:
        return _("{number}（未找到）").format(number=row.booking_number)
    return row.booking_number or (_("（无号预订）") if row.booking_id else "")


def _red_if_negative(get: Callable[[Any], Decimal | None]) -> Callable[[Any], str]:
    return lambda row: current_look().bad if (get(row) or 0) < 0 else ""


def _red_if_any(get: Callable[[AgeingRow], Decimal]) -> Callable[[AgeingRow], str]:
    return lambda row: current_look().bad if get(row) else ""


def _age_column(place: int) -> Column[AgeingRow]:
    def text(row: AgeingRow) -> str:
        return amount_if_any(row.by_age[place])

    return Column(f"age{place}", AGES[place], text, RIGHT, 70)


BOOKINGS: Final[Sequence[Column[BookingRow]]] = (
    Column("number", _("预订号"), lambda row: row.number, width=108),
    Column("client", _("客户"), lambda row: row.client_name, width=178),
    Column("arrival_on", _("到店"), lambda row: day_text(row.arrival_on), width=84),
    Column("departure_on", _("离店"), lambda row: day_text(row.departure_on), width=84),
    Column("kind", _("类型"), lambda row: row.kind.label, width=58),
    Column("room_nights", _("房夜"), lambda row: f"{row.room_nights:,}", RIGHT, 50),
    Column(
        "amount",
        _("金额"),
        lambda row: amount_text(row.amount),
        RIGHT,
        104,
        colour=_red_if_negative(lambda row: row.amount),
    ),
    Column("status", _("状态"), lambda row: row.status.label, width=58),
    Column("manager", _("客户经理"), lambda row: row.manager, width=76),
    Column("guest", _("客人"), lambda row: row.guest, width=80),
    Column("room_type", _("房型"), lambda row: row.room_type, width=90, hidden=True),
    Column("rate", _("房价"), lambda row: amount_text(row.rate), RIGHT, 80, hidden=True),
    Column("cost", _("成本"), lambda row: amount_text(row.cost), RIGHT, 92, hidden=True),
    Column("booked_on", _("预订日期"), lambda row: day_text(row.booked_on), width=84, hidden=True),
    Column("due_on", _("应付日期"), lambda row: day_text(row.due_on), width=84, hidden=True),
)

RECEIPTS: Final[Sequence[Column[ReceiptRow]]] = (
    Column("received_on", _("收款日期"), lambda row: day_text(row.received_on), width=90),
    Column("client", _("客户"), lambda row: row.client_name, width=230),
    Column(
        "amount",
        _("金额"),
        lambda row: amount_text(row.amount),
        RIGHT,
        110,
        colour=_red_if_negative(lambda row: row.amount),
    ),
    Column("method", _("方式"), lambda row: row.method.label if row.method else "", width=70),
    Column("booking_number", _("对应预订号"), number_text, width=130),
    Column("manager", _("客户经理"), lambda row: row.manager, width=80),
    Column("notes", _("备注"), lambda row: row.notes, width=160, sortable=False),
)

AGEING: Final[Sequence[Column[AgeingRow]]] = (
    Column("code", _("编号"), lambda row: row.code, width=72),
    Column("name", _("客户"), lambda row: row.name, width=160),
    Column("manager", _("客户经理"), lambda row: row.manager, width=76),
    Column("total", _("应收合计"), lambda row: amount_if_any(row.total), RIGHT, 90),
    Column("not_due", _("未到期"), lambda row: amount_if_any(row.not_due), RIGHT, 66),
    *(_age_column(place) for place in range(len(AGES))),
    Column(
        "over_limit",
        _("超信用额度"),
        lambda row: amount_if_any(row.over_limit),
        RIGHT,
        84,
        colour=_red_if_any(lambda row: row.over_limit),
    ),
    Column(
        "credit_limit",
        _("信用额度"),
        lambda row: amount_text(row.credit_limit),
        RIGHT,
        100,
        hidden=True,
    ),
)
