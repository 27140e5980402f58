"""The sample's receipts: each client pays in its own way."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from app.domain.sample.companies import Company, Paying
from app.domain.sample.records import SampleBooking, SampleReceipt, dice
from app.domain.types import BookingStatus, PayMethod

WITHOUT_NUMBER = frozenset({Paying.MONTHLY, Paying.SLOW})
"""They transfer one sum for all that fell due on the same day."""
CASH_METHODS = (PayMethod.CASH, PayMethod.CARD, PayMethod.WECHAT, PayMethod.ALIPAY)


def receipts(
    company: Company, bought: Iterable[SampleBooking], today: date
) -> Iterator[SampleReceipt]:
    """Yield what the client paid until today, oldest due first."""
    sold = [b for b in bought if b.status is BookingStatus.COMPLETED]
    if not sold:
        return
    r = dice("payments", sold[0].client_code)
    if company.paying in WITHOUT_NUMBER:
        yield from _sums(r, company, sold, today)
        return
    for booking in sorted(sold, key=lambda b: b.due_on):
        paid_on = booking.due_on + timedelta(r.randint(*company.paying.value[2]))
        amount = _share(r, company.paying, booking)
        if paid_on <= today and amount:
            yield SampleReceipt(
                booking.client_code, paid_on, amount, _method(r, company), booking.number
            )


def _sums(
    r: random.Random, company: Company, sold: Iterable[SampleBooking], today: date
) -> Iterator[SampleReceipt]:
    by_due: dict[date, Decimal] = {}
    code = ""
    for booking in sold:
        code = booking.client_code
        by_due[booking.due_on] = by_due.get(booking.due_on, Decimal(0)) + booking.amount
    for due in sorted(by_due):
        paid_on = due + timedelta(r.randint(*company.paying.value[2]))
        if paid_on <= today:
            yield SampleReceipt(code, paid_on, by_due[due], PayMethod.TRANSFER, "", "月结款")


def _share(r: random.Random, paying: Paying, booking: SampleBooking) -> Decimal:
    percent = 100
    if paying is Paying.PARTIAL:
        percent = r.choices((100, 80, 60), (5, 3, 2))[0]
    elif paying is Paying.BAD:
        percent = r.choices((100, 50, 0), (3, 3, 4))[0]
    elif paying is Paying.VERY_LATE:
        percent = r.choices((100, 0), (85, 15))[0]
    return (booking.amount * percent / 100).quantize(Decimal("0.01"))


def _method(r: random.Random, company: Company) -> PayMethod:
    if company.paying is Paying.CASH:
        return r.choice(CASH_METHODS)
    return r.choices((PayMethod.TRANSFER, PayMethod.CHEQUE), (8, 2))[0]
