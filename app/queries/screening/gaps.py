"""The check of the data before scoring: what is missing, for whom, and where to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from app.domain.types import (
    BookingId,
    BookingStatus,
    ClientId,
    ClientStatus,
    Labelled,
    ReceiptId,
    StaffId,
)
from app.i18n import _
from app.models import Booking, Client, Receipt
from app.queries.receivables import completed
from app.queries.screening.sums import year_range

NOT_FINISHED = (BookingStatus.ENQUIRY, BookingStatus.TENTATIVE, BookingStatus.CONFIRMED)


class Gap(Labelled):
    """What can be missing."""

    NO_MANAGER = "no_manager", _("没有客户经理的客户")
    NO_TERMS = "no_terms", _("没有约定账期的客户")
    NO_COST = "no_cost", _("没有录入成本的预订")
    NOT_FINISHED = "not_finished", _("离店日已过、状态仍未结束的预订")
    UNMATCHED = "unmatched", _("写了预订号却找不到预订的收款")
    NO_NUMBER = "no_number", _("没有写预订号的收款")
    CLOSED = "closed", _("已停用、当年仍有预订的客户")


MEANINGS = {
    Gap.NO_MANAGER: _("没有人评分；当年没有预订的不列入筛选。请指定客户经理。"),
    Gap.NO_TERMS: _("按离店当天到期计算。请在客户档案中填写账期，现结填 0。"),
    Gap.NO_COST: _("收益性按录了成本的部分计算；录得不到一半金额的，算资料不足。请补录成本。"),
    Gap.NOT_FINISHED: _("没有计入预订额。请改为已离店、已取消或未到店。"),
    Gap.UNMATCHED: _("暂按没有预订号处理，冲抵最早的欠款。请核对预订号。"),
    Gap.NO_NUMBER: _("冲抵该客户最早的欠款。能对上的请补填预订号。"),
    Gap.CLOSED: _("停用客户不列入筛选，其金额也不在排名合计中。"),
}
"""What follows from it, and how it is mended."""


@dataclass(frozen=True, slots=True)
class DataGap:
    """One kind of gap; every kind is told, also with nothing missing.

    Attributes:
        count: How many of what the kind names: clients, bookings or receipts.
        client_ids: The clients concerned, each once.
    """

    kind: Gap
    count: int
    client_ids: tuple[ClientId, ...]
    booking_ids: tuple[BookingId, ...] = ()
    receipt_ids: tuple[ReceiptId, ...] = ()

    @property
    def meaning(self) -> str:
        """What follows from it, and how it is mended."""
        return MEANINGS[self.kind]


def data_gaps(
    session: Session, year: int, cut_off_on: date, *, manager_id: StaffId | None = None
) -> tuple[DataGap, ...]:
    """Return what is missing for a year's screening, in the order of ``Gap``.

    Args:
        session: A read session.
        year: The year to be screened.
        cut_off_on: Up to when receipts count.
        manager_id: One salesperson's clients; None for the whole office.
    """
    own, in_year = _owned(manager_id), _arriving(year)
    active = [*own, Client.status != ClientStatus.CLOSED]
    first, _end = year_range(year)
    traded = Client.id.in_(select(Booking.client_id).where(*in_year))
    booked = select(Booking.id, Booking.client_id).join(Client, Client.id == Booking.client_id)
    paid = (
        select(Receipt.id, Receipt.client_id)
        .join(Client, Client.id == Receipt.client_id)
        .where(
            *active,
            Receipt.booking_id.is_(None),
            Receipt.deleted_at.is_(None),
            Receipt.received_on >= first,
            Receipt.received_on <= cut_off_on,
        )
    )
    past = [Booking.departure_on <= cut_off_on, Booking.status.in_(NOT_FINISHED)]
    return (
        _clients(session, Gap.NO_MANAGER, [*active, Client.manager_id.is_(None)]),
        _clients(session, Gap.NO_TERMS, [*active, Client.terms_days.is_(None), traded]),
        _bookings(
            session,
            Gap.NO_COST,
            booked.where(*active, *in_year, completed(), Booking.cost.is_(None)),
        ),
        _bookings(session, Gap.NOT_FINISHED, booked.where(*active, *in_year, *past)),
        _receipts(session, Gap.UNMATCHED, paid.where(Receipt.booking_number != "")),
        _receipts(session, Gap.NO_NUMBER, paid.where(Receipt.booking_number == "")),
        _clients(session, Gap.CLOSED, [*own, Client.status == ClientStatus.CLOSED, traded]),
    )


def has_bookings(session: Session, year: int, *, manager_id: StaffId | None = None) -> bool:
    """Tell whether there is any booking in a year, of one salesperson's clients or of all."""
    booked = select(Booking.id).join(Client, Client.id == Booking.client_id)
    wanted = booked.where(*_owned(manager_id), *_arriving(year))
    return bool(session.scalar(select(exists(wanted))))


def _owned(manager_id: StaffId | None) -> list[ColumnElement[bool]]:
    there: list[ColumnElement[bool]] = [Client.deleted_at.is_(None)]
    return there if manager_id is None else [*there, Client.manager_id == manager_id]


def _arriving(year: int) -> list[ColumnElement[bool]]:
    first, end = year_range(year)
    return [Booking.arrival_on >= first, Booking.arrival_on < end, Booking.deleted_at.is_(None)]


def _clients(session: Session, kind: Gap, wanted: list[ColumnElement[bool]]) -> DataGap:
    ids = session.scalars(select(Client.id).where(*wanted).order_by(Client.name_key, Client.id))
    found = tuple(map(ClientId, ids))
    return DataGap(kind, len(found), found)


def _bookings(session: Session, kind: Gap, query: Select[int, int]) -> DataGap:
    rows = session.execute(query.order_by(Booking.arrival_on, Booking.client_id)).all()
    ids = tuple(BookingId(row.id) for row in rows)
    return DataGap(kind, len(rows), _each_once(row.client_id for row in rows), booking_ids=ids)


def _receipts(session: Session, kind: Gap, query: Select[int, int]) -> DataGap:
    rows = session.execute(query.order_by(Receipt.received_on, Receipt.id)).all()
    ids = tuple(ReceiptId(row.id) for row in rows)
    return DataGap(kind, len(rows), _each_once(row.client_id for row in rows), receipt_ids=ids)


def _each_once(ids: Iterable[int]) -> tuple[ClientId, ...]:
    return tuple(ClientId(id_) for id_ in dict.fromkeys(ids))
