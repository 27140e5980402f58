"""What the files say of every client's year, in a handful of statements over all of them.

Who is screened: clients that are not closed and have a manager, or one salesperson's own. A
client without a manager that traded in the year is taken along, so that the year's sums stay
whole; the check of the data names it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.screening.evidence import NOTHING, Evidence, LastYear
from app.domain.screening.grading import percent_of
from app.domain.screening.plain import yuan
from app.domain.types import (
    Channel,
    ClientId,
    ClientStatus,
    ScreeningState,
    StaffId,
)
from app.models import (
    Client,
    ClientFact,
    ClientYear,
    Communication,
    Screening,
    ScreeningLine,
    Staff,
)
from app.queries.receivables import NOT_DUE, Rows, Settlement, settlements
from app.queries.screening.sums import Tally, year_range, year_tallies

NOTHING_OWED = Settlement()


@dataclass(frozen=True, slots=True)
class ClientEvidence:
    """One client's evidence with what its line is headed by."""

    client_id: ClientId
    code: str
    name: str
    manager_id: StaffId | None
    manager: str
    evidence: Evidence


def year_evidence(
    session: Session,
    year: int,
    cut_off_on: date,
    *,
    manager_id: StaffId | None = None,
    step: Callable[[], None] = lambda: None,
) -> list[ClientEvidence]:
    """Return the evidence of everybody in the scope, by client code.

    Args:
        session: A read session.
        year: Bookings count by the year of arrival.
        cut_off_on: Receipts up to and including this day, debts as of this day.
        manager_id: One salesperson's clients; None for the whole office.
        step: Called after each statement, so that a long job can show how far it is.
    """
    tallies = year_tallies(session, year, cut_off_on)
    step()
    first, end = year_range(year)
    settled = settlements(session, cut_off_on, arrived_from=first, arrived_before=end)
    step()
    complaints = _complaints(session, year, cut_off_on)
    before = last_year(session, year)
    step()
    make = _Maker(tallies, settled, complaints, before)
    clients = session.connection().execute(_clients(manager_id)).all()
    return [make(row) for row in clients if row[3] is not None or row[0] in tallies]


def last_year(session: Session, year: int) -> dict[int, LastYear]:
    """Return what each client was the year before: by its approved line, else its volume."""
    sums = select(ClientYear.client_id, ClientYear.amount).where(ClientYear.year == year - 1)
    found = {id_: LastYear(year - 1, amount) for id_, amount in session.execute(sums)}
    lines = (
        select(
            ScreeningLine.client_id,
            ScreeningLine.amount,
            ScreeningLine.total,
            ScreeningLine.available,
            ScreeningLine.grade,
            ScreeningLine.rank,
        )
        .join(Screening, Screening.id == ScreeningLine.screening_id)
        .where(Screening.year == year - 1, Screening.state == ScreeningState.APPROVED)
        .order_by(Screening.approved_at, Screening.id)
    )
    for id_, amount, total, available, grade, rank in session.execute(lines):
        percent = None if total is None else percent_of(total, Decimal(available))
        found[id_] = LastYear(year - 1, amount, percent, grade, rank)
    return found


def _complaints(session: Session, year: int, cut_off_on: date) -> dict[int, int]:
    first, end = year_range(year)
    query = (
        select(Communication.client_id, func.count())
        .where(
            Communication.held_on >= first,
            Communication.held_on < end,
            Communication.held_on <= cut_off_on,
            Communication.channel == Channel.HOTLINE,
            Communication.deleted_at.is_(None),
        )
        .group_by(Communication.client_id)
    )
    return {row.client_id: row[1] for row in session.execute(query)}


def _clients(manager_id: StaffId | None) -> Rows:
    query = (
        select(
            Client.id,
            Client.code,
            Client.name,
            Client.manager_id,
            Staff.name,
            Client.terms_days,
            Client.billing_day,
            Client.status,
            Client.bad_debt,
            ClientFact.first_stay_on,
        )
        .outerjoin(Staff, Staff.id == Client.manager_id)
        .outerjoin(ClientFact, ClientFact.client_id == Client.id)
        .where(Client.deleted_at.is_(None), Client.status != ClientStatus.CLOSED)
        .order_by(Client.code)
    )
    return query if manager_id is None else query.where(Client.manager_id == manager_id)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Puts the sums of all statements together, client by client."""

    tallies: Mapping[int, Tally]
    settled: Mapping[int, Settlement]
    complaints: Mapping[int, int]
    before: Mapping[int, LastYear]

    def __call__(self, row: Any) -> ClientEvidence:
        id_, code, name, manager_id, manager, terms, billing_day, status, bad_debt, first = row
        tally = self.tallies.get(id_) or Tally()
        settled = self.settled.get(id_, NOTHING_OWED)
        young, middle, old, oldest = map(_yuan, settled.owed[:NOT_DUE])
        profit = tally.gross_profit
        cash = terms == 0 and billing_day is None
        paid = not any(settled.owed[:NOT_DUE]) and settled.missing <= 0
        evidence = Evidence(
            months=tuple(map(_yuan, tally.months)),
            room_nights=tally.room_nights,
            bookings=tally.bookings,
            not_fulfilled=tally.not_fulfilled,
            gross_profit=None if profit is None else yuan(profit),
            cost_known_amount=_yuan(tally.cost_known_amount),
            due=_yuan(tally.due),
            received=_yuan(tally.due - settled.missing),
            overdue=(young, middle, old, oldest),
            complaints=self.complaints.get(id_, 0),
            on_credit=not (cash and paid),
            first_stay_on=first,
            blacklisted=status == ClientStatus.BLACKLISTED,
            bad_debt=bad_debt,
            last_year=self.before.get(id_),
        )
        return ClientEvidence(ClientId(id_), code, name, manager_id, manager or "", evidence)


def _yuan(fen: int) -> Decimal:
    return yuan(fen) if fen else NOTHING
