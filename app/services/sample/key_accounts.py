"""The sample's key accounts: plans, reviews, guests to receive, refusals, and a handover."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain.key_accounts import next_review
from app.domain.sample.key_accounts import (
    GUESTS,
    HANDOVER_REASON,
    HANDOVER_REMARKS,
    PLANS,
    REFUSALS,
    REVIEWS,
    SampleGuest,
)
from app.domain.types import ClientId, ReceptionState
from app.models import (
    AccountPlan,
    AccountReview,
    Client,
    ClientYear,
    Contact,
    Handover,
    HandoverLine,
    KeyAccountRefusal,
    Reception,
    Staff,
)
from app.queries.handover import client_figures

Row = dict[str, Any]

PLANNED_SHARE = 3
"""One key account in so many has no plan yet."""

REVIEW_EVERY = 3
HANDED_DAYS_AGO = 1
HANDED = 3


def add_key_accounts(session: Session, today: date) -> None:
    """Give the sample's major clients what a relationship manager keeps of them.

    Args:
        session: Holds the sample's clients, contacts, bookings and facts already.
        today: Plans, reviews and guests lie around this day.
    """
    majors = list(session.scalars(select(Client).where(Client.is_sample, Client.major)))
    _add_plans(session, majors, today)
    _add_guests(session, majors, today)
    _add_refusals(session, today)
    _add_handover(session, today)


def _add_plans(session: Session, majors: list[Client], today: date) -> None:
    plans, reviews = list[Row](), list[Row]()
    for place, client in enumerate(majors):
        if place % PLANNED_SHARE == PLANNED_SHARE - 1:
            continue
        last_on = today - timedelta(25 + 40 * (place % PLANNED_SHARE) + 3 * place)
        own = {"client_id": client.id, "review_months": REVIEW_EVERY, "version": 1}
        following = {"next_review_on": next_review(last_on, REVIEW_EVERY)}
        plans.append(PLANS[place % len(PLANS)] | own | following)
        reviews += [
            {
                "client_id": client.id,
                "reviewed_on": last_on - timedelta(92 * earlier),
                "remark": REVIEWS[(place + earlier) % len(REVIEWS)],
                "staff_id": client.relationship_manager_id,
            }
            for earlier in (1, 0)
        ]
    session.execute(insert(AccountPlan), plans)
    session.execute(insert(AccountReview), reviews)


def _add_guests(session: Session, majors: list[Client], today: date) -> None:
    mains = dict(
        session.execute(
            select(Contact.client_id, Contact.id).where(
                Contact.main, Contact.client_id.in_([client.id for client in majors])
            )
        ).all()
    )
    pairs = zip(GUESTS, majors * len(GUESTS), strict=False)
    rows = [_guest(guest, client, mains.get(client.id), today) for guest, client in pairs]
    session.execute(insert(Reception), rows)


def _guest(guest: SampleGuest, client: Client, contact_id: int | None, today: date) -> Row:
    arrives_on = today + timedelta(guest.days)
    past = ReceptionState.RECEIVED if guest.days < 0 else ReceptionState.PLANNED
    return {
        "client_id": client.id,
        "contact_id": contact_id,
        "guest": guest.name,
        "rank": guest.rank,
        "people": guest.people,
        "arrives_on": arrives_on,
        "arrives_time": time(guest.hour, 30),
        "leaves_on": arrives_on + timedelta(guest.nights),
        "prepared": guest.prepared,
        "courtesies": guest.courtesies,
        "state": ReceptionState.CANCELLED if guest.cancelled else past,
        "staff_id": client.relationship_manager_id or client.manager_id,
        "version": 1,
    }


def _add_refusals(session: Session, today: date) -> None:
    """Refuse the largest buyers that are not key accounts, so that some proposals are left."""
    largest = session.scalars(
        select(Client)
        .join(ClientYear, ClientYear.client_id == Client.id)
        .where(Client.is_sample, ~Client.major, ClientYear.year == today.year - 1)
        .order_by(ClientYear.amount.desc(), Client.id)
        .limit(len(REFUSALS))
    )
    boss = session.scalar(select(Staff.id).where(Staff.name == "周启明"))
    rows = [
        {
            "client_id": client.id,
            "refused_on": today - timedelta(120 + place),
            "reason": REFUSALS[place],
            "staff_id": boss,
        }
        for place, client in enumerate(largest)
    ]
    session.execute(insert(KeyAccountRefusal), rows)


def _add_handover(session: Session, today: date) -> None:
    """Tell of clients that came to the newest salesperson yesterday."""
    people = {name: id_ for id_, name in session.execute(select(Staff.id, Staff.name))}
    giver, taker, boss = "何家栋", "唐小满", "周启明"
    ids = session.scalars(
        select(Client.id)
        .where(Client.is_sample, Client.manager_id == people[taker])
        .order_by(Client.id)
        .limit(HANDED)
    ).all()
    handed_on = today - timedelta(HANDED_DAYS_AGO)
    handover = Handover(
        handed_on=handed_on,
        from_staff_id=people[giver],
        from_name=giver,
        to_staff_id=people[taker],
        to_name=taker,
        reason=HANDOVER_REASON,
        staff_id=people[boss],
    )
    session.add(handover)
    session.flush()
    figures = client_figures(session, [ClientId(id_) for id_ in ids], handed_on)
    session.add_all(
        HandoverLine(
            handover_id=handover.id,
            client_id=id_,
            figures=one.to_json(),
            remark=HANDOVER_REMARKS[place % len(HANDOVER_REMARKS)],
        )
        for place, (id_, one) in enumerate(figures.items())
    )
